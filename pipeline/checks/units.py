"""Units that a translation has changed."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import units


def find(pair: Pair) -> Iterator[Hit]:
    """A measure has the figure of the source, but another unit.

    "5 miles" may be "5 dặm" or, converted, "8 km", but not "5 km". Asked are lengths, weights,
    areas, volumes, temperatures and per cent, with the words of the language's file.
    """
    for wanted, found in units.changed(pair.source, pair.target, pair.language):
        source = Span(wanted.figure.start, wanted.end)
        target = Span(found.figure.start, found.end)
        stands, was = pair.target[slice(*target)], pair.source[slice(*source)]
        yield Hit(f"{stands} stands for {was}", target, source)
