"""A paragraph of a word processor as a text with tags, and back.

Word processors cut a text into runs wherever it was edited, spelled or commented. Here runs that
look alike are one text. The look of most of a paragraph needs no tag; another look is a pair around
its words, as a link is. All else that stands in a text (notes' marks, pictures, fields, tabs, ends
of bookmarks) is a tag of its own, which carries its XML as it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from html import escape
from typing import NamedTuple

from pipeline import tags
from pipeline.articles.flow import Inline, Made
from pipeline.articles.office.elements import Element
from pipeline.model import Kind, Span
from pipeline.tags import Form
from pipeline.xml import NOT_XML

MOST_TAGS = 999
"""How many tags a paragraph may have; a field can take several pieces for one."""

Raw = tuple[bytes | Span, ...]
"""XML to be written: as it is here, or as a stretch of the file has it by then."""


class Look(NamedTuple):
    """How runs look: `key` is the same if they look alike; the rest is XML around their text.

    `language` is for formats in which a run says its own.
    """

    key: frozenset[tuple[str, ...]] = frozenset()
    note: str = ""
    before: bytes = b""
    language: bytes = b""
    behind: bytes = b""


class What(Enum):
    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    ALONE = auto()
    FIELD = auto()


@dataclass(slots=True)
class Piece:
    """A piece of a paragraph, with its XML; `text` of what is none is what a reader sees there."""

    what: What
    raw: Raw
    text: str = ""
    note: str = ""
    look: Look = field(default_factory=Look)
    is_break: bool = False


class Ink(NamedTuple):
    """What a tag stands for; with `look`, the text in the pair has that. Breaks part words."""

    opening: Raw
    closing: Raw = ()
    look: Look | None = None
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a text, and what is needed to write it: where it stands, and its tags' inks.

    `content` is the stretch behind its properties. `before` is the white space that its text
    starts with. `is_removable` says whether it may go altogether.
    """

    made: Made
    whole: Span
    content: Span
    prefix: str
    look: Look
    inks: Mapping[int, Ink]
    before: str
    is_removable: bool

    @property
    def only_tags(self) -> str:
        """What is left of it without its words: links without any, pictures, marks."""
        text = self.made.text
        return "".join(
            text[each.start : each.end] for each in tags.find(text) if each.number in self.inks
        )


class Crowded(Exception):
    """A paragraph has more tags than anybody could put into a translation."""


def around(outer: Element, inner: Element, pieces: Sequence[Piece], note: str) -> Iterator[Piece]:
    """Make a pair of an element, with the pieces of one within it as its words.

    One without words stands for itself.
    """
    if not any(piece.text or piece.what is not What.TEXT for piece in pieces):
        yield Piece(What.ALONE, (Span(outer.start, outer.end),), "", note)
        return
    yield Piece(What.OPEN, (Span(outer.start, inner.inner),), note=note)
    yield from pieces
    yield Piece(What.CLOSE, (Span(inner.close, outer.end),))


def refuse_crowd(pieces: Iterable[Piece]) -> None:
    """Raise Crowded for so many pieces that not even fields could make them few enough."""
    if sum(piece.what is not What.TEXT for piece in pieces) > 4 * MOST_TAGS:
        raise Crowded


def paragraph(
    element: Element,
    pieces: Sequence[Piece],
    content: Span,
    prefix: str,
    kind: Kind | None,
    *,
    is_removable: bool,
) -> Paragraph | None:
    """Make a paragraph of its pieces; None if there is no text in it. Raises Crowded."""
    items = _joined(pieces)
    if not any(item.text.strip() for item in items if item.what is What.TEXT):
        return None
    main = _most(items)
    before = ""
    if items[0].what is What.TEXT:
        text = items[0].text
        items[0].text = text.lstrip()
        before = text[: len(text) - len(items[0].text)]
    writer = _Tagged()
    _tag(items, main, writer)
    made = writer.inline.made(kind=kind)
    if len(made.tags) > MOST_TAGS:
        raise Crowded
    whole = Span(element.start, element.end)
    is_removable = is_removable and not writer.inks
    return Paragraph(made, whole, content, prefix, main, writer.inks, before, is_removable)


def _joined(items: Iterable[Piece]) -> list[Piece]:
    """Make one of neighbouring texts that look alike; leave out those that are empty."""
    made: list[Piece] = []
    for item in items:
        last = made[-1] if made else None
        if item.what is not What.TEXT:
            made.append(item)
        elif last and last.what is What.TEXT and last.look.key == item.look.key:
            last.text += item.text
        elif item.text:
            made.append(item)
    return made


def _most(items: Sequence[Piece]) -> Look:
    """Give the look of most of a text, without its links if there is something else."""
    lengths: dict[bool, Counter[frozenset[tuple[str, ...]]]] = {True: Counter(), False: Counter()}
    looks: dict[frozenset[tuple[str, ...]], Look] = {}
    depth = 0
    for item in items:
        depth += (item.what is What.OPEN) - (item.what is What.CLOSE)
        if item.what is What.TEXT and item.text.strip():
            looks.setdefault(item.look.key, item.look)
            lengths[depth > 0][item.look.key] += len(item.text.strip())
    found = (lengths[False] or lengths[True]).most_common(1)
    return looks[found[0][0]] if found else Look()


class _Tagged:
    """Writes a text with tags, and notes their inks by number."""

    def __init__(self) -> None:
        self.inline = Inline()
        self.inks: dict[int, Ink] = {}

    def text(self, text: str) -> None:
        self.inline.text(text)

    def open(self, note: str, ink: Ink) -> int:
        number = self.inline.open("", note)
        self.inks[number] = ink
        return number

    def close(self, number: int, raw: Raw = ()) -> None:
        self.inline.close(number, "")
        self.inks[number] = self.inks[number]._replace(closing=raw)

    def alone(self, item: Piece) -> None:
        number = self.inline.alone("", item.note, item.text)
        self.inks[number] = Ink(item.raw, is_break=item.is_break)
        if item.is_break:
            self.text(" ")


def _tag(items: Sequence[Piece], main: Look, writer: _Tagged) -> None:
    """Write pieces as a text with tags, where most of it has a look."""
    looks = [main]
    opened: list[int] = []
    at = 0
    while at < len(items):
        item = items[at]
        if item.what is What.OPEN:
            looks.append(_most(_until_closed(items, at)))
            opened.append(writer.open(item.note, Ink(item.raw, look=looks[-1])))
        elif item.what is What.CLOSE:
            looks.pop()
            writer.close(opened.pop(), item.raw)
        elif item.what is What.ALONE:
            writer.alone(item)
        elif item.look.key == looks[-1].key or not item.text.strip():
            writer.text(item.text)
        else:
            at = _pair(items, at, writer)
            continue
        at += 1


def _until_closed(items: Sequence[Piece], start: int) -> Sequence[Piece]:
    depth = 0
    for at in range(start, len(items)):
        depth += (items[at].what is What.OPEN) - (items[at].what is What.CLOSE)
        if not depth:
            return items[start + 1 : at]
    return items[start + 1 :]


def _pair(items: Sequence[Piece], start: int, writer: _Tagged) -> int:
    """Write texts that look alike, with what stands between them, as a pair; say where it ends.

    White space at its edges stays outside.
    """
    look, end = items[start].look, start + 1
    for at in range(start + 1, len(items)):
        item = items[at]
        is_text = item.what is What.TEXT and item.text.strip()
        if item.what in {What.OPEN, What.CLOSE} or (is_text and item.look.key != look.key):
            break
        if is_text:
            end = at + 1
    first, last = items[start], items[end - 1]
    lead = first.text[: len(first.text) - len(first.text.lstrip())]
    trail = last.text[len(last.text.rstrip()) :]
    writer.text(lead)
    number = writer.open(look.note, Ink((), look=look))
    for at in range(start, end):
        item = items[at]
        text = item.text
        if item.what is What.ALONE:
            writer.alone(item)
            continue
        text = text[len(lead) :] if at == start else text
        writer.text(text[: len(text) - len(trail)] if at == end - 1 else text)
    writer.close(number)
    writer.text(trail)
    return end


def written(
    paragraph: Paragraph, text: str, run: Callable[[Look, str], bytes], raw: Callable[[Span], bytes]
) -> bytes:
    """Write the content of a paragraph with another text.

    `run` writes a text with a look, one after the other; `raw` gives stretches of the file.
    """
    looks = [paragraph.look]
    parts: list[bytes] = []
    plain = paragraph.before
    is_behind_break = False

    def flush(more: str) -> None:
        nonlocal plain, is_behind_break
        whole = plain + more
        if is_behind_break and whole:
            whole, is_behind_break = whole.removeprefix(" "), False
        if whole:
            parts.append(run(looks[-1], whole))
        plain = ""

    at = 0
    for found in tags.find(text):
        ink = paragraph.inks.get(found.number)
        if ink is None:
            # What an author wrote that looks like a tag.
            literal = paragraph.made.tags[found.number - 1].opening
            plain += text[at : found.start] + literal
            at = found.end
            continue
        flush(text[at : found.start])
        at = found.end
        parts += (
            each if isinstance(each, bytes) else raw(each)
            for each in (ink.closing if found.form is Form.CLOSE else ink.opening)
        )
        is_behind_break = ink.is_break or (is_behind_break and found.form is not Form.ALONE)
        if found.form is Form.OPEN:
            looks.append(ink.look or looks[-1])
        elif found.form is Form.CLOSE:
            looks.pop()
    flush(text[at:])
    return b"".join(parts)


def escaped(text: str) -> str:
    """Write a text so that it stays one, also as the value of an attribute."""
    return escape(NOT_XML.sub(" ", text), quote=False).replace('"', "&quot;")


def shortened(text: str, length: int = 60) -> str:
    """Give a text on one line, and not longer than this."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
