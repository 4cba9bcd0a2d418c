"""Words that are said over and over."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading.repetition import loop


def find(pair: Pair) -> Iterator[Hit]:
    """The translation repeats itself, as a machine does that has lost the thread.

    A single word counts from the third time in a row on, several words from the second, and a
    letter within a word from the fourth. What the source repeats as well may be repeated.
    """
    if phrase := loop(pair.source, pair.target):
        where = re.search(
            r"\W{1,5}".join(map(re.escape, phrase.split())), pair.target, re.IGNORECASE
        )
        yield Hit(f"“{phrase}” is repeated", Span(*where.span()) if where else None)
