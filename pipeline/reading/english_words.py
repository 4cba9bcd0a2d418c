"""Common words of English news, to tell "Press Conference" from "Jane Doe"."""

from functools import cache
from pathlib import Path


@cache
def common() -> frozenset[str]:
    """Give the words, in lower case, that are seldom names."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines[1:] for word in line.split())


def is_name(text: str) -> bool:
    """Say whether words with capitals look like a name: not all of them are common words."""
    return not all(word.lower().rstrip(".") in common() for word in text.split())
