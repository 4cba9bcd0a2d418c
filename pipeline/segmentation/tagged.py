"""Segments of a block with mark-up: sentences are found without the tags, which then go along.

A sentence takes along the tags that cling to its words. Sentences with a pair open between them
are one segment. What holds of a whole segment stays outside it: pairs around all of it, and marks
at its ends that stand for no word.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pipeline import tags
from pipeline.model import Span, Tag
from pipeline.tags import Form, Found

# A word that may start a sentence or stand in one, and has no stop in it.
_WORD = "Code"
# Between tabs, without white space at its edges.
_COLUMN = re.compile(r"[^\s](?:[^\t]*[^\s])?")
_LETTER = re.compile(r"[^\W_]")


class Part(NamedTuple):
    """A segment of a block: its span there, its text with tags from 1, and without tags.

    `tags` are the block's, in the order of their numbers in `text`.
    """

    span: Span
    text: str
    plain: str
    tags: tuple[Tag, ...]


def parts(
    text: str, known: Sequence[Tag], sentences: Callable[[str], list[tuple[int, int]]]
) -> list[Part]:
    """Find the segments of a block's text; `sentences` finds those of a text without tags."""
    start, end = _within(text, 0, len(text), known)
    found = [each for each in tags.find(text) if start <= each.start and each.end <= end]
    stand_ins = {tag.number: _stand_in(tag) for tag in known}
    bare = tags.bare(text[start:end], stand_ins)
    lead = len(bare.text) - len(bare.text.lstrip())
    if not bare.text.strip():
        return []
    spans: list[tuple[int, int]] = []
    for a, b in _in_columns(bare.text.strip(), sentences):
        span = (start + bare.place(lead + a), start + bare.place(lead + b - 1) + 1)
        spans.append(_with_tags(*span, found, spans[-1][1] if spans else start))
    joined = (_within(text, *span, known) for span in _joined(spans, found))
    return [
        _part(text, Span(a, b), known, stand_ins)
        for a, b in joined
        if _LETTER.search(tags.TAG.sub(" ", text[a:b]))
    ]


def _in_columns(
    text: str, sentences: Callable[[str], list[tuple[int, int]]]
) -> list[tuple[int, int]]:
    """Find the sentences of a text of which a tab parts columns, as in the header of a page."""
    return [
        (column.start() + a, column.start() + b)
        for column in _COLUMN.finditer(text)
        for a, b in sentences(column[0])
    ]


def _stand_in(tag: Tag) -> str:
    """Give what a stand-alone tag is to rules of language: a word, white space, or nothing."""
    if tag.shown.isspace() or not tag.shown:
        return tag.shown
    return _WORD


def _with_tags(start: int, end: int, found: Sequence[Found], least: int) -> tuple[int, int]:
    """Widen a span by the tags that cling to it: what opens before it, what closes behind it.

    Tags before `least` belong to the sentence before.
    """
    # A stand-alone tag at the edge has been found as a word, of which the first letter is known.
    for each in found:
        if each.start < end < each.end:
            end = each.end
        if each.start == end and each.form is not Form.OPEN:
            end = each.end
    for each in reversed(found):
        if each.end == start and each.start >= least and each.form is not Form.CLOSE:
            start = each.start
    return start, end


def _joined(spans: Sequence[tuple[int, int]], found: Sequence[Found]) -> list[tuple[int, int]]:
    """Make one of neighbours between which a pair is open."""
    joined: list[tuple[int, int]] = []
    for span in spans:
        start, end = _with_pairs(*span, found)
        while joined and start < joined[-1][1]:
            before = joined.pop()
            start, end = min(start, before[0]), max(end, before[1])
        joined.append((start, end))
    return joined


def _with_pairs(start: int, end: int, found: Sequence[Found]) -> tuple[int, int]:
    """Widen a span so that every pair that has one of its tags in it has both."""
    pairs = [each for each in found if each.form is not Form.ALONE]
    while True:
        numbers = {each.number for each in pairs if start <= each.start < end}
        own = [each for each in pairs if each.number in numbers]
        first = min((each.start for each in own), default=start)
        last = max((each.end for each in own), default=end)
        if start <= first and last <= end:
            return start, end
        start, end = min(start, first), max(end, last)


def _within(text: str, start: int, end: int, known: Sequence[Tag]) -> tuple[int, int]:
    """Leave out the white space at the edges, the marks there, and pairs around all the rest."""
    found = [each for each in tags.find(text[:end]) if each.start >= start]
    first, last = 0, len(found)
    while True:
        start, end = _stripped(text, start, end)
        if first >= last:
            return start, end
        low, high = found[first], found[last - 1]
        opens, closes = low.start == start, high.end == end
        if opens and _is_mark(low, known):
            start, first = low.end, first + 1
        elif closes and _is_mark(high, known):
            end, last = high.start, last - 1
        elif opens and closes and low.form is Form.OPEN and low.number == high.number:
            start, end, first, last = low.end, high.start, first + 1, last - 1
        else:
            return start, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())


def _is_mark(found: Found, known: Sequence[Tag]) -> bool:
    """Say whether a tag stands for no word, as a line break or the mark of a footnote does."""
    return found.form is Form.ALONE and not known[found.number - 1].shown.strip()


def _part(text: str, span: Span, known: Sequence[Tag], stand_ins: Mapping[int, str]) -> Part:
    inside = text[span.start : span.end]
    numbered, numbers = tags.in_order(inside)
    return Part(
        span,
        numbered,
        tags.bare(inside, stand_ins).text,
        tuple(known[number - 1] for number in numbers),
    )
