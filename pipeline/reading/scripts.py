"""Letters of other scripts, and those among them that look like one of ours."""

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import Span


class Script(StrEnum):
    """Scripts that share shapes of letters; a value holds their letters, as ranges."""

    LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
    CYRILLIC = "Ѐ-ԯ"
    GREEK = "Ͱ-Ͽἀ-῿"


class Stray(NamedTuple):
    """A word in which letters of another script stand: where it is, they, and what was meant."""

    span: Span
    letters: str
    script: Script
    meant: str


# Letters of one shape, script by script. Of the small Greek ones only those are here that print
# alike, since α, β and µ stand in terms and units.
_PAIRS: tuple[tuple[Script, str, Script, str], ...] = (
    (
        Script.LATIN,
        "aceijkopsxyëïABCEHIJKMOPSTXYËÏ",
        Script.CYRILLIC,
        "асеіјкорѕхуёїАВСЕНІЈКМОРЅТХУЁЇ",
    ),
    (Script.LATIN, "ovABEHIKMNOPTXYZ", Script.GREEK, "ονΑΒΕΗΙΚΜΝΟΡΤΧΥΖ"),
    (Script.CYRILLIC, "оАВЕНІКМОРТХУ", Script.GREEK, "οΑΒΕΗΙΚΜΟΡΤΧΥ"),
)
_LOOK: dict[Script, dict[str, str]] = {script: {} for script in Script}
for _one, _its, _other, _others in _PAIRS:
    _LOOK[_one] |= dict(zip(_others, _its, strict=True))
    _LOOK[_other] |= dict(zip(_its, _others, strict=True))

_WORD = re.compile(r"[^\W\d_]+")
_MEETING = re.compile("|".join(f"[{one}](?![{one}])[^\\W\\d_]" for one in Script))
_LONE = re.compile(
    "|".join(
        f"(?<=[{own}] )[{''.join(_LOOK[own])}](?= [{own}])"
        for own in (Script.LATIN, Script.CYRILLIC)
    )
)
_OF = {script: re.compile(f"[{script}]") for script in Script}


def strays(text: str, usual: Script | None) -> Iterator[Stray]:
    """Find words that mix scripts by letters that look alike ("Mоscow" with a Cyrillic о).

    Most letters of a word say of which script it is; of two equally many, the script that is
    `usual`. A brand with an ending ("iPhoneом") has letters that look like nothing else, and is
    no mistake. A single letter counts between words of the usual script.
    """
    if _MEETING.search(text):
        for word in _WORD.finditer(text):
            if not word[0].isascii() and (stray := _stray(word[0], word.start(), usual)):
                yield stray
    for word in _LONE.finditer(text):
        other = script_of(word[0])
        if usual and other and usual is script_of(text[word.end() + 1]):
            yield Stray(Span(*word.span()), word[0], other, _LOOK[usual][word[0]])


@lru_cache(maxsize=256)
def script_of(text: str) -> Script | None:
    """Name the script that most letters of a text are of; None if it is another one."""
    counts = {script: len(pattern.findall(text)) for script, pattern in _OF.items()}
    most = max(counts, key=lambda script: counts[script])
    return most if counts[most] else None


def _stray(word: str, start: int, usual: Script | None) -> Stray | None:
    counts = Counter(script for script, pattern in _OF.items() for _ in pattern.findall(word))
    if len(counts) < 2:
        return None
    most = max(counts, key=lambda script: (counts[script], script is usual))
    letters = "".join(letter for letter in word if not _OF[most].match(letter))
    look = _LOOK[most]
    if any(letter not in look for letter in letters):
        return None
    meant = "".join(look.get(letter, letter) for letter in word)
    other = next(script for script in counts if script is not most)
    return Stray(Span(start, start + len(word)), letters, other, meant)
