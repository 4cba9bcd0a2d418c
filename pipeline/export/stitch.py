"""An article with other words in the places of its segments; every gap stays as it was."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from pipeline.model import Article, Block, Segment


def stitch(
    article: Article, segments: Sequence[Segment], replace: Callable[[Segment], str | None]
) -> str:
    """Put `replace(segment)` where each segment stood; None takes the segment out.

    Segments come in the order of the article. With their own source text put back, the result
    is the article's text, character by character. A block that is taken out whole goes with the
    white space behind it, so that no hole is left; the last one, and a part of one, with that
    before it.
    """
    parts: list[str] = []
    at = 0
    starts = [block.span.start for block in article.blocks[1:]]
    for (block, inside), following in zip_longest(paragraphs(article, segments), starts):
        texts = [replace(segment) for segment in inside]
        if inside and all(text is None for text in texts):
            if following is not None:
                parts.append(article.text[at : block.span.start])
                at = following
            else:
                at = block.span.end
            continue
        for segment, text in zip(inside, texts, strict=True):
            if text is not None:
                parts += article.text[at : segment.span.start], text
            at = segment.span.end
    return "".join(parts) + article.text[at:]


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
