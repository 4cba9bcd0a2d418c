"""English dates: where they stand, and how the target language writes them."""

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.languages import Language, cldr
from pipeline.model import Span
from pipeline.reading import number_words

_NAMES = (
    "january february march april may june july august september october november december".split()
)
MONTHS = {name[:length]: number for number, name in enumerate(_NAMES, 1) for length in (3, 99)}
MONTHS |= {"sept": 9}
"""English names of months, whole and short, in lower case, with their numbers."""

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_DAY = rf"(?P<day{{0}}>(?:{_NUMBER}[-–])?{_NUMBER})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>[12]\d{{3}})"
_END = r"(?![\d\w]|[-–/:.,]\d)"
_BEGINNINGS = tuple(name[:3].title() for name in _NAMES)
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_SHORT_MONTH = re.compile(
    rf"\b(?P<before>{_SHORT})(?:\.|\b)(?=,?\s\d)"
    rf"|(?<=\d\s)(?P<behind>{_SHORT})(?:\.(?=\s[\da-z])|\b(?!\.))"
    rf"|(?<=\bin\s)(?P<alone>{_SHORT})\.(?P<end>$)?"
)
_BESIDE = rf"(?<=\d\s){MONTH}|\b{MONTH}(?=\s?[-–]?\s?\d)|(?<=[-–]){MONTH}\b"
_ENGLISH_MONTH = re.compile(
    rf"{_BESIDE}|\b(?:January|February|June|July|August|September|October|November|December)\b"
    r"(?!\s[A-Z])|\b(?:Jan|Feb|Sept?|Oct|Nov)\."
)
_DATE = re.compile(
    rf"\b(?P<month1>{MONTH})\s+{_DAY.format(1)}(?:,?\s+{_YEAR.format(1)})?{_END}"
    rf"|(?<![\d.,/-])\b{_DAY.format(2)}\s+(?:of\s+)?(?P<month2>{MONTH})(?:,?\s+{_YEAR.format(2)})?{_END}"
    rf"|\b(?P<month3>{MONTH}),?\s+{_YEAR.format(3)}{_END}"
)

DATED_MONTH = re.compile(
    rf"(?<=\d\s)({MONTH})|\b({MONTH})(?=,?\s+\d|\s?[-–]\s?{MONTH})|(?<=[a-z.][-–])({MONTH})"
)
"""A month that a figure stands beside."""

_PARTS = re.compile(r"(?<!\d)\d{1,4}(?:[./-]\d{1,4}){1,2}(?!\d)")
_IN_FIGURES = re.compile(
    r"(?<![\w/.-])(?:(?P<day>\d\d?)/(?P<month>\d\d?)/[12]\d{3}|[12]\d{3}-[01]\d-[0-3]\d)(?![\w/]|[.-]\d)"
)


_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
    r"|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)\b"
)
_WHOLE = re.compile(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s)?{MONTH}(?:\s\d{{1,2}}\b)?(?:,?\s[12]\d{{3}})?"
)
# How many dates of a text are named: each takes a look at all of it.
_MOST = 20
_DAY_BEFORE = re.compile(r"\d{1,2}\s$")
# "15/5", "15/5/2024", "15.05.2024": a day comes first wherever English is not at home.
_DAY_FIRST = re.compile(
    r"(?<![\d/.,-])(?P<day>\d\d?)(?:/(?P<month>\d\d?)(?:/\d{2,4})?|\.(?P<month2>\d\d)\.\d{2,4})"
    r"(?![\d/]|[.,-]\d)"
)


class Change(NamedTuple):
    """What a source says at `source`, and what its translation says instead at `target`."""

    source: Span
    target: Span


class Date(NamedTuple):
    """A date at `text[start:end]`, and how the target language writes it."""

    start: int
    end: int
    shown: str


def month_number(name: str) -> int:
    """Give the number of a month by its English name, whole or short: `Sept.` is 9."""
    return MONTHS[name.lower().rstrip(".")]


def dates(text: str, language: Language) -> Iterator[Date]:
    """Find whole English dates ("May 15, 2024", "May 8-10", "June, 1994") and their form."""
    if not may_hold_months(text):
        return
    for found in _DATE.finditer(text):
        day, month, year = (
            next((found[part + way] for way in ways if found[part + way]), "")
            for part, ways in (("day", "12"), ("month", "123"), ("year", "123"))
        )
        shown = written(day, month, year, language)
        if shown:
            yield Date(found.start(), found.end(), shown)


def with_preposition(text: str, date: Date, language: Language) -> Date:
    """Take "on" to its date: beside a mask, models do not know that it is a day."""
    on = re.search(r"\b([Oo])n\s$", text[: date.start])
    if not on or not language.dates.on or date.shown == date.shown.lstrip("0123456789"):
        return date
    shown = language.dates.on.format(date=date.shown)
    return Date(on.start(), date.end, shown[0].upper() + shown[1:] if on[1] == "O" else shown)


def spell_out(text: str) -> str:
    """Write the short months of English dates in full: models have seen few of "Sept. 12"."""
    if not may_hold_months(text):
        return text

    def full(found: re.Match[str]) -> str:
        short = found["before"] or found["behind"] or found["alone"]
        name = _NAMES[MONTHS[short.lower()] - 1].title()
        return name if found["end"] is None else f"{name}."

    return _SHORT_MONTH.sub(full, text)


def written(day: str, month: str, year: str, language: Language) -> str:
    """Write a date read from English as `language` does; empty if there is no such day.

    `day` may be two of them ("8-10").
    """
    number = month_number(month)
    days = [int(number) for number in re.findall(r"\d+", day)]
    try:
        if not days:
            return cldr.format_month_year(number, int(year), language)
        shown = cldr.format_date(days[-1], number, int(year) if year else None, language)
    except ValueError:
        return ""
    if len(days) < 2 or days[0] >= days[1]:
        return shown if len(days) == 1 else ""
    return re.sub(rf"(?<!\d){days[-1]}(?!\d)", day, shown, count=1)


def translate(text: str, language: Language) -> str:
    """Write English dates that stand in a translation as the target language does."""
    for date in reversed(list(dates(text, language))):
        # The model may have written the word for the year behind the year.
        last, rest = date.shown.rpartition(" ")[2], text[date.end :]
        if not last.isdigit() and rest.lstrip().startswith(last):
            rest = rest.lstrip().removeprefix(last)
        text = text[: date.start] + date.shown + rest
    return text


def left(text: str, language: Language) -> Iterator[str]:
    """Give the months that a translation has left in English, unless it calls them so too."""
    if not may_hold_months(text):
        return
    for found in _ENGLISH_MONTH.finditer(text):
        name = found[0].lower().rstrip(".")
        if name not in cldr.format_date(1, MONTHS[name], None, language).lower():
            yield found[0]


def other_months(source: str, output: str, language: Language) -> tuple[Change, ...]:
    """Find dates whose month is not the source's.

    Only months beside a figure are asked, and only if the translation has one that the source
    does not have in any way: as a word, or within a date of figures that has the source's day.
    """
    words = language.dates.month_words
    if not words or not may_hold_months(source):
        return ()
    wanted = [(month_number(found[0]), found) for found in DATED_MONTH.finditer(source)]
    if not wanted:
        return ()
    found = _named(output, language, "month")
    there = {month for month, _ in found} | _in_figures(output)
    missing = [(month, match) for month, match in wanted if month not in there]
    if not missing:
        return ()
    known = {month_number(each) for each in re.findall(MONTH, source)}
    known |= _in_figures(source)
    whole = [_whole(source, match.span()) for _, match in islice(missing, _MOST)]
    days = {int(day) for span in whole for day in re.findall(r"\d+", source[slice(*span)])}
    new = [_with_day(output, match.span()) for month, match in found if month not in known]
    # "3/4" may be three quarters as well.
    new += _dates_in_figures(output, days, known | set(map(int, number_words.said(source))))
    return tuple(map(Change, whole, new))


def months(text: str, language: Language) -> set[int]:
    """Give the months that a translation names in words of its language's file."""
    return {month for month, _ in _named(text, language, "month")}


def other_weekdays(source: str, output: str, language: Language) -> tuple[Change, ...]:
    """Find weekdays that a translation has instead of those of its source."""
    if not language.dates.weekday_words or "day" not in source.lower():
        return ()
    wanted = [
        (_WEEKDAYS.index(found[0].lower().rstrip("s")) + 1, found)
        for found in _WEEKDAY.finditer(source)
    ]
    if not wanted:
        return ()
    found = _named(output, language, "weekday")
    there, known = {day for day, _ in found}, {day for day, _ in wanted}
    missing = [match for day, match in wanted if day not in there]
    new = [
        match
        for day, match in found
        if day not in known and not _is_ordinal(match[0].lower(), source, language)
    ]
    return tuple(
        Change(Span(*match.span()), Span(*other.span()))
        for match, other in islice(zip(missing, new, strict=False), _MOST)
    )


def _is_ordinal(word: str, source: str, language: Language) -> bool:
    """Say whether a weekday may be a number of the source, as "thứ tư" is Wednesday and fourth."""
    said = set(map(str, number_words.ordinals(source)))
    return any(
        value in said and any(word.endswith(f" {each}") for each in words)
        for value, words in language.number_words.items()
    )


def _named(text: str, language: Language, what: str) -> list[tuple[int, re.Match[str]]]:
    pattern, numbers = _names_of(language, what)
    all_ = ((numbers.get(found[0].lower()), found) for found in pattern.finditer(text))
    # Where case is ignored, the old long s is an s, but its small letter is itself.
    return [(number, found) for number, found in all_ if number]


@lru_cache(maxsize=16)
def _names_of(language: Language, what: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    dates = language.dates
    words = dates.month_words if what == "month" else dates.weekday_words
    numbers = {word.lower(): int(number) for number, each in words.items() for word in each}
    # Without words nothing is found.
    names = (
        "(?!)" if not numbers else "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    )
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE), numbers


def _dates_in_figures(text: str, days: Set[int], known: Set[int]) -> Iterator[Span]:
    """Give the dates in figures that have one of the days, and a month that is not known."""
    for found in _DAY_FIRST.finditer(text):
        month = int(found["month"] or found["month2"])
        if int(found["day"]) in days and month not in known and 0 < month <= 12:
            yield Span(*found.span())


def _in_figures(text: str) -> set[int]:
    """Give what may be the month of "15/5", "15.05.2024", "5/2024", "2024-05-15"."""
    return {int(number) for each in _PARTS.findall(text) for number in re.findall(r"\d+", each)}


def _whole(text: str, month: tuple[int, int]) -> Span:
    """Give the date that a month stands in."""
    for found in _WHOLE.finditer(text):
        if found.start() <= month[0] < found.end():
            return Span(*found.span())
    return Span(*month)


def _with_day(text: str, month: tuple[int, int]) -> Span:
    day = _DAY_BEFORE.search(text[max(0, month[0] - 3) : month[0]])
    return Span(month[0] - len(day[0]) if day else month[0], month[1])


def unclear(source: str, output: str) -> Iterator[str]:
    """Give the dates a translation has kept although they may be read in two ways (05/06/1970).

    14/05/2025 may not; ISO dates are no running text and named as well.
    """
    for found in islice(_IN_FIGURES.finditer(source), _MOST):
        is_plain = found["day"] and (int(found["day"]) > 12 or found["day"] == found["month"])
        if found[0] in output and not is_plain:
            yield found[0]


def may_hold_months(text: str) -> bool:
    """Say at once, and for most texts with no, whether months may be named."""
    return any(name in text for name in _BEGINNINGS)
