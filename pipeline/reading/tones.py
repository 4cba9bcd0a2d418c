"""Where tone marks stand: the old way (hòa, khỏe, thúy) or the new one (hoà, khoẻ, thuý)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.languages import Language, Tones
from pipeline.model import Span


class Tone(NamedTuple):
    """A syllable in which the two ways differ, in the one it has; `other` is it in the other."""

    span: Span
    is_old: bool
    other: str


def tones(text: str, language: Language) -> Iterator[Tone]:
    """Find the syllables that the two ways write differently.

    After q (quý) and before another letter (hoàn) there is but one way.
    """
    forms = language.prose.tones
    small = text.lower()
    if not any(form in small for form in (*forms.old, *forms.new)):
        return
    for found in _pattern(forms).finditer(text):
        end = found[0].lower()
        is_old = end in forms.old
        other = _other(forms)[end]
        yield Tone(Span(*found.span()), is_old, other.upper() if found[0].isupper() else other)


@lru_cache(maxsize=8)
def _pattern(forms: Tones) -> re.Pattern[str]:
    ends = "|".join(map(re.escape, (*forms.old, *forms.new)))
    return re.compile(rf"(?<![qQ])(?:{ends})(?![^\W\d_])", re.IGNORECASE)


@lru_cache(maxsize=8)
def _other(forms: Tones) -> dict[str, str]:
    pairs = list(zip(forms.old, forms.new, strict=True))
    return dict(pairs) | {new: old for old, new in pairs}
