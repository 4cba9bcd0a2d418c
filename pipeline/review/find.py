"""Words looked for in many texts: accents are optional, case is nothing, `ё` is `е`.

Whoever writes accents means them: `ban` finds `bạn` and `bán`, and `bạn` only itself.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from pipeline.memory import concordance
from pipeline.model import Span

# Characters beyond which a text is shown in part, and how many of them stand before the first hit.
LONGEST, _BEFORE = 2_000, 200

_WORD = re.compile(r"[^\W_]+")


class Piece(NamedTuple):
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


class Words(NamedTuple):
    """Words that are looked for; `accented` are those of them that must have their accents."""

    text: str
    plain: tuple[str, ...]
    accented: tuple[str, ...]

    @classmethod
    def of(cls, asked: str) -> Self:
        """Take what a person has typed."""
        text = _without_yo(unicodedata.normalize("NFC", asked))
        words = _WORD.findall(text.casefold())
        accented = tuple(word for word in words if concordance.folded(word) != word)
        return cls(text, tuple(concordance.words(text)), accented)


class Sheet:
    """Texts laid out for searching: their words without accents, a line each."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        lines = [f" {' '.join(concordance.words(text))} \n" for text in texts]
        self._text = "".join(lines)
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line)

    def find(self, asked: Words) -> Iterator[int]:
        """Number the texts that have these words, be it with other accents."""
        if not asked.plain:
            return
        end = "" if concordance.may_go_on(asked.plain[-1]) else " "
        needle = f" {' '.join(asked.plain)}{end}"
        at = self._text.find(needle)
        while at >= 0:
            yield bisect_right(self._starts, at) - 1
            at = self._text.find(needle, self._text.index("\n", at))


def spans(asked: Words, text: str) -> tuple[Span, ...]:
    """Say where the words stand side by side in a text; a long last one may go on."""
    text = _without_yo(text)
    if asked.accented:
        # Quick for the many texts that have the words with other accents.
        letters = unicodedata.normalize("NFC", text).casefold()
        if not all(word in letters for word in asked.accented):
            return ()
    return concordance.find(asked.text, text)


def pieces(text: str, found: Sequence[Span]) -> tuple[Piece, ...]:
    """Take a text apart at what was found in it; of a very long one that is a stretch."""
    begin = max(0, found[0].start - _BEFORE) if found and len(text) > LONGEST else 0
    stop = min(len(text), begin + LONGEST)
    taken = [Piece("…" if begin else "", is_hit=False)]
    at = begin
    for start, end in found:
        if end > stop:
            break
        taken += (Piece(text[at:start], is_hit=False), Piece(text[start:end], is_hit=True))
        at = end
    taken.append(Piece(text[at:stop] + ("…" if stop < len(text) else ""), is_hit=False))
    return tuple(piece for piece in taken if piece.text)


def _without_yo(text: str) -> str:
    """Write `ё` as most do who write; no letter moves."""
    return text if text.isascii() else text.replace("ё", "е").replace("Ё", "Е")
