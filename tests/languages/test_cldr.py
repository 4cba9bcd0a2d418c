"""Numbers, dates and plural rules in the form of a language."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.languages import Language, load
from pipeline.languages.cldr import (
    format_date,
    format_month_year,
    format_number,
    knows,
    plural_forms,
    territory,
)

CASES = Path(__file__).parent.parent / "cases" / "languages"

FORMS: list[dict[str, Any]] = json.loads((CASES / "forms.json").read_text(encoding="utf-8"))


def write(case: dict[str, Any]) -> str:
    """Write what a case asks for in its language."""
    language = load(case["language"], CASES)
    match case:
        case {"number": [value, digits]}:
            return format_number(Decimal(value), digits, language)
        case {"date": [day, month, year]}:
            return format_date(day, month, year, language)
        case {"month": [month, year]}:
            return format_month_year(month, year, language)
    raise AssertionError(case)


@pytest.mark.parametrize("case", FORMS, ids=lambda case: f"{case['language']} {case['expected']}")
def test_forms_are_those_of_newspapers(case: dict[str, Any]) -> None:
    """
    Figures and dates come out as newspapers in the language write them.
    """
    assert case["expected"] == write(case)


@settings(deadline=None)  # the first example reads CLDR
@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(["vi", "ru", "de", "yy"]))
def test_a_number_keeps_its_value(value: Decimal, code: str) -> None:
    """
    With the separators taken out again, what was written is the number that was meant.
    """
    language = load(code, CASES)
    decimal = language.numbers.decimal or ","
    text = format_number(value, 3, language)
    digits = "".join(each for each in text.replace(decimal, "D") if each in "-D0123456789")

    assert value == Decimal(digits.replace("D", "."))


@pytest.mark.parametrize(
    ("day", "month", "year"), [(30, 2, None), (29, 2, 2023), (0, 1, None), (1, 13, 2024)]
)
@pytest.mark.parametrize("code", ["vi", "de", "xx"])
def test_a_day_that_is_none_is_refused(day: int, month: int, year: int | None, code: str) -> None:
    """
    “February 30” is no date in any language, and stays as it was written.
    """
    with pytest.raises(ValueError, match=r"day|month"):
        format_date(day, month, year, load(code, CASES))


def test_plural_forms_are_those_of_gettext() -> None:
    """
    Russian has three forms in gettext, where CLDR counts a fourth for fractions.
    """
    assert "nplurals=1; plural=0;" == plural_forms("vi")
    assert plural_forms("ru").startswith("nplurals=3; ")
    assert "nplurals=2; plural=(n != 1);" == plural_forms("de")


def test_cldr_says_what_it_knows() -> None:
    """
    A locale may be written with a hyphen or an underscore; nonsense is no locale.
    """
    assert knows("vi")
    assert knows("pt-BR")
    assert knows("zh_Hant")
    assert not knows("xx")
    assert not knows("")
    assert not knows("no such thing")


def test_countries_have_names_of_their_own() -> None:
    """
    What CLDR does not know, or a language without a locale, keeps the English name.
    """
    assert territory("Vietnam", load("ru")) == "Вьетнам"
    assert territory("russia", load("vi")) == "Nga"
    assert territory("Atlantis", load("vi")) == "Atlantis"
    assert territory("Vietnam", Language("xx", "None")) == "Vietnam"
