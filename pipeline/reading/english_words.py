"""Common words of English news, and whether another language has a word as well.

They tell "Press Conference" from "Jane Doe", and "deadline" from what is Vietnamese.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from pipeline.languages import Language


@cache
def common() -> frozenset[str]:
    """Give the words, in lower case, that are seldom names."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines[1:] for word in line.split())


def is_name(text: str) -> bool:
    """Say whether words with capitals look like a name: not all of them are common words."""
    return not all(word.lower().rstrip(".") in common() for word in text.split())


# Syllables are few, and come again and again.
@lru_cache(maxsize=20_000)
def is_own(word: str, language: Language) -> bool:
    """Say whether a small word is used in the language, as far as its file says so."""
    words = language.words
    return word in words.loans or (
        bool(words.pattern)
        and word not in words.english
        and re.fullmatch(words.pattern, word) is not None
    )
