"""Which files make up a package, by whose model it holds."""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pipeline.packages import Format, Tokenizer, TokenizerKind


class FirefoxFile(StrEnum):
    """What the files of a Firefox model are called in the `model/` folder of a package.

    One vocabulary serves both languages, or each has one of its own.
    """

    MODEL = "model.intgemm.bin"
    VOCABULARY = "vocabulary.spm"
    SOURCE = "source.spm"
    TARGET = "target.spm"
    SHORTLIST = "shortlist.bin"


class Layout(NamedTuple):
    """The files of a package. `parts` decide its output, in a fixed order."""

    format: Format
    tokenizer: Tokenizer
    parts: tuple[Path, ...]


ARGOS_FILES = (
    *("model.bin", "config.json", "vmap.txt"),
    *("shared_vocabulary.json", "shared_vocabulary.txt"),
    *("source_vocabulary.json", "source_vocabulary.txt"),
    *("target_vocabulary.json", "target_vocabulary.txt"),
)


def layout(path: Path) -> Layout | None:
    """Look which files the package at `path` has; None if there is no tokenizer among them."""
    model = path / "model"
    if (model / FirefoxFile.MODEL).is_file():
        for name in (FirefoxFile.VOCABULARY, FirefoxFile.SOURCE):
            if (model / name).is_file():
                tokenizer = Tokenizer(model / name, TokenizerKind.SENTENCEPIECE)
                return Layout(Format.FIREFOX, tokenizer, _there(model, tuple(FirefoxFile)))
        return None
    for kind in TokenizerKind:
        file = path / f"{kind.value}.model"
        if file.is_file():
            parts = (*_there(model, ARGOS_FILES), file)
            return Layout(Format.ARGOS, Tokenizer(file, kind), parts)
    return None


def _there(folder: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple(folder / name for name in names if (folder / name).is_file())
