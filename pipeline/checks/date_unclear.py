"""Dates of figures that can be read in two ways."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import dates


def find(pair: Pair) -> Iterator[Hit]:
    """A date in figures is kept as it was, though it can be read in two ways.

    "05/06/2024" is the sixth of May in America and the fifth of June elsewhere, and dates like
    "2024-05-06" are no running text. "14/05/2024" can only be read in one way.
    """
    for date in dict.fromkeys(dates.unclear(pair.source, pair.target)):
        at, was = pair.target.find(date), pair.source.find(date)
        yield Hit(
            f"{date} can be read in two ways",
            Span(at, at + len(date)),
            Span(was, was + len(date)),
        )
