"""An article with other words in the places of its segments; every gap stays as it was."""

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline import tags
from pipeline.articles.plain import joined
from pipeline.model import Article, Block, Segment

_EMPTY = re.compile(r"\s*<([1-9]\d{0,3})>\s*</\1>")
_SPACED = re.compile(r"((?:^|\s)(?:<[1-9]\d{0,3}>)+)\s+")


def stitch(
    article: Article, segments: Sequence[Segment], replace: Callable[[Segment], str | None]
) -> str:
    """Put `replace(segment)` where each segment stood; None takes the segment out.

    Segments come in the order of the article. With their own source text put back, the result
    is the article's text, character by character. A block that is taken out whole goes with the
    white space behind it, so that no hole is left; the last one, and a part of one, with that
    before it.
    """
    return joined(article, texts(article, segments, replace))


def texts(
    article: Article, segments: Sequence[Segment], replace: Callable[[Segment], str | None]
) -> list[str | None]:
    """Give the text that each block has with `replace(segment)` in it; None for one taken out."""
    found: list[str | None] = []
    for block, inside in paragraphs(article, segments):
        put = [replace(segment) for segment in inside]
        if inside and all(text is None for text in put):
            found.append(None)
            continue
        *before, last = gaps(article, block, inside)
        parts: list[str] = []
        for at, (gap, text) in enumerate(zip(before, put, strict=True)):
            if text is None:
                parts.append(_kept(gap, block))
            else:
                # Where the first is taken out, what follows starts the block.
                parts += gap if at == 0 or any(parts) else gap.lstrip(), text
        made = "".join([*parts, last])
        found.append(_without_empty(made) if block.tags and None in put else made)
    return found


def gaps(article: Article, block: Block, segments: Sequence[Segment]) -> list[str]:
    """Give what stands before each of a block's segments, and behind the last one."""
    starts = [block.span.start, *(segment.span.end for segment in segments)]
    ends = [*(segment.span.start for segment in segments), block.span.end]
    return [article.text[start:end] for start, end in zip(starts, ends, strict=True)]


def _kept(gap: str, block: Block) -> str:
    """Give what stays of the gap before a segment that is taken out: its tags, but for breaks.

    A pair may go on behind the segment, and the mark of a footnote belongs to what is before it.
    """
    if not block.tags:
        return ""
    breaks = {tags.alone(tag.number) for tag in block.tags if tag.shown and tag.shown.isspace()}
    return tags.TAG.sub(lambda found: "" if found[0] in breaks else found[0], gap).rstrip()


def _without_empty(text: str) -> str:
    """Take pairs out of a text that have nothing in them any more, and spaces that are too many."""
    while (less := _EMPTY.sub("", text)) != text:
        text = less
    return _SPACED.sub(r"\1", text).strip()


def paragraphs(
    article: Article, segments: Sequence[Segment]
) -> Iterator[tuple[Block, list[Segment]]]:
    """Give each block of an article with the segments that lie in it."""
    at = 0
    for block in article.blocks:
        inside: list[Segment] = []
        while at < len(segments) and segments[at].span.end <= block.span.end:
            inside.append(segments[at])
            at += 1
        yield block, inside


def source(article: Article, segment: Segment) -> str:
    """Give a segment's own text back as it stood, line breaks and all."""
    return article.text[segment.span.start : segment.span.end]
