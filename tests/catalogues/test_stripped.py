"""Catalogues whose fuzzy flags a program has dropped, in the hands of every command."""

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from pipeline.model import State
from pipeline.workflow.export import export_articles
from pipeline.workflow.project import Selection
from pipeline.workflow.report import Observer
from pipeline.workflow.status import status
from tests.catalogues.desk import Desk

FIRST = "Forty ships wait outside the harbour. Nobody was hurt in the storm.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A newsroom with a drafted article, where a suggestion stands beside a draft."""

    def suggest(file: polib.POFile) -> None:
        file[0].msgstr = "Bốn mươi tàu?"

    desk = Desk(tmp_path)
    desk.write("harbour", FIRST)
    desk.run()
    desk.edit("harbour", suggest)
    desk.run()
    return desk


def strip(desk: Desk, name: str = "harbour") -> None:
    """Drop all fuzzy flags, and nothing else."""
    path = desk.po(name)
    path.write_text(path.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")


def states(desk: Desk, name: str = "harbour") -> list[State]:
    """The states of a catalogue's entries."""
    return [entry.state for entry in desk.read(name).entries]


def test_nothing_untouched_is_published(desk: Desk) -> None:
    """
    An export looks at the catalogue before any run has seen it.
    """
    strip(desk)

    done = export_articles(desk.project)
    assert [] == done.written
    assert [2] == [len(refusal.unfit) for refusal in done.refused]


def test_nothing_untouched_is_counted_as_reviewed(desk: Desk) -> None:
    """
    Nor does the status.
    """
    strip(desk)

    (row,) = status(desk.project, Selection(), Observer(), engines=lambda _: desk.engine).rows
    assert (0, 1, 1) == (row.counts.reviewed, row.counts.drafts, row.counts.suggested)


def test_a_run_puts_the_flags_back_and_says_so(desk: Desk) -> None:
    """
    Once; the next run has nothing to say.
    """
    before = desk.po("harbour").read_bytes()
    strip(desk)
    desk.run()

    assert before == desk.po("harbour").read_bytes()
    (note,) = desk.said.notes
    assert note.startswith("locales/vi/LC_MESSAGES/harbour.po had lost its fuzzy flags")
    desk.run()
    assert [note] == desk.said.notes


def test_a_later_date_makes_a_missing_flag_approval(desk: Desk) -> None:
    """
    Programs in which people approve set it.
    """

    def approve(file: polib.POFile) -> None:
        for entry in file:
            entry.flags = []

    desk.edit("harbour", approve)
    desk.run()

    assert [State.REVIEWED, State.REVIEWED] == states(desk)


def test_without_memory_a_missing_flag_is_approval(desk: Desk) -> None:
    """
    A file without any fuzzy is then taken at its word.
    """
    strip(desk)
    shutil.rmtree(desk.root / ".pipeline")
    desk.run()

    assert [State.REVIEWED, State.REVIEWED] == states(desk)


def test_a_renamed_article_takes_what_is_known_along(desk: Desk) -> None:
    """
    The catalogue has another name, but the same date.
    """
    strip(desk)
    desk.article("harbour").rename(desk.article("port"))
    desk.run()

    assert [State.SUGGESTED, State.DRAFT] == states(desk, "port")


def meanwhile(desk: Desk, change: Callable[[], None]) -> None:
    """Let something happen while the engine works on a new sentence."""

    def once(_: str) -> None:
        desk.engine.before_each = lambda _: None
        change()

    desk.engine.before_each = once
    desk.write("harbour", FIRST + "More rain is expected.\n")
    desk.run()


def test_flags_that_vanish_while_the_engine_works_approve_nothing(desk: Desk) -> None:
    """
    The file is read again, with what is known of it.
    """
    meanwhile(desk, lambda: strip(desk))

    assert [State.SUGGESTED, State.DRAFT, State.DRAFT] == states(desk)


def test_what_a_person_empties_while_the_engine_works_is_drafted_next_time(desk: Desk) -> None:
    """
    The engine has not tried it in this run.
    """

    def empty(file: polib.POFile) -> None:
        file[1].msgstr = ""

    meanwhile(desk, lambda: desk.edit("harbour", empty))
    assert [State.SUGGESTED, State.EMPTY, State.DRAFT] == states(desk)

    desk.run()
    assert [State.SUGGESTED, State.DRAFT, State.DRAFT] == states(desk)
