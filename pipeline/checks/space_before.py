"""Whether signs stand close to the word that they belong to."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks import Hit, Pair
from pipeline.languages import Typography
from pipeline.model import Span


def find(pair: Pair) -> Iterator[Hit]:
    """A space stands before a sign that belongs to the word before it, or behind a bracket.

    Which signs stand close, the language says; what opens with them stands close to the word
    behind it. A sign that has such a space in the source too is not reported; three dots, .NET
    and :) may have one.
    """
    typography = pair.language.typography
    if not typography.closed_up:
        return
    pattern = _spaced(typography)
    found = list(pattern.finditer(pair.target))
    if not found:
        return
    theirs = {each[0].strip() for each in pattern.finditer(pair.source)}
    for each in found:
        sign = each[0].strip()
        if sign not in theirs:
            where = "before" if each[0].endswith(sign) else "behind"
            yield Hit(f"space {where} {sign}", Span(*each.span()))


@lru_cache(maxsize=16)
def _spaced(typography: Typography) -> re.Pattern[str]:
    """Match a space and the sign before which, or behind which, it should not be."""
    closers = typography.closed_up
    openers = "".join(
        pair[0]
        for pair in ("()", "[]", *typography.quotes)
        if pair[1] in closers and pair[0] not in closers
    )
    before = rf"(?<=\S)[ \u00a0\u202f](?:(?![.:;])[{re.escape(closers)}]|[.:;](?![\w.)(\-'DP/]))"
    return re.compile(rf"{before}|[{re.escape(openers)}] (?=\S)" if openers else before)
