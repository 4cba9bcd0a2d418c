"""Plain text: every line is a block, and lines that were hard-wrapped are one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from pathlib import Path

from pipeline.articles.decoding import decode
from pipeline.articles.options import ReadOptions
from pipeline.model import Article, Block, Span

# Wider lines were not wrapped by hand or by a mail program; they are paragraphs.
WIDEST_WRAP = 100

_BOM = "\ufeff"


def read(data: bytes, path: Path, article_id: str, options: ReadOptions) -> Article:
    """Read a plain text; its flow is the file."""
    decoded = decode(data, path, options.encoding)
    return Article(
        article_id,
        path,
        decoded.text,
        blocks(decoded.text),
        encoding=decoded.encoding,
        bom=decoded.bom,
    )


def write(article: Article, texts: Sequence[str | None], language: str) -> bytes:  # noqa: ARG001 - other formats name it
    """Write a plain text as UTF-8, with a byte-order mark if the article has one."""
    return encode(article, joined(article, texts))


def encode(article: Article, text: str) -> bytes:
    """Encode a text as UTF-8, with a byte-order mark if the article has one."""
    return ((_BOM if article.bom else "") + text).encode()


def joined(article: Article, texts: Sequence[str | None]) -> str:
    """Put texts in the places of an article's blocks; every gap stays as it was.

    A block that is taken out goes with the white space behind it, so that no hole is left; the
    last one with that before it.
    """
    parts: list[str] = []
    at = 0
    starts = [block.span.start for block in article.blocks[1:]]
    for block, text, following in zip_longest(article.blocks, texts, starts):
        if text is not None:
            parts += article.text[at : block.span.start], text
            at = block.span.end
        elif following is not None:
            parts.append(article.text[at : block.span.start])
            at = following
        else:
            at = block.span.end
    return "".join(parts) + article.text[at:]


def blocks(text: str) -> tuple[Block, ...]:
    """Find the blocks of a plain text, in order; white space around them is left out."""
    return tuple(
        Block(span)
        for run in _runs(text)
        for span in ([_around(run)] if wrapped(text, run) else run)
    )


def wrapped(text: str, lines: list[Span]) -> bool:
    """Say whether lines without a blank one between them are one paragraph, cut to a width.

    They are if no line is over 100 characters, if none had room for the first word of the
    next (the longest gives the width), and if a later one starts in lower case: a title over
    its caption may happen to fit the first two, but not the third.
    """
    width = max(end - start for start, end in lines)
    if len(lines) == 1 or width > WIDEST_WRAP:
        return False
    if not any(text[start].islower() for start, _ in lines[1:]):
        return False
    return all(
        (line.end - line.start) + 1 + len(text[after.start : after.end].split(maxsplit=1)[0])
        > width
        for line, after in pairwise(lines)
    )


def _around(lines: list[Span]) -> Span:
    return Span(lines[0].start, lines[-1].end)


def _runs(text: str) -> Iterator[list[Span]]:
    """Yield the lines between blank ones, each without the white space at its edges."""
    run: list[Span] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + len(line) - len(line.lstrip())
            run.append(Span(start, start + len(bare)))
        elif run:
            yield run
            run = []
        at += len(line)
    if run:
        yield run
