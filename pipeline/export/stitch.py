"""An article with other words in the places of its segments; every gap stays as it was."""

from collections.abc import Callable, Iterator, Sequence

from pipeline.articles.plain import joined
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
        parts: list[str] = []
        at = block.span.start
        for segment, text in zip(inside, put, strict=True):
            if text is not None:
                gap = article.text[at : segment.span.start]
                # Where the first is taken out, what follows starts the block.
                parts += gap if parts or at == block.span.start else gap.lstrip(), text
            at = segment.span.end
        found.append("".join(parts) + article.text[at : block.span.end])
    return found


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
