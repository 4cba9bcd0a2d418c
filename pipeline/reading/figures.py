"""The numbers of a sentence, by value: what they are in English and in a target language.

A figure may stand for several values: "5 p.m." is 5 or 17, the "2" of "2 to 3 billion" is 2 or
two billion. A minus sign belongs to its figure. And a translation may turn figures into words and
words into figures: "three" is a good reason for a 3, "мая" is the 5 of "May 15". Such words are
asked where figures differ.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.languages import Language, cldr
from pipeline.reading import number_words
from pipeline.reading.dates import DATED_MONTH, MONTH, may_hold_months, month_number

# A text may hold digits by the thousand: arithmetic on them must neither fail nor take for ever.
_ROUND = Context(prec=60)

# How many figures of one value are asked whether they are meant: nearly always the first is.
_MOST = 20

_POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SHORT_FORMS = {
    "mln": 6, "bln": 9, "bn": 9, "trln": 12, "tln": 12, "tn": 12,
    "hundred": 2, "lakh": 5, "crore": 7,
}  # fmt: skip

_SIGNS = frozenset("-−–")
_MONEY = frozenset("$€£¥₹")
_SHORT_POWERS = {"k": 3, "m": 6, "mn": 6, "b": 9}
_SHORT_SCALE = re.compile(r"(?:mn|m|k|b)\b(?![-/]?\d)", re.IGNORECASE)
_LENGTH = re.compile(
    r"\s(?:race|sprint|hurdles|relay|freestyle|butterfly|backstroke|breaststroke|medley|final|dash"
    r"|run|walk|tall|high|deep|long|wide|away|from|above|below|apart|pool|tower|video|resolution"
    r"|screen|and|into|off|under|over|with|underground|underwater|before|after)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?::\d\d)?\s*([ap])\.?m\b", re.IGNORECASE)
_ANY_MONTH = re.compile(MONTH)
_ROMAN = re.compile(r"\b[IVX]{1,5}\b")


class Figure(NamedTuple):
    """A number that stands at `text[start:end]`, sign and all, with the values it may have."""

    start: int
    end: int
    values: frozenset[Decimal]


class Difference(NamedTuple):
    """Figures of the source without a counterpart in the translation, and the other way."""

    missing: tuple[Figure, ...]
    extra: tuple[Figure, ...]


# Notations are kept, and looked up by identity: to compare their tables takes longer than to read.
@dataclass(frozen=True, slots=True, eq=False)
class Notation:
    """How a language writes figures.

    `scales` are beginnings of words with their power of ten, `words` beginnings of words that
    say a number, `minus` words that stand for the sign.
    """

    decimal: str
    group: str
    scales: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, Decimal], ...] = ()
    minus: tuple[str, ...] = ()


ENGLISH = Notation(
    decimal=".",
    group=",",
    scales=tuple((_POWERS | _SHORT_FORMS).items()),
    minus=("minus", "below zero", "negative"),
)


@lru_cache(maxsize=16)
def notation(language: Language) -> Notation:
    """Take from a language, and from CLDR, how it writes figures."""
    signs = re.findall(r"\D", cldr.format_number(Decimal("1234567.8"), 1, language))
    months = {
        month: re.sub(r"[\W\d_]+", "", cldr.format_date(1, month, None, language)).lower()
        for month in range(1, 13)
    }
    words = {
        # The last letter of a month's name may be the ending of a case.
        **{name[: max(2, len(name) - 1)]: Decimal(month) for month, name in months.items()},
        **{
            word: Decimal(value) for value, words in language.number_words.items() for word in words
        },
    }
    return Notation(
        decimal=signs[-1],
        group=signs[0] if len(signs) > 1 else "",
        scales=tuple(
            (word, _POWERS[name])
            for name, words in language.scales.items()
            if name in _POWERS
            for word in words
        ),
        words=tuple(words.items()) if len(set(months.values())) == 12 else tuple(words.items())[1:],
        minus=language.minus,
    )


def compare(source: str, output: str, target: Notation) -> Difference:
    """Match the figures of an English text with those of its translation, by value.

    Words that count ("twelve students") need a counterpart if the target language's words for
    them are known.
    """
    wanted, found = read(source, ENGLISH), read(output, target)
    missing, extra = _unmatched(wanted, found)
    if (any(map(_is_negative, missing)) and _says_minus(output, target)) or (
        any(map(_is_negative, extra)) and _says_minus(source, ENGLISH)
    ):
        missing, extra = _unmatched(list(map(_unsigned, wanted)), list(map(_unsigned, found)))
    counted, composed = number_words.counts(source), number_words.composed(source)
    known = {value for _, value in target.words} if counted or composed else set()
    if counted:
        present = {value for figure in found for value in figure.values}
        missing += (
            Figure(each.start, each.end, frozenset({each.value}))
            for each in counted
            if each.value in known and each.value not in present
        )
    if missing or composed:
        said = set(_said(output, target))
        missing = [figure for figure in missing if not figure.values.intersection(said)]
        present = {value for figure in found for value in figure.values}
        missing += (
            Figure(each.start, each.end, frozenset({each.value}))
            for each in composed
            if each.value not in present and not known.intersection(_parts(each.value)) <= said
        )
    if extra:
        said = {*number_words.said(source), *_months(source), *_roman(source)}
        extra = [figure for figure in extra if not figure.values.intersection(said)]
    return Difference(tuple(missing), tuple(extra))


@lru_cache(maxsize=4096)
def read(text: str, language: Notation) -> tuple[Figure, ...]:
    """Find the figures of a text, in order; months of English dates count as figures.

    What does not follow the rules of the language ("1.234.5", "24/7", "15.05.2024") is read as
    several whole numbers.
    """
    pattern = _pattern(language.group, language.scales)
    figures: list[tuple[Figure, int]] = []
    for match in pattern.finditer(text):
        value = None if _is_time(text, match) else _value(match["digits"], language)
        power = _power(match["scale"] or "", language)
        if value is None:
            figures += ((figure, 0) for figure in _pieces(text, match))
            continue
        values = {_ROUND.scaleb(value, power)}
        short = _SHORT_SCALE.match(text, match.end("digits")) if language is ENGLISH else None
        if short and not power:
            scaled = _ROUND.scaleb(value, _SHORT_POWERS[short[0].lower()])
            money = text[max(0, match.start() - 1) : match.start()] in _MONEY
            values = {scaled} if money else values | {scaled}
        elif not power:
            values |= _other_readings(text, match, value)
        start, end = match.span("digits")
        signed = _has_sign(text, start)
        if signed or _follows_minus(text[max(0, start - 20) : start], language):
            start, values = start - signed, {-each for each in values}
        figures.append((Figure(start, end, frozenset(values)), power))
    figures = list(_share_scales(text, figures))
    months = _dated_months(text) if language is ENGLISH and may_hold_months(text) else ()
    return (*(figure for figure, _ in figures), *months)


def with_signs(text: str) -> str:
    """Write "minus 5" with its sign, which models keep more often than the word."""
    return re.sub(r"\bminus\s(?=\d)", "-", text)


def localise(token: str, language: Language) -> str:
    """Write an English figure as the target language does; codes and years stay as they are."""
    sign, digits = (token[0], token[1:]) if token[:1] in _SIGNS else ("", token)
    value = _value(digits, ENGLISH)
    if value is None or not (set(token) & set(".,")):
        return token
    return sign + cldr.format_number(value, len(token.partition(".")[2]), language)


def repair(source: str, output: str, target: Notation, language: Language) -> str:
    """Rewrite figures of a translation that have the digits of a source figure, but not its value.

    Models copy "1,234.5" as "1.234.5" or "1,234,5": the digits are right, the signs are not.
    They also part a minus from its figure, or make it a dash.
    """
    if not any(sign in source for sign in ".,-−–") or not (figures := read(source, ENGLISH)):
        return output
    if target.group.isspace():
        output = re.sub(r"(?<=\d)\u0020(?=\d{3}(?!\d))", target.group, output)
    missing, _ = _unmatched(figures, read(output, target))
    for figure in missing:
        token = source[figure.start : figure.end]
        if token[0] in _SIGNS:
            output = _repair_sign(token, output, language)
            continue
        digits = re.sub(r"\D", "", token)
        if len(digits) == len(token):
            continue
        for match in re.finditer(r"(?<!\d)\d[\d.,\u0020\u00a0\u202f]*\d(?!\d)", output):
            if re.sub(r"\D", "", match[0]) == digits:
                written = localise(token, language)
                output = output[: match.start()] + written + output[match.end() :]
                break
    return output


def _repair_sign(token: str, output: str, language: Language) -> str:
    """Bring the sign of "-5" back to its figure, where a dash stands for it."""
    digits = re.escape(localise(token[1:], language))
    dash = re.compile(rf"(?<!\d)(^|[\s(])[-–—−]\s?(?={digits}(?!\d|[.,]\d))")
    return dash.sub(lambda found: found[1] + token[0], output, count=1)


def _has_sign(text: str, start: int) -> bool:
    """Tell "to -5" from "2020-2021", "F-16" and "8 -10"."""
    if text[max(0, start - 1) : start] not in _SIGNS:
        return False
    before = text[max(0, start - 20) : start - 1]
    return not before or (
        before[-1] in ' \u00a0\u202f([“"«:' and not before.rstrip()[-1:].isdigit()
    )


def _follows_minus(before: str, language: Notation) -> bool:
    before = before.rstrip().lower()
    return any(before.endswith(f" {word}") or before == word for word in language.minus)


def _is_negative(figure: Figure) -> bool:
    return any(value < 0 for value in figure.values)


def _unsigned(figure: Figure) -> Figure:
    return figure._replace(values=frozenset(map(abs, figure.values)))


def _says_minus(text: str, language: Notation) -> bool:
    lowered = text.lower()
    return any(re.search(rf"\b{word}", lowered) for word in language.minus)


@lru_cache(maxsize=16)
def _pattern(group: str, scales: tuple[tuple[str, int], ...]) -> re.Pattern[str]:
    # A long word may take an ending (миллиона); a short one is the beginning of others (tỉ, tỉnh).
    words = "|".join(
        re.escape(word.rstrip(".")) + (r"[^\W\d_]{0,3}\b" if len(word) > 4 else r"\b")
        for word, _ in sorted(scales, key=lambda each: -len(each[0]))
    )
    spaced = r"|(?<!\d\d\d\d)[\u0020\u00a0\u202f]\d{3}(?!\d)" if group.isspace() else ""
    scale = rf"(?:\+?[\s-]?(?P<scale>{words}))?" if words else "(?P<scale>(?!))?"
    return re.compile(rf"(?P<digits>\d+(?:[.,]\d+{spaced})*){scale}", re.IGNORECASE)


def _power(word: str, language: Notation) -> int:
    fits = [
        (len(scale), power)
        for scale, power in language.scales
        if word and word.lower().startswith(scale.rstrip("."))
    ]
    return max(fits)[1] if fits else 0


def _value(token: str, language: Notation) -> Decimal | None:
    whole, sign, fraction = token.partition(language.decimal)
    groups = re.split(r"[\u0020\u00a0\u202f]" if language.group.isspace() else r"[.,]", whole)
    if language.group and not language.group.isspace():
        groups = whole.split(language.group)
    grouped = len(groups) > 1
    if (
        not all(group.isdigit() for group in groups)
        or (sign and not fraction.isdigit())
        or (grouped and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])))
    ):
        return None
    return Decimal("".join(groups) + ("." + fraction if sign else ""))


def _pieces(text: str, match: re.Match[str]) -> Iterator[Figure]:
    """Read a run of digits and signs that is no number as the whole numbers in it."""
    at = match.start("digits")
    late = _CLOCK.match(text, match.end("digits")) if _is_time(text, match) else None
    for piece in re.finditer(r"\d+", match["digits"]):
        values = {Decimal(piece[0])}
        if late and not piece.start():
            values.add(values.copy().pop() % 12 + (12 if late[1] in "pP" else 0))
        yield Figure(at + piece.start(), at + piece.end(), frozenset(values))


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Tell "6.30am" from a figure with a fraction."""
    return bool(
        re.fullmatch(r"(?:1[0-2]|0?[1-9])\.[0-5]\d", match["digits"])
        and _CLOCK.match(text, match.end("digits"))
    )


def unscaled(source: str, output: str, target: Notation) -> Iterator[str]:
    """Name short scales ("2m cars", "5k homes") that a translation has only the digits of.

    An "m" may be metres: what a word of length follows, or none, is not asked.
    """
    for figure in read(source, ENGLISH):
        short = _SHORT_SCALE.match(source, figure.end)
        if not short or not re.match(r"\s[a-z]{3}", source[short.end() :]):
            continue
        if _LENGTH.match(source, short.end()) or len(figure.values) != 2:
            continue
        plain, scaled = sorted(figure.values)
        present = {value for each in read(output, target) for value in each.values}
        if plain in present and scaled not in present:
            yield source[figure.start : short.end()]


def _other_readings(text: str, match: re.Match[str], value: Decimal) -> set[Decimal]:
    """Give what else a figure may mean where it stands: an hour, a decade, a short year."""
    start, end = match.span("digits")
    clock = _CLOCK.match(text, end)
    if clock and value <= 12:
        return {value % 12 + (12 if clock[1] in "pP" else 0)}
    if text[end : end + 1] == ":" and 12 < value < 24:
        return {value, value - 12}
    if text[end : end + 1] in ("s", "х", "-") and 1000 < value < 2100 and value % 10 == 0:
        return {value % 100}
    if re.search(r"[12]\d\d\d[-–/]$", text[max(0, start - 5) : start]) and 10 <= value < 100:
        return {Decimal(text[start - 5 : start - 3]) * 100 + value}
    return set()


def _share_scales(text: str, figures: Sequence[tuple[Figure, int]]) -> Iterator[tuple[Figure, int]]:
    """Let "2" of "2 to 3 billion" be two billion too."""
    for at, (figure, power) in enumerate(figures):
        after = figures[at + 1] if at + 1 < len(figures) else None
        if after and after[1] and not power:
            between = text[figure.end : after[0].start]
            if len(between) <= 6 and not set(between) & set(",.;()"):
                scaled = {_ROUND.scaleb(value, after[1]) for value in figure.values}
                yield figure._replace(values=figure.values | scaled), power
                continue
        yield figure, power


def _unmatched(
    wanted: Sequence[Figure], found: Sequence[Figure]
) -> tuple[list[Figure], list[Figure]]:
    """Pair figures that share a value, the certain ones first; give what is left of both."""
    by_value: dict[Decimal, deque[int]] = {}
    for at, figure in enumerate(found):
        for value in figure.values:
            by_value.setdefault(value, deque()).append(at)
    left = dict(enumerate(found))
    missing = []
    for figure in sorted(wanted, key=lambda each: len(each.values)):
        fits = []
        for value in figure.values:
            waiting = by_value.get(value, deque())
            while waiting and waiting[0] not in left:
                waiting.popleft()
            fits += [
                at
                for at in islice(waiting, _MOST)
                if at in left and agree(figure.values, left[at].values)
            ][:1]
        if fits:
            del left[min(fits)]
        else:
            missing.append(figure)
    # "at 7:00" is "lúc 7 giờ": minutes that are none need no counterpart.
    return (
        sorted(each for each in missing if each.values != {0}),
        [each for each in left.values() if each.values != {0}],
    )


def agree(values: frozenset[Decimal], others: frozenset[Decimal]) -> bool:
    """Say whether figures may be the same; 1480 and 1880 are not, though both may be the '80s."""
    return bool(values & others) and (
        len(values) == 1 or len(others) == 1 or max(values) == max(others)
    )


def _dated_months(text: str) -> Iterator[Figure]:
    """Give the months of dates, each once: "July 1 to July 31" may become "с 1 по 31 июля"."""
    seen = set()
    for match in DATED_MONTH.finditer(text):
        number = month_number(match[0])
        if number not in seen:
            seen.add(number)
            yield Figure(*match.span(), frozenset({Decimal(number)}))


def _months(text: str) -> Iterator[Decimal]:
    return (Decimal(month_number(match[0])) for match in _ANY_MONTH.finditer(text))


def _roman(text: str) -> Iterator[Decimal]:
    worth = {"I": 1, "V": 5, "X": 10}
    for match in _ROMAN.finditer(text):
        values = [worth[char] for char in match[0]]
        yield Decimal(
            sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
        )


def _parts(value: Decimal) -> set[Decimal]:
    """Take a number below a thousand apart, as languages that put words together say it."""
    rest = value % 100
    tens = {rest} if rest < 20 else {rest - rest % 10, rest % 10}
    return {part for part in tens if part}


def _said(text: str, target: Notation) -> Iterator[Decimal]:
    """Give the values that words of a translation may stand for."""
    lowered = text.lower()
    found = [
        (match.start(), len(word), value)
        for word, value in target.words
        if word in lowered
        for match in re.finditer(rf"\b{re.escape(word)}", lowered)
    ]
    # Of words that begin alike the longest is meant: "mười hai" is twelve and not ten.
    longest = {at: length for at, length, _ in sorted(found)}
    yield from (value for at, length, value in found if length == longest[at])
    yield from _roman(text)
