"""Letters that look right and are not."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading.scripts import script_of, strays


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
    for span, letters, script, meant in strays(text, script_of(pair.language.native_name)):
        if not _is_of_source(text[slice(*span)], pair.source):
            signs = ", ".join(f"“{letter}”" for letter in dict.fromkeys(letters))
            yield Hit(f"{signs} is {script.name.title()}: “{meant}” was meant", span)
    for letter, meant in pair.language.prose.look_alikes.items():
        if letter in text and letter not in pair.source:
            for found in re.finditer(letter, text):
                yield Hit(f"“{letter}” is another letter than “{meant}”", Span(*found.span()))


def _is_of_source(word: str, source: str) -> bool:
    # The English article is no reason for one letter in the translation.
    return word != "a" and bool(re.search(rf"(?<!\w){word}(?!\w)", source))
