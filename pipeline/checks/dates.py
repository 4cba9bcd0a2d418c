"""Dates that a translation has changed."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.reading import dates


def find(pair: Pair) -> Iterator[Hit]:
    """A date has another month than in the source.

    "May 15" is "15/5", "ngày 15 tháng 5" or "15 мая". Months are asked that stand beside a day or
    a year; days and years themselves are numbers, which `numbers` compares. A date in figures
    ("15/6") is taken for the source's if it has its day.
    """
    for change in dates.other_months(pair.source, pair.target, pair.language):
        stands, was = pair.target[slice(*change.target)], pair.source[slice(*change.source)]
        yield Hit(f"{stands} stands for {was}", change.target, change.source)
