"""Proposing terms: names and noun phrases that articles repeat."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from pipeline.reading import names

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SUFFIX = re.compile(r"['’]s?$")
# What no noun phrase holds. Verbs are told by what stands around them only, which is little.
_STOPS = frozenset(
    "a about above after again against all also although am among an and any are as at be because "
    "been before began being below between both but by came can continue could did do does down "
    "during each even ever every few for from get give go had has have he her here him his how i "
    "if in into is it its just last like made make many may me might more most much must my near "
    "new next no nor not now of off often on once one only or other our out over own per said say "
    "same see several shall she should since so some still such than that the their them then "
    "there these they this those through to together too two under until up us very was we well "
    "were what when where which while who whom whose why will with within without would year "
    "years yet you your".split()
)
_JOINED = frozenset(("of", "for"))
_MOST_WORDS = 5
_LONGEST_CONTEXT = 80


class _Word(NamedTuple):
    text: str
    low: str
    start: int


class Candidate(NamedTuple):
    """Something that may be a term: how many `times` it stands in how many articles, and once how.

    `kind` is `name`, or `phrase`.
    """

    text: str
    kind: str
    times: int
    articles: int
    context: str


def candidates(texts: Iterable[tuple[str, str]], *, least: int = 2) -> tuple[Candidate, ...]:
    """Propose terms out of segments, given with their articles; the most frequent first.

    A phrase that stands only as a part of a longer one is left out.
    """
    counts: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, set[str]] = defaultdict(set)
    contexts: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for article, text in texts:
        for phrase, start, kind in _found(text):
            low = phrase.casefold()
            counts[low] += 1
            spelled[low][phrase] += 1
            where[low].add(article)
            contexts.setdefault(low, _context(text, start, len(phrase)))
            if kind == "name" or low not in kinds:
                kinds[low] = kind
    kept = [low for low, count in counts.items() if count >= least]
    covered = _covered(kept, counts)
    return tuple(
        Candidate(
            spelled[low].most_common(1)[0][0],
            kinds[low],
            counts[low],
            len(where[low]),
            contexts[low],
        )
        for low in sorted(kept, key=lambda each: (-counts[each], each))
        if low not in covered
    )


def _found(text: str) -> Iterator[tuple[str, int, str]]:
    """Give names, and what of two words and more stands side by side without a stop word."""
    seen: set[tuple[int, int]] = set()
    for name in names.find(text):
        seen.add(name.span)
        yield name.text, name.span.start, "name"
    for run in _runs(text):
        for first, last in combinations(range(len(run)), 2):
            ends = {run[first].low, run[last].low}
            span = run[first].start, run[last].start + len(run[last].text)
            if last - first < _MOST_WORDS and not ends & _JOINED and span not in seen:
                yield text[slice(*span)], span[0], "phrase"


def _runs(text: str) -> Iterator[list[_Word]]:
    run: list[_Word] = []
    end = 0
    for found in _WORD.finditer(text):
        word = _SUFFIX.sub("", found[0])
        low = word.lower()
        is_joint = bool(run) and low in _JOINED and run[-1].text[0].isupper()
        if run and (
            text[end : found.start()] != " " or (low in _STOPS and not is_joint) or len(low) == 1
        ):
            yield run
            run = []
        if is_joint or (low not in _STOPS and len(low) > 1):
            run.append(_Word(word, low, found.start()))
        end = found.start() + len(word)
    yield run


def _context(text: str, start: int, length: int) -> str:
    room = max(0, _LONGEST_CONTEXT - length) // 2
    first, last = max(0, start - room), start + length + room
    before = "…" if first else ""
    return f"{before}{text[first:last].strip()}{'…' if last < len(text) else ''}"


def _covered(kept: Iterable[str], counts: Counter[str]) -> set[str]:
    """Name what is never seen but within one longer candidate."""
    covered = set()
    for long in kept:
        words = long.split(" ")
        for size in range(1, len(words)):
            for at in range(len(words) - size + 1):
                part = " ".join(words[at : at + size])
                if counts[part] <= counts[long]:
                    covered.add(part)
    return covered
