"""Whether brackets are opened and closed."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_PARTNERS = {")": "(", "]": "[", "}": "{"}
# "a) trade" and "1) trade" are points of a list; ":)" and ":(" are faces.
_NO_BRACKET = re.compile(r"(?<![^\s,;(])(?:\d{1,3}|[^\W\d_])\)|[:;]-?[()]")
_BRACKET = re.compile(r"[()\[\]{}]")


def find(pair: Pair) -> Iterator[Hit]:
    """The brackets of the translation do not pair.

    Points of a list such as a) or 1), and faces made of signs, have no partner. A bracket that
    is alone in the source too may be alone.
    """
    alone = _unpaired(pair.target)
    if not alone:
        return
    allowed = Counter(sign for _, sign in _unpaired(pair.source))
    for at, sign in alone:
        if allowed[sign]:
            allowed[sign] -= 1
            continue
        said = "closes nothing" if sign in _PARTNERS else "is not closed"
        yield Hit(f"{sign} {said}", Span(at, at + 1))


def _unpaired(text: str) -> list[tuple[int, str]]:
    """Find the brackets without a partner, those of the text in their order."""
    if not _BRACKET.search(text):
        return []
    passed = {found.end() - 1 for found in _NO_BRACKET.finditer(text)}
    waiting: list[tuple[int, str]] = []
    alone: list[tuple[int, str]] = []
    for found in _BRACKET.finditer(text):
        at, sign = found.start(), found[0]
        if sign not in _PARTNERS:
            waiting.append((at, sign))
        elif waiting and waiting[-1][1] == _PARTNERS[sign]:
            waiting.pop()
        else:
            alone.append((at, sign))
    return sorted(each for each in alone + waiting if each[0] not in passed)
