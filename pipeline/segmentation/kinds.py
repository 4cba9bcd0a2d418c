"""What each segment is in its article, by rules that look at shape and place.

Only labels and agencies are words; everything else is where a block stands, how long it is,
and whether it ends as a sentence does. Agencies differ, so no rule knows a phrase of one.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.model import Kind
from pipeline.segmentation import labels

SUBHEADING_WORDS = 12
HEADLINE_WORDS = 30
# Where the last fifth of an article starts, in which links to others stand.
LAST_PART = 0.8

_CLOSING = "\"'”’)]»"
# A point of a list, or a turn of an interview: "- Trade", "2. Trade", "Q: Will they come".
_ITEM = re.compile(r"[-–—•●▪◦*·]\s|\(?(?:\d{1,2}|[^\W\d_])[.):]\s")


class Shape(NamedTuple):
    """What the rules see of a block.

    `credits` counts the segments at its end that are credits, `signed` says that they only
    name an agency or a source, which may stand at the end of an article's text as well.
    `ends` says whether its last sentence ends as one, `is_running` whether the block is a
    paragraph of the article's own text; `at` is where it stops, from 0 to 1. `said` is the kind
    that its format gives it, if any.
    """

    texts: tuple[str, ...]
    credits: int
    signed: bool
    ends: bool
    is_running: bool
    at: float
    said: Kind | None = None

    @property
    def is_line(self) -> bool:
        """Whether it may be a heading or a link: one unfinished line, and no point of a list."""
        return (
            not self.ends and not self.credits
            and len(self.texts) == 1
            and not _ITEM.match(self.texts[0])
        )  # fmt: skip


def shape(texts: Sequence[str], at: float, said: Kind | None = None) -> Shape:
    """Look at the segments of one block; `said` is the kind that its format gives it."""
    count = 0
    signed = False
    for text in reversed(texts):
        if len(text) > labels.LONGEST:
            break
        agency = labels.is_agency(text)
        if not agency and not labels.is_labelled(text):
            break
        signed = agency or labels.is_source(text)
        count += 1
    own = texts[: len(texts) - count]
    ends = bool(own) and own[-1].rstrip(_CLOSING).endswith((".", "!", "?", "…"))
    return Shape(tuple(texts), count, signed, ends, ends and (signed or not count), at, said)


class Layout(NamedTuple):
    """The shapes of an article's blocks, and what the rules ask for more than once."""

    blocks: Sequence[Shape]
    headline: tuple[str, ...]
    last_running: int
    related: frozenset[int]


def is_source(layout: Layout, index: int) -> bool:
    """The last block says where the article comes from: `(Source: WVR/VNA)`."""
    texts = layout.blocks[index].texts
    return index == len(layout.blocks) - 1 and len(texts) == 1 and labels.is_source(texts[0])


def is_credit(layout: Layout, index: int) -> bool:
    """A credit in a line of its own: `Photo: VNA`, `REUTERS/Jane Roe`."""
    block = layout.blocks[index]
    return block.credits == len(block.texts)


def is_caption(layout: Layout, index: int) -> bool:
    """A block that a credit ends or follows, or that says itself that it is one.

    An agency or source alone also signs the end of an article, so text must follow it.
    """
    block = layout.blocks[index]
    if block.credits:
        return not block.signed or index < layout.last_running
    return labels.is_caption(block.texts[0]) or (
        1 < index < len(layout.blocks) - 1
        and layout.blocks[index - 1].texts == layout.headline
        and is_credit(layout, index + 1)
    )


def is_headline(layout: Layout, index: int) -> bool:
    """The first line, if no sentence ends there, and wherever it comes again."""
    return layout.blocks[index].texts == layout.headline


def is_related(layout: Layout, index: int) -> bool:
    """One of several unfinished lines that end in the last fifth of an article."""
    return index in layout.related


def is_subheading(layout: Layout, index: int) -> bool:
    """A short unfinished line over a paragraph, pictures between them aside."""
    block = layout.blocks[index]
    if block.ends or not block.is_line or not _is_short(block.texts[0]):
        return False
    if block.texts[0].endswith((":", ",", ";")):
        # It introduces what follows, as a part of the text.
        return False
    for after in range(index + 1, len(layout.blocks)):
        if layout.blocks[after].is_running and not is_caption(layout, after):
            return True
        rules = (is_caption, is_credit, is_headline)
        if not any(fits(layout, after) for fits in rules):
            return False
    return False


# The first that fits names the block; what fits none is body text.
RULES: tuple[tuple[Kind, Callable[[Layout, int], bool]], ...] = (
    (Kind.SOURCE, is_source),
    (Kind.CREDIT, is_credit),
    (Kind.CAPTION, is_caption),
    (Kind.HEADLINE, is_headline),
    (Kind.RELATED, is_related),
    (Kind.SUBHEADING, is_subheading),
)


def kinds(blocks: Sequence[Shape]) -> list[tuple[Kind, ...]]:
    """Name the kind of every segment, block by block. No block is without segments."""
    layout = _layout(blocks)
    return [_segments(layout, index) for index in range(len(blocks))]


def _kind(layout: Layout, index: int) -> Kind:
    if said := layout.blocks[index].said:
        return said
    for kind, fits in RULES:
        if fits(layout, index):
            return kind
    return Kind.BODY


def _segments(layout: Layout, index: int) -> tuple[Kind, ...]:
    block = layout.blocks[index]
    own = len(block.texts) - block.credits
    kind = _kind(layout, index)
    if not block.credits or kind is Kind.SOURCE:
        return (kind,) * len(block.texts)
    return (kind,) * own + (Kind.CREDIT,) * block.credits


def _layout(blocks: Sequence[Shape]) -> Layout:
    running = [index for index, block in enumerate(blocks) if block.is_running]
    last = running[-1] if running else -1
    said = next((block.texts for block in blocks if block.said is Kind.HEADLINE), ())
    headline = said or (blocks[0].texts if blocks and _may_be_headline(blocks[0]) else ())
    layout = Layout(blocks, headline, last, frozenset())
    return layout._replace(related=_related(layout, running[0] if running else len(blocks)))


def _may_be_headline(block: Shape) -> bool:
    text = block.texts[0]
    if block.credits or len(block.texts) > 1 or _ITEM.match(text) or text.endswith(":"):
        return False
    # A question or a cry may stand over an article; a statement with its stop may not.
    if block.ends:
        return not text.rstrip(_CLOSING).endswith(".") and _is_short(text)
    return len(text.split(maxsplit=HEADLINE_WORDS)) <= HEADLINE_WORDS


def _is_short(text: str) -> bool:
    return len(text.split(maxsplit=SUBHEADING_WORDS)) <= SUBHEADING_WORDS


def _related(layout: Layout, first_running: int) -> frozenset[int]:
    """Find runs of links; a question may be one of them, but not the first."""
    found: set[int] = set()
    run: list[int] = []
    unfinished = 0
    for index in range(first_running + 1, len(layout.blocks) + 1):
        link = index < len(layout.blocks) and _may_be_link(layout, index)
        if link or (run and index < len(layout.blocks) and _is_question(layout.blocks[index])):
            run.append(index)
            unfinished += link
            continue
        if unfinished > 1 and layout.blocks[run[-1]].at >= LAST_PART:
            found.update(run)
        run, unfinished = [], 0
    return frozenset(found)


def _may_be_link(layout: Layout, index: int) -> bool:
    return (
        layout.blocks[index].is_line
        and not is_caption(layout, index)
        and not is_headline(layout, index)
    )


def _is_question(block: Shape) -> bool:
    return len(block.texts) == 1 and block.texts[0].endswith("?") and _is_short(block.texts[0])
