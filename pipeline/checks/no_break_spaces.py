"""Whether what belongs together stays on one line."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks import Hit, Pair
from pipeline.model import Span


def find(pair: Pair) -> Iterator[Hit]:
    """A line may break where the language keeps two things together.

    Russian typography puts a no-break space between initials and a surname, or behind №.
    One place is named, however many there are.
    """
    patterns = pair.language.typography.no_break
    if not patterns or " " not in pair.target:
        return
    found = _pattern(patterns).search(pair.target)
    if found:
        yield Hit(f"a no-break space keeps “{found[0]}” together", Span(*found.span()))


@lru_cache(maxsize=16)
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
