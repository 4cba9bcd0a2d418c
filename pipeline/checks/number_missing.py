"""Numbers that a translation has dropped."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.checks.values import changed, listed, outside_names
from pipeline.model import Span
from pipeline.reading import differences


def find(pair: Pair) -> Iterator[Hit]:
    """A number of the source is missing.

    It has no counterpart in figures nor in words, be it a figure, a word that counts
    ("twelve students") or the month of a date. Figures of names (COVID-19, F-16) may go with
    their names. Silent for a language whose file has no words for numbers.
    """
    if not pair.language.number_words:
        return
    found = differences.find(pair.source, pair.target, pair.language)
    if not found.missing or changed(pair)[0]:
        return
    missing = list(outside_names(pair.source, found.missing))
    if missing:
        yield Hit(
            f"{listed(pair.source, missing)} missing",
            source=Span(missing[0].start, missing[0].end),
        )
