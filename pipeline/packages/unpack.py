"""Taking a package's files out of an archive or a folder that nobody has looked at yet.

Only files that a package needs are written, under names that are known beforehand; everything
else is left out, above all what Python would load as code (the weights of Stanza's splitters
are pickles). An archive that holds any name which could do harm elsewhere is refused as a whole.
"""

import contextlib
import errno
import io
import os
import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pipeline.errors import FileError, PackageError
from pipeline.packages.layout import ARGOS_FILES, FirefoxFile

METADATA = "metadata.json"

_TEXTS = (METADATA, "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt")
_TOKENIZERS = ("sentencepiece.model", "bpe.model")
_MODEL = tuple(f"model/{name}" for name in (*ARGOS_FILES, *FirefoxFile))

NEEDED = (*_TEXTS, *_TOKENIZERS, *_MODEL)
"""The files of a package that are installed, by their path in it."""

_MOST_ENTRIES = 1_000
_MOST_DIRECTORY = 1 << 20  # bytes of an archive's list of contents
_MOST_TEXT = 1 << 20  # bytes of one of _TEXTS
_MOST_RATIO = 100  # models shrink by a fifth, vocabularies to a tenth; deflate can do 1 : 1032
_SMALL = 10 << 20  # bytes that no ratio forbids
_CHUNK = 1 << 18


def unpack(archive: Path, into: Path, *, most: int) -> Path:
    """Write the files of the package in `archive`, an .argosmodel, into the new folder `into`.

    At most `most` bytes are written, as counted while they are. The archive's top folder, its
    permissions and its dates are not taken over. Returns `into`. Raises PackageError for an
    archive that is broken or not to be trusted, and FileError; what was written until then is
    left for the caller to throw away.
    """
    try:
        with _Wary(io.FileIO(archive)) as raw:
            room = _Room(archive, most, packed=os.fstat(raw.fileno()).st_size)
            with _translating(archive), ZipFile(raw) as opened:
                entries = _entries(archive, opened.infolist())
                for name, entry in entries.items():
                    with opened.open(entry) as source:
                        written = _write(source, into, name, room)
                    if written != entry.file_size:
                        raise BadZipFile(f"{name} is shorter than it should be")
    except OSError as error:
        raise FileError.of(archive, error, "read") from error
    return into


def copy(folder: Path, into: Path, *, most: int) -> Path:
    """Write the files of the unpacked package in `folder` into the new folder `into`.

    What holds for `unpack` holds here. Links inside the folder are refused, since they would
    bring in what lies somewhere else.
    """
    if not (folder / METADATA).is_file():
        raise PackageError(
            f"{folder} is no package: it has no {METADATA}",
            "Name the folder in which metadata.json lies, or an .argosmodel file",
        )
    room = _Room(folder, most)
    for name in NEEDED:
        path = folder / name
        try:
            found = os.lstat(path)
            if not stat.S_ISREG(found.st_mode) or path.parent.is_symlink():
                raise PackageError(
                    f"{path} is no file but a link or something else",
                    "Put the file itself there",
                )
            with path.open("rb") as source:
                _write(source, into, name, room)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise FileError.of(path, error, "read") from error
    return into


class _Room:
    """How much may still be written for a package."""

    def __init__(self, of: Path, most: int, packed: int | None = None) -> None:
        self._of = of
        self._most = most if packed is None else min(most, max(_SMALL, _MOST_RATIO * packed))
        self._hint = _TOO_LARGE if self._most == most else ""
        self._taken = 0

    def take(self, count: int) -> None:
        self._taken += count
        if self._taken > self._most:
            raise _refusal(self._of, f"it holds more than {self._most / 1e6:.0f} MB", self._hint)


_TOO_LARGE = "If it is to be trusted, raise `largest` under [downloads] in pipeline.toml"


class _Wary(io.BufferedReader):
    """Refuses to read a list of contents that would fill the memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        asked = _MOST_DIRECTORY + 1 if size is None or size < 0 else size
        data = super().read(min(asked, _MOST_DIRECTORY + 1))
        if len(data) > _MOST_DIRECTORY:
            raise BadZipFile("its list of contents is too long")
        return data


@contextlib.contextmanager
def _translating(archive: Path) -> Iterator[None]:
    """Turn what the library raises for bytes that make no sense into one sentence."""
    try:
        yield
    except RuntimeError as error:  # NotImplementedError, too
        raise _refusal(archive, "it is packed in a way that packages are not") from error
    except (*_SENSELESS, OSError) as error:
        # A list of contents may send the library to a place before the beginning.
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        raise _refusal(
            archive, "it is no zip archive, or damaged", "Fetch or copy it again"
        ) from error


_SENSELESS = (BadZipFile, EOFError, ValueError, OverflowError, struct.error, zlib.error)


def _refusal(archive: Path, why: str, hint: str = "") -> PackageError:
    return PackageError(
        f"{archive} cannot be unpacked: {why}", hint or "Do not use it, and tell who made it"
    )


def _entries(archive: Path, found: Iterable[ZipInfo]) -> dict[str, ZipInfo]:
    """Check every entry; give those that are needed by their path in the package."""
    needed: dict[str, ZipInfo] = {}
    tops: set[str] = set()
    seen: dict[str, tuple[str, bool]] = {}
    for number, entry in enumerate(found):
        if number == _MOST_ENTRIES:
            raise _refusal(archive, f"it has more than {_MOST_ENTRIES} entries")
        name = entry.orig_filename.removesuffix("/")
        if why := _suspicious(name, entry) or _collision(name, entry, seen):
            raise _refusal(archive, f"“{name[:80]}” {why}")
        top, _, inside = name.partition("/")
        tops.add(top)
        if not inside and not entry.is_dir():
            raise _refusal(archive, f"“{name[:80]}” lies outside of the package's folder")
        if inside in NEEDED and not entry.is_dir():
            needed[inside] = entry
    if len(tops) > 1:
        raise _refusal(archive, f"it has several folders at its top: {', '.join(sorted(tops))}")
    if METADATA not in needed:
        raise _refusal(
            archive,
            f"it is no package: there is no folder with a {METADATA}",
            "An .argosmodel holds one folder with metadata.json, model/ and a tokenizer",
        )
    return needed


def _suspicious(name: str, entry: ZipInfo) -> str:
    """Say what is wrong with an entry by itself, as the rest of a sentence about it."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if not all(part.strip(". ") for part in name.split("/")):
        return "leads out of the package's folder"
    if re.search(r"[\\:\x00-\x1f\x7f]", name):
        return "has characters that no file of a package has in its name"
    if len(name) > 1_000 or any(len(part.encode()) > 255 for part in name.split("/")):
        return "has a name that is too long"
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        return "is a link, a device, or something else that is no file"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "is packed in a way that packages are not"
    return ""


def _collision(name: str, entry: ZipInfo, seen: dict[str, tuple[str, bool]]) -> str:
    """Say whether some file system would take an entry for another one."""
    parts = name.split("/")
    for end in range(1, len(parts) + 1):
        path, is_file = "/".join(parts[:end]), end == len(parts) and not entry.is_dir()
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
        if folded in seen:
            before, was_file = seen[folded]
            if before != path:
                return f"differs from “{before[:80]}” only in how it is written"
            if is_file or was_file:
                return "is there twice"
        seen[folded] = path, is_file
    return ""


def _write(source: IO[bytes], into: Path, name: str, room: _Room) -> int:
    """Write one file with the permissions that new files have; returns its size."""
    path = into / name
    written = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            for chunk in _chunks(source):
                written += len(chunk)
                room.take(len(chunk))
                if name in _TEXTS and written > _MOST_TEXT:
                    raise PackageError(f"{name} of the package is too long to be a text")
                out.write(chunk)
    except OSError as error:
        raise FileError.of(path, error, "written") from error
    return written


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    try:
        while chunk := source.read(_CHUNK):
            yield chunk
    except OSError as error:
        raise FileError.of(source.name, error, "read") from error
