import pytest

from pipeline.languages import load
from pipeline.reading.initials import repair, written

VI, RU = load("vi"), load("ru")


def test_initials_take_the_letters_of_the_language() -> None:
    """
    Two Latin letters may be one elsewhere; where letters are Latin, all stay.
    """
    assert written("M. Yu.", RU) == "М. Ю."
    assert written("M. Yu.", VI) == "M. Yu."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P.I. Чайковский", "П.И. Чайковский"),
        ("М.ю. Лермонтов", "М.Ю. Лермонтов"),
        ("J. R. Roe", "J. R. Roe"),
        ("Он жил в г. Москве. Она тоже.", "Он жил в г. Москве. Она тоже."),
    ],
)
def test_initials_that_the_model_has_mixed_are_put_right(text: str, expected: str) -> None:
    """
    Before a name in the language's letters they are of the same, and capitals.
    """
    assert expected == repair(text, RU)
