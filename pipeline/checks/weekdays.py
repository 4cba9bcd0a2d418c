"""Weekdays that a translation has changed."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.reading import dates


def find(pair: Pair) -> Iterator[Hit]:
    """A weekday is another than in the source.

    A weekday may be left out, or said otherwise ("yesterday"). Reported is another in its place.
    """
    for change in dates.other_weekdays(pair.source, pair.target, pair.language):
        stands, was = pair.target[slice(*change.target)], pair.source[slice(*change.source)]
        yield Hit(f"{stands} stands for {was}", change.target, change.source)
