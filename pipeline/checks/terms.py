"""Terms of the glossary, as translations have them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from pipeline.checks import Hit, Pair, russian
from pipeline.languages import Language
from pipeline.model import Span, Term
from pipeline.reading.tones import tones

_WORD = re.compile(r"[\w\u0300-\u036f]+")

_CASES: Mapping[str, Callable[[str, str], bool]] = {"ru": russian.are_forms}
"""How to tell that two words are forms of one, by language; elsewhere words are the same."""


def find(pair: Pair) -> Iterator[Hit]:
    """A term is translated otherwise than the glossary says.

    Either none of the forms stands there that the glossary allows, or one that it forbids does.
    Any case and number of a Russian form will do; capitals, hyphens and the place of a tone mark
    make no difference. A form that is forbidden may stand as a part of one that is allowed.
    """
    for term in {each.source: each for each in reversed(pair.terms)}.values():
        allowed = [span for form in term.targets for span in _places(term, form, pair)]
        for form in term.forbidden:
            wrong = next(
                (
                    span
                    for span in _places(term, form, pair)
                    if not any(own.start < span.end and span.start < own.end for own in allowed)
                ),
                None,
            )
            if wrong:
                there = pair.target[slice(*wrong)]
                yield Hit(f"“{there}” is not to be used for {_wanted(term)}", wrong, term.span)
                break
        else:
            if not allowed:
                yield Hit(f"{_wanted(term)} is missing", source=term.span)


def is_used(term: Term, text: str, language: Language) -> bool:
    """Say whether a translation has one of the forms that a term may have."""
    return any(_stretches(form, text, language, exact=term.keep) for form in term.targets)


def has_cases(language: Language) -> bool:
    """Say whether words have cases in a language."""
    return language.code in _CASES


def _places(term: Term, form: str, pair: Pair) -> tuple[Span, ...]:
    return _stretches(form, pair.target, pair.language, exact=term.keep)


def _wanted(term: Term) -> str:
    if term.keep:
        return f"“{term.source}”, which stays as it is,"
    return f"“{term.source}” → “{' | '.join(term.targets)}”"


def _stretches(form: str, text: str, language: Language, *, exact: bool) -> tuple[Span, ...]:
    """Find the words of a form in a text, side by side."""
    wanted = [word for word, _ in _words(form, language)]
    there = _words(text, language)
    same = None if exact else _CASES.get(language.code)
    first = wanted[0][:1] if wanted else ""
    found = []
    for at in range(len(there) - len(wanted) + 1 if wanted else 0):
        part = there[at : at + len(wanted)]
        if part[0][0][:1] == first and all(
            one == other or (same is not None and same(one, other))
            for one, (other, _) in zip(wanted, part, strict=True)
        ):
            found.append(Span(part[0][1].start, part[-1][1].end))
    return tuple(found)


@lru_cache(maxsize=256)
def _words(text: str, language: Language) -> list[tuple[str, Span]]:
    return [(_plain(found[0], language), Span(*found.span())) for found in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 14)
def _plain(word: str, language: Language) -> str:
    """Write a word in small letters, with its tone mark where newspapers put it."""
    word = unicodedata.normalize("NFC", word).lower().replace("ё", "е")
    for tone in tones(word, language):
        if not tone.is_old:
            word = word[: tone.span.start] + tone.other + word[tone.span.end :]
    return word
