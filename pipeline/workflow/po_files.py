"""PO files that came back, as any tool has saved them."""

import codecs
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline import files
from pipeline.catalogues import header as headers
from pipeline.catalogues import po
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.catalogues.returned import Answer, Returned, is_approved
from pipeline.errors import CatalogueBroken, FileError
from pipeline.exchange import omegat
from pipeline.model import Catalogue, Entry, State

FOR_OMEGAT = "X-For-OmegaT"
"""A field of files that hold only what a person has confirmed, so that they need no flags."""

_FUZZY = {State.DRAFT, State.SUGGESTED}
_NOBODY = ("Automatically generated", "FULL NAME <EMAIL@ADDRESS>")


def read(path: Path) -> Iterator[Returned]:
    """Read a PO file that came back. Raises CatalogueBroken and FileError."""
    data = files.read(path)
    if data is None:
        raise FileError(f"there is no file {path}", "Check its name")
    data = _as_utf_8(data, path)
    catalogue = po.parse(data, path, "", "")
    revised = headers.get(catalogue.header, headers.REVISED)
    has_flags = any(entry.state in _FUZZY for entry in catalogue.entries)
    of_omegat = bool(headers.get(catalogue.header, FOR_OMEGAT))
    stripped = not has_flags and not of_omegat
    # Without flags, which texts are our drafts is told by their marks.
    marked = po.parse(data, path, "", "", before=Fuzzy(revised)) if stripped else catalogue
    found = answers(catalogue, marked)
    translator = headers.get(catalogue.header, headers.TRANSLATOR)
    yield Returned(
        headers.get(catalogue.header, "Project-Id-Version"),
        catalogue.language,
        tuple(map(_parted, found)) if of_omegat else found,
        stripped=stripped,
        revised=revised,
        created=headers.get(catalogue.header, headers.CREATED),
        translator="" if translator in _NOBODY else translator,
    )


def answers(catalogue: Catalogue, marked: Catalogue) -> tuple[Answer, ...]:
    """Give what a catalogue says; `marked` is the same one with all its drafts' marks."""
    drafts = {entry.source for entry in marked.entries if entry.origin}
    return tuple(_answer(entry, drafts) for entry in catalogue.entries)


def _answer(entry: Entry, drafts: set[str]) -> Answer:
    approved = is_approved(entry)
    return Answer(entry.source, entry.target, approved, entry.note, entry.source in drafts)


def _parted(answer: Answer) -> Answer:
    target, is_confirmed = omegat.parted(answer.target)
    return replace(answer, target=target, is_approved=answer.is_approved and is_confirmed)


def _as_utf_8(data: bytes, path: Path) -> bytes:
    """Turn a file that some program has saved in UTF-16 into what it would be in UTF-8."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    try:
        return codecs.BOM_UTF8 + data.decode("utf-16").encode()
    except UnicodeError as error:
        raise CatalogueBroken(path, 0, "it begins as UTF-16, but is not in it") from error
