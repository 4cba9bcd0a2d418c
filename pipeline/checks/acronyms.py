"""Whether acronyms in brackets are kept."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9&/.-]*[A-Z0-9])\)")


def find(pair: Pair) -> Iterator[Hit]:
    """An acronym that stands in brackets is missing from the translation.

    It may be kept, have the form of the language (EU, ЕС), or be another one in brackets.
    """
    if "(" not in pair.source:
        return
    for found in _ACRONYM.finditer(pair.source):
        acronym = found[1]
        own = pair.language.acronyms.get(acronym)
        if acronym in pair.target or (own and own in pair.target):
            continue
        if re.search(r"\([^\W\da-z]{2,}", pair.target):
            continue
        yield Hit(f"({acronym}) is missing", source=Span(*found.span()))
