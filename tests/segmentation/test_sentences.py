"""Sentences of single blocks, as cases that anyone can add to."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from pipeline.segmentation.sentences import STRETCH, Own, sentences

CASES = Path(__file__).parent.parent / "cases" / "segments"


def cases(name: str) -> Iterator[ParameterSet]:
    """Read a file of cases; those that are known to fail must fail."""
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    for case in found:
        known = [pytest.mark.xfail(strict=True)] if case.get("fails") else []
        expected = case.get("expected", [case["text"]])
        yield pytest.param(case["text"], expected, id=case["label"], marks=known)


def texts(text: str) -> list[str]:
    """Split a block without a project's own rules."""
    return [text[start:end] for start, end in sentences(text, Own())]


@pytest.mark.parametrize(
    ("text", "expected"), [*cases("shapes"), *cases("news"), *cases("untouched")]
)
def test_cases(text: str, expected: list[str]) -> None:
    """
    Each case splits as it says, and the untouched ones stay whole.
    """
    assert expected == texts(text)


def test_labels_are_unique() -> None:
    """
    A label names one case, within its file.
    """
    for name in ("shapes", "news", "untouched"):
        found = [str(case.id) for case in cases(name)]
        assert sorted(set(found)) == sorted(found)


@pytest.mark.parametrize("unit", ["The talks ended. ", "Mr. Lee said no. Why? "])
def test_long_blocks_split_as_short_ones(unit: str) -> None:
    """
    A block that is read in stretches gives the same sentences as its parts do.
    """
    many = 3 * STRETCH // len(unit)

    assert texts(unit.strip()) * many == texts((unit * many).strip())


@pytest.mark.parametrize("unit", ["word and ", "?", 'x."', "A. ", "(", "(a. B ", ". ", "x.Y "])
def test_time_grows_with_the_text_only(unit: str) -> None:
    """
    No text, however odd, takes time in proportion to its square.
    """
    text = (unit * (400_000 // len(unit))).strip()
    started = time.process_time()

    sentences(text, Own())

    # Linear, it is under a second; bare nupunkt takes two minutes for 400,000 question marks.
    assert time.process_time() - started < 30


def test_an_address_keeps_its_slash() -> None:
    """
    The end mark of agencies is not looked for in addresses.
    """
    assert ["Read it at https://news.example.vn/."] == texts("Read it at https://news.example.vn/.")
