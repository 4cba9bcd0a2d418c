import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import Language, load
from pipeline.reading.figures import ENGLISH, compare, localise, notation, read, repair, with_signs

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases/masking/figures.json").read_text(encoding="utf-8")
)
VI, RU = load("vi"), load("ru")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']} {case['label']}")
def test_figures_are_compared_by_value(case: dict[str, Any]) -> None:
    """
    A translation has the numbers of its source, however it writes them.
    """
    source, target = case["source"], case["target"]
    found = compare(source, target, notation(load(case["language"])))

    assert case["missing"] == [source[each.start : each.end] for each in found.missing]
    assert case["extra"] == [target[each.start : each.end] for each in found.extra]


@pytest.mark.parametrize(
    ("token", "language", "expected"),
    [
        ("1,234.5", VI, "1.234,5"),
        ("1,234.50", VI, "1.234,50"),
        ("1,000", VI, "1.000"),
        ("12.6", RU, "12,6"),
        ("-6.5", RU, "-6,5"),
        ("1,234,567.8", RU, "1\u00a0234\u00a0567,8"),
        ("2024", VI, "2024"),
        ("15.05.2024", VI, "15.05.2024"),
    ],
)
def test_localise(token: str, language: Language, expected: str) -> None:
    """
    Figures with signs take the target's; years and what is no number stay.
    """
    assert expected == localise(token, language)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("Nặng 1.234.5 tấn.", "Nặng 1.234,5 tấn."),
        ("Nặng 1,234,5 tấn.", "Nặng 1.234,5 tấn."),
        ("Nặng 1,234.5 tấn.", "Nặng 1.234,5 tấn."),
        ("Nặng 1.234,5 tấn.", "Nặng 1.234,5 tấn."),
        ("Nặng 1.235 tấn.", "Nặng 1.235 tấn."),
    ],
)
def test_repair_puts_signs_right(output: str, expected: str) -> None:
    """
    The digits of the source with wrong signs are rewritten; other digits are left to doubt.
    """
    assert expected == repair("It weighs 1,234.5 tonnes.", output, notation(VI), VI)


def test_repair_joins_groups_with_no_break_spaces() -> None:
    """
    A number does not break over lines in Russian.
    """
    repaired = repair("It has 25,400 seats.", "В нём 25 400 мест.", notation(RU), RU)

    assert repaired == "В нём 25\u00a0400 мест."


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("Xuống - 6,5°C.", "Xuống -6,5°C."),
        ("Xuống —6,5°C.", "Xuống -6,5°C."),
        ("Xuống 6,5°C.", "Xuống 6,5°C."),
        ("Từ 1 - 6,5°C.", "Từ 1 - 6,5°C."),
    ],
)
def test_repair_brings_a_minus_back(output: str, expected: str) -> None:
    """
    A dash where the source has a minus is one; where there is none, doubt is raised.
    """
    assert expected == repair("It fell to -6.5°C.", output, notation(VI), VI)


def test_clock_times_have_both_readings() -> None:
    """
    18:00 may come back as 6 in the evening.
    """
    (hour, _) = read("at 18:00", ENGLISH)

    assert {Decimal(18), Decimal(6)} == hour.values


@given(st.text(), st.text())
def test_no_text_breaks_the_comparison(source: str, output: str) -> None:
    """
    Digits of any script, long runs and stray signs are all read somehow.
    """
    compare(source, output, notation(RU))
    assert isinstance(repair(source, output, notation(RU), RU), str)


def test_a_text_has_its_own_figures() -> None:
    """
    Ten thousand digits in a row are one number, and equal to themselves.
    """
    assert compare("9" * 10_000, "9" * 10_000, notation(VI)) == ((), ())


def test_a_word_for_minus_becomes_a_sign() -> None:
    """
    Where a figure follows it.
    """
    assert with_signs("It was minus 5, not minus ten.") == "It was -5, not minus ten."
