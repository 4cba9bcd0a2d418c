"""Words that stand twice."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]+)[^\S\n]{1,3}(?=(\1)(?![\w’'-]))", re.IGNORECASE)


def find(pair: Pair) -> Iterator[Hit]:
    """A word stands twice in a row ("the the").

    Only space may be between them, and the second has no capital, as in names ("Phạm Băng
    Băng"). Words that the source doubles may be, and those that the language's file names:
    Vietnamese doubles many ("dần dần"), and in others one word ends as the next begins ("học
    sinh sinh năm 2003").
    """
    doubled = pair.language.prose.doubled
    if not doubled:
        return
    for found in _TWICE.finditer(pair.target):
        word = found[2]
        if word.islower() and word not in doubled and not _is_doubled(word, pair.source):
            yield Hit(f"“{word}” stands twice", Span(found.start(), found.end(2)))


def _is_doubled(word: str, text: str) -> bool:
    return f"{word} {word}" in text.lower()
