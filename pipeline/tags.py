"""Mark-up in a text as short numbered tags: `<1>…</1>` around words, `<2/>` for itself.

They are the same in every format, in an article's flow, in catalogues and in drafts. What a tag
stands for is known to its article only (`model.Tag`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from pipeline.model import Span

TAG = re.compile(r"<(?P<end>/?)(?P<number>[1-9]\d{0,3})(?P<alone>/?)>")
"""What is taken for a tag; what looks like one in an article is put into one (`</3/>` too)."""

MOST = 9999
"""The highest number that a tag can have."""

# How far is looked for what a tag clings to, over other tags.
_NEAR = 60
_ENDINGS = ".,;:!?…\"'”’»)]"

OBJECT = "\ufffc"
"""Stands for a stand-alone tag where a text is looked at without its tags."""


class Form(Enum):
    """Which of its three forms a tag has."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


class Found(NamedTuple):
    """A tag in a text, at `text[start:end]`."""

    start: int
    end: int
    number: int
    form: Form


def find(text: str) -> list[Found]:
    """Find the tags in a text, in order."""
    if "<" not in text:
        return []
    return [
        Found(found.start(), found.end(), int(found["number"]), _form(found))
        for found in TAG.finditer(text)
    ]


def _form(found: re.Match[str]) -> Form:
    if found["alone"]:
        return Form.ALONE
    return Form.CLOSE if found["end"] else Form.OPEN


def opening(number: int) -> str:
    """Write the tag that opens a pair."""
    return f"<{number}>"


def closing(number: int) -> str:
    """Write the tag that closes a pair."""
    return f"</{number}>"


def alone(number: int) -> str:
    """Write a stand-alone tag."""
    return f"<{number}/>"


def renumbered(text: str, numbers: Mapping[int, int]) -> str:
    """Give tags other numbers; those that `numbers` does not name keep theirs."""

    def other(found: re.Match[str]) -> str:
        number = int(found["number"])
        return f"<{found['end']}{numbers.get(number, number)}{found['alone']}>"

    return TAG.sub(other, text) if "<" in text else text


def in_order(text: str) -> tuple[str, tuple[int, ...]]:
    """Number tags from 1 as they come; give the text, and the numbers that they had, in order."""
    numbers: dict[int, int] = {}
    for each in find(text):
        numbers.setdefault(each.number, len(numbers) + 1)
    return renumbered(text, numbers), tuple(numbers)


def is_nested(found: list[Found]) -> bool:
    """Say whether every pair closes, once, and after all that was opened within it."""
    return not any(_crossed(found)) and not any(_doubled(found))


class Trouble(NamedTuple):
    """What is wrong with a tag or a pair: a line for people, and where it is in either text."""

    message: str
    at: Span
    in_source: bool = False


def troubles(source: str, target: str) -> Iterator[Trouble]:
    """Compare the tags of a translation with those of its source.

    Every tag of the source has to stand in the translation, as often as there, and no other one;
    pairs have to close, and may lie within each other but not cross.
    """
    theirs, ours = find(source), find(target)
    if not theirs and not ours:
        return
    wanted, there = _counted(theirs, source), _counted(ours, target)
    surplus, missing = _beyond(wanted, ours, target), _beyond(there, theirs, source)
    for first, last in _by_pairs(surplus):
        shown = [_shown(each, target) for each in dict.fromkeys((first, last))]
        if not theirs:
            message = f"the source has no tags: remove {' and '.join(shown)}"
        elif wanted[shown[0]]:
            message = f"{'…'.join(shown)} stands more than once"
        else:
            message = f"{'…'.join(shown)} is not in the source"
        yield Trouble(message, Span(first.start, last.end))
    for first, last in _by_pairs(missing):
        shown = [_shown(each, source) for each in dict.fromkeys((first, last))]
        message = f"{'…'.join(shown)} is missing"
        yield Trouble(message, Span(first.start, last.end), in_source=True)
    # A text in which an author has written half of a pair, as plain text may, is taken as it is.
    if not surplus and not missing and is_nested(theirs):
        for each in _crossed(ours):
            if each.form is Form.CLOSE:
                its = opening(each.number)
                message = f"{_shown(each, target)} stands before {its}, or crosses another pair"
                yield Trouble(message, Span(each.start, each.end))


def _counted(found: list[Found], text: str) -> Counter[str]:
    return Counter(_shown(each, text) for each in found)


def _beyond(others: Counter[str], found: list[Found], text: str) -> list[Found]:
    """Give the tags of a text that the other text has not, or not as often."""
    seen: Counter[str] = Counter()
    beyond: list[Found] = []
    for each in found:
        shown = _shown(each, text)
        seen[shown] += 1
        if seen[shown] > others[shown]:
            beyond.append(each)
    return beyond


def _by_pairs(found: list[Found]) -> Iterator[tuple[Found, Found]]:
    """Put what opens a pair and what closes it together; what has no other half is both."""
    last: dict[Found, Found] = {}
    opened: dict[int, Found] = {}
    for each in found:
        if each.form is Form.CLOSE and each.number in opened:
            last[opened.pop(each.number)] = each
            continue
        last[each] = each
        if each.form is Form.OPEN:
            opened[each.number] = each
    yield from last.items()


def _shown(found: Found, text: str) -> str:
    return text[found.start : found.end]


def _crossed(found: list[Found]) -> Iterator[Found]:
    """Yield closing tags that do not belong to the pair opened last, and pairs left open."""
    opened: list[Found] = []
    for each in found:
        if each.form is Form.OPEN:
            opened.append(each)
        elif each.form is Form.CLOSE:
            if not opened or opened[-1].number != each.number:
                yield each
            opened = [other for other in opened if other.number != each.number]
    yield from opened


def _doubled(found: list[Found]) -> Iterator[Found]:
    seen: set[tuple[int, Form]] = set()
    for each in found:
        if (each.number, each.form) in seen:
            yield each
        seen.add((each.number, each.form))


class Bare(NamedTuple):
    """A text without its tags, and where its characters stand in the tagged one.

    `places` has one more than there are characters, for the end; none if there were no tags.
    """

    text: str
    places: tuple[int, ...] = ()

    def place(self, at: int) -> int:
        """Say where a character, or the end, stands in the text with tags."""
        return self.places[at] if self.places else at


def bare(text: str, stand_in: Mapping[int, str] | None = None) -> Bare:
    """Take the tags out of a text.

    In place of a stand-alone tag stands what `stand_in` has for its number; without that, OBJECT
    where it stands between spaces as a word does, and nothing where it clings to a word.
    """
    found = find(text)
    if not found:
        return Bare(text)
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for each in found:
        parts.append(text[at : each.start])
        places += range(at, each.start)
        if each.form is Form.ALONE:
            if stand_in is not None:
                shown = stand_in.get(each.number, "")
            else:
                shown = OBJECT if is_word(text, each) else ""
            parts.append(shown)
            places += [each.start] * len(shown)
        at = each.end
    parts.append(text[at:])
    places += range(at, len(text) + 1)
    return Bare("".join(parts), tuple(places))


def is_word(text: str, found: Found) -> bool:
    """Say whether a stand-alone tag stands where a word would, not clinging to one.

    Code and images do; marks of footnotes and line breaks do not.
    """
    before = TAG.sub("", text[max(0, found.start - _NEAR) : found.start])
    after = TAG.sub("", text[found.end : found.end + _NEAR])
    clings = bool(before) and (before[-1].isalnum() or before[-1] in _ENDINGS)
    return not clings and not after[:1].isalnum()
