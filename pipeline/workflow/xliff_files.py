"""XLIFF files that came back from CAT tools."""

from collections.abc import Iterator
from pathlib import Path

from pipeline import files
from pipeline.catalogues.returned import Returned
from pipeline.errors import FileError


def read(path: Path) -> Iterator[Returned]:
    """Read an XLIFF file that came back. Raises CatalogueBroken and FileError."""
    from pipeline.exchange import xliff

    data = files.read(path)
    if data is None:
        raise FileError(f"there is no file {path}", "Check its name")
    yield from xliff.read(data, path)
