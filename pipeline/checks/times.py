"""Times of day that a translation has changed."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.reading import clock


def find(pair: Pair) -> Iterator[Hit]:
    """A time is in the other half of the day than in the source.

    "5:30 p.m." is "17:30", "17h30", "5 giờ 30 chiều" or "5:30 вечера", and must not be "5 giờ 30
    sáng". Hours and minutes themselves are numbers, which `numbers` compares. A time without any
    word for its half of the day is not reported.
    """
    for source, target in clock.other_half(pair.source, pair.target, pair.language):
        stands, was = pair.target[slice(*target)], pair.source[slice(*source)]
        yield Hit(f"{stands} stands for {was}", target, source)
