"""What was looked for in all texts of the project, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.review import find
from pipeline.review.article import key
from pipeline.review.index import Held, Use
from pipeline.workflow.report import Failure

# Texts beyond which nobody reads on, and letters beyond which nobody looks for a text.
MOST = 200
LONGEST = 200


class Where(StrEnum):
    """Which texts are searched."""

    BOTH = ""
    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence with its translation, taken apart at what was found in either."""

    use: Use
    source: tuple[find.Piece, ...]
    target: tuple[find.Piece, ...]

    @property
    def key(self) -> str:
        """Name the segment in addresses."""
        return key(self.use.source)


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits by article, whether there are more, and what could not be searched."""

    hits: tuple[Hit, ...] = ()
    has_more: bool = False
    failures: tuple[Failure, ...] = ()


def search(
    held: Mapping[tuple[str, str], Held],
    asked: str,
    *,
    language: str = "",
    where: Where = Where.BOTH,
    most: int = MOST,
) -> Found:
    """Look for words in the sentences and translations of all catalogues, or in one language."""
    words = find.Words.of(asked[:LONGEST])
    picked = [held[name] for name in sorted(held) if language in ("", name[1])]
    hits: list[Hit] = []
    for use in (use for each in picked for use in _candidates(each, words, where)):
        hit = _hit(use, words, where)
        if hit and len(hits) == most:
            return Found(tuple(hits), has_more=True, failures=_failures(picked))
        if hit:
            hits.append(hit)
    return Found(tuple(hits), failures=_failures(picked))


def _candidates(held: Held, asked: find.Words, where: Where) -> Iterator[Use]:
    """Give the uses whose words fit without their accents."""
    numbers: set[int] = set()
    if where is not Where.TARGET:
        numbers.update(held.sources.find(asked))
    if where is not Where.SOURCE:
        numbers.update(held.targets.find(asked))
    return (held.uses[number] for number in sorted(numbers))


def _hit(use: Use, asked: find.Words, where: Where) -> Hit | None:
    source = () if where is Where.TARGET else find.spans(asked, use.source)
    target = () if where is Where.SOURCE else find.spans(asked, use.target)
    if not source and not target:
        return None
    return Hit(use, find.pieces(use.source, source), find.pieces(use.target, target))


def _failures(picked: list[Held]) -> tuple[Failure, ...]:
    return tuple(each.failure for each in picked if each.failure)
