"""Sentences and their translations by people, out of two files or one with two columns."""

from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.errors import FileError, UsageError


class Pair(NamedTuple):
    """A sentence, how people have translated it, and the line it stands in, from 1."""

    source: str
    reference: str
    line: int


class Pairs(NamedTuple):
    """What can be compared, and how many lines lack one side or the other."""

    pairs: tuple[Pair, ...]
    skipped: int


def read(source: Path, reference: Path | None = None) -> Pairs:
    """Read two UTF-8 files that agree line by line, or one with a tab between the two sides.

    Lines end at line feeds only; white space around a sentence does not count. Raises FileError
    for what cannot be read, UsageError for what does not fit together.
    """
    if reference is None:
        rows = [_columns(source, number, line) for number, line in enumerate(_lines(source), 1)]
    else:
        left, right = _lines(source), _lines(reference)
        if len(left) != len(right):
            raise UsageError(
                f"{source} has {len(left)} lines, but {reference} has {len(right)}",
                "Each line of one must be the translation of the same line of the other",
            )
        rows = list(zip(left, right, strict=True))
    sides = [(one.strip(), other.strip()) for one, other in rows]
    pairs = tuple(Pair(*both, line) for line, both in enumerate(sides, 1) if all(both))
    if not pairs:
        raise UsageError(
            f"there is no sentence with a translation in {source}",
            "Give two files with a sentence a line, or one with a tab between sentence and"
            " translation",
        )
    return Pairs(pairs, len(sides) - len(pairs))


def _lines(path: Path) -> list[str]:
    data = files.read(path)
    if data is None:
        raise FileError(f"there is no file {path}")
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(f"{path}:{line}: this line is not UTF-8", "Save it as UTF-8") from error
    return lines if lines[-1] else lines[:-1]


def _columns(path: Path, number: int, line: str) -> tuple[str, str]:
    columns = line.split("\t") if line.strip() else ["", ""]
    if len(columns) != 2:
        raise UsageError(
            f"{path}:{number}: this line has {len(columns) - 1} tabs instead of one",
            "A sentence, a tab, its translation; or name a second file for the translations",
        )
    return columns[0], columns[1]
