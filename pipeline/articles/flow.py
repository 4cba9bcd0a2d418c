"""What readers and writers of formats with mark-up share: making a flow, and putting it back.

A block is made piece by piece, and gets its place among the others:

    inline = Inline()
    inline.text("Read ")
    link = inline.open("[", "link to a.html")
    inline.text("this")
    inline.close(link, "](a.html)")
    made = inline.made(line=3)                    # Read <1>this</1>
    text, blocks = flow([made, …])

and `rendered("Đọc <1>bài</1>", made.tags, escape)` is `Đọc [bài](a.html)`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pipeline import tags
from pipeline.model import Article, Block, Kind, Span, Tag
from pipeline.tags import Form

BETWEEN = "\n\n"
"""What stands between the blocks of a flow."""


class Made(NamedTuple):
    """A block before it has its place in the flow; `text` has no white space at its edges."""

    text: str
    tags: tuple[Tag, ...] = ()
    kind: Kind | None = None
    line: int = 0


class Inline:
    """Collects the text and the tags of a block, in the order of the file."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._tags: list[Tag] = []
        self._waiting: list[str] = []  # text that may go on

    def text(self, text: str) -> None:
        """Add text as a reader sees it; what looks like a tag in it is put into one."""
        self._waiting.append(text)

    def open(self, raw: str, note: str) -> int:
        """Open a pair; gives the number to close it by."""
        number = self._new(raw, "", note, "")
        self._parts.append(tags.opening(number))
        return number

    def close(self, number: int, raw: str) -> None:
        """Close a pair; pairs that were opened later must be closed already."""
        self._settle()
        one = self._tags[number - 1]
        self._tags[number - 1] = Tag(number, one.opening, raw, one.note)
        self._parts.append(tags.closing(number))

    def alone(self, raw: str, note: str, shown: str = "") -> int:
        """Add a stand-alone tag; for `note` and `shown` see `Tag`. Gives its number."""
        number = self._new(raw, None, note, shown)
        self._parts.append(tags.alone(number))
        return number

    def _new(self, raw: str, closing: str | None, note: str, shown: str) -> int:
        self._settle()
        return self._add(raw, closing, note, shown)

    def _add(self, raw: str, closing: str | None, note: str, shown: str) -> int:
        number = len(self._tags) + 1
        self._tags.append(Tag(number, raw, closing, note, shown))
        return number

    def _settle(self) -> None:
        """Put what looks like a tag in the text so far, in however many pieces, into one."""
        text, self._waiting = "".join(self._waiting), []
        at = 0
        for found in tags.find(text):
            literal = text[found.start : found.end]
            number = self._add(literal, None, literal, literal)
            self._parts += text[at : found.start], tags.alone(number)
            at = found.end
        self._parts.append(text[at:])

    def made(self, *, kind: Kind | None = None, line: int = 0) -> Made:
        """Give the block; white space at its edges is left out.

        One with more tags than there are numbers for, which nobody wrote by hand, gets no text.
        """
        self._settle()
        if len(self._tags) > tags.MOST:
            return Made("", (), kind, line)
        return Made("".join(self._parts).strip(), tuple(self._tags), kind, line)


def flow(made: Iterable[Made]) -> tuple[str, tuple[Block, ...]]:
    """Put blocks one after the other; give the text of the flow, and its blocks.

    A block without text gives an empty one, so that blocks keep their numbers.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for each in made:
        blocks.append(Block(Span(at, at + len(each.text)), each.kind, each.tags, each.line))
        texts.append(each.text)
        at += len(each.text) + len(BETWEEN)
    return BETWEEN.join(texts), tuple(blocks)


def own_text(article: Article, block: Block) -> str:
    """Give a block's text as it was read."""
    return article.text[block.span.start : block.span.end]


def changed_texts(article: Article, texts: Sequence[str | None]) -> dict[int, str | None]:
    """Give those texts that are not the blocks' own, by number."""
    return {
        at: text
        for at, (block, text) in enumerate(zip(article.blocks, texts, strict=True))
        if text != own_text(article, block)
    }


def rendered(text: str, known: Sequence[Tag], escape: Callable[[str], str]) -> str:
    """Write a block's text as its file does: tags as what they stand for, the rest escaped."""
    parts: list[str] = []
    at = 0
    for found in tags.find(text):
        parts.append(escape(text[at : found.start]))
        parts.append(mark_up(known[found.number - 1], found.form, escape))
        at = found.end
    return "".join([*parts, escape(text[at:])])


def mark_up(tag: Tag, form: Form, escape: Callable[[str], str]) -> str:
    """Give what a tag stands for in its file, in one of its forms."""
    raw = tag.closing or "" if form is Form.CLOSE else tag.opening
    # A literal that looks like a tag is text, and escaped as such.
    is_literal = tag.closing is None and tag.opening == tag.note == tag.shown
    return escape(raw) if is_literal else raw


def spliced(raw: str, pieces: Iterable[tuple[Span, str]]) -> str:
    """Put other text in the places of some spans, which are in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for (start, end), text in pieces:
        parts += raw[at:start], text
        at = end
    return "".join(parts) + raw[at:]
