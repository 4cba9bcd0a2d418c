"""Drafts that are wanted, and where they go."""

from dataclasses import replace

import pytest

from pipeline.catalogues import header
from pipeline.catalogues.drafting import fill, is_left_out, pending
from pipeline.model import Draft, Entry, Kind, State
from tests.catalogues.building import HEADER, LATER, catalogue

NEW = Draft("Tàu chờ.", 0.7, "en_vi 0.3", ("numbers differ: 4",))
EMPTY = Entry("Ships wait.")
DRAFT = Entry("Ships wait.", "Tàu.", State.DRAFT, origin="en_vi 0.2", confidence=0.4)
FILLED = replace(
    EMPTY,
    target="Tàu chờ.",
    state=State.DRAFT,
    origin="en_vi 0.3",
    confidence=0.7,
    warnings=("numbers differ: 4",),
)


def filled(entry: Entry, draft: Draft, *, refresh: bool = False) -> Entry:
    """The entry after a draft came for its sentence."""
    drafts = {entry.source: draft}
    wanted = [entry.source] if refresh else []
    return fill(catalogue(entry), drafts, now=LATER, refresh=wanted).entries[0]


def test_an_empty_entry_takes_the_draft() -> None:
    """
    With its origin, confidence and doubts.
    """
    assert FILLED == filled(EMPTY, NEW)


def test_an_untouched_draft_is_replaced_only_when_asked() -> None:
    """
    Otherwise a newer package would change every file.
    """
    assert DRAFT == filled(DRAFT, NEW)
    assert FILLED == filled(DRAFT, NEW, refresh=True)


@pytest.mark.parametrize("state", [State.SUGGESTED, State.REVIEWED, State.RETIRED])
def test_a_persons_words_are_never_written_over(state: State) -> None:
    """
    Not even when asked to refresh.
    """
    entry = Entry("Ships wait.", "Tàu đợi.", state)

    assert entry == filled(entry, NEW, refresh=True)


def test_a_draft_without_text_leaves_the_reason() -> None:
    """
    The entry stays empty and says why.
    """
    entry = filled(EMPTY, Draft("", 0.1, "en_vi 0.3", ("a loop",)))

    assert replace(EMPTY, origin="en_vi 0.3", warnings=("a loop",)) == entry


def test_a_refresh_without_text_keeps_the_older_draft() -> None:
    """
    Something is better than nothing.
    """
    assert DRAFT == filled(DRAFT, Draft(" ", None, "en_vi 0.3", ("a loop",)), refresh=True)


def test_a_draft_that_comes_later_takes_the_reasons_place() -> None:
    """
    What could not be drafted once may be another time.
    """
    assert FILLED == filled(replace(EMPTY, origin="en_vi 0.2", warnings=("a loop",)), NEW)


def test_line_ends_around_a_draft_are_cut() -> None:
    """
    The sentence has none, and msgfmt wants both alike.
    """
    assert "Tàu chờ." == filled(EMPTY, replace(NEW, text="\nTàu chờ.\n")).target


def test_the_revision_date_moves_with_a_translation() -> None:
    """
    Filling in is work on the translation.
    """
    done = fill(catalogue(EMPTY), {"Ships wait.": NEW}, now=LATER)

    assert "2024-06-01 10:00+0000" == header.get(done.header, header.REVISED)


@pytest.mark.parametrize("draft", [Draft("", None, "en_vi 0.3", ("a loop",)), None])
def test_the_revision_date_stays_without_one(draft: Draft | None) -> None:
    """
    Noting that nothing came is none.
    """
    done = fill(catalogue(EMPTY), {"Ships wait.": draft} if draft else {}, now=LATER)

    assert HEADER == done.header


SKIPPED = Entry("Advertisement", note=("pipeline: skip",))
RELATED = Entry("Read more", kinds=(Kind.RELATED,))
BOTH = Entry("Floods", kinds=(Kind.RELATED, Kind.HEADLINE))


def test_only_empty_entries_that_count_are_pending() -> None:
    """
    Neither what a translator leaves out nor what is only of kinds that are left out.
    """
    reviewed = Entry("Rain.", "Mưa.", State.REVIEWED)
    retired = Entry("Wind.", state=State.RETIRED, note=("x",))
    old = catalogue(EMPTY, SKIPPED, RELATED, BOTH, reviewed, retired)

    assert ("Ships wait.", "Floods") == pending(old, [Kind.RELATED])
    assert ("Ships wait.", "Read more", "Floods") == pending(old)


def test_a_refresh_wants_untouched_drafts_too() -> None:
    """
    Never what a person has had in hand.
    """
    old = catalogue(DRAFT, Entry("Rain.", "Mưa.", State.SUGGESTED))

    assert ("Ships wait.",) == pending(old, refresh=True)
    assert () == pending(old)


def test_an_entry_without_kinds_is_not_left_out() -> None:
    """
    Another tool may have dropped them.
    """
    assert not is_left_out(EMPTY, list(Kind))
