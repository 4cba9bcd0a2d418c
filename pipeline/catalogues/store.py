"""Catalogues on disk: read, and saved so that nobody's work in between is overwritten."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.catalogues import po
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.catalogues.header import Header, complete
from pipeline.errors import CatalogueChanged
from pipeline.model import Catalogue

_TRIES = 5


class Saved(NamedTuple):
    """The catalogue as it now stands on disk, and whether it had to be written."""

    catalogue: Catalogue
    written: bool


def load(
    path: Path, article: str, language: str, *, header: Header, before: Fuzzy | None = None
) -> Catalogue:
    """Read a catalogue, or begin one if there is no file. Raises CatalogueBroken, FileError.

    `header` (see `header.new`) fills what the file's own header lacks; for `before` see
    `po.parse`.
    """
    data = files.read(path)
    if data is None:
        return Catalogue(article, language, header=header)
    catalogue = po.parse(data, path, article, language, before=before)
    return replace(catalogue, header=complete(catalogue.header, header))


def save(
    path: Path,
    catalogue: Catalogue,
    remake: Callable[[Catalogue], Catalogue],
    *,
    before: Fuzzy | None = None,
) -> Saved:
    """Write a catalogue if its bytes differ from those that it was read from.

    If the file has been saved by somebody else since, it is read again, and `remake` does to
    it what was done to the one before. Raises CatalogueChanged when that keeps happening,
    CatalogueBroken or FileError if the file cannot be read or written; it is whole then.
    """
    for _ in range(_TRIES):
        data = po.render(catalogue)
        found = files.fingerprint(data)
        if found == catalogue.fingerprint:
            return Saved(catalogue, written=False)
        if files.replace(path, data, expected=catalogue.fingerprint):
            saved = replace(catalogue, fingerprint=found, wrapped=False, stripped=False)
            return Saved(saved, written=True)
        fresh = load(
            path,
            catalogue.article,
            catalogue.language,
            header=catalogue.header,
            before=before,
        )
        catalogue = remake(fresh)
    raise CatalogueChanged(path)
