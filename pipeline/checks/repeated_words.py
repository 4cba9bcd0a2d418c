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
    found = [each for each in _TWICE.finditer(pair.target) if each[2].islower()]
    if not found:
        return
    heard = {each[2].lower() for each in _TWICE.finditer(pair.source)}
    for each in found:
        if each[2] not in doubled and each[2] not in heard:
            yield Hit(f"“{each[2]}” stands twice", Span(each.start(), each.end(2)))
