"""What is wrong with a translation, as far as one can tell from a language's file."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum, auto

from pipeline.languages import Language
from pipeline.reading import attributions, clock, currencies, dates, figures, initials, leftovers
from pipeline.reading.figures import Notation
from pipeline.reading.likeness import is_copy, width
from pipeline.reading.repetition import is_nothing_else, loop


class Weight(IntEnum):
    """How bad a doubt is.

    LIGHT ones are for people only, MINOR ones worth a look at what else an attempt has brought,
    greater ones worth another attempt; FATAL ones leave nothing.
    """

    LIGHT = 1
    MINOR = 2
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
    TITLE = auto()
    TERM = auto()
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
    source: str, output: str, target: Notation, *, language: Language, complete: bool = True
) -> Iterator[Doubt]:
    """Look for what machines do wrong: nothing, copies, loops, other numbers, far too much.

    `target` is how `language` writes figures; `complete` is False if the model was stopped
    before it had finished.
    """
    if not output.strip():
        yield Doubt(Trouble.ABSENT, "nothing came back", Weight.FATAL)
        return
    if is_copy(source, output):
        yield Doubt(Trouble.ABSENT, "the source came back untranslated", Weight.FATAL)
        return
    if phrase := loop(source, output):
        weight = Weight.FATAL if is_nothing_else(output) else Weight.HEAVY
        yield Doubt(Trouble.LOOP, f"repeats itself: {phrase}", weight)
    if phrase := attributions.repeated(source, output, language):
        yield Doubt(Trouble.LOOP, f"says twice who said it: {phrase}", Weight.MEDIUM)
    if not complete or len(output) > 3 * len(source) + 40:
        yield Doubt(Trouble.LENGTH, "much longer than the source", Weight.HEAVY)
    elif len(output) < (least := 0.6 * len(source) - 6) and width(output) < least:
        yield Doubt(Trouble.LENGTH, "much shorter than the source", Weight.HEAVY)
    yield from _signs(source, output)
    yield from _figures(source, output, target)
    yield from _names(source, output, language)
    yield from _leftovers(source, output, language)


def _signs(source: str, output: str) -> Iterator[Doubt]:
    if _are_paired(source) and not _are_paired(output):
        yield Doubt(Trouble.SIGNS, "a bracket is missing", Weight.MEDIUM)
    elif _are_quoted(source) and not _are_quoted(output):
        yield Doubt(Trouble.SIGNS, "a quotation mark is missing", Weight.MINOR)


def _are_paired(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("[") == text.count("]")


def _are_quoted(text: str) -> bool:
    pairs = text.count("«") - text.count("»") or text.count("“") - text.count("”")
    return not pairs and text.count('"') % 2 == 0


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
    if short := tuple(figures.unscaled(source, output, target)):
        yield Doubt(Trouble.FIGURES, f"scale to check: {', '.join(short)}", Weight.LIGHT, short)


def _names(source: str, output: str, language: Language) -> Iterator[Doubt]:
    for lost in initials.lost(source, output, language):
        yield Doubt(Trouble.INITIALS, f"{lost} lost", Weight.MEDIUM, (lost,))
    # Of two names with a hyphen, models at times translate one only (Việt Nam-Russia).
    for half, whole in leftovers.compounds(source, output, language):
        yield Doubt(Trouble.COMPOUND, f"half translated: {half}", Weight.MEDIUM, (whole,))


def _leftovers(source: str, output: str, language: Language) -> Iterator[Doubt]:
    left = leftovers.find(source, output, language)
    if left.words:
        reason = f"left in English: {', '.join(left.words)}"
        # Terms may be the same where the letters are, and what the model knows no word for it
        # seldom finds in another attempt.
        yield Doubt(Trouble.SIGNS, reason, Weight.MINOR if language.is_latin else Weight.MEDIUM)
    if left.titles:
        reason = f"left in English: {', '.join(left.titles)}"
        weight = Weight.LIGHT if language.is_latin else Weight.MEDIUM
        yield Doubt(Trouble.TITLE, reason, weight, left.runs)


def unmasked(source: str, output: str, language: Language) -> Iterator[Doubt]:
    """Look for what shows once masks are off: English months and other currencies at figures."""
    if months := tuple(dates.left(output, language)):
        reason = f"left in English: {', '.join(months)}"
        yield Doubt(Trouble.FIGURES, reason, Weight.HEAVY, months)
    if lost := currencies.lost(source, output, language):
        reason = f"another currency than in {', '.join(lost)}"
        yield Doubt(Trouble.FIGURES, reason, Weight.HEAVY, lost)
    if other := tuple(currencies.unnamed(source, output, language)):
        reason = f"currency to check: {', '.join(other)}"
        yield Doubt(Trouble.FIGURES, reason, Weight.LIGHT, other)
    if unclear := tuple(dates.unclear(source, output)):
        reason = f"date to check: {', '.join(unclear)}"
        yield Doubt(Trouble.FIGURES, reason, Weight.LIGHT, unclear)
    if moved := tuple(clock.lost(source, output, language)):
        reason = f"another time of day than {', '.join(moved)}"
        yield Doubt(Trouble.FIGURES, reason, Weight.MINOR, moved)
