"""Words that a translation says over and over, as models do that have lost the thread."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

# What follows a colon or a bracket is said again on purpose ("two worlds: worlds that …").
_WORD = re.compile(r"\w+|[.:;!?()]")
_REPEATED_LETTER = re.compile(r"([^\W\d_])\1{3,}")


def loop(source: str, output: str) -> str:
    """Name the words that a translation repeats at once, more often than its source does.

    Vietnamese doubles words (dần dần), so one word counts from the third time on; letters
    repeated within a word (Ambasssssador) count from the fourth.
    """
    letters = _REPEATED_LETTER.search(output)
    if letters and letters[0] not in source:
        return letters[0][:8]
    heard, said = _words(source), _words(output)
    for size, times in ((1, 3), (2, 2), (3, 2), (4, 2), (6, 2), (8, 2)):
        found = _repeated(said, size, times)
        if found and not _repeated(heard, size, times):
            return found
    if len(said) >= 15:
        runs = Counter(zip(*(said[start:] for start in range(5)), strict=False))
        run, times = runs.most_common(1)[0]
        if times > 2:
            return " ".join(run)
    return ""


def is_nothing_else(output: str) -> bool:
    """Say whether a text that repeats itself has hardly any other words."""
    words = _words(output)
    return len(words) >= 8 and len(set(words)) <= 3


def _repeated(words: Sequence[str], size: int, times: int) -> str:
    """Find a run of `size` words that stands `times` times in a row."""
    length = size * (times - 1)
    same = 0
    for at in range(len(words) - size):
        same = same + 1 if words[at] == words[at + size] and not words[at].isdigit() else 0
        if same == length:
            return " ".join(words[at - length + 1 : at - length + 1 + size])
    return ""


@lru_cache(maxsize=8)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))
