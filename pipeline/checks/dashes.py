"""Whether a hyphen stands for a dash."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

# "3 - 1": what stands between figures is a score, a range or a sum.
_HYPHEN = re.compile(r"(?<=[^\s-] )-(?= [^\s-])(?!(?<=\d -) \d)")


def find(pair: Pair) -> Iterator[Hit]:
    """A hyphen stands between spaces, where the language writes a dash.

    Between figures it is left alone.
    """
    dash = pair.language.typography.dash
    if not dash or " - " not in pair.target:
        return
    if found := _HYPHEN.search(pair.target):
        yield Hit(f"- is written {dash} between spaces", Span(*found.span()))
