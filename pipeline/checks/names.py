"""Names that a translation has dropped."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks import Hit, Pair
from pipeline.checks.counterparts import is_called, is_recognisable, is_there, is_written
from pipeline.model import Span
from pipeline.reading import names

_LONGEST = 5_000


def find(pair: Pair) -> Iterator[Hit]:
    """A name of the source has no counterpart in the translation.

    Looked for are people, places and firms of which something would be known again: the name
    itself where Latin letters are written, the name as it sounds elsewhere, in any case, or a
    form that the language is known to have for it. A part of a name is enough (the surname of a
    man), and so is a name that stands once for twice.
    """
    language = pair.language
    # What is in the wrong script is reported as that; an entry of a book's length is none.
    if (
        not language.names.forms
        or max(len(pair.source), len(pair.target)) > _LONGEST
        or not is_written(pair.target, language)
    ):
        return
    for name in names.distinct(pair.source):
        if name.opens and len(name.words) < 2:
            continue
        if is_recognisable(name, language) and not is_there(name, pair.target, language):
            yield Hit(f"{name.text} is missing", source=name.span)
    for found in _pattern(tuple(language.names.phrases)).finditer(pair.source):
        if not is_called(language.names.phrases[found[0]], pair.target, language):
            yield Hit(f"{found[0]} is missing", source=Span(*found.span()))


@lru_cache(maxsize=16)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    # Without phrases nothing matches.
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases)) or '(?!)'})\b")
