"""What people had to do to drafts: edits of words, characters typed, drafts left as they were."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, astuple, dataclass

from pipeline import tags
from pipeline.evaluation import composed
from pipeline.evaluation.scores import edits


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done to some drafts until they were approved; efforts add up.

    `edits` are words inserted, deleted, replaced or moved as blocks, `words` those of the
    approved texts, both as TER counts them. `typed` and `deleted` are the characters that the
    shortest way from each draft to its approved text types and deletes; real hands do more.
    `characters` are those of the approved texts. Tags are neither words nor characters, but a
    draft in which one was moved is not untouched.
    """

    segments: int = 0
    untouched: int = 0
    edits: int = 0
    words: int = 0
    typed: int = 0
    deleted: int = 0
    characters: int = 0

    @property
    def ter(self) -> float:
        """Edits for a hundred words of the approved texts."""
        return 100 * self.edits / max(1, self.words)

    @property
    def share_untouched(self) -> float:
        """The share of drafts that were approved as they were, 0 to 1."""
        return self.untouched / max(1, self.segments)

    @property
    def share_kept(self) -> float:
        """The share of the drafts' characters that stand in the approved texts, 0 to 1."""
        kept = self.characters - self.typed
        return kept / max(1, kept + self.deleted)

    @property
    def share_typed(self) -> float:
        """Characters typed for one of the approved texts."""
        return self.typed / max(1, self.characters)

    def as_counts(self) -> dict[str, int]:
        """Give what was counted, by name."""
        return asdict(self)


def measure(reviews: Sequence[tuple[str, str]]) -> list[Effort]:
    """Measure the effort for each pair of a draft and what was approved in its place."""
    found = edits(*([tags.bare(pair[side]).text for pair in reviews] for side in (0, 1)))
    return [
        _effort(draft, final, each.edits, each.words)
        for (draft, final), each in zip(reviews, found, strict=True)
    ]


Meter = Callable[[Sequence[tuple[str, str]]], list[Effort]]
"""What measures each pair of a draft and what was approved in its place."""


def skim(reviews: Sequence[tuple[str, str]]) -> list[Effort]:
    """Measure as `measure` does, but characters only: edits and words stay 0, and TER says nothing.

    TER takes a hundred times as long, for which nobody wants to wait before a page.
    """
    return [_effort(draft, final, 0, 0) for draft, final in reviews]


def total(efforts: Iterable[Effort]) -> Effort:
    """Add efforts up."""
    return Effort(*map(sum, zip(astuple(Effort()), *map(astuple, efforts), strict=True)))


def _effort(draft: str, final: str, edits: int, words: int) -> Effort:
    from rapidfuzz.distance import LCSseq

    draft, final = composed(draft), composed(final)
    is_untouched = draft == final
    draft, final = tags.bare(draft).text, tags.bare(final).text
    # What both have in common in the same order is the most that can stay.
    kept = LCSseq.similarity(draft, final)
    return Effort(
        segments=1,
        untouched=int(is_untouched),
        edits=edits,
        words=words,
        typed=len(final) - kept,
        deleted=len(draft) - kept,
        characters=len(final),
    )
