"""A translation of the same sentence with other figures or dates gets those of the new one."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline import tags
from pipeline.languages import Language
from pipeline.memory.keys import shape
from pipeline.model import Span
from pipeline.reading import dates, figures
from pipeline.reading.figures import ENGLISH, Figure


class _Edit(NamedTuple):
    span: Span
    text: str


def adapt(old: str, target: str, new: str, language: Language) -> str | None:
    """Write the translation of `old` for `new`; None unless only figures and dates differ.

    Tags must be the same, and are no figures.
    Each must stand in the translation once, and what comes out must have the figures of `new`,
    no more and no fewer. A noun may want another form beside another number: it is a suggestion.
    """
    if old == new or shape(old) != shape(new):
        return None
    edits = list(_edits(_covered(old), _covered(target), _covered(new), language))
    if None in edits:
        return None
    text = target
    for edit in sorted(filter(None, edits), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    left = figures.compare(_covered(new), _covered(text), figures.notation(language))
    return None if text == target or left.missing or left.extra else text


def _covered(text: str) -> str:
    """Give a text without the numbers of its tags, every letter at its place."""
    return tags.TAG.sub(lambda found: tags.OBJECT * len(found[0]), text) if "<" in text else text


def _edits(old: str, target: str, new: str, language: Language) -> Iterator[_Edit | None]:
    """Say what becomes of the translation; None stands for what cannot be told."""
    done: list[Span] = []
    taken: list[Span] = []
    # Where dates differ in number, the figures in them tell.
    for day, other_day in zip(dates.dates(old, language), dates.dates(new, language), strict=False):
        if day.shown != other_day.shown and target.count(day.shown) == 1:
            at = target.index(day.shown)
            done.append(Span(day.start, day.end))
            taken.append(Span(at, at + len(day.shown)))
            yield _Edit(taken[-1], other_day.shown)
    before, after = figures.read(old, ENGLISH), figures.read(new, ENGLISH)
    if len(before) != len(after):
        yield None
        return
    there = [
        each for each in figures.read(target, figures.notation(language)) if not _is_in(each, taken)
    ]
    for one, other in zip(before, after, strict=True):
        was, becomes = old[one.start : one.end], new[other.start : other.end]
        if was == becomes or _is_in(one, done):
            continue
        stand = [each for each in there if each.values & one.values]
        if len(stand) != 1:
            yield None
            return
        place = Span(stand[0].start, stand[0].end)
        text = _written(target[place.start : place.end], (one, was), (other, becomes), language)
        yield None if text is None else _Edit(place, text)


def _is_in(figure: Figure, spans: list[Span]) -> bool:
    return any(span.start <= figure.start and figure.end <= span.end for span in spans)


def _written(
    there: str, old: tuple[Figure, str], new: tuple[Figure, str], language: Language
) -> str | None:
    """Write a new figure the way the old one is written in the translation."""
    if there == figures.localise(old[1], language):
        return figures.localise(new[1], language)
    # An hour of 24, the month of "15/05": another number than English has, or with a zero.
    (value, *more) = new[0].values
    if more or not there.isdigit() or value != int(value):
        return None
    return str(int(value)).zfill(len(there) if there.startswith("0") else 1)
