"""Stretches of English in a translation, long and short, names and titles aside."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.languages import Language
from pipeline.model import Span
from pipeline.reading.english_words import common, is_own

_WORD = re.compile(r"(?<![\w@./#&!-])[A-Za-z]+(?:['’][a-z]{1,2})?(?![\w@/]|[.-]\w)")
_SOURCE = re.compile(r"[a-z]+(?:['’][a-z]{1,2})?")
_BETWEEN = re.compile(r"[\W\d_]{1,20}")
_SPACES = re.compile(r"\s+")
# How far a bracket is looked for.
_NEAR = 200

# Small words that titles have between great ones ("Game of Thrones").
_PARTICLES = frozenset("a an and as at but by for from in into nor of on or the to with".split())
# What English cannot do without, and the list of common words leaves out for its shortness.
_SHORT = frozenset(
    "all any are be but can did few had has he her him his how if is it its my not our out own she "
    "so too us was we who why you".split()
)
_IN_TITLES = _PARTICLES | {"de", "del", "der", "la", "las", "le", "les", "los", "und", "vs", "y"}


class Stretch(NamedTuple):
    """Words of a translation, and whether they are English beyond doubt.

    A `certain` one has several words that are neither names nor titles.
    """

    span: Span
    certain: bool


class _Likeness(IntEnum):
    """How English a word is: a capital is no sign, nor is what the language has itself."""

    SHARED = 0
    CAPITAL = 1
    FOREIGN = 2
    PARTICLE = 3
    COMMON = 4


_Word = tuple[_Likeness, re.Match[str]]


@lru_cache(maxsize=8)
def stretches(source: str, output: str, language: Language) -> tuple[Stretch, ...]:
    """Find the English in a translation, in order.

    It is made of words of the source and of common ones. What stands in brackets explains a
    translation, and titles have capitals; both are left alone. Nothing is found for a language
    in Latin letters that does not say what its words look like.
    """
    if language.is_latin and not language.words.pattern:
        return ()
    found = (_judged(run, output) for run in _runs(source, output, language))
    return tuple(each for each in found if each)


def _runs(source: str, output: str, language: Language) -> Iterator[list[_Word]]:
    known: frozenset[str] | None = None
    run: list[_Word] = []
    for found in _WORD.finditer(output):
        if known is None:  # Most texts end before.
            known = frozenset(_SOURCE.findall(source.lower()))
        likeness = _likeness(found[0], known, language)
        if run and (
            likeness is None or not _BETWEEN.fullmatch(output, run[-1][1].end(), found.start())
        ):
            yield run
            run = []
        if likeness is not None:
            run.append((likeness, found))
    if run:
        yield run


def _likeness(word: str, known: frozenset[str], language: Language) -> _Likeness | None:
    if not word.islower():
        return _Likeness.CAPITAL if word.lower() in known else None
    if is_own(word, language):
        return _Likeness.SHARED if word in known else None
    if word in _PARTICLES or word in _SHORT:
        return _Likeness.PARTICLE
    if word in common():
        return _Likeness.COMMON
    return _Likeness.FOREIGN if word in known else None


def _judged(run: Sequence[_Word], output: str) -> Stretch | None:
    """Weigh the words that are in no title; None if none of them is a word of English."""
    words = list(_outside_titles(run))
    common_ones = words.count(_Likeness.COMMON)
    particles = words.count(_Likeness.PARTICLE)
    span = Span(run[0][1].start(), run[-1][1].end())
    if (not common_ones and not particles) or _is_aside(span, output):
        return None
    # Two words without such a one may be a term that the language has borrowed (home run).
    certain = len(run) > 2 or (particles > 0 and len(words) > 1)
    return Stretch(span, certain) if certain or common_ones else None


def _outside_titles(run: Sequence[_Word]) -> Iterator[_Likeness]:
    """Give the small words, but not those that a title may have before or between great ones."""
    at = 0
    while at < len(run):
        start = at
        while at < len(run) and run[at][0] is not _Likeness.CAPITAL:
            at += 1
        small = run[start:at]
        inside = start > 0 and at < len(run) and len(small) <= 3
        is_article = len(small) == 1 and small[0][1][0] == "the"
        if not is_article and not (inside and all(found[0] in _IN_TITLES for _, found in small)):
            yield from (likeness for likeness, _ in small)
        at += 1


def _is_aside(span: Span, output: str) -> bool:
    """Say whether a stretch stands in brackets, or is a short quotation of its own."""
    start, end = span
    before, behind = output[max(0, start - _NEAR) : start], output[end : end + _NEAR]
    if before.rfind("(") > before.rfind(")") and ")" in behind:
        return True
    quoted = before.endswith(tuple("“\"«„‘'[")) and behind.startswith(tuple("”\"»“’']"))
    return quoted and len(_SPACES.findall(output, start, end)) < 6
