"""What holds for all checks, whatever the texts are."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import languages
from pipeline.checks import Check, Pair
from pipeline.checks.inspect import inspect
from pipeline.checks.table import ACROSS, CHECKS
from pipeline.model import Span, State

CASES = Path(__file__).parent.parent / "cases"
LANGUAGES = [languages.load(code, CASES / "languages") for code in ("vi", "ru", "de", "hi", "xx")]
PARTS = sorted(
    {
        word
        for file in (CASES / "checks").glob("*.json")
        for case in json.loads(file.read_text(encoding="utf-8"))
        for word in (case["source"] + " " + case["target"]).split()
    }
)
# Letters that patterns take for others where they ignore case, digits of other scripts, halves of
# characters, marks without a letter, and what runs from right to left.
ODD = (
    "", " ", "\n", "\u2028", "thứ ſáu", "ᲀторник", "(ſource: A)", "ſingle", "İ", "ı", "٣", "²",
    "𝟓", "१२", "$١٢", "\ud800", "😀", "👩‍👩‍👧", "\u202e", "אב", "\u0301", "…", "5 \u2126",
)  # fmt: skip
pieces = st.one_of(st.sampled_from(PARTS), st.sampled_from(ODD), st.text(max_size=4))
texts = st.builds(
    lambda parts, sign: sign.join(parts), st.lists(pieces, max_size=9), st.sampled_from(" \n")
)
pairs = st.builds(
    Pair, texts, texts, st.sampled_from(LANGUAGES), state=st.sampled_from(list(State))
)


def fits(span: Span | None, text: str) -> bool:
    """Say whether a place is one, and lies in its text."""
    return span is None or 0 <= span.start < span.end <= len(text)


@given(pairs)
def test_no_text_brings_a_check_down(pair: Pair) -> None:
    """
    What is found has places in the texts, and one line to say it.
    """
    for found in inspect(pair):
        assert fits(found.span, pair.target)
        assert fits(found.source_span, pair.source)
        assert [found.message] == found.message.splitlines()


@given(st.lists(pairs, max_size=8), st.sampled_from(LANGUAGES))
def test_no_texts_together_do(several: list[Pair], language: languages.Language) -> None:
    """
    Checks that look at all entries point at one that there is, and into its texts.
    """
    own = [Pair(pair.source, pair.target, language) for pair in several]
    for row in ACROSS:
        for at, hit in row.find(own):
            assert fits(hit.span, own[at].target)
            assert fits(hit.source, own[at].source)


# A text of one kind beside one of another: what each of them looks for in the other is not there.
BESIDE = (
    "Ð", "...", "the ", "minus 5 ", "-5 ", "he said, ", "Mоscow AB", "Aa-Aa", "a.com ", "(AB) ",
    "(A", "05/06/2024 ", "05/06 ", "$5 ", "€5 ", "5 p.m. ", "17h ", "May 5 ", "5/6 ", "tháng 5 ",
    "Monday ", "thứ hai ", "5 miles ", "5 km ", "“a ", "«", "'a", "sssss", "của của ", "{a}",
    "<a> ", "e\u0323\u0301", "\u0323\u0301", "\u200b", "A. B. ", "twenty-five ", "XIV ",
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=[check.id for check in CHECKS])
def test_time_is_linear_where_texts_differ(check: Check) -> None:
    """
    No tens of thousands of characters beside as many others are a reason to wait.
    """
    language = LANGUAGES[1]
    for one, other in pairwise((*BESIDE, BESIDE[0])):
        source, target = (each * (40_000 // len(each)) for each in (one, other))
        began = time.process_time()
        sum(1 for _ in check.find(Pair(source, target, language)))
        assert time.process_time() - began < 1, (one, other)
