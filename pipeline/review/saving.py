"""What a person does to a segment: saving its text, approving it, dismissing a finding."""

from dataclasses import dataclass

from pipeline.catalogues import Counts
from pipeline.review.article import Line
from pipeline.review.difference import Piece


@dataclass(frozen=True, slots=True)
class Saved:
    """A segment as it now stands in the file (`line`, its `number` included), and how far all is.

    `notice` is a sentence for the person where something else did not work out; empty if all did.
    """

    line: Line
    counts: Counts
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was saved: the segment has been changed since the page showed it.

    `theirs` is how it stands in the file now; its `expected` is what a save over it has to
    bring. `mine` is the text that was to be saved, and `pieces` lay mine over theirs.
    """

    theirs: Line
    mine: str
    is_reviewed: bool
    pieces: tuple[Piece, ...]
