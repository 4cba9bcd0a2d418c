"""What a translation has left in English: words, and halves of compounds."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.languages import Language, cldr
from pipeline.reading.english_words import common, is_own

_LATIN = re.compile(r"[A-Za-z]+")
_SMALL = re.compile(r"(?<![\w@./#’'-])[^\W\d_]{2,}(?![@/\w]|[.'’]\w)")
_TITLE = re.compile(r"(?<![\w@./#-])[A-Z][a-z]{3,}(?:\s[A-Z][a-z]{3,})*(?![@/\w]|\.\w)")
_JOINT = re.compile(r"(?<!\w)[a-z]{1,2}-(?=[^\W\d_a-zA-Z])")
_COMPOUND = re.compile(r"\b([A-Z]\w+)[-–]([A-Z]\w+)")
# Common words that companies and newspapers are called by.
_OF_NAMES = frozenset(
    "city coffee edge face first global good group life live love media morning network news next "
    "open press real recovery shop show time trust week".split()
)


class Leftovers(NamedTuple):
    """English in a translation: `words` that belong to nobody, `titles` that may be names.

    `runs` are the stretches of titles without any name in them ("Press Conference").
    """

    words: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()


def find(source: str, output: str, language: Language) -> Leftovers:
    """Look for English in a translation, and for words that are in neither language."""
    if language.is_latin and not language.words.pattern:
        return Leftovers()
    known = set(_LATIN.findall(source.lower()))
    small = _foreign(source, output, known, language)
    titles, runs = [], []
    for found in _TITLE.finditer(output):
        words = found[0].split()
        left = [word for word in words if _is_english(word, known, language)]
        titles += left
        if left and all(word.lower() in common() for word in words):
            runs.append(found[0])
    return Leftovers(tuple(dict.fromkeys(small)), tuple(titles), tuple(runs))


def _is_english(word: str, known: set[str], language: Language) -> bool:
    small = word.lower()
    if small not in known or small in _OF_NAMES or is_own(small, language):
        return False
    return small in common() or (not language.is_latin and _has_own_form(word, language))


def _foreign(source: str, output: str, known: set[str], language: Language) -> Iterator[str]:
    if language.is_latin:
        yield from _foreign_in_latin(output, known, language)
        return
    yield from _JOINT.findall(output)
    for word in _LATIN.findall(output):
        if len(word) > 2 and (
            word.lower() not in known or (word.islower() and not _is_part_of_name(word, source))
        ):
            yield word


def _foreign_in_latin(output: str, known: set[str], language: Language) -> Iterator[str]:
    for word in _SMALL.findall(output):
        if not word.islower() or is_own(word, language):
            continue
        # Terms of science are no English; a word cut short is (scholar, scholarship).
        cut = len(word) > 4 and any(other.startswith(word) for other in known)
        if not word.isascii() or word in known or word in common() or cut:
            yield word


def _is_part_of_name(word: str, source: str) -> bool:
    return bool(re.search(rf"[.@/_#-]{word}|{word}[.@/_-]\w", source))


def compounds(source: str, output: str, language: Language) -> Iterator[tuple[str, str]]:
    """Find names with a hyphen of which one half is translated ("Việt Nam-Russia"), and those.

    Gives what stands in the translation, and the compound of the source.
    """
    for found in _COMPOUND.finditer(source):
        whole, first, second = found.group(0, 1, 2)
        if whole in output:
            continue
        stem = re.escape(second[: max(4, len(second) - 2)])
        half = re.search(rf"\w+\s?[-–]\s?(?P<name>{stem}\w*)", output) or re.search(
            rf"\b(?P<name>{re.escape(first)})\s?[-–]\s?\w+", output
        )
        if half and _has_own_form(half["name"], language):
            yield half[0], whole


def _has_own_form(name: str, language: Language) -> bool:
    """Say whether a country, or its people, are called otherwise than in English."""
    stems = (name[: len(name) - cut] for cut in range(4))
    return any(cldr.territory(stem, language) != stem for stem in stems) or (
        name.lower() in common()
    )
