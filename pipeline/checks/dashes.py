"""Whether a hyphen stands for a dash."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_HYPHEN = re.compile(r"(?<=[^\s-] )-(?= [^\s-])")
# "3 - 1": what stands between figures is a score, a range or a sum.
_FIGURES = re.compile(r"\d -(?= \d)")


def find(pair: Pair) -> Iterator[Hit]:
    """A hyphen stands between spaces, where the language writes a dash.

    Between figures it is left alone.
    """
    dash = pair.language.typography.dash
    if not dash or " - " not in pair.target:
        return
    for found in _HYPHEN.finditer(pair.target):
        if not _FIGURES.match(pair.target, max(0, found.start() - 2)):
            yield Hit(f"- is written {dash} between spaces", Span(*found.span()))
            return
