"""Texts that have lost their marks."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.reading.english_words import is_own

# Marks that stand alone are there, too; `not-nfc` tells of them.
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_LEAST = 6


def find(pair: Pair) -> Iterator[Hit]:
    """The letters of the translation have lost their marks ("Viet Nam" for "Việt Nam").

    In a language whose file says how many words of a longer text have letters that English has
    not, fewer are a mistake. Words with capitals, of the source and of other languages do not
    count, and six others are needed.
    """
    least = pair.language.prose.marked
    if not least:
        return
    words = [word for word in _WORD.findall(pair.target) if word.islower()]
    plain = [word for word in words if word.isascii()]
    marked = len(words) - len(plain)
    # Most texts are told by this; only for others the source is read.
    if marked >= least * len(words):
        return
    known = set(_WORD.findall(pair.source.lower()))
    bare = sum(word not in known and is_own(word, pair.language) for word in plain)
    if bare + marked >= _LEAST and marked < least * (bare + marked):
        yield Hit(f"{bare} of {bare + marked} words have no mark")
