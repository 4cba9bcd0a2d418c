"""Times of day: which half of the day a translation puts them in."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from pipeline.languages import Language, cldr
from pipeline.model import Span

_TIME = re.compile(
    r"(?<![\w.,:])(1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?([ap])(?:m\b|\.\s?m\b\.?)", re.IGNORECASE
)
_HOUR = re.compile(r"(?<![\d.,])\d{1,2}(?!\d)")
# What may stand between an hour and its half of the day: minutes, a weekday.
_NEAR = 40
# How many times of a text are looked for: each takes a look at all of a translation.
_MOST = 20
_BEHIND = re.compile(r"(?:[:.h]\d\d)?\D{0,20}")


def lost(source: str, output: str, language: Language) -> Iterator[str]:
    """Name the times of an English text that are in the other half of the day, or in none.

    "10 p.m." is 22 or has a word for the evening beside its 10. Noon and midnight are not asked.
    """
    if not language.locale:
        return
    for time in _TIME.finditer(source):
        hour, is_late = int(time[1]), time[2] in "pP"
        stands = [found for found in _HOUR.finditer(output) if int(found[0]) == hour]
        if _TIME.search(output):
            yield time[0]
            continue
        if hour == 12 or not stands:
            continue
        if is_late and any(int(found[0]) == hour + 12 for found in _HOUR.finditer(output)):
            continue
        early, late = _halves(language.locale)
        if is_late:
            around = (output[max(0, at.start() - _NEAR) : at.end() + _NEAR] for at in stands)
            is_sound = any(late.search(part) for part in around)
        else:
            behind = [_BEHIND.match(output, at.end()) for at in stands]
            is_sound = any(
                part and (early.search(part[0]) or not late.search(part[0])) for part in behind
            )
        if not is_sound:
            yield time[0]


def other_half(source: str, output: str, language: Language) -> Iterator[tuple[Span, Span]]:
    """Find times that a translation puts into the other half of the day, and where it does.

    "5 p.m." with a word for the morning, or "5 a.m." that is 17.
    """
    if not language.locale or "m" not in source.lower():
        return
    times = list(islice(_TIME.finditer(source), _MOST))
    if not times:
        return
    early, late = _halves(language.locale)
    spoken = {(int(time[1]), time[2] in "pP") for time in times}
    hours = [(int(found[0]), found) for found in _HOUR.finditer(output)]
    for time in times:
        hour, is_late = int(time[1]), time[2] in "pP"
        if hour == 12 or (hour, not is_late) in spoken:
            continue
        stands = [found for each, found in hours if each == hour]
        own, other = (late, early) if is_late else (early, late)
        for found in stands:
            behind = _BEHIND.match(output, found.end())
            part = behind[0] if behind else ""
            word = other.search(part)
            if word and not own.search(part):
                yield Span(*time.span()), Span(found.start(), found.end() + word.end())
        if not is_late and not stands:
            yield from (
                (Span(*time.span()), Span(*found.span()))
                for each, found in hours
                if each == hour + 12 and output[found.end() : found.end() + 1] in (":", "h")
            )


@lru_cache(maxsize=16)
def _halves(locale: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    early, late = (
        # The last letter of a longer word may be the ending of a case.
        "|".join(
            rf"{re.escape(word[:-1])}\w*" if len(word) > 4 else re.escape(word) for word in each
        )
        for each in cldr.day_halves(locale)
    )
    return (
        re.compile(rf"\b(?:{early})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{late})\b", re.IGNORECASE),
    )
