"""Translations into another language."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_WORD = re.compile(r"[^\W\d_]{2,}")
_ENGLISH = frozenset(ascii_lowercase)
_LEAST = 3
_SHARE = 0.3


def find(pair: Pair) -> Iterator[Hit]:
    """The translation is in another language.

    Three of ten words have letters that the language has not: Russian in a Vietnamese
    catalogue, Vietnamese or Ukrainian in a Russian one. Words that the source has do not count,
    and three are needed. English is told by other checks.
    """
    alphabet = pair.language.prose.alphabet
    if not alphabet:
        return
    letters = {letter for letter in set(pair.target.lower()) if letter.isalpha()}
    letters -= set(alphabet)
    if pair.language.is_latin:
        letters -= _ENGLISH
    if not letters:
        return
    words = list(_WORD.finditer(pair.target))
    known = set(_WORD.findall(pair.source.lower()))
    other = [
        word
        for word in words
        if not letters.isdisjoint(small := word[0].lower()) and small not in known
    ]
    if len(other) >= _LEAST and len(other) >= _SHARE * len(words):
        yield Hit(
            f"{len(other)} of {len(words)} words have foreign letters", Span(*other[0].span())
        )
