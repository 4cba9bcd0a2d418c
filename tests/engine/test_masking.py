import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine.masking import Hidden, doubled, literals, lost, mask, protected, restore

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases/masking/protected.json").read_text(encoding="utf-8")
)

# Texts of the kind that break masks: placeholders, private-use characters, nothing at all.
WEIRD = st.text() | st.lists(
    st.sampled_from(["<m0>", "\ue000", "\ue001", "(VUFO)", "http://a.vn/x", " ", "a", "😀", "中国"])
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_protected(case: dict[str, Any]) -> None:
    """
    Links, addresses and bracketed acronyms are found, with nothing around them.
    """
    found = [case["text"][each.start : each.end] for each in protected(case["text"], {})]

    assert case["hidden"] == found


def test_acronym_takes_its_usual_form() -> None:
    """
    A bracketed acronym that the language writes in its own way comes back so.
    """
    (hidden,) = protected("the union (EAEU) met", {"EAEU": "ЕАЭС"})

    assert hidden.shown == "ЕАЭС"


@given(WEIRD)
def test_unmasking_gives_the_text_back(text: str) -> None:
    """
    Whatever the text holds, masking it and unmasking it changes nothing.
    """
    masked = mask(text, [*protected(text, {}), *literals(text, ["<m0>"])])

    assert text == restore(masked.text, masked.marks, masked.sources)
    assert not lost(masked.text, masked)


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_any_spans_unmask(text: str, pairs: list[tuple[int, int]]) -> None:
    """
    Spans that overlap, are empty, or too many do no harm.
    """
    spans = [Hidden(min(pair), max(pair), "x") for pair in pairs if max(pair) <= len(text)]
    masked = mask(text, spans)

    assert len(masked.marks) <= 10
    assert text == restore(masked.text, masked.marks, masked.sources)


def test_marks_are_not_in_the_text() -> None:
    """
    A text with the usual mark in it gets another one.
    """
    masked = mask("\ue000 at x.vn", [Hidden(5, 9, "x.vn")])

    assert ("\ue001",) == masked.marks


def test_lost_and_doubled_marks_are_told_apart() -> None:
    """
    A mark may be gone or stand twice; both are named by what they hide.
    """
    masked = mask("a b", [Hidden(0, 1, "a"), Hidden(2, 3, "b")])
    first, _ = masked.marks

    assert ("b",) == lost(first * 2, masked)
    assert ("a",) == doubled(first * 2, masked)
