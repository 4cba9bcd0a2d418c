"""Hiding what a model must not touch behind marks, and putting it back.

A mark is one private-use character that does not occur in the text, so that any text can be
masked, whatever it holds. Each decoder turns marks into the placeholders its model copies.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from pipeline.reading.links import DOMAIN, EMAIL, HANDLE, URL

LIMIT = 10
"""How many spans of a sentence are hidden at most; packages know as many placeholders."""

_ACRONYM = r"(?<=\()[A-Z][A-Z0-9&/.-]*[A-Z0-9](?=\))"
# Words of other scripts in an English text, and emoji: models spell them out as bytes, badly.
_LETTER = r"\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
_EMOJI = r"\u2600-\u27bf\U0001f000-\U0001faff"
_FOREIGN = (
    rf"[{_LETTER}](?:[\u0300-\u036f{_LETTER}]| (?=[{_LETTER}]))+|[{_EMOJI}][{_EMOJI}\ufe0f\u200d]*"
)
_PROTECTED = re.compile(f"(?P<acronym>{_ACRONYM})|{URL}|{EMAIL}|{DOMAIN}|{HANDLE}|{_FOREIGN}")


class Hidden(NamedTuple):
    """A stretch `text[start:end]` to hide, and what is to stand there in the translation."""

    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with marks. Mark by mark, `sources` stood there before, `shown` will stand there."""

    text: str
    marks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def protected(text: str, acronyms: Mapping[str, str]) -> Iterator[Hidden]:
    """Find what a translation keeps: links, addresses, names of accounts, acronyms in brackets.

    `acronyms` gives those with a usual form in the target language (EU → ЕС); others stay.
    """
    for found in _PROTECTED.finditer(text):
        shown = acronyms.get(found["acronym"] or "", found[0])
        yield Hidden(found.start(), found.end(), shown)


def mask(text: str, hidden: Iterable[Hidden], limit: int = LIMIT) -> Masked:
    """Put a mark for each of `hidden`; what overlaps an earlier one, or exceeds `limit`, stays.

    `restore(masked.text, masked.marks, masked.sources)` is `text` again.
    """
    parts: list[str] = []
    spans: list[Hidden] = []
    at = 0
    marks = _unused(text)
    for span in sorted(hidden):
        if span.start < at or span.start == span.end or len(spans) == limit:
            continue
        parts += text[at : span.start], next(marks)
        spans.append(span)
        at = span.end
    return Masked(
        text="".join(parts) + text[at:],
        marks=tuple(parts[1::2]),
        sources=tuple(text[span.start : span.end] for span in spans),
        shown=tuple(span.shown for span in spans),
    )


def restore(text: str, marks: Sequence[str], texts: Sequence[str]) -> str:
    """Put `texts` where `marks` stand, in whatever order they stand."""
    if not marks:
        return text
    return text.translate({ord(mark): put for mark, put in zip(marks, texts, strict=True)})


def lost(text: str, masked: Masked) -> tuple[str, ...]:
    """Name the hidden texts whose mark does not stand in `text`."""
    return _standing(text, masked, range(1))


def doubled(text: str, masked: Masked) -> tuple[str, ...]:
    """Name the hidden texts whose mark stands in `text` more than once."""
    return _standing(text, masked, range(2, len(text) + 1))


def _standing(text: str, masked: Masked, times: range) -> tuple[str, ...]:
    pairs = zip(masked.marks, masked.sources, strict=True)
    return tuple(source for mark, source in pairs if text.count(mark) in times)


def _unused(text: str) -> Iterator[str]:
    """Give private-use characters that `text` does not hold: 6,400, and two planes after them."""
    taken = set(text)
    points = chain(range(0xE000, 0xF900), range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))
    return (chr(point) for point in points if chr(point) not in taken)


def literals(text: str, reserved: Iterable[str]) -> Iterator[Hidden]:
    """Find what a model would take for its own placeholders although an author wrote it."""
    for name in reserved:
        at = text.find(name)
        while at >= 0:
            yield Hidden(at, at + len(name), name)
            at = text.find(name, at + len(name))
