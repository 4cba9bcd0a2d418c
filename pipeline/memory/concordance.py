"""Where words stand in a text, for people who look for them: accents are optional."""

import re
import unicodedata

from pipeline import tags
from pipeline.model import Span

# What Unicode does not count as an accent, and people leave out all the same.
_LETTER, _PLAIN = "đ", "d"
_ACCENT = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Give a text without case and accents."""
    if text.isascii():
        return text.lower()
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", text))
    return plain.casefold().replace(_LETTER, _PLAIN)


# Where syllables are words, short ones begin too many.
_MAY_GO_ON = 4


def words(text: str) -> list[str]:
    """Give the words of a text without case, accents and tags."""
    return _WORD.findall(folded(tags.bare(text).text))


def may_go_on(word: str) -> bool:
    """Say whether a word that is asked for last may be the beginning of a longer one."""
    return len(word) >= _MAY_GO_ON


def find(asked: str, text: str) -> tuple[Span, ...]:
    """Find where the words of `asked` stand side by side; a long last one may go on.

    Words that are asked for with their accents must have them, words without may. Tags are passed
    over.
    """
    bare = tags.bare(text)
    asked = unicodedata.normalize("NFC", asked)
    wanted = _WORD.findall(asked.casefold())
    if not wanted:
        return ()
    if not _pattern(words(asked)).search(folded(bare.text)):
        return ()
    has_accents = folded(asked) != asked.casefold()
    letters, places = _by_letter(bare.text, strict=has_accents)
    return tuple(
        Span(
            bare.place(places[found.start()].start), bare.place(places[found.end() - 1].end - 1) + 1
        )
        for found in _pattern(wanted).finditer(letters)
    )


def _pattern(wanted: list[str]) -> re.Pattern[str]:
    end = r"[^\W_]*" if may_go_on(wanted[-1]) else r"(?![^\W_])"
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, wanted)) + end)


def _by_letter(text: str, *, strict: bool) -> tuple[str, list[Span]]:
    """Give a text without case, and without accents unless `strict`, with each letter's place.

    Letters and accents of their own are taken together, as people see them.
    """
    letters: list[tuple[str, Span]] = []
    for at, letter in enumerate(text):
        if _ACCENT.match(letter) and letters and strict:
            bare, place = letters[-1]
            joined = unicodedata.normalize("NFC", bare + letter)
            letters[-1] = joined, Span(place.start, at + 1)
            continue
        letters.append((letter.casefold() if strict else folded(letter), Span(at, at + 1)))
    places = [place for some, place in letters for _ in some]
    return "".join(some for some, _ in letters), places
