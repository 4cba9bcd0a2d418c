"""Checks that no language needs, for tests of what is around checks."""

import re
from collections.abc import Iterator, Sequence

from pipeline.checks import Across, Check, Hit, Pair
from pipeline.model import Severity, Span


def digits(pair: Pair) -> Iterator[Hit]:
    """A digit of the source is missing.

    Each is looked for on its own.
    """
    for found in re.finditer(r"\d", pair.source):
        if found[0] not in pair.target:
            yield Hit(f"{found[0]} is missing", source=Span(*found.span()))


def loud(pair: Pair) -> Iterator[Hit]:
    """There is an exclamation mark."""
    for found in re.finditer("!", pair.target):
        yield Hit("an exclamation mark", Span(*found.span()))


def dull(pair: Pair) -> Iterator[Hit]:
    """The translation is dull."""
    if "dull" in pair.target:
        yield Hit("dull")


def twice(pairs: Sequence[Pair]) -> Iterator[tuple[int, Hit]]:
    """One translation stands for two sources."""
    first: dict[str, int] = {}
    for at, pair in enumerate(pairs):
        before = first.setdefault(pair.target, at)
        if pairs[before].source != pair.source:
            yield at, Hit(f"also stands for {pairs[before].source!r}")


CHECKS = (
    Check("digits", Severity.ERROR, digits, formerly=("figures",)),
    Check("loud", Severity.WARNING, loud),
    Check("dull", Severity.NOTE, dull),
)
ACROSS = (Across("twice", Severity.WARNING, twice),)
