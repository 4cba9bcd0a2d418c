"""Entries that go, return, or stand in a file twice."""

import pytest

from pipeline.catalogues.lifecycle import retire, revive, unite
from pipeline.model import Entry, Kind, Place, State

REVIEWED = Entry("a", "A", State.REVIEWED, flags=("no-wrap",))
SUGGESTED = Entry("a", "A?", State.SUGGESTED, previous="an a", note=("sure?",))
DRAFT = Entry("a", "ah", State.DRAFT, origin="en_vi 0.2", confidence=0.5)
NOTED = Entry("a", note=("ask An",))
FLAGGED = Entry("a", flags=("no-wrap",))


@pytest.mark.parametrize(
    "entry", [REVIEWED, SUGGESTED, DRAFT, NOTED, FLAGGED], ids=lambda e: f"{e.state}{e.flags}"
)
def test_what_returns_is_as_it_was(entry: Entry) -> None:
    """
    Retiring hides the state but does not lose it.
    """
    retired = retire(entry)

    assert retired is not None
    assert State.RETIRED is retired.state
    assert entry == revive(retired)


def test_an_untouched_empty_entry_leaves_nothing_behind() -> None:
    """
    There is nothing in it that could come back.
    """
    assert retire(Entry("a", warnings=("a loop",), origin="en_vi 0.2")) is None


def test_a_retired_entry_stands_nowhere() -> None:
    """
    Places and kinds are those of sentences that are there.
    """
    retired = retire(Entry("a", "A", State.REVIEWED, (Place("a.txt", 3),), (Kind.BODY,)))

    assert retired is not None
    assert ((), ()) == (retired.places, retired.kinds)


@pytest.mark.parametrize("second", [REVIEWED, SUGGESTED, DRAFT, NOTED], ids=lambda e: e.state)
@pytest.mark.parametrize("first", [REVIEWED, SUGGESTED, DRAFT, NOTED], ids=lambda e: e.state)
def test_the_more_reviewed_twin_wins(first: Entry, second: Entry) -> None:
    """
    Whichever stands first in the file.
    """
    order = [State.EMPTY, State.DRAFT, State.SUGGESTED, State.REVIEWED]

    assert max(first.state, second.state, key=order.index) is unite(first, second).state


def test_the_losing_twin_keeps_its_words() -> None:
    """
    A person's other translation, comments and flags are found in what remains.
    """
    united = unite(SUGGESTED, REVIEWED)

    assert "A" == united.target
    assert ("sure?", "another translation: A?") == united.note
    assert ("no-wrap",) == united.flags


def test_an_untouched_draft_that_loses_is_let_go() -> None:
    """
    It is a machine's, and can be made again.
    """
    assert () == unite(DRAFT, REVIEWED).note


def test_a_retired_twin_lends_its_translation() -> None:
    """
    The sentence is in the article, so what was reviewed for it counts again.
    """
    retired = retire(REVIEWED)

    assert retired is not None
    assert State.REVIEWED is unite(Entry("a"), retired).state


def test_retired_twins_stay_retired() -> None:
    """
    Two old entries do not bring a sentence back.
    """
    one, two = retire(REVIEWED), retire(SUGGESTED)

    assert one is not None
    assert two is not None
    assert (State.RETIRED, "A") == (unite(one, two).state, unite(one, two).target)


def test_line_breaks_in_a_kept_translation_stay_on_its_line() -> None:
    """
    A comment is one line, whatever it quotes.
    """
    assert ("another translation: B\\nC",) == unite(
        REVIEWED, Entry("a", "B\nC", State.REVIEWED)
    ).note
