"""Measures: figures with a unit behind them, in English and in a target language.

A translation may convert them: "100 miles" are "160 km", and no mistake.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.languages import Language
from pipeline.reading import figures
from pipeline.reading.figures import ENGLISH, Figure

_METRES = r"met(?:er|re)s?"
# Speeds are read as lengths, for languages write them in many ways ("km / giờ").
# "5m" may be millions, "10 in" is seldom inches: what is as short as that is not read.
_WORDS = {
    "mm": rf"milli{_METRES}|mm",
    "cm": rf"centi{_METRES}|cm",
    "m": _METRES,
    "km": rf"kilo{_METRES}|kmh?|kph",
    "in": r"inch(?:es)?",
    "ft": r"feet|foot|ft",
    "yd": r"yards?",
    "mi": r"miles?|mph",
    "nmi": r"nautical miles?",
    "g": r"grams?",
    "kg": r"kilogram(?:me)?s?|kilos?|kg",
    "t": r"(?:metric )?ton(?:ne)?s?",
    "oz": r"ounces?",
    "lb": r"pounds?|lbs?",
    "m2": rf"square {_METRES}|sq\.? ?m|m2|m²",
    "km2": rf"square kilo{_METRES}|sq\.? ?km|km2|km²",
    "mi2": r"square miles?|sq\.? mi",
    "ft2": r"square f(?:ee|oo)t|sq\.? ft",
    "ha": r"hectares?|ha",
    "ac": r"acres?",
    "l": r"lit(?:er|re)s?",
    "gal": r"gallons?",
    "bbl": r"barrels?",
    "°C": r"°\s?C(?:elsius)?|degrees (?:Celsius|Centigrade|C)|(?<=\d)C(?!-)",
    "°F": r"°\s?F(?:ahrenheit)?|degrees (?:Fahrenheit|F)|(?<=\d)F(?!-)",
    "%": r"%|per ?cent",
}
# Each kind of measure in a unit of its own; of a ton and a gallon there are several.
_KINDS: tuple[dict[str, str], ...] = (
    {"mm": ".001", "cm": ".01", "m": "1", "km": "1000", "in": ".0254", "ft": ".3048",
     "yd": ".9144", "mi": "1609.344", "nmi": "1852"},
    {"g": ".001", "kg": "1", "t": "1000", "oz": ".0283495", "lb": ".453592"},
    {"m2": "1", "km2": "1e6", "mi2": "2589988", "ft2": ".092903", "ha": "10000", "ac": "4046.86"},
    {"l": "1", "gal": "3.785", "bbl": "158.987"},
    {"bbl": "1", "t": "7.3"},
)  # fmt: skip
_FACTORS = [{unit: Decimal(factor) for unit, factor in kind.items()} for kind in _KINDS]
# Tables of thousands of measures are not compared each with each.
_MOST = 10_000
# How far a converted figure may be rounded.
_ROUNDED = Decimal("0.1")


class Measure(NamedTuple):
    """A figure and its unit, by the unit's sign; both end at `end`."""

    figure: Figure
    unit: str
    end: int


@lru_cache(maxsize=4096)
def english(text: str) -> tuple[Measure, ...]:
    """Find the measures of an English text."""
    return _measures(text, figures.read(text, ENGLISH), _english())


@lru_cache(maxsize=4096)
def foreign(text: str, language: Language) -> tuple[Measure, ...]:
    """Find the measures of a translation; none if the language's file has no units."""
    if not language.units:
        return ()
    found = figures.read(text, figures.notation(language))
    return _measures(text, found, _translated(language))


def are_equal(one: Measure, other: Measure) -> bool:
    """Say whether two measures in different units are the same, but for rounding."""
    pair = {one.unit, other.unit}
    if pair == {"°C", "°F"}:
        cold, warm = sorted((one, other), key=lambda each: each.unit)
        # A rise by 1 °C is one by 1.8 °F.
        return any(
            min(abs(c * 9 / 5 + 32 - f), abs(c * 9 / 5 - f)) <= 2
            for c in cold.figure.values
            for f in warm.figure.values
        )
    kind = next((kind for kind in _FACTORS if pair <= kind.keys()), None)
    if kind is None or len(pair) < 2:
        return False
    return any(
        abs(mine * kind[one.unit] - its * kind[other.unit]) <= abs(mine * kind[one.unit]) * _ROUNDED
        for mine in one.figure.values
        for its in other.figure.values
    )


class _Reader(NamedTuple):
    """A pattern whose groups stand for `units`, one for one."""

    pattern: re.Pattern[str]
    units: tuple[str, ...]


def changed(source: str, output: str, language: Language) -> tuple[tuple[Measure, Measure], ...]:
    """Find measures whose figure is there with another unit, which makes it another measure."""
    wanted = english(source)
    there = foreign(output, language) if wanted else ()
    if not there or len(wanted) * len(there) > _MOST:
        return ()
    return tuple(
        (measure, same[0])
        for measure in wanted
        if (same := [each for each in there if measure.figure.values & each.figure.values])
        and all(each.unit != measure.unit for each in same)
        and measure.unit in language.units
        and not any(
            each.unit == same[0].unit and each.figure.values & same[0].figure.values
            for each in wanted
        )
    )


def _measures(text: str, found: Sequence[Figure], reader: _Reader) -> tuple[Measure, ...]:
    matches = ((figure, reader.pattern.match(text, figure.end)) for figure in found)
    return tuple(
        Measure(figure, reader.units[match.lastindex - 1], match.end())
        for figure, match in matches
        if match and match.lastindex
    )


@lru_cache(maxsize=1)
def _english() -> _Reader:
    return _reader({unit: (words,) for unit, words in _WORDS.items()}, ENGLISH.scales)


@lru_cache(maxsize=16)
def _translated(language: Language) -> _Reader:
    words = {
        unit: tuple(re.escape(word).replace(r"\*", r"\w*") for word in words)
        for unit, words in language.units.items()
        if unit in _WORDS
    }
    return _reader(words, figures.notation(language).scales)


def _reader(words: dict[str, tuple[str, ...]], scales: tuple[tuple[str, int], ...]) -> _Reader:
    scale = "|".join(rf"{re.escape(word)}\w{{0,3}}" for word, _ in scales)
    # Longer words first: a mile per hour is no mile.
    ordered = sorted(
        ((word, unit) for unit, each in words.items() for word in each),
        key=lambda pair: -len(pair[0]),
    )
    units = "|".join(f"({word})" for word, _ in ordered)
    pattern = re.compile(rf"(?:\s?(?:{scale}))?[\s-]?(?:{units})(?!\w|<sup>)", re.IGNORECASE)
    return _Reader(pattern, tuple(unit for _, unit in ordered))
