"""From articles to segments: sentences and lines that a translator sees as one unit.

`sentences` finds the sentences of a block (nupunkt's, put right by `rules`), `kinds` says
what each segment is in its article. Every character of an article is in one segment or in a
gap between them; gaps hold white space, end marks (`./.`) and blocks without any word.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.model import Article, Segment, Span, Tag

if TYPE_CHECKING:
    from pipeline.segmentation.kinds import Shape
    from pipeline.segmentation.sentences import Own


@dataclass(frozen=True, slots=True)
class SegmentationOptions:
    """What a project knows about its own articles (`[segmentation]`)."""

    abbreviations: tuple[str, ...] = ()
    """Words after whose full stop no sentence ends, such as `Brig.`; case does not matter."""

    join: tuple[str, ...] = ()
    """Regular expressions; no sentence starts within a match or right behind it."""

    split: tuple[str, ...] = ()
    """Regular expressions; a sentence starts behind each match, whatever `join` says."""

    def __post_init__(self) -> None:
        """Refuse, with a UsageError, what can be no abbreviation or no pattern."""
        for word in self.abbreviations:
            if not word.strip(".") or word.split() != [word]:
                raise UsageError(
                    f'abbreviations has "{word}", which is not one word',
                    "Write one word each, and use join for what has spaces in it",
                )
        for option in ("join", "split"):
            for pattern in getattr(self, option):
                try:
                    re.compile(pattern)
                except re.error as error:
                    raise UsageError(
                        f'{option} has "{pattern}", which is no regular expression: {error.msg}',
                        "Write a full stop as \\\\. and put the pattern in single quotes",
                    ) from error


def split(
    article: Article,
    options: SegmentationOptions = SegmentationOptions(),
    leave: Collection[Span] = (),
) -> tuple[Segment, ...]:
    """Find the segments of an article, in order; they never overlap.

    `leave` are the spans of blocks that stay as they are and give no segments. Patterns see
    one block at a time.
    """
    # nupunkt and its model take 50 ms to load, which a run with nothing to do can save.
    from pipeline.segmentation.kinds import kinds, shape
    from pipeline.segmentation.sentences import sentences
    from pipeline.segmentation.tagged import parts

    own = _own(options)
    left = frozenset(leave)
    spans: list[Span] = []
    texts: list[str] = []
    shapes: list[Shape] = []
    tags: list[tuple[Tag, ...]] = []
    for block in article.blocks:
        start, end = block.span
        if block.span in left or start == end:
            continue
        text = article.text[start:end]
        if block.tags:
            found = parts(text, block.tags, lambda plain: sentences(plain, own))
            own_texts = _on_lines([part.text for part in found])
            seen = _on_lines([part.plain for part in found])
            own_spans = [part.span for part in found]
            tags += (part.tags for part in found)
        else:
            own_spans = [Span(a, b) for a, b in sentences(text, own)]
            own_texts = [text[a:b] for a, b in own_spans]
            if _has_line_break(text):
                own_texts = _on_lines(own_texts)
            seen = own_texts
            tags += repeat((), len(own_spans))
        if own_spans:
            shapes.append(shape(seen, end / len(article.text), block.kind))
            spans += [Span(start + a, start + b) for a, b in own_spans]
            texts += own_texts
    named = chain.from_iterable(kinds(shapes))
    return tuple(map(Segment, texts, spans, named, tags))


def _on_lines(texts: Sequence[str]) -> list[str]:
    """Put each text on one line."""
    return [_SPACE.sub(_one_space, each) for each in texts]


def _has_line_break(text: str) -> bool:
    return len(text.splitlines()) > 1


def _one_space(run: re.Match[str]) -> str:
    # Something before and behind, for a line break at an edge makes no second line.
    return " " if _has_line_break(f"|{run[0]}|") else run[0]


@lru_cache(maxsize=8)
def _own(options: SegmentationOptions) -> "Own":
    from pipeline.segmentation.sentences import Own

    return Own(
        frozenset(word.rstrip(".").lower() for word in options.abbreviations),
        tuple(map(re.compile, options.join)),
        tuple(map(re.compile, options.split)),
    )


_SPACE = re.compile(r"\s+")
