"""Putting packages into a folder, and taking them out of it, so that none is ever half there.

A package is made in a hidden staging folder beside the others, looked at there, and then
renamed. Whoever works in a staging folder holds a lock in it; one without a holder is what a
kill has left, and is swept by the next who makes one.
"""

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.errors import FileError, PackageError, ProjectLocked
from pipeline.packages import Format, Package, PackageOptions
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.packages.index import is_too_new
from pipeline.packages.unpack import METADATA

Probe = Callable[[Package], Iterator[str]]
"""Yields what is wrong with a package, as the rest of a sentence about it."""

_STAGING = ".incoming-"
_LOCK = "lock"
_REPLACED = "replaced-"


class Published(NamedTuple):
    """A package in its place. `was_there` if it lay there before, with the same content."""

    path: Path
    digest: str
    was_there: bool


@contextlib.contextmanager
def staging(into: Path) -> Iterator[Path]:
    """Give a hidden folder inside `into` to make a package in; what is left in it goes again.

    `into` is made, and goes again if it stays empty. What killed processes have left in it is
    swept first, and a package that one of them was about to replace put back. Raises FileError.
    """
    is_new = not into.exists()
    with contextlib.ExitStack() as held:
        try:
            _sweep(into)
            folder = _own(into, held)
        except OSError as error:
            raise FileError.of(into, error, "written") from error
        try:
            yield folder
        finally:
            _clear(folder)
            if is_new:
                with contextlib.suppress(OSError):
                    into.rmdir()


def check(folder: Path, probe: Probe, pair: tuple[str, str] | None = None) -> Package:
    """Read the package that was made in `folder`, and try it; `pair` is what it should be for.

    Raises PackageError with the reason why it cannot be used, and FileError.
    """
    found = find(PackageOptions(folders=(folder,), argos=False, bundled=False))
    for problem in found.problems:
        raise _unfit(problem.reason)
    if not found.packages:
        raise _unfit("is for another purpose than translation")
    package = found.packages[0]
    if why := _too_new(folder / METADATA):
        raise PackageError(f"the package {why}", "Nothing was installed. Update this tool first")
    if pair and pair != (package.from_code, package.to_code):
        raise _unfit(
            f"translates {package.from_code}→{package.to_code}, "
            f"not {pair[0]}→{pair[1]}, for which it was offered"
        )
    for reason in probe(package):
        raise _unfit(reason)
    return package


def folder_name(package: Package) -> str:
    """Name a package's folder by what its metadata says: `translate-en_vi-1_9`."""
    prefix = "firefox" if package.format is Format.FIREFOX else "translate"
    version = re.sub(r"[^0-9A-Za-z]+", "_", package.version).strip("_")[:40]
    return "-".join(filter(None, (prefix, package.name, version)))


def publish(staged: Package, into: Path, *, force: bool = False) -> Published:
    """Make a package that `check` gave visible in `into`, by one renaming.

    It must lie in a staging folder of `into`. What is there under its name stays if it has the
    same content; with `force` it makes way for other content. Raises PackageError if it would
    have to, and FileError.
    """
    target = into / folder_name(staged)
    own = digest(staged)
    try:
        _reach_disk(staged.path)
        while not _renamed(staged.path, target):
            if content(target) == own:
                return Published(target, own, was_there=True)
            if not force:
                raise PackageError(
                    f"{target} is there already, with other content",
                    "Remove it first, or replace it with --force",
                )
            # A kill between the two renamings leaves none; the next who comes puts the old back.
            aside = Path(tempfile.mkdtemp(prefix=_REPLACED, dir=staged.path.parent))
            with contextlib.suppress(FileNotFoundError):
                os.rename(target, aside / target.name)
        _sync(into)
    except OSError as error:
        raise FileError.of(target, error, "written") from error
    return Published(target, own, was_there=False)


def content(path: Path) -> str:
    """Give the digest of the package in a folder; empty if there is none that can be read."""
    found = find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages
    try:
        return digest(found[0]) if found and found[0].path == path else ""
    except FileError:
        # Somebody else has just replaced or removed it.
        return ""


def remove(path: Path) -> None:
    """Take a package out of the folder in which it lies, by one renaming. Raises FileError."""
    with staging(path.parent) as work:
        try:
            os.rename(path, work / "removed")
        except OSError as error:
            raise FileError.of(path, error, "removed") from error
        _sync(path.parent)


def _sweep(into: Path) -> None:
    for left in into.glob(f"{_STAGING}*"):
        if not left.is_symlink():
            with contextlib.suppress(ProjectLocked, FileError, OSError), _holding(left):
                _clear(left)


def _own(into: Path, held: contextlib.ExitStack) -> Path:
    """Make a staging folder and hold its lock; where a sweeper was faster, make another one."""
    while True:
        into.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(ProjectLocked, FileNotFoundError):
            folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=into))
            try:
                held.enter_context(_holding(folder))
            except FileError:
                if folder.exists():
                    raise
            else:
                if (folder / _LOCK).exists():
                    return folder


def _holding(folder: Path) -> contextlib.AbstractContextManager[bool]:
    return files.locked(folder / _LOCK, wait=0, on_wait=lambda _: None)


def _clear(folder: Path) -> None:
    """Remove a staging folder; a package that was moved aside for one that is not there returns."""
    for aside in folder.glob(f"{_REPLACED}*/*"):
        home = folder.parent / aside.name
        if not os.path.lexists(home):
            os.rename(aside, home)
    shutil.rmtree(folder, ignore_errors=True)


def _unfit(why: str) -> PackageError:
    whose = "the package's" if why.startswith(METADATA) else "the package"
    return PackageError(f"{whose} {why}", "Nothing was installed. Use another one")


def _too_new(metadata: Path) -> str:
    known = json.loads(metadata.read_bytes()).get("argos_version") or ""
    if not isinstance(known, str):
        return "has a metadata.json whose argos_version is no text"
    return f"is made for Argos Translate {known}, which is not known here" * is_too_new(known)


def _renamed(staged: Path, target: Path) -> bool:
    """Rename a folder; False if something is there already."""
    try:
        os.rename(staged, target)
    except OSError:
        if os.path.lexists(target):
            return False
        raise
    return True


def _reach_disk(folder: Path) -> None:
    """Wait until the files of a folder are on the disk, lest a power cut leave empty ones."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        else:
            _sync(path)
    _sync(folder)


def _sync(folder: Path) -> None:
    # Windows opens no folders, and knows no such wait.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
