"""Whether acronyms in brackets are kept."""

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9&/.-]*[A-Z0-9])\)")
_ANOTHER = re.compile(r"\([^\W\da-z]{2}")
# How many are looked for: each takes a look at all of a translation.
_MOST = 100


def find(pair: Pair) -> Iterator[Hit]:
    """An acronym that stands in brackets is missing from the translation.

    It may be kept, in brackets or without, have the form of the language (EU, ЕС), or another one
    may stand in brackets.
    """
    if "(" not in pair.source:
        return
    theirs = list(islice(_ACRONYM.finditer(pair.source), _MOST))
    if not theirs or _ANOTHER.search(pair.target):
        return
    for found in theirs:
        acronym = found[1]
        own = pair.language.acronyms.get(acronym)
        if acronym not in pair.target and not (own and own in pair.target):
            yield Hit(f"({acronym}) is missing", source=Span(*found.span()))
