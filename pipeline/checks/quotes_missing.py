"""Whether a quotation is still marked as one."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import quotation


def find(pair: Pair) -> Iterator[Hit]:
    """A quotation of the source has no quotation marks in the translation.

    Reported only where the translation has no mark at all.
    """
    if not pair.language.typography.quotes:
        return
    marks = quotation.marks(pair.source, quotation.ENGLISH)
    if len(marks) < 2 or any(sign in pair.target for sign in "\"“”„«»‘’'"):
        return
    yield Hit("no quotation is marked", source=Span(marks[0].start, marks[-1].end))
