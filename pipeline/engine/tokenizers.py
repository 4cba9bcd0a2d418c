"""The tokenizers of packages: the only file that calls SentencePiece and Argos' byte pairs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import sentencepiece

from pipeline.packages import Package


class Tokenizer(Protocol):
    """Cuts texts into pieces and joins them; `single_pieces` as in `Decoder`."""

    @property
    def single_pieces(self) -> tuple[str, ...]: ...

    def encode(self, texts: Sequence[str]) -> list[list[str]]: ...

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]: ...


class SentencePieces:
    """A SentencePiece model. Raises OSError or RuntimeError if the file is none."""

    def __init__(self, path: Path) -> None:
        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        names = (f"<m{number}>" for number in range(10))
        unknown = self._processor.unk_id()
        self.single_pieces = tuple(
            name for name in names if self._processor.piece_to_id(name) != unknown
        )

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = self._processor.encode(list(texts), out_type=str)
        return found

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        # One by one: the processor starts threads for a list, a millisecond each time. Some
        # models emit the sign for a space where it is none of the tokenizer's.
        return [self._processor.decode_pieces(list(each)).replace("▁", " ") for each in pieces]


class BytePairs:
    """The tokenizer of older packages: Moses words, cut into byte pairs."""

    single_pieces = ()

    def __init__(self, package: Package) -> None:
        from argostranslate.tokenizer import BPETokenizer

        self._words = BPETokenizer(package.tokenizer.path, package.from_code, package.to_code)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        return [self._words.encode(text) for text in texts]

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        return [self._words.decode(list(each)) for each in pieces]
