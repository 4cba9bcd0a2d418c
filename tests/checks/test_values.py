"""Numbers, dates, times, currencies and units: what must be found, and what must pass."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline import languages
from pipeline.checks import Check, Pair
from pipeline.checks.table import CHECKS

CASES = Path(__file__).parent.parent / "cases"
FOLDER = CASES / "languages"
IDS = (
    "numbers number-missing number-added number-format dates weekdays date-unclear times "
    "currencies units"
).split()
OURS = [check for check in CHECKS if check.id in IDS]

# What patterns and tables may take for ever over, if it comes by the thousand.
ATTACKS = (
    "1", "1 ", "1,", "1.", "1,1", "12.345,", "1:1", "1/", "0-", "-5 ", "\u00a0123", "a1 ",
    "5 p.m. ", "5pm 17:30 ", "May 5 ", "May  ", "15 May 2024, ", "05/06/2024 ", "tháng 5 ",
    "5 мая ", "Monday ", "thứ hai ", "понедельник ", "$5 ", "$", "5 USD", "5 миллионов ",
    "5 miles ", "5 km (3 mi) ", "one ", "hundred ", "twenty-five ", "one and ", "million ",
    "IVX ", "1480s ", "2 to ", "minus ", " ",
)  # fmt: skip


def load() -> list[Any]:
    """Read the cases of each check, with its label for pytest."""
    return [
        pytest.param(check, case, id=f"{check.id}: {case['language']} {case['label']}")
        for check in OURS
        for case in json.loads((CASES / "checks" / f"{check.id}.json").read_text(encoding="utf-8"))
    ]


def pair(case: dict[str, Any]) -> Pair:
    """Make the pair of a case."""
    return Pair(case["source"], case["target"], languages.load(case["language"], FOLDER))


@pytest.mark.parametrize(("check", "case"), load())
def test_case(check: Check, case: dict[str, Any]) -> None:
    """
    Each check finds what its cases say, in that order, and nothing else.
    """
    assert case["messages"] == [hit.message for hit in check.find(pair(case))]


@pytest.mark.parametrize(("check", "case"), load())
def test_places_lie_in_the_texts(check: Check, case: dict[str, Any]) -> None:
    """
    A hit points at a stretch of the translation or of the source, and it is not empty.
    """
    looked_at = pair(case)
    for hit in check.find(looked_at):
        spans = ((hit.span, looked_at.target), (hit.source, looked_at.source))
        given = [(span, text) for span, text in spans if span is not None]
        assert given
        assert all(0 <= span.start < span.end <= len(text) for span, text in given)


@pytest.mark.parametrize("attack", ATTACKS)
def test_time_is_linear(attack: str) -> None:
    """
    Text of the worst kind is no reason to wait, on either side.
    """
    language = languages.load("ru" if attack.isascii() else "vi")
    long = (attack * (20_000 // len(attack) + 1))[:20_000]
    other = long.replace("5", "6").replace("1", "2")
    short = "On Monday, May 5, at 5 p.m., 1,200 boats went 5 miles for $5."
    began = time.process_time()
    for source, target in ((long, other), (short, long)):
        for check in OURS:
            list(check.find(Pair(source, target, language)))

    assert time.process_time() - began < 3


def test_long_figures_are_named_in_short() -> None:
    """
    A message stays a line, however many digits a figure has.
    """
    (numbers,) = (check for check in CHECKS if check.id == "numbers")
    (hit,) = numbers.find(Pair(f"It has {'1' * 500}.", "Nó có 2.", languages.load("vi")))

    assert f"{'1' * 40}… is missing; 2 is new" == hit.message
