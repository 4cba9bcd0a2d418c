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
    for found in _spaced(signs).finditer(pair.target):
        sign = found[0][-1]
        if f" {sign}" not in pair.source:
            yield Hit(f"space before {sign}", Span(*found.span()))


@lru_cache(maxsize=16)
def _spaced(signs: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<=\S)[ \u00a0\u202f](?:(?![.:;])[{re.escape(signs)}]|[.:;](?![\w.)(\-'DP/]))"
    )
