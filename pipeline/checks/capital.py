"""Whether a translation begins with a capital as its source does."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_FIRST = re.compile(r"[^\w]*([^\W\d_]+)")


def find(pair: Pair) -> Iterator[Hit]:
    """The translation begins with a small letter, its source with a capital.

    Names such as iPhone, and texts that begin with a figure, are left alone.
    """
    ours = _FIRST.match(pair.target)
    if not ours or not ours[1][0].islower() or not ours[1].islower():
        return
    theirs = _FIRST.match(pair.source)
    if theirs and theirs[1][0].isupper():
        at = ours.start(1)
        yield Hit(
            f"“{ours[1]}” begins with a small letter", Span(at, at + 1), Span(*theirs.span(1))
        )
