"""Stretches of English in a translation."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.reading.english import stretches
from pipeline.reading.likeness import is_left_as_it_was


def find(pair: Pair) -> Iterator[Hit]:
    """Part of the translation is still English.

    Looked at are words in a row that the source has too, or that are common in English news, if
    several of them are neither names nor parts of a title. Titles ("Game of Thrones"), short
    quotations, explanations in brackets and addresses may stay; a text that is English
    altogether because nobody has touched it is reported as copied.
    """
    if is_left_as_it_was(pair.source, pair.target, pair.language):
        return
    for span, is_certain in stretches(pair.source, pair.target, pair.language):
        if is_certain:
            yield Hit(f"“{_shortened(pair.target[slice(*span)])}” is English", span)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + " …"
