"""How far everything is, and what needs a person most."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polib
import pytest

from pipeline.catalogues import Counts
from pipeline.review.overview import Row, Shown, Tally, by_need, picked, spoken, totals
from pipeline.workflow.report import Failure
from pipeline.workflow.status import look
from tests.review import project
from tests.review.conftest import Visitor

DONE = Row("a", "vi", Counts(segments=4, reviewed=3, left_out=1))
OPEN = Row("b", "vi", Counts(segments=4, reviewed=1, drafts=3, words_left=30, errors=0))
LONG = Row("c", "ru", Counts(segments=4, drafts=4, words_left=40, errors=0))
WRONG = Row("d", "ru", Counts(segments=4, reviewed=4, errors=2))
NEW = Row("Đồng bằng", "vi", is_new=True)
TROUBLE = Row("e", "vi", failure=Failure("e.po:3: this is no PO"))
ROWS = (DONE, OPEN, LONG, WRONG, NEW, TROUBLE)


def rows(tally: Tally) -> dict[tuple[str, str], Row]:
    """Give the rows by article and language."""
    return {(row.article, row.language): row for row in tally.rows()}


def approve(root: Path, article: str, language: str = "vi") -> None:
    """Approve a catalogue as a translators' tool would."""
    path = project.po(root, article, language)
    file = polib.pofile(path, wrapwidth=0)
    for entry in file:
        entry.flags = []
    file.metadata["PO-Revision-Date"] = "2030-01-01 10:00+0000"
    file.save(str(path))


def test_what_needs_a_person_most_comes_first() -> None:
    """
    Files that cannot be read, errors, words left; then what waits for a run or is done.
    """
    assert [TROUBLE, WRONG, LONG, OPEN, NEW, DONE] == by_need(ROWS)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ROWS),
        ({"language": "ru"}, (LONG, WRONG)),
        ({"shown": Shown.OPEN}, (OPEN, LONG, NEW, TROUBLE)),
        ({"shown": Shown.ERRORS}, (WRONG,)),
        ({"shown": Shown.DONE}, (DONE, WRONG)),
        ({"shown": Shown.TROUBLE}, (TROUBLE,)),
        ({"name": " dong "}, (NEW,)),
    ],
)
def test_rows_are_picked(asked: dict[str, str], expected: tuple[Row, ...]) -> None:
    """
    By language, by how far they are, and by a part of the name with or without its accents.
    """
    assert expected == picked(ROWS, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(("reviewed", "expected"), [(0, 0), (199, 99), (200, 100)])
def test_only_all_is_a_hundred(reviewed: int, expected: int) -> None:
    """
    The share is rounded down.
    """
    assert expected == Row("a", "vi", Counts(segments=200, reviewed=reviewed)).percent


def test_totals_leave_out_what_nobody_knows(root: Path) -> None:
    """
    There is one for each language.
    """
    found = totals(ROWS, spoken(project.opened(root)))

    expected = [("vi", 4, 7, 30), ("ru", 4, 8, 40)]
    assert expected == [(each.language.code, *each[1:]) for each in found]


def test_a_run_has_counted_everything(root: Path) -> None:
    """
    No catalogue is read for it: there is time for none.
    """
    project.run(root)
    found = Tally(project.opened(root)).rows(seconds=0)

    assert [9, 9, 5, 5, 4, 4] == [row.counts and row.counts.segments for row in found]
    assert all(row.counts and row.counts.errors is not None for row in found)


def test_what_a_person_saves_is_counted_at_once(root: Path) -> None:
    """
    Checks included, and the other rows stay as they were.
    """
    tally = Tally(project.opened(root))
    before = rows(tally)
    approve(root, "weather")

    after = rows(tally)

    weather = after["weather", "vi"]
    assert weather.is_done
    assert weather.counts
    assert 0 == weather.counts.words_left
    assert weather.counts.errors is not None
    assert [("weather", "vi")] == [key for key in after if after[key] is not before[key]]


def test_sentences_that_wait_for_a_run_are_told(root: Path) -> None:
    """
    An article that has changed since is counted as the run will count it.
    """
    path = root / "source_texts" / "weather.txt"
    path.write_text(path.read_text("utf-8") + "\nOne more sentence came.\n", encoding="utf-8")

    row = rows(Tally(project.opened(root)))["weather", "vi"]

    assert (1, 5) == (row.stale, row.counts and row.counts.segments)


def test_without_notes_catalogues_are_read_as_long_as_there_is_time(root: Path) -> None:
    """
    As after a clone; whoever waits gets all, but for what only checks know.
    """
    shutil.rmtree(root / ".pipeline")
    tally = Tally(project.opened(root))

    assert all(row.is_uncounted for row in tally.rows(seconds=0))
    found = tally.rows(seconds=None)
    assert [9, 9, 5, 5, 4, 4] == [row.counts and row.counts.segments for row in found]
    assert all(row.counts and row.counts.errors is None for row in found)


def test_nobody_waits_for_whoever_counts_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    That may take its time, and the first page is always there.
    """
    shutil.rmtree(root / ".pipeline")
    tally = Tally(project.opened(root))
    begun, done = threading.Event(), threading.Event()

    def slow(*args: Any, **options: Any) -> Any:
        begun.set()
        done.wait(5)
        return look(*args, **options)

    monkeypatch.setattr("pipeline.review.overview.look", slow)
    with ThreadPoolExecutor(1) as other:
        counting = other.submit(tally.rows, seconds=None)
        begun.wait(5)

        assert all(row.is_uncounted for row in tally.rows(seconds=0))
        assert not counting.done()
        done.set()


def test_a_damaged_catalogue_says_so_in_its_row(root: Path) -> None:
    """
    So does an article that cannot be read; all others are there.
    """
    project.po(root, "bridge").write_text("msgid", encoding="utf-8")
    (root / "source_texts" / "weather.txt").write_text("\n", encoding="utf-8")
    project.po(root, "markets/flowers", "ru").unlink()

    found = rows(Tally(project.opened(root)))

    failures = {key: row.failure.message for key, row in found.items() if row.failure}
    assert {("bridge", "vi"), ("weather", "vi"), ("weather", "ru")} == set(failures)
    assert "only white space" in failures["weather", "vi"]
    assert found["markets/flowers", "ru"].is_new


def test_the_page_shows_rows_and_leads_to_articles(client: Visitor) -> None:
    """
    Names with a slash stay what they are.
    """
    answer = client.get("/", query_string={"language": "ru", "name": "flow"})

    assert 'href="/article/ru/markets/flowers"' in answer.text
    assert 1 == answer.text.count("/article/")
    assert "0 of 18 segments reviewed" in " ".join(answer.text.split())


def test_the_page_says_what_is_wrong_with_a_catalogue(client: Visitor, root: Path) -> None:
    """
    In its row, escaped, with what to do.
    """
    project.po(root, "bridge").write_text('msgid "<script>', encoding="utf-8")

    answer = client.get("/", query_string={"state": "trouble"})

    assert "the quotes around this text are not closed" in answer.text
    assert "Mend it" in answer.text
    assert "<script>" not in answer.text


def test_a_project_without_a_run_says_what_to_do(client: Visitor, root: Path) -> None:
    """
    Without articles, too.
    """
    shutil.rmtree(root / "locales")
    assert "Nothing has been drafted yet" in client.get("/").text
    shutil.rmtree(root / "source_texts")
    (root / "source_texts").mkdir()
    assert "There is no article yet" in client.get("/").text


def test_what_no_row_is_like_is_said(client: Visitor) -> None:
    """
    An unknown state shows all rather than an error.
    """
    assert "No article is like that" in client.get("/?name=nothing").text
    assert "6 rows" in client.get("/?state=nonsense").text
