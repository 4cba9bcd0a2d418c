"""What is wrong with a translation, as far as one can tell without knowing the language."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from functools import lru_cache

from pipeline.engine import figures
from pipeline.engine.figures import Notation


class Weight(IntEnum):
    """How bad a doubt is. LIGHT ones are worth no other attempt; FATAL ones leave nothing."""

    LIGHT = 1
    MEDIUM = 3
    HEAVY = 4
    FATAL = 100


class Trouble(Enum):
    """What a doubt is about, for the choice of another attempt."""

    ABSENT = auto()
    LOOP = auto()
    LENGTH = auto()
    FIGURES = auto()
    INITIALS = auto()
    COMPOUND = auto()
    MASK = auto()
    SIGNS = auto()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to distrust a translation, as a short phrase for people.

    `parts` are the stretches of the source that it is about.
    """

    trouble: Trouble
    reason: str
    weight: Weight
    parts: tuple[str, ...] = ()


def doubts(
    source: str, output: str, target: Notation, *, latin: bool, complete: bool = True
) -> Iterator[Doubt]:
    """Look for what machines do wrong: nothing, copies, loops, other numbers, far too much.

    `latin` says whether the target language is written in Latin letters; `complete` is False
    if the model was stopped before it had finished.
    """
    if not output.strip():
        yield Doubt(Trouble.ABSENT, "nothing came back", Weight.FATAL)
        return
    if is_copy(source, output):
        yield Doubt(Trouble.ABSENT, "the source came back untranslated", Weight.FATAL)
        return
    if phrase := loop(source, output):
        words = _words(output)
        pure = len(words) >= 8 and len(set(words)) <= 3
        yield Doubt(
            Trouble.LOOP, f"repeats itself: {phrase}", Weight.FATAL if pure else Weight.HEAVY
        )
    if not complete or len(output) > 3 * len(source) + 40:
        yield Doubt(Trouble.LENGTH, "much longer than the source", Weight.HEAVY)
    elif len(output) * 3 < len(source) - 20:
        yield Doubt(Trouble.LENGTH, "much shorter than the source", Weight.HEAVY)
    yield from _signs(source, output)
    yield from _figures(source, output, target)
    yield from _compounds(source, output)
    yield from _initials(source, output) if latin else _strange_words(source, output)


def is_copy(source: str, output: str) -> bool:
    """Say whether more than a few words came back as they were, names aside."""
    if _words(source) != _words(output):
        return False
    common = [word for word in _WORD.findall(source) if word.islower() and len(word) > 2]
    return len(common) > 2


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


def _repeated(words: Sequence[str], size: int, times: int) -> str:
    """Find a run of `size` words that stands `times` times in a row."""
    length = size * (times - 1)
    same = 0
    for at in range(len(words) - size):
        same = same + 1 if words[at] == words[at + size] and not words[at].isdigit() else 0
        if same == length:
            return " ".join(words[at - length + 1 : at - length + 1 + size])
    return ""


def _signs(source: str, output: str) -> Iterator[Doubt]:
    if _are_paired(source) and not _are_paired(output):
        yield Doubt(Trouble.SIGNS, "a bracket is missing", Weight.MEDIUM)


def _are_paired(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")


def _figures(source: str, output: str, target: Notation) -> Iterator[Doubt]:
    difference = figures.compare(source, output, target)
    missing = tuple(source[figure.start : figure.end] for figure in difference.missing)
    extra = tuple(output[figure.start : figure.end] for figure in difference.extra)
    parts = [
        f"{', '.join(tokens)} {what}"
        for tokens, what in ((missing, "missing"), (extra, "new"))
        if tokens
    ]
    if parts:
        yield Doubt(Trouble.FIGURES, f"numbers differ: {'; '.join(parts)}", Weight.HEAVY, missing)


_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\b([A-Z]\w+)-([A-Z]\w+)")
INITIALS = re.compile(r"\b(?:[A-Z][a-z]?\.\s?)+(?=[A-Z][a-z]{2})")
"""Initials before a surname: `G. S. `, `M.Yu. `."""


def _initials(source: str, output: str) -> Iterator[Doubt]:
    """Latin letters stay, so a name whose initials are not there has lost them."""
    squeezed = re.sub(r"\s", "", output)
    lost = tuple(
        found[0].strip()
        for found in INITIALS.finditer(source)
        if "." in found[0][:-2] and re.sub(r"\s", "", found[0]) not in squeezed
    )
    if lost:
        yield Doubt(Trouble.INITIALS, f"{', '.join(lost)} lost", Weight.MEDIUM, lost)


def _compounds(source: str, output: str) -> Iterator[Doubt]:
    """Of two names with a hyphen, models at times translate the first only (Việt Nam-Russia)."""
    for found in _COMPOUND.finditer(source):
        half = re.search(rf"\w+-{re.escape(found[2])}\b", output)
        if half and found[0] not in output:
            reason = f"half translated: {half[0]}"
            yield Doubt(Trouble.COMPOUND, reason, Weight.MEDIUM, (found[0],))


def _strange_words(source: str, output: str) -> Iterator[Doubt]:
    """In another script, Latin words are names from the source, or the model has lost its way."""
    latin = re.findall(r"[A-Za-z]{3,}", output)
    known = set(re.findall(r"[a-z]+", source.lower())) if latin else set()
    strange = [
        word
        for word in latin
        if word.lower() not in known or (word.islower() and not _is_part_of_name(word, source))
    ]
    if strange:
        reason = f"left in English: {', '.join(dict.fromkeys(strange))}"
        yield Doubt(Trouble.SIGNS, reason, Weight.MEDIUM)


def _is_part_of_name(word: str, source: str) -> bool:
    return bool(re.search(rf"[.@/_#-]{word}|{word}[.@/_-]\w", source))


@lru_cache(maxsize=8)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))
