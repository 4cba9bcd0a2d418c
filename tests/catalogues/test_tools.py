"""Our catalogue after a visit to translators' tools, as tests/tools/record.py recorded it."""

import codecs
import difflib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model import State
from tests.catalogues import sample
from tests.catalogues.desk import Desk

TOOLS = Path(__file__).parents[1] / "cases/catalogues/tools"
NAMES = [
    "gtranslator",
    "lokalize",
    "msgattrib",
    "msgcat",
    "msgmerge",
    "omegat",
    "po4a",
    "poedit",
    "toolkit",
]

STATES = {
    "Storm shuts": State.REVIEWED,
    "DA NANG": State.SUGGESTED,
    "A notice": State.DRAFT,
    "“We are": State.REVIEWED,
    "Waves": State.SUGGESTED,
    "Nobody": State.DRAFT,
    "Fishermen": State.DRAFT,
    "Rescuers": State.DRAFT,
    "Hmm.": State.EMPTY,
    "The mayor": State.DRAFT,
    "No road": State.SUGGESTED,
    "The bridge of Cam": State.SUGGESTED,
    "The bridge of Nam": State.DRAFT,
    "Exports": State.RETIRED,
    "More rain": State.RETIRED,
    "Bridges": State.RETIRED,
    "Hmm, who": State.RETIRED,
}

# What the translator has done in each tool, and what a changed article brought with it.
CHANGED = {
    "gtranslator": {"A notice": State.REVIEWED, "Waves": State.REVIEWED},
    "lokalize": {
        "A notice": State.REVIEWED,
        "Waves": State.REVIEWED,
        "The mayor": State.REVIEWED,
    },
    "msgattrib": {},
    "msgcat": {},
    "po4a": {},
    "msgmerge": {
        "Rescuers": State.SUGGESTED,
        "More rain": State.REVIEWED,
        "Fishermen": State.RETIRED,
    },
    # It empties what is fuzzy, and what is to be skipped is not drafted again.
    "omegat": {"Rescuers": State.REVIEWED, "Nobody": State.EMPTY},
    "poedit": {
        "A notice": State.REVIEWED,
        "“We are": State.SUGGESTED,
        "Rescuers": State.REVIEWED,
    },
    "toolkit": {"A notice": State.REVIEWED, "Rescuers": State.REVIEWED},
}

# Flags that gettext does not know are dropped by its tools, and so by Poedit; msgmerge takes
# even those that it knows from the template.
DROPPED = {
    "gtranslator": {"x-desk"},
    "msgattrib": {"x-desk"},
    "msgcat": {"x-desk"},
    "msgmerge": {"x-desk", "no-wrap"},
    "po4a": {"x-desk"},
    "poedit": {"x-desk"},
}


def visit(desk: Desk, tool: str, change: Callable[[bytes], bytes] = bytes) -> None:
    """Put what a tool has saved in the catalogue's place, and run."""
    if tool == "msgmerge":
        desk.write(sample.NAME, sample.LATER)
    desk.po(sample.NAME).write_bytes(change((TOOLS / f"{tool}.po").read_bytes()))
    assert [] == desk.run().failures


def states(desk: Desk) -> dict[str, State]:
    """The state of each entry, by the start of its sentence."""
    entries = desk.read(sample.NAME).entries
    return {
        start: entry.state
        for start in STATES
        for entry in entries
        if entry.source.startswith(start)
    }


def test_the_sample_is_what_the_tools_were_given(desk: Desk) -> None:
    """
    All states are in it; if it changes, the tools must be run again.
    """
    assert STATES == states(desk)
    assert len(STATES) == len(desk.read(sample.NAME).entries)
    assert (TOOLS / "ours.po").read_text() == desk.po(sample.NAME).read_text()


@pytest.mark.parametrize("tool", NAMES)
def test_only_people_have_changed_states(desk: Desk, tool: str) -> None:
    """
    What nobody has touched is what it was, whatever became of flags.
    """
    visit(desk, tool)

    assert STATES | CHANGED[tool] == states(desk)


@pytest.mark.parametrize("tool", NAMES)
def test_a_visit_changes_these_lines_only(desk: Desk, tool: str) -> None:
    """
    The difference between the catalogue before and what a run saves after the visit.
    """
    before = desk.po(sample.NAME).read_text().splitlines()
    visit(desk, tool)
    after = desk.po(sample.NAME).read_text().splitlines()
    found = list(difflib.unified_diff(before, after, "before", "after", lineterm="", n=2))

    assert (TOOLS / f"{tool}.diff").read_text().splitlines() == found


@pytest.mark.parametrize("tool", NAMES)
def test_nothing_of_a_persons_is_lost(desk: Desk, tool: str) -> None:
    """
    But for flags that the tool itself drops, and the text that was typed over in it.
    """
    visit(desk, tool)
    saved = desk.po(sample.NAME).read_text()

    assert DROPPED.get(tool, set()) == {words for words in sample.WORDS if words not in saved}


@pytest.mark.parametrize("tool", NAMES)
def test_the_next_run_changes_nothing(desk: Desk, tool: str) -> None:
    """
    With its memory or without.
    """
    visit(desk, tool)
    before = desk.po(sample.NAME).read_bytes()
    desk.run()
    assert before == desk.po(sample.NAME).read_bytes()

    shutil.rmtree(desk.root / ".pipeline")
    desk.run()
    assert before == desk.po(sample.NAME).read_bytes()


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext's tools are not installed")
@pytest.mark.parametrize("tool", NAMES)
def test_msgfmt_accepts_what_is_saved_after_a_visit(desk: Desk, tool: str) -> None:
    """
    With its strictest checks.
    """
    visit(desk, tool)

    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", desk.po(sample.NAME)], check=True)


def crlf(data: bytes) -> bytes:
    """The file as a program for Windows saves it."""
    return data.replace(b"\n", b"\r\n")


def mixed(data: bytes) -> bytes:
    """The file as msgcat leaves one with CRLF: some lines have it."""
    lines = data.split(b"\n")
    return b"\n".join(line + b"\r" * (at % 4 == 0) for at, line in enumerate(lines))


def bom(data: bytes) -> bytes:
    """The file as Windows' Notepad saves it."""
    return codecs.BOM_UTF8 + crlf(data)


@pytest.mark.parametrize("change", [crlf, mixed, bom])
@pytest.mark.parametrize("tool", ["msgcat", "omegat", "poedit"])
def test_line_ends_and_marks_make_no_difference(
    desk: Desk, made: Desk, tmp_path: Path, tool: str, change: Callable[[bytes], bytes]
) -> None:
    """
    What a run saves is the same to the byte.
    """
    other = Desk(shutil.copytree(made.root, tmp_path / "other"), now=made.now)
    visit(desk, tool)
    visit(other, tool, change)

    assert desk.po(sample.NAME).read_bytes() == other.po(sample.NAME).read_bytes()


def test_another_encoding_comes_back_as_utf_8(tmp_path: Path) -> None:
    """
    Old Windows programs have CP1251; msgconv has made it so, and wrapped it.
    """
    desk = Desk(tmp_path, language="ru")
    sample.make_russian(desk)
    before = desk.po(sample.NAME).read_bytes()
    desk.po(sample.NAME).write_bytes((TOOLS / "msgconv.po").read_bytes())
    assert [] == desk.run().failures

    assert before == desk.po(sample.NAME).read_bytes()
