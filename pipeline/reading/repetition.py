"""Words that a translation says over and over, as models do that have lost the thread."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

# Signs count, since what follows one may be said again on purpose ("two worlds: worlds that …");
# a loop repeats its signs as well.
_WORD = re.compile(r"\w+(?:-\w+)*|[(—–]|[.,:;!?)]+(?!\w)")
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
    # Whatever is repeated has two words in a row that stand elsewhere, too.
    if len(set(pairwise(said))) >= len(said) - 1:
        return ""
    for size, times in ((1, 3), (2, 2), (3, 2), (4, 2), (6, 2), (8, 2)):
        found = _repeated(said, size, times)
        if found and not _repeated(heard, size, times):
            return found
    run = _often(said)
    return "" if run and _often(heard) else run


def _often(words: Sequence[str]) -> str:
    """Find five words that a text says three times and more, wherever."""
    if len(words) < 15:
        return ""
    runs = Counter(zip(*(words[start:] for start in range(5)), strict=False))
    run, times = runs.most_common(1)[0]
    return _shown(run) if times > 2 else ""


def _shown(run: Sequence[str]) -> str:
    return " ".join(word for word in run if word[0].isalnum())


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
            run = words[at - length + 1 : at - length + 1 + size]
            # Initials are no loop.
            if any(word[0].isalpha() and word[1:] for word in run):
                return _shown(run)
    return ""


@lru_cache(maxsize=8)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))
