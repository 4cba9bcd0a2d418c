"""Stretches of English in a translation."""

from collections.abc import Iterator, Sequence

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading.english import stretches
from pipeline.reading.likeness import is_left_as_it_was

_NEAR = 30


def find(pair: Pair) -> Iterator[Hit]:
    """Part of the translation is still English.

    Looked at are words in a row that the source has too, or that are common in English news, if
    several of them are neither names nor parts of a title. Titles ("Game of Thrones"), short
    quotations, explanations in brackets and addresses may stay; a text that is English
    altogether because nobody has touched it is reported as copied.
    """
    if is_left_as_it_was(pair.source, pair.target, pair.language):
        return
    found = stretches(pair.source, pair.target, pair.language)
    for span in _joined([span for span, certain in found if certain], pair.target):
        yield Hit(f"“{_shortened(pair.target[slice(*span)])}” is English", span)


def _joined(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """Join stretches with a few English letters between them, such as a rare word or a name."""
    last: Span | None = None
    for span in spans:
        if last and span.start - last.end <= _NEAR and text[last.end : span.start].isascii():
            last = Span(last.start, span.end)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + " …"
