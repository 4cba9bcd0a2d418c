"""A glossary in a project: beside entries, in drafts, in checks, and looked after by itself."""

import shutil
import subprocess

import pytest

from tests.cli.conftest import Newsroom

GLOSSARY = """\
term,vi,vi forbidden,ru,do not translate,note
village,làng|thôn,ấp,деревня,,in the country
heavy rain,mưa lớn,,ливень,,
First Agency,,,,yes,
"""


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    """Give the project a glossary."""
    (newsroom.root / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    return newsroom


def remarks(room: Newsroom, language: str = "vi") -> list[str]:
    """List what stands in a catalogue about terms."""
    lines = room.po("floods", language).read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith("#. term")]


def test_translators_see_the_terms_beside_each_entry(room: Newsroom) -> None:
    """
    Each in its language, with what is forbidden and the note.
    """
    assert 0 == room("segment").code
    village = "#. term: village → làng | thôn (not: ấp) · in the country"
    kept = "#. term: First Agency → First Agency (do not translate)"
    assert [village, "#. term: heavy rain → mưa lớn", village, kept] == remarks(room)
    assert "#. term: heavy rain → ливень" in remarks(room, "ru")


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_reads_the_terms(room: Newsroom) -> None:
    """
    What stands there is a comment to it.
    """
    room("run")
    subprocess.run(
        ["msgfmt", "--check", "-o", "-", room.po("floods")], check=True, stdout=subprocess.DEVNULL
    )


def test_a_second_run_changes_nothing(room: Newsroom) -> None:
    """
    Nor does it open a file.
    """
    room("run")
    before = room.bytes()
    room("run")
    assert "unchanged" in room("run", "-v").out
    assert before == room.bytes()


def test_a_change_shows_at_its_own_entries_only(room: Newsroom) -> None:
    """
    The other lines of a catalogue stay as they are; drafts are not touched.
    """
    room("run")
    before = room.po("floods").read_text("utf-8").splitlines()
    path = room.root / "glossary.csv"
    path.write_text(GLOSSARY.replace("mưa lớn", "mưa to"), encoding="utf-8")
    room("run")
    after = room.po("floods").read_text("utf-8").splitlines()
    assert [("#. term: heavy rain → mưa lớn", "#. term: heavy rain → mưa to")] == [
        pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]
    ]


def test_without_the_glossary_its_lines_go(room: Newsroom) -> None:
    """
    A person's own comments stay.
    """
    room("run")
    room.edit("floods", "vi", lambda file: setattr(file[0], "tcomment", "hers"))
    (room.root / "glossary.csv").unlink()
    room("run")
    assert [] == remarks(room)
    assert "# hers" in room.po("floods").read_text("utf-8")


def test_refresh_redoes_the_drafts_with_changed_terms_only(room: Newsroom) -> None:
    """
    Back to the old glossary, the old drafts are still known.
    """
    room("run")
    room.asked.clear()
    path = room.root / "glossary.csv"
    path.write_text(GLOSSARY.replace("mưa lớn", "mưa to"), encoding="utf-8")
    room("run")
    assert [] == room.asked
    room("run", "--refresh")
    assert ["HANOI - Heavy rain fell for two days."] == room.asked
    path.write_text(GLOSSARY, encoding="utf-8")
    room("run", "--refresh")
    assert [] == room.asked


def test_the_check_tells_of_terms_that_are_missing_or_forbidden(room: Newsroom) -> None:
    """
    At the line of the translation.
    """
    room("run", "--language", "vi")
    target = "Lụt cô lập ba ấp"
    room.edit("floods", "vi", lambda file: setattr(file[0], "msgstr", target))
    out = room("check", "--check", "terms", "--format", "lines", "--language", "vi").out
    assert "warning[terms] “ấp” is not to be used for “village” → “làng | thôn”" in out
    assert "warning[terms] “heavy rain” → “mưa lớn” is missing" in out
    assert "First Agency" not in out


def test_a_mistake_in_the_glossary_ends_a_run_before_anything_is_written(room: Newsroom) -> None:
    """
    With its line, and how to see the others.
    """
    (room.root / "glossary.csv").write_text(GLOSSARY + "quay,,,,,\n,x,,,,\n", encoding="utf-8")
    ended = room("run")
    assert 2 == ended.code
    assert "Error: glossary.csv:5: “quay” has no translation" in ended.err
    assert "1 more: `pipeline glossary check` lists them" in ended.err
    assert not room.po("floods").exists()


def test_a_glossary_that_the_settings_name_must_be_there(newsroom: Newsroom) -> None:
    """
    Without settings there need not be one.
    """
    (newsroom.root / "pipeline.toml").write_text(
        'languages = ["vi"]\n[folders]\nglossary = "terms/ours.csv"\n', encoding="utf-8"
    )
    ended = newsroom("run")
    assert 2 == ended.code
    assert "there is no glossary terms/ours.csv" in ended.err


def test_check_lists_every_problem(room: Newsroom) -> None:
    """
    On stdout, a line each; the exit code says whether there are any.
    """
    ended = room("glossary", "check")
    assert (0, "", "glossary.csv: 3 terms, 0 problems.\n") == ended
    other = room.root / "other.csv"
    other.write_text("term,vi\nquay,\nlock,âu\nlock,khóa\n", encoding="utf-8")
    ended = room("glossary", "check", other)
    assert 1 == ended.code
    first, second = ended.out.splitlines()
    assert first.startswith("other.csv:2: “quay” has no translation. Write one")
    assert second.startswith("other.csv:4: “lock” has another translation in line 3.")


def test_extract_proposes_what_the_glossary_lacks(room: Newsroom) -> None:
    """
    As a table, or as a glossary to be filled in.
    """
    room.write("more.txt", "Storm drains failed. The storm drains of Lenmouth are old.\n")
    assert "storm drains" in room("glossary", "extract").out.lower()
    out = room("glossary", "extract", "--format", "csv", "--language", "vi").out
    assert out.splitlines()[0] == "term,vi,note"
    path = room.root / "glossary.csv"
    path.write_text("term,vi\nstorm drain,cống\n", encoding="utf-8")
    args = ("glossary", "extract", "--format", "csv", "--language")
    assert "storm drains" not in room(*args, "vi").out.lower()
    assert "storm drains" in room(*args, "ru").out.lower()


def test_extract_sees_no_tags(room: Newsroom) -> None:
    """
    A term is one with emphasis in it, too, and code is none.
    """
    room.write("more.md", "*Storm* drains failed. The [storm drains](a.html) need `rm -r`.\n")
    out = room("glossary", "extract", "--format", "csv", "--language", "vi").out

    assert "storm drains,,2 times: " in out.lower()
    assert "<" not in out
