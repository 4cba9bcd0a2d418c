"""The forms of Russian words: Путиным, Путина and Путин are one name.

The only file that imports pymorphy3.
"""

import re
from functools import cache, lru_cache

from pymorphy3 import MorphAnalyzer

# What names may end in besides what the dictionary knows; the longest first.
_ENDINGS = (
    "ского скому ском ским ская ской скую ские ских ский ами ями ого ому ыми ими ову еву ова ева "
    "овым евым ове еве овой евой ыну ына ыным ыне ыной ину ина иным ине иной ов ев ын ин ым им ой "
    "ей ом ем ам ям ах ях ых ий ый ая ое ую а я у ю е и ы о й ь".split()
)


_ADJECTIVE = re.compile(r"ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> tuple[str, ...]:
    """Give the dictionary forms that a word may belong to, in small letters, the likeliest first.

    Names are nouns: a word that may be none is its own form. Of foreign names pymorphy3 knows only
    what their endings look like.
    """
    parses = _analyzer().parse(word.replace("ё", "е").replace("Ё", "Е"))
    nouns = [each for each in parses if each.tag.POS == "NOUN"]
    known = [each.normal_form.replace("ё", "е") for each in nouns] or [word.lower()]
    return tuple(dict.fromkeys(known))


def is_adjective(word: str) -> bool:
    """Say whether a word looks like an adjective of a place, as some surnames do: Минских."""
    return _ADJECTIVE.search(word) is not None


def normal(word: str) -> str:
    """Give the dictionary form of a word that the dictionary has, with its capitals; or itself."""
    if not _analyzer().word_is_known(word):
        return word
    parts = zip(word.split("-"), forms(word)[0].split("-"), strict=False)
    return "-".join(form.capitalize() if part[:1].isupper() else form for part, form in parts)


@lru_cache(maxsize=1 << 16)
def stems(word: str) -> frozenset[str]:
    """Give what is left of a word without what may be an ending of case."""
    low = word.lower().replace("ё", "е")
    return frozenset(
        low.removesuffix(ending)
        for ending in ("", *_ENDINGS)
        if low.endswith(ending) and len(low) - len(ending) > 1
    )


@lru_cache(maxsize=1 << 16)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(each.normal_form.replace("ё", "е") for each in _analyzer().parse(word))


def are_forms(one: str, other: str) -> bool:
    """Say whether two words, names or not, may be forms of one: вести, ведут."""
    return are_same(one, other) or bool(_lemmas(one) & _lemmas(other))


def are_same(one: str, other: str) -> bool:
    """Say whether two words may be forms of one."""
    # The dictionary takes a tenth of a millisecond a word, so it is asked last.
    return one[:1].lower() == other[:1].lower() and bool(
        stems(one) & stems(other) or set(forms(one)) & set(forms(other))
    )
