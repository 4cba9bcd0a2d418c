"""`pipeline status`: how far everything is, without changing anything."""

import json
import shutil
import sys

import pytest

from pipeline.cli import main
from pipeline.cli.app import App
from tests.cli.conftest import HARVEST, Newsroom


def rows(newsroom: Newsroom, *args: str) -> dict[tuple[str, str], dict[str, int]]:
    """Ask for the status as JSON, by article and language."""
    found = json.loads(newsroom("status", "--json", *args).out)["catalogues"]
    return {(row["article"], row["language"]): row for row in found}


def test_every_article_is_counted_in_every_language(newsroom: Newsroom) -> None:
    """
    Each row has the numbers that programs build on.
    """
    newsroom("run")
    newsroom.review("fields/harvest", skip=["The harvest was good."])

    row = rows(newsroom)["fields/harvest", "vi"]

    expected = {
        "segments": 2,
        "words": 11,
        "words_left": 4,
        "reviewed": 1,
        "drafts": 1,
        "suggested": 0,
        "empty": 0,
        "retired": 0,
        "stale": 0,
    }
    assert expected == {name: row[name] for name in expected}


def test_notes_and_files_say_the_same(newsroom: Newsroom) -> None:
    """
    What a run has noted is what reading the files again would count, but for what checks found,
    which takes its time.
    """
    newsroom("run")
    noted = rows(newsroom)
    shutil.rmtree(newsroom.root / ".pipeline")

    unasked = {"errors": None, "warnings": None}
    assert {name: {**row, **unasked} for name, row in noted.items()} == rows(newsroom)
    assert not (newsroom.root / ".pipeline").exists()


def test_sentences_that_wait_for_the_next_run_are_stale(newsroom: Newsroom) -> None:
    """
    Before a first run all is stale; after an edit what was edited is.
    """
    assert 2 == rows(newsroom)["fields/harvest", "vi"]["stale"]
    newsroom("run")
    newsroom.write("fields/harvest.txt", HARVEST + "Prices fell.\n")

    assert 1 == rows(newsroom)["fields/harvest", "vi"]["stale"]


def test_the_table_is_plain_without_a_terminal(newsroom: Newsroom) -> None:
    """
    Each catalogue is a line, so that other programs can read it.
    """
    newsroom("run")

    lines = newsroom("status", "--article", "fields/*").out.splitlines()

    expected = ["fields/harvest", "vi", "2", "11", "0%", "2", "0", "0", "0", "0"]
    assert expected == lines[1].split()[:-2]
    assert 3 == len(lines)


@pytest.mark.parametrize(("width", "is_shown"), [(80, False), (120, True)])
def test_names_of_articles_have_room_on_a_narrow_terminal(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, width: int, is_shown: bool
) -> None:
    """
    Words and the bar go first.
    """
    newsroom("run")
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    shown = newsroom("status").out

    assert [is_shown, is_shown] == [each in shown for each in ("words", "▒")]
    assert "fields/harvest" in shown


def test_a_broken_catalogue_is_named(newsroom: Newsroom) -> None:
    """
    What cannot be read is named with its line, the rest is counted, and the exit code is 1.
    """
    newsroom("run")
    newsroom.po("floods").write_text("msgid no quotes\n")

    result = newsroom("status")

    assert 1 == result.code
    assert "floods.po:1" in result.err
    assert "fields/harvest" in result.out


def test_bundled_packages_are_told_to_have_stronger_ones(newsroom: Newsroom) -> None:
    """
    While the small packages serve the project, one line says what brings stronger ones.
    """
    app = App()
    with pytest.raises(SystemExit):
        main(["status"], app)

    told = newsroom.capsys.readouterr().err
    assert "pipeline packages install --from firefox en-vi en-ru." in told
