"""Whether quotation marks have the form of the language."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import quotation

_STRAIGHT = {"'", *quotation.STRAIGHT}


def find(pair: Pair) -> Iterator[Hit]:
    """Quotation marks are not written as newspapers of the language write them.

    Russian quotations stand between « and », Vietnamese ones between “ and ”. Straight marks
    pass where the source has straight ones too.
    """
    language = pair.language
    if not language.typography.quotes:
        return
    own = language.quotes
    typographic = any(sign in pair.source for sign in quotation.TYPOGRAPHIC)
    for mark in quotation.marks(pair.target, language.typography.quotes):
        if mark.sign in own or (not typographic and mark.sign in _STRAIGHT):
            continue
        wanted = own.open if mark.opens else own.close
        yield Hit(f"{mark.sign} is written {wanted} here", Span(mark.start, mark.end))
        return
