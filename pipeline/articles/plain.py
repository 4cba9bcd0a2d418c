"""Plain text: every line is a block, and lines that were hard-wrapped are one."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import Block, Span

# Wider lines were not wrapped by hand or by a mail program; they are paragraphs.
WIDEST_WRAP = 100


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
