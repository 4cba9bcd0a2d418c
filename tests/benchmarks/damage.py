# ruff: noqa: ARG001 -- all of them have one shape
"""Ways to break a correct translation, each as a reviewer may meet it.

Each takes a source, its translation, the language and a source of chance, and gives the broken
translation, or None where there is nothing to break in that way.
"""

import random
import re
from collections.abc import Callable, Mapping

from pipeline.languages import Language

Damage = Callable[[str, str, Language, random.Random], str | None]

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w]|[.,]\d)")
_LOOKS = dict(zip("aceopxyACEHKMOPTX", "асеорхуАСЕНКМОРТХ", strict=True))


def number(source: str, target: str, language: Language, rng: random.Random) -> str | None:
    """Change one digit of a figure that stands in both texts."""
    there = [
        found
        for found in _NUMBER.finditer(target)
        if re.search(rf"(?<!\d){re.escape(re.split('[.,]', found[0])[0])}(?!\d)", source)
    ]
    if not there:
        return None
    found = rng.choice(there)
    at = rng.choice([at for at in range(*found.span()) if target[at].isdigit()])
    digit = rng.choice([each for each in "123456789" if each != target[at]])
    return target[:at] + digit + target[at + 1 :]


def name(source: str, target: str, language: Language, rng: random.Random) -> str | None:
    """Drop a name that the translation writes as the source does, or in Cyrillic letters."""
    names = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)+", source)
    if language.is_latin:
        there = [each for each in names if target.count(each) == 1]
        if not there:
            return None
        found = rng.choice(there)
        return re.sub(r"\s+", " ", target.replace(found, " ")).replace(" ,", ",").strip()
    runs = [
        found
        for found in re.finditer(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{2,}(?: [А-ЯЁ][а-яё]+)+", target)
        if len(names) == 1
    ]
    if len(runs) != 1:
        return None
    start, end = runs[0].span()
    return re.sub(r"\s+", " ", target[:start] + target[end:]).replace(" ,", ",").strip()


def cut(source: str, target: str, language: Language, rng: random.Random) -> str | None:
    """Cut off the second half of a sentence of some length."""
    words = target.split()
    if len(source.split()) < 10 or len(words) < 10:
        return None
    kept = " ".join(words[: len(words) // 2]).rstrip(",;:")
    return kept + "." if target.endswith(".") else kept


def quotes(source: str, target: str, language: Language, rng: random.Random) -> str | None:
    """Turn the quotation marks around, or drop one of them."""
    opening, closing = language.quotes.open, language.quotes.close
    if target.count(opening) == 1 and target.count(closing) == 1:
        if rng.random() < 0.5:
            return target.replace(closing, "")
        return target.translate({ord(opening): closing, ord(closing): opening})
    if target.count('"') == 2:
        return target.replace('"', "", 1)
    return None


def lookalike(source: str, target: str, language: Language, rng: random.Random) -> str | None:
    """Put a letter of the other script into a word, one that looks the same."""
    swap = _LOOKS if language.is_latin else {other: own for own, other in _LOOKS.items()}
    there = [
        at
        for at, letter in enumerate(target)
        if letter in swap and at and target[at - 1].isalpha() and target[at - 1 : at + 2].isalpha()
    ]
    if not there:
        return None
    at = rng.choice(there)
    return target[:at] + swap[target[at]] + target[at + 1 :]


def english(source: str, target: str, language: Language, rng: random.Random) -> str | None:
    """Leave the last part of a sentence in English."""
    heard, said = source.split(), target.split()
    if len(heard) < 8 or len(said) < 8:
        return None
    return " ".join(said[: len(said) * 2 // 3] + heard[len(heard) * 2 // 3 :])


DAMAGES: Mapping[str, Damage] = {
    "number": number,
    "name": name,
    "cut": cut,
    "quotes": quotes,
    "lookalike": lookalike,
    "english": english,
}
