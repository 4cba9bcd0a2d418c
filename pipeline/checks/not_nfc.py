"""Letters that are written as several characters."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from pipeline.checks import Hit, Pair
from pipeline.model import Span

# More marks at a letter than any script has; composing them all would take long.
_MARKED = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]{1,8}")
_MOST = 3


def find(pair: Pair) -> Iterator[Hit]:
    """A letter is written as a letter and a mark, where one character would do (not NFC).

    Both look the same, if the font is good, but a search for "ế" or "й" does not find the other
    form. Texts from PDF files and from Macs have it. Three places are shown at most.
    """
    text = pair.target
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return
    for found in islice(filter(_is_apart, _MARKED.finditer(text)), _MOST):
        composed = unicodedata.normalize("NFC", found[0])
        message = f"“{composed}” is written as {len(found[0])} characters"
        yield Hit(message, Span(*found.span()))


def _is_apart(found: re.Match[str]) -> bool:
    return not unicodedata.is_normalized("NFC", found[0])
