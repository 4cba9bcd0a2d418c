"""Names of people, places and organisations in an English text.

Words with a capital that nothing else explains: not the start of a sentence alone, no common
word, people, faith, office, month or day of the week. What is left of "Foreign Minister Sergey
Lavrov" is the name of the man.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.languages import cldr
from pipeline.model import Span
from pipeline.reading.english_words import common

_CAPITAL = re.compile(r"(?<![\w'’@/.&-])[A-ZÀ-ÖØ-ÞĀ-ỸĐ]\w*(?:['’-]\w+)*(?![@/]|\.\w{2})")
_SUFFIX = re.compile(r"['’](?:s|m|d|ll|re|ve|t)?$", re.IGNORECASE)
_STARTS = re.compile(r"(?:^|[.?!:;…•|–—-]|\.\.)[\"'“”‘’«»(\[\s]*$|[\"“‘«(\[]$")
_LONG = re.compile(r"[^\W\d_]{4,}")
# "George W. Bush", "St. Petersburg": the stop does not end the name.
_BETWEEN = re.compile(
    r" (?:[A-Z]\. ?)*|(?<=\b(?:St|Mt|Mr|Ms|Dr|Lt))\. |(?<=\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Rev))\. "
)
_TAIL = re.compile(
    r"-(?:backed|based|born|built|controlled|era|held|led|listed|made|owned|run|style)$"
)
# Adjectives of nations look like this, and some first names.
_ADJECTIVE = re.compile(r"(?:ese|[iy]ans?|ish|i[cs]ts?|isms?|[a-z]{2}ans?|[a-z]ics?|ers|men)$")

# "Voice of America", "Tour de France"
_OF = re.compile(r"\b[A-Z]\w* (?:of|de|for) (?:the )?$")
# Rare words in titles look like this: "Ornithology", "Parenthood".
_COMMON = re.compile(
    r"(?:[ao]ry|ance|ed|ence|ful|hood|house|ies|ing|ions?|ism|ity|ive|ment|ness|ology|ship|ure|way)$"
)

OF_PLACES = frozenset(
    "east el fort great lake las los mount new north port saint san santa "
    "south st upper west".split()
)
"""What names of places begin with, though these words are common."""

_MOST_WORDS = 8  # more are a list, or a headline

_TITLES = frozenset(
    "president premier minister pm chairman chairwoman chair secretary general mr mrs ms dr sir "
    "lord lady king queen prince princess pope judge justice professor prof senator sen rep gov "
    "governor mayor ambassador colonel captain lieutenant lt sgt sergeant major admiral "
    "chancellor director spokesman spokeswoman spokesperson coach representative congressman "
    "leader commissioner coordinator envoy bishop archbishop patriarch cardinal sheikh emperor "
    "emir sultan actor actress singer author officer ceo chief".split()
)
_OF_ORGANISATIONS = frozenset(
    "agency airlines airways association bank college company corp corporation club council "
    "fc foundation fund group holdings inc institute ltd limited motors museum news newspaper "
    "party press school television times tribune university united".split()
)


class Name(NamedTuple):
    """A name where it stands in a text.

    `words` are those of `text` that are nobody else's: no initials, no `New` of New York.
    `kind` is `person`, `place`, `organisation`, or empty where nothing around it tells. `opens`
    says that it starts a sentence, where any word has a capital, and `part` that it belongs to
    something longer: `Oxford` in "Oxford Street".
    """

    text: str
    span: Span
    words: tuple[str, ...]
    kind: str = ""
    opens: bool = False
    part: bool = False


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    is_name: bool


@lru_cache(maxsize=8)
def find(text: str) -> tuple[Name, ...]:
    """Find the names in an English text; none where every word has a capital."""
    if text.isupper() or _is_headline(text):
        return ()
    return tuple(name for run in _runs(text) for name in _in_run(run, text))


def distinct(text: str) -> tuple[Name, ...]:
    """Find the names in an English text, each where it stands first."""
    return tuple({each.text: each for each in reversed(find(text))}.values())[::-1]


def _is_headline(text: str) -> bool:
    """Say whether Every Longer Word Has a Capital, so that it tells nothing."""
    words = _LONG.findall(text)
    return (
        text[-1:] not in '.?!”"'
        and len(words) > 2
        and sum(word[0].isupper() for word in words) > 0.8 * len(words)
    )


def is_adjective(word: str) -> bool:
    """Say whether a word may be one that nations and beliefs form: Peruvian, Javanese."""
    return _ADJECTIVE.search(word) is not None


def _runs(text: str) -> Iterator[list[_Word]]:
    """Give words with a capital, those side by side together."""
    run: list[_Word] = []
    for found in _CAPITAL.finditer(text):
        word = _word(found)
        if len(word.text) == 1:
            continue
        if run and not _BETWEEN.fullmatch(text, run[-1].end, word.start):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _word(found: re.Match[str]) -> _Word:
    text = _TAIL.sub("", _SUFFIX.sub("", found[0]))
    return _Word(text, found.start(), found.start() + len(text), _is_name(text))


@lru_cache(maxsize=1 << 16)
def _is_name(word: str) -> bool:
    low = word.lower()
    return (
        (len(word) == 2 or sum(char.islower() for char in word) > len(word) / 2)
        and word[0].isupper()
        and not word.isupper()
        and word[-2:-1] != "-"
        and not any(char.isdigit() for char in word)
        and low not in _seldom_names()
        and not any(part in _seldom_names() for part in low.split("-") if len(part) > 2)
    )


@cache
def _seldom_names() -> frozenset[str]:
    return common() | _word_lists()[0]


@cache
def _word_lists() -> tuple[frozenset[str], frozenset[str]]:
    """Give the words that are no names, and those that may be."""
    text = Path(__file__).with_name("name_words.txt").read_text(encoding="utf-8")
    _, no_names, both = re.split(r"(?:^#.*\n)+", text, flags=re.MULTILINE)
    return frozenset(no_names.split()), frozenset(both.split())


def _may_be_common(word: str) -> bool:
    return word.lower() in _word_lists()[1] or _COMMON.search(word) is not None


def _in_run(run: list[_Word], text: str) -> Iterator[Name]:
    """Split a run at words that are no names."""
    at = 0
    while at < len(run):
        start = at
        while at < len(run) and run[at].is_name:
            at += 1
        if at == start:
            at += 1
            continue
        before = run[start - 1] if start else None
        if before and before.text.lower() in OF_PLACES:
            start -= 1
            before = run[start - 1] if start else None
        if _is_place_before_person(run[start:at], text):
            yield _named(run[start : start + 1], before, None, text)
            start, before = start + 1, None
        name = _named(run[start:at], before, run[at] if at < len(run) else None, text)
        if len(name.words) > _MOST_WORDS:
            continue
        if not name.part or not all(_may_be_common(word) for word in name.words):
            yield name


def _is_place_before_person(words: list[_Word], text: str) -> bool:
    """Tell "to Vietnam Oleg Somov" or "to Vietnam O. Somov" from "Vietnam Airlines"."""
    return (
        len(words) > 1
        and (len(words) > 2 or "." in text[words[0].end : words[1].start])
        and text.endswith((" to ", " in ", " of ", " for ", " from "), 0, words[0].start)
        and cldr.is_territory(words[0].text)
    )


def _named(words: list[_Word], before: _Word | None, after: _Word | None, text: str) -> Name:
    start, end = words[0].start, words[-1].end
    titled = before is not None and before.text.lower() in _TITLES
    kind = ""
    if titled:
        kind = "person"
    elif after and after.text.lower().rstrip(".") in _OF_ORGANISATIONS:
        kind = "organisation"
    elif text.endswith((" in ", " at ", " near "), 0, start):
        kind = "place"
    return Name(
        text[start:end],
        Span(start, end),
        tuple(word.text for word in words if word.is_name),
        kind,
        not before and _STARTS.search(text, max(0, start - 8), start) is not None,
        bool(after)
        or (before is not None and not titled)
        or _OF.search(text, max(0, start - 30), start) is not None,
    )
