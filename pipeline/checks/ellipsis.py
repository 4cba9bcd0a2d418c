"""Whether what is left open stays open."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_ELLIPSIS = re.compile(r"…|\.{3}|\. \. \.")
_ANY = re.compile(r"…|\.\.")
# "?.." and "!.." are how Russian writes both; the first dot of "v.v.." belongs to the word.
_WRONG = re.compile(r"(?<![.?!…])(?:(?<!\.\w)\.\.(?!\.)|\.{4,}|…\.+)")


def find(pair: Pair) -> Iterator[Hit]:
    """Three dots of the source are missing, or there are two or four.

    One sign (…) is as good as three. Dots that are wrong in the source too are not reported.
    """
    if ".." not in pair.target and "…" not in pair.source and ".." not in pair.source:
        return
    wrong = _WRONG.search(pair.target)
    if wrong and not _WRONG.search(pair.source):
        yield Hit(f"{wrong[0]} is no ellipsis", Span(*wrong.span()))
    theirs = _ELLIPSIS.search(pair.source)
    if theirs and not _ANY.search(pair.target):
        yield Hit(f"{theirs[0]} is missing", source=Span(*theirs.span()))
