"""Findings put aside by a comment."""

from dataclasses import replace

import pytest

from pipeline.catalogues import dismissals, marks
from pipeline.model import Entry, State
from tests.catalogues.building import catalogue, reread

ENTRY = Entry("Ships wait.", "Tàu chờ.", State.REVIEWED)


def read(*comments: str) -> list[tuple[str, str, bool, bool]]:
    """What the comments of an entry dismiss."""
    return list(dismissals.read(replace(ENTRY, note=comments)))


def test_what_is_added_holds_for_the_texts_as_they_are() -> None:
    """
    A dismissal ends with a change of the source or of the translation.
    """
    entry = dismissals.add(ENTRY, "numbers", "the source is wrong")
    changed = [replace(entry, source="Boats wait."), replace(entry, target="Tàu đợi.")]

    (own,) = dismissals.read(entry)
    assert ("numbers", "the source is wrong", True, False) == own
    assert [True, True] == [each.has_ended for one in changed for each in dismissals.read(one)]


@pytest.mark.parametrize(
    ("reason", "comment"),
    [
        ("the source is wrong", "pipeline: dismiss numbers (the source is wrong)"),
        ("the source is wrong", "pipeline: dismiss numbers the source is wrong"),
        ("the source is wrong", "pipeline: dismiss numbers: the source is wrong"),
        ("the source is wrong", " pipeline:  dismiss numbers – the source is wrong "),
        ("2024 is right", "pipeline: dismiss numbers 2024 is right"),
        ("", "pipeline: dismiss numbers"),
    ],
)
def test_a_person_may_type_it_without_a_seal(reason: str, comment: str) -> None:
    """
    Then it is about the texts as they are, in whatever way the reason is written.
    """
    assert [("numbers", reason, False, False)] == read(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "pipeline: dismiss",
        "pipeline: dismissed numbers",
        "please dismiss numbers",
        "pipeline: skip",
        "pipeline: dismiss numbers/dates",
    ],
)
def test_other_comments_dismiss_nothing(comment: str) -> None:
    """
    The instruction begins its line, and names one check.
    """
    assert [] == read(comment)


def test_a_seal_is_put_in_and_all_else_stays_as_it_was_typed() -> None:
    """
    The comment of a person keeps its words, and is sealed once.
    """
    comment = "  pipeline: dismiss numbers  (the   source – wrong)"
    seal = marks.seal(ENTRY.source, ENTRY.target)
    once = dismissals.sealed(catalogue(replace(ENTRY, note=("ask An", comment))))

    expected = ("ask An", f"  pipeline: dismiss numbers {seal}  (the   source – wrong)")
    assert expected == once.entries[0].note
    assert once == dismissals.sealed(once)


def test_a_name_is_mended_without_ending_it() -> None:
    """
    A slip in the name of the check is sealed as well, and is put right by hand later.
    """
    ((sealed,),) = (
        each.note
        for each in dismissals.sealed(
            catalogue(replace(ENTRY, note=("pipeline: dismiss numbres",)))
        ).entries
    )

    ((name, _, is_sealed, has_ended),) = read(sealed.replace("numbres", "numbers"))
    assert ("numbers", True, False) == (name, is_sealed, has_ended)


def test_one_that_has_ended_is_not_sealed_again() -> None:
    """
    It stays as it is, for the person to take away or renew.
    """
    old = catalogue(replace(ENTRY, note=("pipeline: dismiss numbers 0000beef (no)",)))

    assert old == dismissals.sealed(old)


def test_it_comes_back_from_the_file() -> None:
    """
    A catalogue keeps it as any comment.
    """
    entry = dismissals.add(ENTRY, "numbers", 'a "reason" with a backslash \\')

    assert entry.note == reread(catalogue(entry)).entries[0].note
