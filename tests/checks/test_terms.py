"""The terms of the glossary in translations."""

import pytest

from pipeline import languages
from pipeline.checks import Pair
from pipeline.checks.terms import find, has_cases, is_used
from pipeline.model import Span, Term

VI, RU = languages.load("vi"), languages.load("ru")


def messages(
    source: str, target: str, *terms: Term, language: languages.Language = VI
) -> list[str]:
    """Give what is said of a translation."""
    return [hit.message for hit in find(Pair(source, target, language, terms=terms))]


LOCK = Term("ship lock", ("âu tàu", "âu thuyền"), ("khóa tàu", "tàu"), span=Span(4, 13))


@pytest.mark.parametrize(
    "target", ["Âu tàu mở.", "ÂU THUYỀN mở.", "Một âu-tàu mở.", "Một a\u0302u tàu mở."]
)
def test_any_allowed_form_will_do(target: str) -> None:
    """
    In capitals, with a hyphen, in another Unicode form; though a part of it is forbidden.
    """
    assert [] == messages("The ship lock opens.", target, LOCK)


def test_the_place_of_a_tone_mark_makes_no_difference() -> None:
    """
    Both ways are the same word.
    """
    assert is_used(Term("peace", ("hòa bình",)), "nền hoà bình", VI)


def test_a_missing_term_is_told_with_all_its_forms() -> None:
    """
    With its place in the source; words that only hold the form do not count.
    """
    (hit,) = find(Pair("The ship lock opens.", "Cái khóa mở ở âu.", VI, terms=(LOCK, LOCK)))
    assert "“ship lock” → “âu tàu | âu thuyền” is missing" == hit.message
    assert (LOCK.span, None) == (hit.source, hit.span)


def test_a_forbidden_form_is_told_with_its_place() -> None:
    """
    Also where an allowed form stands beside it.
    """
    (hit,) = find(Pair("The ship lock opens.", "Âu tàu, tức khóa tàu, mở.", VI, terms=(LOCK,)))
    assert "“khóa tàu” is not to be used for “ship lock” → “âu tàu | âu thuyền”" == hit.message
    assert "khóa tàu" == "Âu tàu, tức khóa tàu, mở."[slice(*hit.span or ())]


def test_what_is_kept_must_be_there_to_the_letter() -> None:
    """
    No case changes it.
    """
    otter = Term("Otter", ("Otter",), keep=True)
    assert [] == messages("The Otter sails.", "«Otter» плывёт.", otter, language=RU)
    (message,) = messages("The Otter sails.", "«Выдра» плывёт.", otter, language=RU)
    assert "“Otter”, which stays as it is, is missing" == message


@pytest.mark.parametrize(
    ("form", "target"),
    [
        ("судоходный шлюз", "у судоходного шлюза"),
        ("судоходный шлюз", "двумя Судоходными шлюзами"),
        ("пресс-центр", "в пресс-центре порта"),
        ("Общество речников", "от Общества речников"),
        ("вести переговоры", "они ведут переговоры"),
        ("зелёная верфь", "на зеленой верфи"),
        ("город Бездонск", "в городе Бездонске"),
    ],
)
def test_any_form_of_a_russian_word_counts(form: str, target: str) -> None:
    """
    Cases, numbers, persons, and ё written as е.
    """
    assert is_used(Term("x", (form,)), target, RU)
    assert not is_used(Term("x", (form,)), "в большом порту", RU)


def test_only_some_languages_have_cases() -> None:
    """
    A term is carried as it is in Vietnamese.
    """
    assert (True, False) == (has_cases(RU), has_cases(VI))
