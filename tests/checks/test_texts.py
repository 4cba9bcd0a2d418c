"""What language a text is in, its letters, its length and its words: found, and let pass."""

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
    "copied english-left english-word wrong-language look-alikes not-nfc diacritics "
    "tone-placement length sentence-count loops repeated-words"
).split()
OURS = [check for check in CHECKS if check.id in IDS]


def load() -> list[Any]:
    """Read the cases of each check, with its label for pytest."""
    return [
        pytest.param(check, case, id=f"{check.id}: {case['label']}")
        for check in OURS
        for case in json.loads((CASES / "checks" / f"{check.id}.json").read_text(encoding="utf-8"))
    ]


def pair(source: str, target: str, code: str = "vi") -> Pair:
    """Make a pair in a language of the tool, or of the cases."""
    return Pair(source, target, languages.load(code, FOLDER))


@pytest.mark.parametrize(("check", "case"), load())
def test_case(check: Check, case: dict[str, Any]) -> None:
    """
    Each check finds what its cases say, in that order, and nothing else.
    """
    looked_at = pair(case["source"], case["target"], case["language"])

    assert case["messages"] == [hit.message for hit in check.find(looked_at)]


@pytest.mark.parametrize("check", OURS, ids=[check.id for check in OURS])
def test_as_much_passes_as_is_found(check: Check) -> None:
    """
    False alarms are guarded against: half of a check's cases at least are right.
    """
    cases = json.loads((CASES / "checks" / f"{check.id}.json").read_text(encoding="utf-8"))
    right = [case for case in cases if not case["messages"]]

    assert len(cases) > len(right) >= len(cases) / 2


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("english-left", "Con đường is open again hôm nay.", "is open again"),
        ("english-word", "Đường closed.", "closed"),
        ("wrong-language", "Дорога снова открыта.", "Дорога"),
        ("look-alikes", "Bệnh viện nàу mới.", "nàу"),
        ("not-nfc", "Đi ca\u0301.", "a\u0301"),
        ("tone-placement", "Hòa bình, sức khoẻ.", "oẻ"),
        ("repeated-words", "Nhà của  của tôi.", "của  của"),
        ("loops", "Đường mở ra lại, mở ra lại, mở ra lại.", "mở ra lại"),
    ],
)
def test_the_place_is_shown(name: str, target: str, expected: str) -> None:
    """
    A hit points at the words that it is about.
    """
    (check,) = (check for check in OURS if check.id == name)
    (hit,) = check.find(pair("The road is open again.", target))

    assert hit.span
    assert expected == target[slice(*hit.span)]


@pytest.mark.parametrize("check", OURS, ids=[check.id for check in OURS])
def test_an_unknown_language_is_left_alone(check: Check) -> None:
    """
    Where nobody has said what a language looks like, its texts raise no alarm.
    """
    target = "Gata e hapur dje ne mengjes per te gjithe banoret. Bashkia e pastroi me me kujdes."

    assert [] == list(check.find(pair("The road was opened.", target, "xx")))


# What makes a careless pattern take the square of a text's length, or worse.
ATTACKS = (
    "a", "a ", "A ", "the ", "the(", "(the ", "“the ", "the-", "the.", "the'", "a'", "a a ", "со ",
    "с", "c", "cс", "c с ", "а c ", "aа ", "ab.", ". A", ".A ", "...", ". ", ".” A", "e\u0301",
    "\u0301", "\u0323\u0301", "e\u0301\u0323", "\u0323\u0301e", "oà", "òa ", "qu",
    "oà òa ", "của của ", "в в ",
    "в", "a@", "@", "/", "www.", "http://a", "a/", " ", "\u00a0", "1 ", "1.", "-", "— ", ",", "a,",
    "a b, ", "a b c d e ", "Ð", "ß ", "ж ", "\u202e", "\ud800", "😀", "the " * 7 + "của ",
)  # fmt: skip


@pytest.mark.parametrize("check", OURS, ids=[check.id for check in OURS])
@pytest.mark.parametrize("code", ["vi", "ru"])
def test_time_is_linear(check: Check, code: str) -> None:
    """
    No string of tens of thousands of characters takes a check longer than a moment.
    """
    for attack in ATTACKS:
        text = attack * (40_000 // len(attack))
        began = time.process_time()
        sum(1 for _ in check.find(pair(text, text + "я", code)))
        assert time.process_time() - began < 1, attack


@pytest.mark.parametrize("check", OURS, ids=[check.id for check in OURS])
def test_a_million_characters_do_not_hang(check: Check) -> None:
    """
    A text as long as a book, in one entry, is read to its end.
    """
    began = time.process_time()
    sum(1 for _ in check.find(pair("The road is open.", "Con đường the road hòa c. " * 40_000)))

    assert time.process_time() - began < 10
