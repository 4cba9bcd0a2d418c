"""What stands in a translation for a name of the source."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.languages import Language, cldr
from pipeline.model import Span
from pipeline.reading.names import Name, is_adjective
from pipeline.reading.sounds import alike, equal, plain, readings, romanized

_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_JOINTS = re.compile("['’‑-]")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_ENDING = 2  # letters that a case may change


class Word(NamedTuple):
    """A word of a translation, and how it is read in Latin letters.

    `parts` are the whole without hyphens and, where it has some, what is between them.
    """

    text: str
    span: Span
    parts: tuple[str, ...]


def words(text: str, language: Language, *, small: bool = False) -> tuple[Word, ...]:
    """Give the words of a translation that have a capital; with `small`, the others."""
    return _words(text, tuple(language.names.romanization.items()), small)


# Each name of a text asks for them anew.
@lru_cache(maxsize=8)
def _words(text: str, letters: tuple[tuple[str, str], ...], small: bool) -> tuple[Word, ...]:
    found = []
    table = dict(letters)
    for each in _WORD.finditer(text):
        if each[0].islower() is small:
            parts = [romanized(part, table) for part in _JOINTS.split(each[0])]
            whole = ["".join(parts)] if len(parts) > 1 else []
            found.append(Word(each[0], Span(*each.span()), (*whole, *parts)))
    return tuple(found)


def is_written(text: str, language: Language) -> bool:
    """Say whether a text has letters of the language's own, where Latin ones are not."""
    letters = language.names.romanization
    return language.is_latin or any(char in letters for char in text.lower())


def is_recognisable(name: Name, language: Language) -> bool:
    """Say whether a name would be known again in a translation, were it there."""
    return any(not is_adjective(word) and not _is_own(word, language) for word in name.words)


def is_there(name: Name, text: str, language: Language) -> bool:
    """Say whether a translation has anything that a name, or a part of it, may have become."""
    squeezed = _squeezed(text)
    joined = [_squeezed(word) for word in name.words]
    joined.append("".join(joined))
    # One letter or two are anywhere.
    if any(len(each) > 3 and each in squeezed for each in joined):
        return True
    if is_called(forms(name, language), text, language):
        return True
    said = set(joined[-1:])
    for word in name.words[-1:] if len(name.words) == 1 else _telling(name.words):
        # "Jean-Claude" may be there as "Clod".
        said |= {plain(part) for part in _JOINTS.split(word) if part}
    there = words(text, language)
    if any(sounds_like(each, word, language) for each in said for word in there):
        return True
    # Languages differ in what they write with a capital: омикрон, диснеевский.
    there = words(text, language, small=True)
    return any(
        sounds_like(each, word, language)
        for each in said
        for word in there
        if word.parts[0][:3] == each[:3] or max(map(len, readings(each))) > 3
    )


def is_called(forms: Iterable[str], text: str, language: Language) -> bool:
    """Say whether a translation has one of the forms, whatever comes after it.

    Capitals matter where Latin letters are written: `Anh` is England, `anh` a brother.
    """
    if language.is_latin:
        squeezed = _squeezed(text)
        return any(form in text or _is_squeezed(form, squeezed) for form in forms)
    low = text.lower()
    return any(form.lower() in low for form in forms)


def _telling(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the surname, and what else is long enough not to be there by chance."""
    return tuple(
        name for name in names if name is names[-1] or min(map(len, readings(plain(name)))) > 2
    )


def sounds_like(name: str, word: Word, language: Language) -> bool:
    """Say whether a word of a translation may be a plain name."""
    same = equal if language.is_latin else alike
    return any(
        part in (name, name.removesuffix("s")) or (len(name) > 1 and same(name, part))
        for part in word.parts
    )


def forms(name: Name, language: Language) -> Iterator[str]:
    """Give what a name may be called besides what it sounds like, as beginnings of words."""
    parts = {part for word in name.words if "-" in word for part in word.split("-")}
    for each in (name.text, *name.words, *sorted(parts)):
        yield from language.names.stand_ins.get(each.lower(), ())
        yield from _own(each, language)


def own_forms(name: Name, language: Language) -> Iterator[str]:
    """Give what the language is known to call a name, in full; elsewhere what it sounds like.

    Where cases change words, only what dictionaries have is full.
    """
    low = name.text.lower()
    if language.is_latin:
        yield from language.names.forms.get(low, ())
    for known in (language.places.get(low), cldr.territory(name.text, language)):
        if known and known != name.text:
            yield known


def _own(name: str, language: Language) -> Iterator[str]:
    low = name.lower()
    yield from language.names.forms.get(low, ())
    for known in (language.places.get(low), cldr.territory(name, language)):
        if known and known != name:
            # Cases change the end of a word, or its last two letters.
            yield known if language.is_latin else known[: max(3, len(known) - _ENDING)]


@lru_cache(maxsize=64)
def _squeezed(text: str) -> str:
    return _NO_LETTERS.sub("", plain(text))


def _is_squeezed(form: str, squeezed: str) -> bool:
    return len(form) > 4 and _squeezed(form) in squeezed


def _is_own(word: str, language: Language) -> bool:
    own = language.names.own
    return bool(own) and re.fullmatch(own, plain(word)) is not None
