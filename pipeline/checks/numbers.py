"""Numbers that a translation has changed."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.checks.values import changed, listed
from pipeline.model import Span


def find(pair: Pair) -> Iterator[Hit]:
    """A number is another than in the source.

    Numbers are compared by value: "1,234.5" is "1.234,5" or "1 234,5", "10 billion" is "10 tỷ" or
    "10 млрд", "three" is "3", "1990s" are "90-е", "5 p.m." is "17", and "100 miles" may be
    "160 km". Reported is a figure of the source without a counterpart when the translation has a
    figure that the source does not have. Where only one of both is the case, `number-missing` or
    `number-added` says so.
    """
    missing, extra = changed(pair)
    if missing:
        yield Hit(
            f"{listed(pair.source, missing)} missing; {listed(pair.target, extra)} new",
            Span(extra[0].start, extra[0].end),
            Span(missing[0].start, missing[0].end),
        )
