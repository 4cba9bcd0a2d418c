"""Single words of English in a translation."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.reading.english import stretches
from pipeline.reading.likeness import is_left_as_it_was


def find(pair: Pair) -> Iterator[Hit]:
    """A word of the translation is still English.

    Looked at are small words that are common in English news and that the language does not
    use itself, as "deadline" in a sentence in Vietnamese. Words that it has borrowed are listed
    in its file. Nothing is said where longer stretches are English.
    """
    if is_left_as_it_was(pair.source, pair.target, pair.language):
        return
    found = stretches(pair.source, pair.target, pair.language)
    if any(each.certain for each in found):
        return
    for span, _ in found:
        yield Hit(f"“{pair.target[slice(*span)]}” is English", span)
