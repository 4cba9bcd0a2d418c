"""Currencies that a translation has changed or dropped."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import currencies


def find(pair: Pair) -> Iterator[Hit]:
    """An amount has another currency than in the source, or none.

    Amounts are found by their figure, so "$5" is "5 USD", "5 đô la" or "5 долларов". Asked are the
    currencies of the language's file. A currency that the translation names for another amount
    may go without a name.
    """
    changed = set()
    for amount, span in currencies.changed(pair.source, pair.target, pair.language):
        changed.add(amount)
        stands, was = pair.target[slice(*span)], pair.source[amount.start : amount.end]
        yield Hit(f"{stands} stands for {was}", span, Span(amount.start, amount.end))
    for amount in currencies.missing(pair.source, pair.target, pair.language):
        if amount not in changed:
            was = pair.source[amount.start : amount.end]
            yield Hit(f"the currency of {was} is missing", source=Span(amount.start, amount.end))
