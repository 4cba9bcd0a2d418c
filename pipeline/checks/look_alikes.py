"""Letters that look right and are not."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading.scripts import script_of, strays

_WORD = re.compile(r"\w+")


def find(pair: Pair) -> Iterator[Hit]:
    """A letter of a word is of another script, or another letter that looks the same.

    "Mоscow" with a Cyrillic о looks right, but is found by no search and read aloud as nonsense.
    Only letters that look like one of the word's own script are meant: "iPhoneом", "Су-57" and
    "COVID-19" are no mixtures. The language's file may name letters that stand for others by
    mistake, as the Icelandic "Ð" does for "Đ". What the source has as well may stay.
    """
    text = pair.target
    if text.isascii():
        return
    known: set[str] | None = None
    for span, letters, script, meant in strays(text, script_of(pair.language.native_name)):
        if known is None:
            # The English article is no reason for one letter in the translation.
            known = set(_WORD.findall(pair.source)) - {"a"}
        if text[slice(*span)] not in known:
            signs = [f"“{letter}”" for letter in dict.fromkeys(letters)]
            are = "is" if len(signs) == 1 else "are"
            message = f"{', '.join(signs)} {are} {script.name.title()}: “{meant}” was meant"
            yield Hit(message, span)
    for letter, meant in pair.language.prose.look_alikes.items():
        if letter in text and letter not in pair.source:
            for found in re.finditer(re.escape(letter), text):
                yield Hit(f"“{letter}” is another letter than “{meant}”", Span(*found.span()))
