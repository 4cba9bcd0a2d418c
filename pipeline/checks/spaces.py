"""Spaces that should not be there: at the edges, and more than one."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_RUN = re.compile(r"(?<=\S)[^\S\n]{2,}(?=\S)")


def double(pair: Pair) -> Iterator[Hit]:
    """More than one space stands between two words.

    Not reported where the source has them as well.
    """
    found = _RUN.search(pair.target)
    if found and not _RUN.search(pair.source):
        yield Hit(f"{found.end() - found.start()} spaces in a row", Span(*found.span()))


def edges(pair: Pair) -> Iterator[Hit]:
    """The translation begins or ends with space that its source has not.

    It would stand in the article that is put together.
    """
    source, target = pair.source, pair.target
    begins = len(target) - len(target.lstrip())
    if begins and target[:begins] != source[: len(source) - len(source.lstrip())]:
        yield Hit("begins with space", Span(0, begins))
    ends = len(target.rstrip())
    if ends < len(target) and target[ends:] != source[len(source.rstrip()) :]:
        yield Hit("ends with space", Span(ends, len(target)))
