"""Names that a translation has dropped."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.checks.counterparts import is_recognisable, is_there
from pipeline.reading import names


def find(pair: Pair) -> Iterator[Hit]:
    """A name of the source has no counterpart in the translation.

    Looked for are people, places and firms of which something would be known again: the name
    itself where Latin letters are written, the name as it sounds elsewhere, in any case, or a
    form that the language is known to have for it. A part of a name is enough (the surname of a
    man), and so is a name that stands once for twice.
    """
    language = pair.language
    if not language.names.forms:
        return
    for name in names.find(pair.source):
        if name.opens and len(name.words) < 2:
            continue
        if is_recognisable(name, language) and not is_there(name, pair.target, language):
            yield Hit(f"{name.text} is missing", source=name.span)
