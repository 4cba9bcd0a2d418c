"""What hours yield: saves that add up, pauses that are cut, figures that few data do not give."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.hours import (
    LEAST,
    LEAST_SECONDS,
    MOST_SECONDS,
    Finished,
    Hour,
    Start,
    Typing,
    Unit,
    begin,
    finish,
    hour,
    typing,
    unit,
)
from pipeline.evaluation.reviews import Review


def save(**change: Any) -> Review:
    """Give a save that approves a draft as it was."""
    usual: dict[str, Any] = {
        "when": "2026-11-23T10:00:00+07:00",
        "person": "lan",
        "article": "floods",
        "language": "vi",
        "source": "Rivers rose again.",
        "kind": "body",
        "before": "Sông dâng.",
        "after": "Sông dâng.",
        "is_reviewed": True,
        "draft": "Sông dâng.",
        "origin": "en_vi 1.9",
        "confidence": 0.7,
        "seconds": 10.0,
        "keystrokes": 4,
    }
    return Review(**{**usual, **change})


def one(saves: Iterable[Review]) -> Finished:
    """Finish one segment."""
    (found,) = finish(saves)
    return found


def test_saves_of_a_segment_add_up_and_the_last_text_counts() -> None:
    """
    The draft is the one that was shown, though later saves no longer have it.
    """
    found = one(
        [
            save(after="Nước", is_reviewed=False),
            save(before="Nước", after="Nước dâng.", draft="", origin="", confidence=None),
            save(
                before="Nước dâng.",
                after="Nước sông dâng.",
                draft="",
                when="2026-11-25T10:00:00+07:00",
            ),
        ]
    )

    assert ("Sông dâng.", "Nước sông dâng.") == (found.draft, found.final)
    assert (30.0, 12, 3) == (found.seconds, found.keystrokes, found.words)
    assert ("en_vi 1.9", 0.7) == (found.origin, found.confidence)
    assert date(2026, 11, 25) == found.day


def test_what_is_not_approved_in_the_end_is_not_finished() -> None:
    """
    Also if it was approved in between.
    """
    assert [] == finish([save(is_reviewed=False)])
    assert [] == finish([save(), save(is_reviewed=False)])


@pytest.mark.parametrize("change", [{"article": "b"}, {"language": "ru"}, {"source": "Other."}])
def test_segments_are_kept_apart(change: dict[str, str]) -> None:
    """
    By article, language and source.
    """
    assert 2 == len(finish([save(), save(**change)]))


def test_a_clock_that_jumps_back_changes_no_order() -> None:
    """
    What was written last counts.
    """
    found = one([save(), save(after="Later.", when="1970-01-01T00:00:00+00:00")])

    assert ("Later.", date(1970, 1, 1)) == (found.final, found.day)


def test_pauses_are_cut() -> None:
    """
    A night before an open segment is no work on it.
    """
    found = one([save(seconds=50_000.0), save(seconds=5.0)])

    assert (MOST_SECONDS + 5, 1) == (found.seconds, found.cuts)


def test_half_known_is_not_known() -> None:
    """
    A segment whose time was counted for one of its saves only would praise the hour.
    """
    found = one([save(seconds=None), save(keystrokes=None)])

    assert (None, None) == (found.seconds, found.keystrokes)
    assert (Hour(), Typing()) == (hour([found]), typing([found]))


@pytest.mark.parametrize(
    ("first", "start"),
    [
        (save(), Start.DRAFT),
        (save(draft="", before=" "), Start.NOTHING),
        (save(draft="", before="Theirs."), Start.OTHER),
    ],
)
def test_what_a_person_began_with_is_told_apart(first: Review, start: Start) -> None:
    """
    A match of the memory, or an older translation, is neither a draft nor nothing.
    """
    assert start == one([first, save(draft="", before="x")]).start


def many(number: int, seconds: float) -> list[Finished]:
    """Finish some segments that took as long."""
    return finish(save(source=f"Rivers rose {at}.", seconds=seconds) for at in range(number))


def test_an_hour_is_counted_from_enough_segments_and_time() -> None:
    """
    Below that there are no rates, but the counts.
    """
    enough = LEAST_SECONDS / LEAST
    few, short, found = (
        hour(many(LEAST - 1, 90)),
        hour(many(LEAST, enough - 1)),
        hour(many(LEAST, enough)),
    )

    assert (None, None) == (few.words_per_hour, short.segments_per_hour)
    assert LEAST - 1 == few.segments
    assert (3600 / enough, 3 * 3600 / enough) == (found.segments_per_hour, found.words_per_hour)


def test_keystrokes_are_set_against_typing_everything() -> None:
    """
    4 keystrokes for 3 words, where the text has 10 characters.
    """
    found = typing(many(LEAST, 1))

    assert found.keystrokes_per_word == pytest.approx(4 / 3)
    assert found.characters_per_word == pytest.approx(10 / 3)
    assert typing(many(LEAST - 1, 1)).keystrokes_per_word is None
    assert typing(finish([save(source="")] * LEAST)).keystrokes_per_word is None


@pytest.mark.parametrize(
    ("spans", "days", "expected"),
    [
        (5, 1, Unit.DAY),
        (31, 1, Unit.DAY),
        (32, 1, Unit.WEEK),
        (12, 7, Unit.DAY),
        (40, 7, Unit.MONTH),
    ],
)
def test_time_is_cut_into_few_stretches(spans: int, days: int, expected: Unit) -> None:
    """
    Days that lie apart are still days.
    """
    found = [date(2026, 1, 5) + timedelta(days=days * at) for at in range(spans)] * LEAST

    assert expected == unit(found)


def test_days_with_little_become_weeks_or_months() -> None:
    """
    Where most of the shorter stretches hold too little to give a share.
    """
    monday = date(2026, 11, 2)
    assert Unit.WEEK == unit([monday + timedelta(days=at % 7) for at in range(5 * 7)])
    assert Unit.MONTH == unit([monday])
    assert Unit.MONTH == unit([])


@given(st.dates(), st.sampled_from(Unit))
def test_a_stretch_begins_with_a_day_of_its_own(day: date, unit: Unit) -> None:
    """
    On or before each of its days, also at the ends of the calendar.
    """
    found = begin(day, unit)

    assert found <= day
    assert found == begin(found, unit)


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.floats(0, 1e6)), max_size=30))
def test_no_time_is_lost_or_made(saves: list[tuple[int, bool, float]]) -> None:
    """
    Finished segments have the time of all their saves, no save more than the most.
    """
    found = finish(save(source=str(at), is_reviewed=yes, seconds=s) for at, yes, s in saves)

    done = {at: yes for at, yes, _ in saves}
    expected = sum(min(s, MOST_SECONDS) for at, _, s in saves if done[at])
    assert hour(found).seconds == pytest.approx(expected)
