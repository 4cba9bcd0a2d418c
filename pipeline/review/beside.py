"""What helps with one segment: matches of the memory, terms, other places, its history."""

from dataclasses import dataclass

from pipeline.evaluation.reviews import Review
from pipeline.memory import Match
from pipeline.model import Draft, Term
from pipeline.review.difference import Piece
from pipeline.review.index import Use


@dataclass(frozen=True, slots=True)
class Remembered:
    """A match of the memory; `pieces` lay its sentence over the segment's own."""

    match: Match
    pieces: tuple[Piece, ...]

    @property
    def percent(self) -> int:
        """How much the sentences are alike, rounded down: only the same one has 100."""
        return int(self.match.score * 100)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside the active segment.

    `places` are other articles with the very same sentence, and `more_places` counts those that
    are not listed. `draft` is the machine's own text, as far as the project remembers it.
    `history` are saves on this page, the latest first. `previous` lays the sentence that the
    translation was made for over the present one; None if it has not changed. `note` is what
    people wrote as comments, without dismissals.
    """

    key: str
    matches: tuple[Remembered, ...] = ()
    terms: tuple[Term, ...] = ()
    places: tuple[Use, ...] = ()
    more_places: int = 0
    draft: Draft | None = None
    history: tuple[Review, ...] = ()
    previous: tuple[Piece, ...] | None = None
    note: tuple[str, ...] = ()
