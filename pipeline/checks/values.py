"""What the checks of numbers share: which differences are certain, and how figures are named."""

import re
from collections.abc import Iterator, Sequence

from pipeline.checks import Pair
from pipeline.reading import differences
from pipeline.reading.figures import Figure

_SHOWN, _LONGEST = 5, 40
_NAME = re.compile(r"[^\W\d_][-–(]?$")


def changed(pair: Pair) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """Give the figures that are missing and those that are new, if there are some of both.

    Words that count are left out: a translation may say them in too many ways.
    """
    found = differences.find(pair.source, pair.target, pair.language)
    missing = [
        each for each in found.missing if re.search(r"\d", pair.source[each.start : each.end])
    ]
    return (missing, found.extra) if missing and found.extra else ((), ())


def listed(text: str, figures: Sequence[Figure]) -> str:
    """Name figures as they stand in a text: "1,200 and 7 are"."""
    names = [_shortened(text[each.start : each.end]) for each in figures[:_SHOWN]]
    if len(figures) > _SHOWN:
        names.append(f"{len(figures) - _SHOWN} more")
    return f"{' and '.join(names)} {'is' if len(figures) == 1 else 'are'}"


def outside_names(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Leave out figures of names and signs (COVID-19, F-16, CO2, km2, notes(3))."""
    return (each for each in figures if not _NAME.search(text[max(0, each.start - 2) : each.start]))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
