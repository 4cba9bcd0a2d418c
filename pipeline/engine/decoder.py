"""The inner port: a loaded model that takes lists of pieces and gives lists of pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.engine.linking import Links


@dataclass(frozen=True, slots=True)
class Search:
    """How a decoder looks for its translations."""

    beam: int
    no_repeat: int = 0
    """Length of the runs of pieces that may not come twice; 0 allows any."""

    repetition_penalty: float = 1.0

    attention: bool = False
    """Whether to tell which pieces the model looked at, where it can."""


@dataclass(frozen=True, slots=True)
class Output:
    """One translation. `score` is its mean log-probability a piece.

    `complete` is False where the decoder was stopped at its greatest length. `attention` has a row
    for each piece, and in it a weight for each piece of the source.
    """

    pieces: tuple[str, ...]
    score: float
    complete: bool = True
    attention: Links | None = None


class Decoder(Protocol):
    """A model with its tokenizer."""

    @property
    def single_pieces(self) -> tuple[str, ...]:
        """Placeholders that the vocabulary holds as pieces of their own, such as `<m0>`."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Cut texts into pieces."""

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """Join pieces to texts."""

    def translate(
        self, sentences: Sequence[Sequence[str]], search: Search
    ) -> Iterator[tuple[int, tuple[Output, ...]]]:
        """Translate lists of pieces; give each index once, with its best translations in order.

        As soon as they are known, in any order; the work may start at the call. Raises
        PackageError if the model cannot.
        """

    def close(self) -> None:
        """Free the model."""
