"""Whether a space follows what asks for one."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import links

_LETTER = r"[^\W\d_]"
_CLOSE = re.compile(rf"(?<=\w)[,;!?](?={_LETTER})|(?<={_LETTER})[.:](?={_LETTER})")


def find(pair: Pair) -> Iterator[Hit]:
    """No space stands behind a comma or another sign between two words.

    Addresses, abbreviations and initials are written without one, and so is what the source
    writes so.
    """
    found = [each for each in _CLOSE.finditer(pair.target) if _ends(each)]
    if not found:
        return
    theirs = {_around(each) for each in _CLOSE.finditer(pair.source)}
    kept = {at for link in links.find(pair.target) for at in range(link.start, link.end)}
    for each in found:
        if _around(each) not in theirs and each.start() not in kept:
            yield Hit(f"no space after {each[0]}", Span(*each.span()))


def _ends(found: re.Match[str]) -> bool:
    """Say whether a full stop ends a sentence: a small letter is before it, a capital behind."""
    if found[0] != ".":
        return True
    around = _around(found)
    return around[0].islower() and around[-1].isupper()


def _around(found: re.Match[str]) -> str:
    return found.string[found.start() - 1 : found.end() + 1]
