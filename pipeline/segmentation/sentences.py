"""The sentences of a block: nupunkt's, put right by our rules and by a project's own.

This is the only file that imports nupunkt; it is imported when the first article is split.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nupunkt import PunktSentenceTokenizer, load

from pipeline.model import Span
from pipeline.segmentation import rules
from pipeline.segmentation.abbreviations import BEFORE_NUMBERS, KNOWN

# nupunkt takes time in proportion to the square of a piece without white space, so long blocks
# are read in stretches, and what has no white space for this long is taken for no prose.
STRETCH = 5_000
_NO_PROSE = re.compile(r"\S{400}")

_END_MARK = re.compile(r"\s?/\.(?=\s|\Z)")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Own:
    """What a project adds: abbreviations in lower case without their stop, and patterns."""

    abbreviations: frozenset[str] = frozenset()
    join: tuple[re.Pattern[str], ...] = ()
    split: tuple[re.Pattern[str], ...] = ()


@cache
def _nupunkt() -> PunktSentenceTokenizer:
    given = load("default").parameters
    dotted = {known for known in given.abbrev_types if "." in known or len(known) == 1}
    return PunktSentenceTokenizer(
        replace(given, abbrev_types=dotted | KNOWN | {word.lower() for word in BEFORE_NUMBERS}),
        include_common_abbrevs=False,
    )


def sentences(text: str, own: Own) -> list[tuple[int, int]]:
    """Find the sentences of a block, in order, without white space at their edges.

    The end mark of Vietnamese agencies (`prosperity./.`) is in none of them, nor is a block,
    or what an end mark cuts off, that has neither letter nor digit. `text` has no white space
    at its edges.
    """
    if "/." not in text:
        return _sentences(text, own)
    return [
        (part.start + start, part.start + end)
        for part in _between_end_marks(text)
        for start, end in _sentences(text[slice(*part)], own)
    ]


def _between_end_marks(text: str) -> Iterator[Span]:
    start = 0
    for mark in _END_MARK.finditer(text):
        before = text[max(start, mark.start() - rules.WORD) : mark.start()]
        # Without a stop before it, it may be the end of an address: "at example.vn/."
        ends_text = mark.end() == len(text) and "." not in before.rpartition(" ")[2]
        if ends_text or before.endswith(tuple('.!?…)]"”’')):
            yield from _bare(text, start, mark.start())
            start = mark.end()
    yield from _bare(text, start, len(text))


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    if part.strip():
        start += len(part) - len(part.lstrip())
        yield Span(start, start + len(part.strip()))


def _sentences(text: str, own: Own) -> list[tuple[int, int]]:
    found = rules.stops(text, own.abbreviations)
    cuts = found.boundaries
    if found.doubtful:
        cuts = sorted({*cuts, *_nupunkt_cuts(text), *rules.added(text, found.doubtful)})
    if len(cuts) > len(found.certain):
        cuts = rules.joined(text, cuts, found.certain, own.abbreviations)
    if cuts and ("(" in text or "[" in text):
        cuts = rules.outside_brackets(text, cuts)
    cuts = rules.credit_apart(text, cuts)
    if own.join or own.split:
        cuts = _own_boundaries(text, cuts, own)
    return _with_words(text, cuts)


def _nupunkt_cuts(text: str) -> list[int]:
    """Ask nupunkt where sentences start, save the first."""
    if len(text) <= STRETCH:
        return [start for start, _ in _nupunkt().span_tokenize(text)][1:]
    found: list[int] = []
    at = 0
    while at < len(text):
        part = text[at : at + STRETCH]
        whole = at + len(part) == len(text)
        if not whole:
            # A word that is cut at the end of the stretch could look like another one.
            part = part[: part.rfind(" ") + 1] or part
        cuts = [] if _NO_PROSE.search(part) else _nupunkt_cuts(part)
        found += (at + cut for cut in cuts)
        # The last sentence of a stretch is read again with what follows it.
        at += len(part) if whole or not cuts else cuts[-1]
    return found


def _own_boundaries(text: str, cuts: list[int], own: Own) -> list[int]:
    kept = set(cuts)
    for pattern in own.join:
        for match in pattern.finditer(text):
            first = bisect_left(cuts, match.start())
            last = bisect_right(cuts, _skip_space(text, match.end()))
            kept.difference_update(cuts[first:last])
    for pattern in own.split:
        kept.update(_skip_space(text, match.end()) for match in pattern.finditer(text))
    return sorted(kept - {0, len(text)})


def _skip_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _with_words(text: str, cuts: list[int]) -> list[tuple[int, int]]:
    """Turn boundaries into spans; what has neither letter nor digit goes with its neighbour."""
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in (*cuts, len(text)):
        end = cut
        while text[end - 1].isspace():
            end -= 1
        if text[start].isalnum() or _WORD.search(text, start, cut):
            spans.append((start, end))
            start = cut
        elif spans:
            spans[-1] = (spans[-1][0], end)
            start = cut
    return spans
