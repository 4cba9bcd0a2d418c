"""Names as they sound, so that "Biden" is known again in "Байденом".

A name is reduced to classes of consonants, `f` and `v` in one of them, and so on: what is left
differs little between spellings and scripts. Letters that sound in several ways give several
readings.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice, product

# Letters → the ways in which they may sound; "." is a vowel, "-" a rare silence. The longest that
# fits is taken.
# English, and what English writes of other languages: Spanish j, Vietnamese tr, Chinese q.
_SOUNDS = {
    "tsch shch tch dzh tsz chzh dj sh zh dz cz sz": ("S",),
    "ts tz": ("S", "TS"),
    "dge dgi dgy": ("S.",),
    "tu": ("T.", "S."),
    "rz": ("S", "RS"),
    "sch": ("S", "SK"),
    "ch": ("S", "K"),
    "th": ("T", "S", "F", "TG", "D"),
    "ph": ("F",),
    "kh ck cq": ("K",),
    "gh": ("G", ".", "F", "K"),
    "wh": ("F", ".", "K"),
    "wr": ("R", "FR"),
    "rh": ("R", "RK", "RG"),
    "kn": ("N", "KN"),
    "stl": ("STL", "SL"),
    "qu": ("K", "KF"),
    "ng": ("N", "NG"),
    "nge ngi": ("NS.", "NG.", "N."),
    "nh gn": ("N", "NG", "NK", "GN"),
    "tr": ("TR", "S"),
    "eu au": (".", ".F"),
    "x": ("KS", "S", "K", "-"),
    "ce ci cy": ("S.", "K."),
    "ge gi gy": ("G.", "S.", "K."),
    "j": ("S", ".", "K"),
    "h": ("K", "G", "-"),
    "ħ": ("K", "G", "."),
    "w": ("F", "."),
    "q": ("K", "S"),
    "c k": ("K",),
    "f v": ("F",),
    "s z": ("S",),
    "b": ("B",),
    "d": ("D",),
    "g": ("G", "K"),
    "l": ("L",),
    "m": ("M",),
    "n": ("N",),
    "p": ("P",),
    "r": ("R",),
    "t": ("T",),
}
_WAYS = {letters: ways for key, ways in _SOUNDS.items() for letters in key.split()}
_LETTERS = re.compile("|".join(sorted(_WAYS, key=len, reverse=True)) + "|.", re.DOTALL)
_VOWELS = re.compile(r"[.-]+")
_TWICE = re.compile(r"([A-Z])\1+")
# Often silent: John, Utah, Delhi.
_WEAK = re.compile(r"(?<=[bdlmnv])h|(?<=[aeiouy])h(?![aeiouy])")
# Endings of cases and adjectives: M in -om, SK in -sky.
_ENDING = re.compile(r"(?:[NFS]?SK?[GKM]?|[GKMNFL])?")
# Letters that Unicode does not take apart.
_WHOLE = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_LONGEST = 40
_MOST = 128  # readings of one word


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """Write a word in small letters without marks: `Thưởng` is `thuong`."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower().translate(_WHOLE))
    return "".join(char for char in parts if not unicodedata.combining(char))


def romanized(word: str, letters: Mapping[str, str]) -> str:
    """Write a word in Latin letters by a table of small letters, without marks."""
    return plain("".join(letters.get(char, char) for char in word.lower()))


@lru_cache(maxsize=1 << 16)
def readings(word: str) -> frozenset[str]:
    """Give the consonants of a plain word by their classes, in each way it may sound.

    A vowel at the start is kept, as a dot.
    """
    ways = [_WAYS.get(each, (".",)) for each in _LETTERS.findall(_WEAK.sub("ħ", word[:_LONGEST]))]
    if len(ways) > 1 and word.endswith("s") and ways[-1] == ("S",):
        ways[-1] = ("S", ".")
    if word.startswith("d") and len(word) < 6:  # Vietnamese d is [z]
        ways[0] = ("D", "S")
    found = set()
    for sounds in islice(product(*ways), _MOST):
        whole = "".join(sounds)
        silent = whole.count("-")
        short = _TWICE.sub(r"\1", whole[:1].replace("-", ".") + _VOWELS.sub("", whole[1:]))
        if not silent or (silent == 1 and len(short) > 2):
            found.add(short)
    return frozenset(found)


@lru_cache(maxsize=1 << 18)
def alike(name: str, word: str) -> bool:
    """Say whether a plain word may be a name, with an ending of case or without one."""
    heard = readings(word)
    return any(
        each.startswith(said) and _is_ending(each[len(said) :], len(said))
        for said in readings(name)
        if said not in ("", ".")
        for each in heard
    )


def _is_ending(rest: str, length: int) -> bool:
    """Say whether what follows may be an ending; behind long names anything of some length may."""
    return len(rest) < 5 if length > 2 else _ENDING.fullmatch(rest) is not None


@lru_cache(maxsize=1 << 18)
def equal(name: str, word: str) -> bool:
    """Say whether two plain words sound the same, longer ones, since short ones do by chance."""
    return any(len(said) > 2 for said in readings(name) & readings(word))
