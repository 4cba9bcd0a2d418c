"""Signs, spaces, links and labels: what must be found, and what must pass."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline import languages
from pipeline.checks import Check, Pair
from pipeline.checks.table import CHECKS
from pipeline.model import Kind

CASES = Path(__file__).parent.parent / "cases"
FOLDER = CASES / "languages"
IDS = (
    "final-punctuation quotes quotes-missing quote-form brackets ellipsis space-before-punctuation "
    "space-after-punctuation double-spaces edge-spaces no-break-spaces dashes capital placeholders "
    "tags links credits acronyms controls"
).split()
OURS = [check for check in CHECKS if check.id in IDS]


def load() -> list[Any]:
    """Read the cases of each check, with its label for pytest."""
    return [
        pytest.param(check, case, id=f"{check.id}: {case['label']}")
        for check in OURS
        for case in json.loads((CASES / "checks" / f"{check.id}.json").read_text(encoding="utf-8"))
    ]


def pair(case: dict[str, Any]) -> Pair:
    """Make the pair of a case."""
    return Pair(
        case["source"],
        case["target"],
        languages.load(case["language"], FOLDER),
        kinds=tuple(map(Kind, case.get("kinds", ["body"]))),
    )


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


@pytest.mark.parametrize("check", OURS, ids=IDS)
def test_more_passes_than_is_found(check: Check) -> None:
    """
    False alarms are guarded against: a check has half of its cases at least for what is right.
    """
    cases = json.loads((CASES / "checks" / f"{check.id}.json").read_text(encoding="utf-8"))
    right = [case for case in cases if not case["messages"]]

    assert len(right) * 2 >= len(cases)
    assert 0 < len(right) < len(cases)


# What makes a careless pattern take the square of a text's length, or worse.
ATTACKS = (
    "a", " ", "\u00a0", ".", ". ", " .", ",", "a,b", "a.B", '"', '" ', "“", "”", "«", "'", "''a",
    "‘a’", "(", ")", "(A", "a)", "([{", "…", "..", "....a", "!", "-", " - ", "a - ", "<", "<a",
    "<a ", "&a", "{", "{a", "%", "%(a", "%(a)", "http://", "www.", "@", "a@", "a@b", "a.", "a-",
    "a.com/", "a.com", "#a", "\u200b", "\u202e", "\u200d", "\u05d0\u200e", "\ud800", "А. Я",
    "5 км ", "№ ", "т. ", "Photo:", "(Photo", "(AB)", "A.B", '5"', "\n", "\t\n", 'inch"', "аб.Вг",
    "?", "?.",
)  # fmt: skip


@pytest.mark.parametrize("check", OURS, ids=IDS)
@pytest.mark.parametrize(("code", "alike"), [("vi", False), ("ru", True)])
def test_time_is_linear(check: Check, code: str, *, alike: bool) -> None:
    """
    No string of fifty thousand characters takes a check longer than a moment, nor two of them.
    """
    language = languages.load(code)
    for attack in ATTACKS:
        text = attack * (50_000 // len(attack))
        source = text + "b" if alike else "Rain (AB) … fell."
        began = time.process_time()
        sum(1 for _ in check.find(Pair(source, "x" + text, language)))
        assert time.process_time() - began < 1, attack
