"""Whether signs stand close to the word before them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks import Hit, Pair
from pipeline.model import Span


def find(pair: Pair) -> Iterator[Hit]:
    """A space stands before a sign that belongs to the word before it.

    Which signs these are, the language says. A space that the source has too, before the same
    sign, is not reported; three dots, .NET and :) may have one.
    """
    signs = pair.language.typography.closed_up
    if not signs:
        return
    found = list(_spaced(signs).finditer(pair.target))
    theirs = {each[0][-1] for each in _spaced(signs).finditer(pair.source)} if found else set()
    for each in found:
        sign = each[0][-1]
        if sign not in theirs:
            yield Hit(f"space before {sign}", Span(*each.span()))


@lru_cache(maxsize=16)
def _spaced(signs: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<=\S)[ \u00a0\u202f](?:(?![.:;])[{re.escape(signs)}]|[.:;](?![\w.)(\-'DP/]))"
    )
