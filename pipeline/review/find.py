"""Words looked for in many texts: accents are optional, case is nothing, `ё` is `е`.

Whoever writes accents means them; so `ban` finds `bạn` and `bán`, and `bạn` only itself.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.memory import concordance
from pipeline.model import Span

# Two letters to the alphabet, one to most who write.
_YO = str.maketrans("ёЁ", "еЕ")


class Piece(NamedTuple):
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


class Sheet:
    """Texts laid out for searching: their words without accents, a line each."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [f" {' '.join(concordance.words(text))} \n" for text in texts]
        self._text = "".join(lines)
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line)

    def find(self, asked: str) -> Iterator[int]:
        """Number the texts that may hold these words; `spans` says whether they do."""
        words = concordance.words(asked)
        if not words:
            return
        needle = f" {' '.join(words)}{'' if concordance.may_go_on(words[-1]) else ' '}"
        at = self._text.find(needle)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._text.find(needle, self._text.index("\n", at))


def spans(asked: str, text: str) -> tuple[Span, ...]:
    """Say where the words of `asked` stand side by side in a text; a long last one may go on."""
    return concordance.find(asked.translate(_YO), text.translate(_YO))


def pieces(asked: str, text: str) -> tuple[Piece, ...]:
    """Take a text apart at what was looked for."""
    found: list[Piece] = []
    at = 0
    for start, end in spans(asked, text):
        found += (Piece(text[at:start], is_hit=False), Piece(text[start:end], is_hit=True))
        at = end
    return tuple(piece for piece in (*found, Piece(text[at:], is_hit=False)) if piece.text)
