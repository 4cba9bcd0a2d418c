"""Making a package's folder out of what is asked for, wherever that is, with its bytes noted."""

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pipeline import files
from pipeline.errors import FileError, PackageError, UsageError
from pipeline.packages import DownloadOptions, naming
from pipeline.packages.index import Listed, parse, pick
from pipeline.packages.lock import Locked, LockedFile, Source
from pipeline.packages.unpack import METADATA, copy, unpack
from pipeline.workflow.project import Project

Progress = Callable[[str, int, int | None], None]
"""Is told what is being fetched, how many bytes have come, and how many there are if known."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A package that is asked for.

    `text` is how, `origin` says where it comes from: for a `pair` of languages from an index or
    a server, else from `place`, a URL or an absolute path. `sha256` is what the archive must
    have, `locked` says all of it to the byte.
    """

    text: str
    origin: Source
    pair: tuple[str, str] | None = None
    place: str = ""
    sha256: str = ""
    locked: Locked | None = None


def wanted(texts: Sequence[str], origin: Source, sha256: str = "") -> tuple[Wanted, ...]:
    """Understand what a person has typed: pairs, URLs, archives, folders.

    Pairs come from `origin`. Raises UsageError for what is none of these.
    """
    found = tuple(_understood(text, origin) for text in texts)
    if not sha256:
        return found
    if len(found) != 1 or found[0].origin not in (Source.URL, Source.FILE):
        raise UsageError("--sha256 goes with one URL or one .argosmodel file")
    if not re.fullmatch("[0-9a-fA-F]{64}", sha256):
        raise UsageError("--sha256 takes the 64 digits (0-9, a-f) of a SHA-256")
    return (replace(found[0], sha256=sha256.lower()),)


def _understood(text: str, origin: Source) -> Wanted:
    if pair := naming.pair(text):
        return Wanted(text, origin, pair)
    if re.match(r"https?://", text, re.IGNORECASE):
        return Wanted(text, Source.URL, place=text)
    is_url = text.lower().startswith("file:")
    path = os.path.abspath(url2pathname(urlsplit(text).path) if is_url else text)
    if text and os.path.isdir(path):
        return Wanted(text, Source.FOLDER, place=path)
    # What is neither may never end, as /dev/zero, or never begin, as a pipe.
    if os.path.isfile(path):
        return Wanted(text, Source.FILE, place=path)
    looks_like_path = os.sep in text or "." in text
    raise UsageError(
        f"there is no file or folder {text}" if looks_like_path else f"{text!r} names no package",
        "Name a pair of languages such as en-ru, the URL of an .argosmodel, such a file, or the "
        "folder of a package",
    )


class Bringer:
    """Brings packages, and reads the index only once. The folder for each must not be there.

    `is_mirror` says that a person has named a server of Firefox's models in `downloads`.
    """

    def __init__(
        self,
        project: Project,
        downloads: DownloadOptions,
        *,
        is_mirror: bool = False,
        note: Callable[[str], None],
        progress: Progress,
    ) -> None:
        self._project = project
        self._downloads = downloads
        self._most = downloads.most
        self._is_mirror = is_mirror
        self._note = note
        self._progress = progress
        self._listed = cache(self._read_index)

    def bring(self, wanted: Wanted, into: Path) -> tuple[LockedFile, ...]:
        """Make the folder `into` of a package; gives what it was made of, for packages.lock.

        Raises PackageError, and FileError.
        """
        match wanted.origin:
            case Source.FIREFOX:
                return self._firefox(wanted, into)
            case Source.FOLDER:
                return self._folder(wanted, into)
            case Source.FILE:
                return (self._file(wanted, into),)
        if wanted.locked:
            return (self._fetched([wanted.locked.files[0].source], wanted, into),)
        if wanted.pair:
            return (self._fetched(pick(self._listed(), *wanted.pair).links, wanted, into),)
        return (self._fetched([wanted.place], wanted, into),)

    def _read_index(self) -> tuple[Listed, ...]:
        from pipeline.packages.download import read

        where = self._downloads.index
        return parse(read(where, self._downloads), where).listed

    def _fetched(self, urls: Sequence[str], wanted: Wanted, into: Path) -> LockedFile:
        from pipeline.packages.download import fetch

        size, sha256 = _expected(wanted)
        key = files.fingerprint(urls[0].encode("utf-8", "replace"))
        archive = self._project.settings.root / ".pipeline" / "downloads" / f"{key}.argosmodel"
        # What has come of it stays there, for the next attempt to go on from. Two that want the
        # same come one after the other.
        with files.locked(
            archive.with_suffix(".lock"),
            wait=24 * 3600,
            on_wait=lambda who: self._note(f"waiting for {who}, which fetches {wanted.text}, too"),
        ):
            try:
                came = fetch(
                    urls,
                    archive,
                    self._downloads,
                    size=size,
                    sha256=sha256,
                    progress=lambda done, of: self._progress(wanted.text, done, of),
                )
                _unpacked(archive, into, self._most, shown=came.url)
            finally:
                archive.unlink(missing_ok=True)
        return LockedFile(came.url, came.size, came.sha256)

    def _firefox(self, wanted: Wanted, into: Path) -> tuple[LockedFile, ...]:
        from pipeline.workflow.firefox import bring

        locked = wanted.locked
        pair = naming.pair(locked.name) if locked else wanted.pair
        if not pair:
            raise PackageError("packages.lock names no pair of languages for it")
        # A mirror that is named serves what is locked, too, wherever that came from.
        fixed = tuple(map(self._placed, locked.files)) if locked and not self._is_mirror else ()
        brought = bring(
            *pair,
            into,
            self._downloads,
            locked=fixed,
            version=locked.version if locked else "",
            downloads=self._project.settings.root / ".pipeline" / "downloads",
            progress=lambda done, of: self._progress(wanted.text, done, of),
        )
        if locked and _digests(brought.files) != _digests(locked.files):
            raise PackageError(
                f"{self._downloads.firefox} serves other files for it than packages.lock names",
                "Name the mirror that it came from, or install the pair by its name",
            )
        return locked.files if locked else tuple(map(self._noted, brought.files))

    def _file(self, wanted: Wanted, into: Path) -> LockedFile:
        locked = wanted.locked
        place = Path(self._placed(locked.files[0]).source if locked else wanted.place)
        self._must_exist(place, locked)
        size, sha256 = _expected(wanted)
        found = _measured(place)
        if size not in (None, found.size) or sha256 not in ("", found.sha256):
            raise PackageError(
                f"{place} has {found.size:,} bytes with SHA-256 {found.sha256}; "
                f"it should have {sha256}",
                "Nothing was installed. Get the file that is meant",
            )
        unpack(place, into, most=self._most)
        return self._noted(found)

    def _folder(self, wanted: Wanted, into: Path) -> tuple[LockedFile, ...]:
        locked = wanted.locked
        place = Path(wanted.place)
        if locked:
            sources = [Path(self._placed(each).source) for each in locked.files]
            place = next((each.parent for each in sources if each.name == METADATA), sources[0])
            self._must_exist(place, locked)
        copy(place, into, most=self._most)
        copied = sorted(path.relative_to(into) for path in into.rglob("*") if path.is_file())
        found = tuple(
            self._noted(replace(_measured(into / each), source=str(place / each)))
            for each in copied
        )
        if locked and set(found) != set(locked.files):
            raise PackageError(
                f"{place} no longer holds the files that packages.lock names",
                f"Nothing was installed. `pipeline packages install {place}` takes what it holds",
            )
        return found

    def _must_exist(self, place: Path, locked: Locked | None) -> None:
        if locked and not place.exists():
            mark = f"the digest {locked.digest}, as `pipeline packages list` shows it"
            if locked.origin is Source.FILE:
                mark = f"the SHA-256 {locked.files[0].sha256}"
            raise PackageError(
                f"it was installed from {place}, which is not on this machine",
                f"Ask who installed it for what has {mark}, and name that to "
                "`pipeline packages install`",
            )

    def _noted(self, file: LockedFile) -> LockedFile:
        """Name a file as packages.lock does: below the project by its path from there."""
        if "://" in file.source:
            return file
        return replace(file, source=self._project.shown(Path(os.path.abspath(file.source))))

    def _placed(self, file: LockedFile) -> LockedFile:
        """Name a file of packages.lock by where it lies here."""
        if "://" in file.source:
            return file
        return replace(file, source=str(self._project.settings.root / file.source))


def _digests(files: Sequence[LockedFile]) -> list[str]:
    return sorted(each.sha256 for each in files)


def _expected(wanted: Wanted) -> tuple[int | None, str]:
    if wanted.locked:
        return wanted.locked.files[0].size, wanted.locked.files[0].sha256
    return None, wanted.sha256


def _unpacked(archive: Path, into: Path, most: int, shown: str) -> None:
    """Unpack what was fetched; messages name where it came from instead of where it lies."""
    try:
        unpack(archive, into, most=most)
    except PackageError as error:
        raise PackageError(error.message.replace(str(archive), shown), error.hint) from error


def _measured(path: Path) -> LockedFile:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return LockedFile(str(path), os.fstat(file.fileno()).st_size, digest)
    except OSError as error:
        raise FileError.of(path, error, "read") from error
