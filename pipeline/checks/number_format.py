"""Numbers with the signs of another language."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import differences, figures


def find(pair: Pair) -> Iterator[Hit]:
    """A number is written with the signs of another language, so that it says another number.

    "1,200" is one and a fifth in Vietnamese and Russian, and "2.5" reads as two numbers. Only
    figures that have the value of the source's when they are read that way are reported. Silent for
    a language of which neither its file nor CLDR says how it writes numbers.
    """
    if not pair.language.locale and not pair.language.numbers.decimal:
        return
    for wanted, span in differences.find(pair.source, pair.target, pair.language).misread:
        token = pair.source[wanted.start : wanted.end]
        written = figures.localise(token, pair.language) if len(token) < 40 else token
        stands = pair.target[slice(*span)][:40]
        hint = f", not {written}" if written not in (token, stands) else ""
        yield Hit(f"{stands} is written as in another language{hint}", span, Span(*wanted[:2]))
