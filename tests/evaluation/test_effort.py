"""What people did to drafts, as laws."""

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.effort import Effort, measure, skim, total

TEXTS = st.text("ab ếИ", max_size=12)
EFFORTS = st.builds(Effort, *[st.integers(0, 99)] * 7)


def one(draft: str, final: str) -> Effort:
    """The effort for one draft."""
    (found,) = measure([(draft, final)])
    return found


def test_what_was_changed_is_counted() -> None:
    """
    Words are TER's, characters those that had to be typed and deleted.
    """
    expected = Effort(segments=1, untouched=0, edits=2, words=3, typed=3, deleted=4, characters=13)

    assert expected == one("The dry river.", "The wet river")


def test_tags_are_neither_words_nor_characters() -> None:
    """
    Moving one is no edit of them, but it is work.
    """
    expected = Effort(segments=1, untouched=0, edits=1, words=3, typed=3, deleted=3, characters=13)

    assert expected == one("<1>The dry</1> river", "<1>The wet river</1><2/>")
    assert 0 == one("<1>The</1> river", "The <1>river</1>").untouched


@given(TEXTS)
def test_a_draft_that_was_approved_as_it_is_took_nothing(text: str) -> None:
    """
    It counts as untouched, with no edit and no character.
    """
    found = one(text, text)

    assert (1, 0, 0, 0) == (found.untouched, found.edits, found.typed, found.deleted)


@given(TEXTS, TEXTS)
def test_only_a_changed_draft_took_characters(draft: str, final: str) -> None:
    """
    Nothing typed and nothing deleted means that both are equal, and the other way round.
    """
    found = one(draft, final)

    assert (draft == final) == (found.typed + found.deleted == 0)
    assert (draft == final) == bool(found.untouched)


@given(TEXTS, TEXTS)
def test_the_way_back_types_what_was_deleted(draft: str, final: str) -> None:
    """
    And what stays is the same on both ways.
    """
    there, back = one(draft, final), one(final, draft)

    assert (there.typed, there.deleted) == (back.deleted, back.typed)
    assert len(final) - there.typed == len(draft) - there.deleted >= 0


@given(TEXTS)
def test_what_had_no_draft_to_speak_of_is_typed_in_full(final: str) -> None:
    """
    Each character of the text is one to type.
    """
    assert len(final) == one("", final).typed == one("", final).characters


def test_how_marks_are_stored_makes_no_difference() -> None:
    """
    A program that stores letters and marks apart has not edited anything.
    """
    assert 1 == one("Trời mưa", unicodedata.normalize("NFD", "Trời mưa")).untouched


@given(TEXTS, TEXTS)
def test_skimming_counts_the_same_characters(draft: str, final: str) -> None:
    """
    It leaves out what TER counts, and nothing else.
    """
    (skimmed,) = skim([(draft, final)])

    assert replace(one(draft, final), edits=0, words=0) == skimmed


@given(TEXTS, TEXTS)
def test_what_was_kept_and_what_was_typed_are_the_text(draft: str, final: str) -> None:
    """
    A draft whose characters all stand in the text was kept whole.
    """
    found = one(draft, final)

    assert 0 <= found.share_kept <= 1
    assert 0 <= found.share_typed <= 1
    if draft and draft == final:
        assert (1, 0) == (found.share_kept, found.share_typed)


def test_nothing_measured_is_nothing() -> None:
    """
    Without drafts there is no effort, and no share that would divide by zero.
    """
    assert [] == measure([])
    assert Effort() == total([])
    assert (0, 0) == (Effort().ter, Effort().share_untouched)


@given(st.lists(EFFORTS), st.lists(EFFORTS))
def test_efforts_add_up(some: list[Effort], others: list[Effort]) -> None:
    """
    The total of all is that of the totals, in whatever order they come.
    """
    assert total([*some, *others]) == total([total(others), total(some)])
