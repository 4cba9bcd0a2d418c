"""English words that say a number: a translation may have figures for them, or lose them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_UNITS = {
    word: value
    for value, words in enumerate(
        (
            "zero", "one first once", "two second twice", "three third", "four fourth",
            "five fifth", "six sixth", "seven seventh", "eight eighth", "nine ninth",
            "ten tenth", "eleven eleventh", "twelve twelfth", "thirteen thirteenth",
            "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth",
            "seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth",
        )
    )
    for word in words.split()
}  # fmt: skip
_TENS = {
    word: value
    for value, words in zip(
        range(20, 100, 10),
        (
            "twenty twentieth", "thirty thirtieth", "forty fortieth", "fifty fiftieth",
            "sixty sixtieth", "seventy seventieth", "eighty eightieth", "ninety ninetieth",
        ),
        strict=True,
    )
    for word in words.split()
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip

# What such words become in figures: "half" is 50% or 1/2, and "the first half" six months.
_OTHERS = {
    "half": "0.5 50 1 2 6 30", "quarter": "0.25 25 3 4 15", "quarters": "3 4 75", "thirds": "3",
    "dozen": "12", "dozens": "10 12", "both": "2", "couple": "2", "pair": "2", "double": "2",
    "doubled": "2", "twofold": "2", "triple": "3", "tripled": "3", "threefold": "3",
    "quadrupled": "4", "decade": "10", "decades": "10", "century": "100", "fortnight": "14",
    "noon": "12", "midday": "12", "midnight": "0 12 24", "hundreds": "100", "thousands": "1000",
    "monday": "2", "tuesday": "2 3", "wednesday": "3 4", "thursday": "4 5", "friday": "5 6",
    "saturday": "6 7", "sunday": "7", "day": "24", "a": "1", "an": "1", "single": "1", "week": "7",
    "year": "12",
}  # fmt: skip
# "four-fifths", "a fivefold rise", "in her thirties".
_OTHERS |= {f"{word}s": str(value) for word, value in _UNITS.items() if word.endswith("th")}
_OTHERS |= {f"{word}fold": str(value) for word, value in _UNITS.items() if value > 1}
_OTHERS |= {f"{word[:-1]}ies": str(value) for word, value in _TENS.items() if word[-1] == "y"}

_NUMBER = "|".join(sorted({*_UNITS, *_TENS, *_SCALES}, key=len, reverse=True))
_PHRASE = re.compile(rf"\b(?:{_NUMBER})(?:(?:[\s-]+|\s+and\s+)(?:{_NUMBER}))*\b", re.IGNORECASE)
_OTHER = re.compile(rf"\b(?:{'|'.join(_OTHERS)})\b")
# What counts dozens, or half more, is another number: "two dozen" are 24 or some twenty.
_MORE = re.compile(r"[\s-](?:(?P<dozen>dozen)|(?P<ten>decades?)|(?P<half>and[\s-]a[\s-]half))\b")


# "One", "first" and "second" say much else.
_CARDINALS = frozenset(
    word for word, value in (*_UNITS.items(), *_TENS.items()) if value > 1 and word[-2:] != "th"
) - {"first", "second", "third", "once", "twice"}


_COMPOSING = frozenset({"hundred", *_TENS})


class Count(NamedTuple):
    """A word, or several, that count, at `text[start:end]`."""

    start: int
    end: int
    value: Decimal


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))


@lru_cache(maxsize=256)
def counts(text: str) -> tuple[Count, ...]:
    """Find single words that count something ("twelve students"), names (Six Nations) aside."""
    if _CARDINALS.isdisjoint(_words(text)):
        return ()
    return tuple(_counts(text))


def _counts(text: str) -> Iterator[Count]:
    for phrase in _PHRASE.finditer(text):
        word = phrase[0].lower()
        is_name = (
            phrase.start() and phrase[0][0].isupper() and text[phrase.end() + 1 :][:1].isupper()
        )
        if word in _CARDINALS and not is_name and not _MORE.match(text, phrase.end()):
            yield Count(*phrase.span(), Decimal(_compose([word])))


@lru_cache(maxsize=256)
def composed(text: str) -> tuple[Count, ...]:
    """Find numbers below a thousand of several words ("twenty-five", "one hundred and forty")."""
    if _COMPOSING.isdisjoint(_words(text)):
        return ()
    found = []
    for phrase in _PHRASE.finditer(text):
        words = [word for word in re.split(r"[\s-]+", phrase[0].lower()) if word != "and"]
        tail = words[2:] if words[1:2] == ["hundred"] and _is_digit(words[0]) else words
        sound = len(words) > 1 and (
            (len(tail) == 2 and _is_ten(tail[0]) and _is_digit(tail[1]))
            or (len(tail) == 1 and tail != words and (_is_ten(tail[0]) or _is_cardinal(tail[0])))
        )
        if sound:
            found.append(Count(*phrase.span(), Decimal(_compose(words))))
    return tuple(found)


def _is_cardinal(word: str) -> bool:
    return word == "one" or word in _CARDINALS


def _is_ten(word: str) -> bool:
    return word in _TENS and word in _CARDINALS


def _is_digit(word: str) -> bool:
    return _is_cardinal(word) and 0 < _UNITS.get(word, 0) < 10


def said(text: str) -> Iterator[Decimal]:
    """Give every value that the words of an English text may stand for."""
    for phrase in _PHRASE.finditer(text):
        if text[max(0, phrase.start() - 2) : phrase.start()].strip()[-1:].isdigit():
            continue
        words = [word for word in re.split(r"[\s-]+", phrase[0].lower()) if word != "and"]
        yield Decimal(_compose(words))
        yield from (Decimal(_compose([word])) for word in words)
        if more := _MORE.match(text, phrase.end()):
            value = Decimal(_compose(words))
            yield from (value + Decimal("0.5"),) if more["half"] else (value * 10, value * 12)
    for word in _OTHER.findall(text.lower()):
        yield from map(Decimal, _OTHERS[word].split())


_ORDINALS = {
    word: value
    for word, value in (_UNITS | _TENS).items()
    if word.endswith("th") or word in ("first", "second", "third")
}


def ordinals(text: str) -> set[int]:
    """Give the values of single words that say which of a row ("fourth")."""
    return {_ORDINALS[word] for word in _ORDINALS.keys() & _words(text)}


def _compose(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word not in _SCALES:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word == "hundred":
            current = max(current, 1) * 100
        else:
            total += max(current, 1) * _SCALES[word]
            current = 0
    return total + current
