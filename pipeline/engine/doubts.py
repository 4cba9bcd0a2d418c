"""What is wrong with a translation, as far as one can tell without knowing the language."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum, auto

from pipeline.engine import figures
from pipeline.engine.figures import Notation


class Weight(IntEnum):
    """How bad a doubt is. With a FATAL one there is nothing to keep."""

    LIGHT = 1
    HEAVY = 4
    FATAL = 100


class Trouble(Enum):
    """What a doubt is about, for the choice of another attempt."""

    ABSENT = auto()
    LOOP = auto()
    LENGTH = auto()
    FIGURES = auto()
    MASK = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to distrust a translation, as a short phrase for people."""

    trouble: Trouble
    reason: str
    weight: Weight


def doubts(source: str, output: str, target: Notation, *, complete: bool = True) -> Iterator[Doubt]:
    """Look for what machines do wrong: nothing, copies, loops, other numbers, far too much.

    `complete` is False if the model was stopped before it had finished.
    """
    if not output.strip():
        yield Doubt(Trouble.ABSENT, "nothing came back", Weight.FATAL)
        return
    if is_copy(source, output):
        yield Doubt(Trouble.ABSENT, "the source came back untranslated", Weight.FATAL)
        return
    if phrase := loop(source, output):
        pure = len(set(_words(output))) <= 3 and len(_words(output)) >= 8
        yield Doubt(
            Trouble.LOOP, f"repeats itself: {phrase}", Weight.FATAL if pure else Weight.HEAVY
        )
    if not complete or len(output) > 3 * len(source) + 40:
        yield Doubt(Trouble.LENGTH, "much longer than the source", Weight.HEAVY)
    elif len(output) * 3 < len(source) - 20:
        yield Doubt(Trouble.LENGTH, "much shorter than the source", Weight.HEAVY)
    if "⁇" in output or "�" in output or "<unk>" in output:
        yield Doubt(Trouble.UNKNOWN, "holds characters the model does not know", Weight.LIGHT)
    yield from _figures(source, output, target)


def is_copy(source: str, output: str) -> bool:
    """Say whether more than a few words came back as they were, names aside."""
    common = [word for word in re.findall(r"\w+", source) if word.islower() and len(word) > 2]
    return len(common) > 2 and _words(source) == _words(output)


def loop(source: str, output: str) -> str:
    """Name the words that a translation repeats at once, more often than its source does.

    Vietnamese doubles words (dần dần), so one word counts from the third time on; letters
    repeated within a word (Ambasssssador) count from the fifth.
    """
    letters = re.search(r"([^\W\d_])\1{4,}", output)
    if letters and letters[0] not in source:
        return letters[0][:8]
    for size, times in ((1, 3), (2, 2), (3, 2), (4, 2), (6, 2), (8, 2)):
        found = _repeated(_words(output), size, times)
        if found and not _repeated(_words(source), size, times):
            return found
    return ""


def _repeated(words: list[str], size: int, times: int) -> str:
    for at in range(len(words) - size * times + 1):
        first = words[at : at + size]
        if words[at : at + size * times] == first * times and any(map(str.isalpha, first)):
            return " ".join(first)
    counts = Counter(tuple(words[at : at + 5]) for at in range(len(words) - 4))
    common = counts.most_common(1)
    return " ".join(common[0][0]) if common and common[0][1] >= 3 and size == 1 else ""


def _figures(source: str, output: str, target: Notation) -> Iterator[Doubt]:
    difference = figures.compare(source, output, target)
    missing = [source[figure.start : figure.end] for figure in difference.missing]
    extra = [output[figure.start : figure.end] for figure in difference.extra]
    parts = [f"{', '.join(missing)} missing"] * bool(missing) + [f"{', '.join(extra)} new"] * bool(
        extra
    )
    if parts:
        yield Doubt(Trouble.FIGURES, f"numbers differ: {'; '.join(parts)}", Weight.HEAVY)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
