"""What of a sentence counts when it is looked for: its words, and its shape without figures.

Tags are no words, but belong to the shape.
"""

import hashlib
import math
import re
import unicodedata
from functools import lru_cache

from pipeline import tags
from pipeline.reading.dates import DATED_MONTH, may_hold_months

# Letters before digits belong together ("F-16" has a word and a figure); marks stand alone.
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_TAG_OR_FIGURE = re.compile(f"{tags.TAG.pattern}|{_FIGURE.pattern}")
_END = frozenset(".!?:…“”\"'‘’(")
_NAME = "\x01"
_NUMBER = "0"

# Lengths a quarter apart share a bucket: what may be alike is in three of them.
_STEP = math.log(1.25)
BUCKETS = 64


def tokens(text: str) -> list[str]:
    """Split a text into words, figures and marks, as they stand there."""
    return _TOKEN.findall(unicodedata.normalize("NFC", tags.bare(text).text))


def plain(found: list[str]) -> list[str]:
    """Give tokens without their case."""
    return [token.casefold() for token in found]


def general(found: list[str]) -> list[str]:
    """Give tokens without their case, each figure and each name like any other."""
    names = [token[0].isupper() for token in found]
    # Where most words are capitalised (a headline), capitals say nothing.
    if 2 * sum(names) > sum(token[0].isalpha() for token in found):
        names = [False] * len(found)
    return [
        _NUMBER
        if token[0].isdigit()
        else _NAME
        if is_name and at and found[at - 1] not in _END
        else token.casefold()
        for at, (token, is_name) in enumerate(zip(found, names, strict=True))
    ]


def words(found: list[str]) -> set[str]:
    """Give what a sentence can be found by: its words, without figures and marks."""
    return {token.casefold() for token in found if token[0].isalpha()}


def bucket(length: int) -> int:
    """Say which bucket texts of so many tokens are in."""
    return min(BUCKETS - 1, int(math.log(length + 1) / _STEP))


def shape(text: str) -> str:
    """Give a text with all figures, and the months beside them, as if they were the same."""
    if may_hold_months(text):
        text = DATED_MONTH.sub(_NAME, text)
    if "<" not in text:
        return _FIGURE.sub(_NUMBER, text)
    return _TAG_OR_FIGURE.sub(lambda found: found[0] if found[0][0] == "<" else _NUMBER, text)


def text_key(language: str, text: str) -> int:
    """Number a text in its language, by its content."""
    data = f"{language}\x00{text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), signed=True)


@lru_cache(maxsize=200_000)
def word_key(language: str, word: str) -> int:
    """Number a word in its language with 46 bits. Two that share one cost time, no more."""
    data = f"{language}\x00{word}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=6).digest()) >> 2
