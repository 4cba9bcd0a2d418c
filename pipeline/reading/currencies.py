"""Amounts of money: which currency a figure has, and how the target language writes both."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.languages import Language, cldr
from pipeline.model import Span
from pipeline.reading import figures

# Pounds are weight as well, so they need their sign.
_WORDS = {
    "USD": r"(?:US )?dollars?|USD",
    "EUR": r"euros?|EUR",
    "GBP": r"pounds? sterling|British pounds?|GBP",
    "JPY": r"(?:Japanese )?yen|JPY",
    "CNY": r"(?:Chinese )?yuan|renminbi|CNY|RMB",
    "RUB": r"(?:Russian )?(?:roubles?|rubles?)|RUB",
    "VND": r"(?:Vietnamese )?dongs?|VND",
}
_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "VNĐ": "VND", "RMB": "CNY"} | {
    code: code for code in _WORDS
}
_NAMES = _WORDS | {
    "USD": r"dollar|USD|\$",
    "EUR": r"euro|EUR|€",
    "GBP": r"pounds|\d\S* pound|GBP|£",
    "JPY": r"yen|JPY|¥",
    "CNY": r"yuan|renminbi|CNY|RMB|¥",
    "VND": r"dong|VN[DĐ]",
}
_FIGURE = r"\d+(?:[.,]\d+)*"
_SCALE = r"(?:thousand|million|billion|trillion|mln|bln|mn|bn|tn|m)"
_AMOUNT = re.compile(
    rf"(?<![\w$])(?P<sign>US\$|[$€£]|VN[DĐ]|USD|EUR|GBP|JPY|CNY|RMB|RUB)\s?(?P<figure>{_FIGURE})(?:[\s-]?(?P<scale>{_SCALE})\b)?"
    rf"|(?<![\w.,$€£])(?P<figure2>{_FIGURE})(?:[\s-](?P<scale2>{_SCALE}))?[\s-]"
    rf"(?:{'|'.join(f'(?P<{code}>{words})' for code, words in _WORDS.items())})\b"
)
_DIGIT = re.compile(r"\d")
_SHORT = {"mln": "million", "mn": "million", "m": "million"}
_SHORT |= {"bln": "billion", "bn": "billion", "tn": "trillion"}
_OTHER_SIGNS = {
    "Rs.": "INR", "Rs": "INR", "₹": "INR", "₩": "KRW", "฿": "THB", "C$": "CAD", "CA$": "CAD",
    "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "S$": "SGD", "HK$": "HKD", "R$": "BRL",
}  # fmt: skip
_OTHER_CODES = "CHF|CAD|AUD|NZD|SGD|HKD|INR|KRW|THB|SEK|NOK|DKK|PLN|BRL|ZAR|MXN|IDR|MYR|PHP|TRY|SAR"
_OTHER = re.compile(
    rf"(?<![\w$])(?P<sign>{'|'.join(map(re.escape, _OTHER_SIGNS))}|(?:{_OTHER_CODES})\b)"
    r"\s?\d[\d.,]*\b"
)


# How many amounts of a text are looked for: each takes a look at all of a translation.
_MOST = 20


class Amount(NamedTuple):
    """An English amount at `text[start:end]`, its currency, and its form in the target language.

    `shown` is empty where the language's file does not say how to write it.
    """

    start: int
    end: int
    code: str
    shown: str


def amounts(text: str, language: Language) -> Iterator[Amount]:
    """Find amounts of money in an English text."""
    for found in _AMOUNT.finditer(text):
        code = _SIGNS.get(found["sign"] or "") or next(each for each in _WORDS if found[each])
        figure = figures.localise(found["figure"] or found["figure2"], language)
        scale = found["scale"] or found["scale2"] or ""
        written = language.scales.get(_SHORT.get(scale, scale), ("",))[0] if scale else ""
        known = language.currencies.get(code)
        shown = ""
        if known and (written or not scale):
            shown = known.pattern.format(figure=f"{figure} {written}".rstrip())
        yield Amount(*found.span(), code, shown)


def lost(source: str, output: str, language: Language) -> tuple[str, ...]:
    """Name the amounts of a source if its currencies are not those of the translation."""
    if not language.currencies or not _DIGIT.search(output):
        return ()
    wanted = [each for each in amounts(source, language) if each.code in language.currencies]
    found = _codes(output, language)
    missing = [each for each in wanted if each.code not in found]
    if not missing and all(_names(source, code) for code in found):
        return ()
    return tuple(source[each.start : each.end] for each in missing or wanted)


def changed(source: str, output: str, language: Language) -> Iterator[tuple[Amount, Span]]:
    """Find amounts that are there in another currency, and where in the translation."""
    wanted = tuple(islice(amounts(source, language), _MOST)) if language.currencies else ()
    if not wanted:
        return
    values = {each.start: each.values for each in figures.read(source, figures.ENGLISH)}
    found = tuple(_priced(output, language))
    for amount in wanted:
        own = next(
            (values[at] for at in range(amount.start, amount.end) if at in values), frozenset()
        )
        same = [(span, codes) for span, each, codes in found if own & each]
        others = [span for span, codes in same if amount.code not in codes]
        if others and len(others) == len(same) and amount.code in language.currencies:
            yield amount, others[0]


def missing(source: str, output: str, language: Language) -> Iterator[Amount]:
    """Find amounts that are there without any word for their currency, or for a foreign one."""
    wanted = tuple(islice(amounts(source, language), _MOST)) if language.currencies else ()
    if not wanted or _CODE.search(output):
        return
    lowered = output.lower()
    values = {each.start: each.values for each in figures.read(source, figures.ENGLISH)}
    there = {
        value for each in figures.read(output, figures.notation(language)) for value in each.values
    }
    for amount in wanted:
        known = language.currencies.get(amount.code)
        own = (values[at] for at in range(amount.start, amount.end) if at in values)
        if (
            known
            and there.intersection(*own)
            and not any(word.lower() in lowered for word in known.words)
        ):
            yield amount


def _priced(
    output: str, language: Language
) -> Iterator[tuple[Span, frozenset[Decimal], frozenset[str]]]:
    """Give the figures of a translation that stand beside words for currencies."""
    scales = tuple(word for words in language.scales.values() for word in words)
    before, behind = _beside(language, scales)
    for figure in figures.read(output, figures.notation(language)):
        ahead = before.search(output[max(0, figure.start - 5) : figure.start])
        after = behind.match(output, figure.end)
        words = f"{ahead['word'] if ahead else ''} {after['words'] if after else ''}".lower()
        codes = frozenset(
            code
            for code, each in language.currencies.items()
            if any(word.lower() in words for word in each.words)
        )
        if codes:
            yield Span(figure.start, after.end() if after else figure.end), figure.values, codes


@lru_cache(maxsize=16)
def _beside(language: Language, scales: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = {word for each in language.currencies.values() for word in each.words}
    signs = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    scale = "|".join(re.escape(word.rstrip(".")) for word in scales)
    # Words of money may follow each other: "đồng nhân dân tệ", "миллионов канадских долларов".
    return (
        re.compile(rf"(?P<word>{signs})\s?$", re.IGNORECASE),
        re.compile(
            rf"(?:\s?(?:{scale})[^\W\d_]{{0,4}}\.?)?\s?(?:[^\W\d_]{{6,20}}\s)?"
            rf"(?P<words>(?:{signs})[^\W\d_]{{0,4}}(?:\s[^\W\d_]+){{0,3}})",
            re.IGNORECASE,
        ),
    )


_CODE = re.compile(rf"\b(?:{_OTHER_CODES})\b|\b(?:{'|'.join(_WORDS)})\b")


def unnamed(source: str, output: str, language: Language) -> Iterator[str]:
    """Name the amounts in currencies of CLDR alone (CHF 20, A$5) if a translation names none.

    A name is known by one of its words: the "канадск" of "канадский доллар" will do.
    """
    for found in _OTHER.finditer(source):
        code = _OTHER_SIGNS.get(found["sign"], found["sign"])
        if code in language.currencies or not language.locale:
            continue
        shared = {
            word.lower() for each in language.currencies.values() for name in each.words
            for word in re.findall(r"\w+", name)
        }  # fmt: skip
        words = re.findall(r"\w+", cldr.currency_name(code, language).lower())
        begins = [re.escape(word[: max(3, len(word) - 2)]) for word in words if word not in shared]
        begins += map(re.escape, (found["sign"], code))
        if not re.search(rf"(?<!\w)(?:{'|'.join(begins)})", output, re.IGNORECASE):
            yield found[0]


def _names(source: str, code: str) -> bool:
    """Say whether a source names a currency, with a figure or without."""
    return bool(re.search(_NAMES.get(code, ""), source, re.IGNORECASE))


def _codes(output: str, language: Language) -> set[str]:
    """Give the currencies that stand beside figures of a translation."""
    pattern = _pattern(
        tuple(word for words in language.scales.values() for word in words),
        tuple((code, each.words) for code, each in language.currencies.items()),
    )
    return {(found.lastgroup or "").rstrip("_") for found in pattern.finditer(output)}


@lru_cache(maxsize=16)
def _pattern(
    scales: tuple[str, ...], currencies: tuple[tuple[str, tuple[str, ...]], ...]
) -> re.Pattern[str]:
    scale = "|".join(re.escape(word.rstrip(".")) for word in scales)
    words = {code: "|".join(re.escape(word) for word in words) for code, words in currencies}
    behind = "|".join(f"(?P<{code}>{each})" for code, each in words.items())
    before = "|".join(f"(?P<{code}_>{each})" for code, each in words.items())
    # An adjective may stand between (12 миллионов вьетнамских донгов).
    return re.compile(
        rf"(?:\d|\b(?:{scale})\w*\.?)[\s-]?(?:[^\W\d_]{{6,}}\s)?(?:{behind})|(?:{before})\s?\d",
        re.IGNORECASE,
    )
