import pytest

from pipeline.languages import load
from pipeline.reading import units

VI, RU = load("vi"), load("ru")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 miles", "mi"),
        ("a 5-mile walk", "mi"),
        ("5 million square kilometers", "km2"),
        ("86 degrees Fahrenheit", "°F"),
        ("60 mph", "mi"),
        ("5 percent", "%"),
    ],
)
def test_english_measures_have_units(text: str, unit: str) -> None:
    """
    A unit may follow a figure at once, behind a hyphen, or behind a word of scale.
    """
    assert [unit] == [each.unit for each in units.english(text)]


@pytest.mark.parametrize("text", ["5m people", "5 in the city", "C-130", "a mile", "5 minutes"])
def test_what_is_no_measure_has_no_unit(text: str) -> None:
    """
    Letters that mean something else, and units without a figure, are not read.
    """
    assert () == units.english(text)


@pytest.mark.parametrize(
    ("expected", "english", "russian"),
    [
        (True, "100 miles", "160 км"),
        (True, "86 °F", "30 °C"),
        (True, "a rise of 9 °F", "5 °C"),
        (True, "200 pounds", "90 кг"),
        (False, "100 miles", "100 км"),
        (False, "100 miles", "160 кг"),
        (False, "100 km", "100 км"),
    ],
)
def test_converted_measures_are_equal(expected: bool, english: str, russian: str) -> None:
    """
    Measures of one kind in different units are the same, but for rounding.
    """
    (one,), (other,) = units.english(english), units.foreign(russian, RU)

    assert expected == units.are_equal(one, other)
