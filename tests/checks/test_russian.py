"""Forms of Russian names."""

import pytest

from pipeline.checks.russian import are_same, is_adjective, normal


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Путиным", "Путин"),
        ("Москве", "Москва"),
        ("Байдена", "Байдена"),
        ("Павлом", "Павел"),
        ("Нью-Йорке", "Нью-Йорк"),
        ("Матвиенко", "Матвиенко"),
    ],
)
def test_a_name_stands_in_the_nominative(word: str, expected: str) -> None:
    """
    What the dictionary has is given as it has it; any other word stays.
    """
    assert expected == normal(word)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Путиным", "Путина", True),
        ("Павел", "Павлом", True),
        ("Тхыонга", "Тхыонгом", True),
        ("Зеленского", "Зеленским", True),
        ("Ковалёв", "Ковалева", True),
        ("Матвиенко", "Матвийенко", False),
        ("Труман", "Трумэн", False),
        ("Москва", "Минск", False),
    ],
)
def test_cases_are_told_from_other_names(one: str, other: str, *, expected: bool) -> None:
    """
    Endings and ё do not make another name; letters of the stem do.
    """
    assert expected == are_same(one, other)


@pytest.mark.parametrize(("word", "expected"), [("Байкальского", True), ("Байкала", False)])
def test_adjectives_are_known(word: str, *, expected: bool) -> None:
    """
    An adjective of a place looks like one.
    """
    assert expected == is_adjective(word)
