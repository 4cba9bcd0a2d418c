"""Numbers that only a translation has."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.checks.values import changed, listed, outside_names
from pipeline.model import Span
from pipeline.reading import differences


def find(pair: Pair) -> Iterator[Hit]:
    """A number of the translation is not in the source.

    The source says it neither in figures nor in words. Measures in other units beside those of
    the source ("5 miles (8 km)") are none, nor are figures of names and signs (COVID-19, CO2, km2).
    """
    found = differences.find(pair.source, pair.target, pair.language)
    if not found.extra or changed(pair)[0]:
        return
    extra = list(outside_names(pair.target, found.extra))
    if extra:
        yield Hit(
            f"{listed(pair.target, extra)} not in the source", Span(extra[0].start, extra[0].end)
        )
