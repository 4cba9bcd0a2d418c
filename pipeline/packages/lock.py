"""packages.lock: which packages a project uses, where they came from, and their exact bytes.

It is TOML that people can read and compare. It lies beside pipeline.toml and belongs under
version control; what it names is brought by `pipeline packages install` without arguments.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline import files, toml
from pipeline.errors import ConfigError, FileError

FILE_NAME = "packages.lock"


class Source(StrEnum):
    """What a package was installed from."""

    ARGOS = "argos"
    FIREFOX = "firefox"
    URL = "url"
    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class LockedFile:
    """A file that was fetched or copied: its URL, or its path from the project's folder."""

    source: str
    size: int
    sha256: str

    def __post_init__(self) -> None:
        """Refuse what would let any bytes pass; toml names the line."""
        if self.size < 0 or not re.fullmatch("[0-9a-f]{64}", self.sha256):
            raise ValueError("every file has its size, and a sha256 of 64 digits 0-9a-f")


@dataclass(frozen=True, slots=True)
class Locked:
    """A package as it was installed.

    `folder` is its folder's name, `name` its pair, `files` what it was made of, `digest` what
    `packages.digest` makes of the result.
    """

    folder: str
    name: str
    version: str
    origin: Source
    digest: str
    files: tuple[LockedFile, ...]

    def __post_init__(self) -> None:
        """Refuse what nothing could bring, and a folder elsewhere."""
        if not self.files:
            raise ValueError("there are no files")
        if not re.fullmatch(r"\w[\w.-]*", self.folder):
            raise ValueError("folder is no name of a folder")

    @property
    def is_remote(self) -> bool:
        """Whether others can fetch it, too."""
        return all(each.source.startswith(("http:", "https:")) for each in self.files)


@dataclass(frozen=True, slots=True)
class _File:
    package: tuple[Locked, ...] = ()


def load(path: Path) -> tuple[Locked, ...] | None:
    """Read a lock file; None if there is none. Raises ConfigError with the line, and FileError."""
    data = files.read(path)
    return None if data is None else parse(data, path)


def parse(data: bytes, path: Path) -> tuple[Locked, ...]:
    """Read the bytes of a lock file; `path` is for messages. Raises ConfigError."""
    try:
        return toml.parse(data, path, _File).package
    except ConfigError as error:
        error.hint = error.hint or "Mend that line, or take the file back from version control"
        raise


def add(known: Iterable[Locked], new: Locked) -> tuple[Locked, ...]:
    """Put a package among the others, in the place of one that lay in the same folder.

    The same content keeps the source that is known, so that it does not change to and fro with
    the paths of several people; unless others can fetch it from the new one.
    """
    others = []
    for each in known:
        if each.folder != new.folder:
            others.append(each)
        elif each.digest == new.digest and not new.is_remote:
            new = each
    return tuple(sorted((*others, new), key=lambda each: each.folder))


def drop(known: Iterable[Locked], folder: str) -> tuple[Locked, ...]:
    """Leave out the package that lies in a folder."""
    return tuple(each for each in known if each.folder != folder)


def change(
    path: Path, how: Callable[[tuple[Locked, ...]], tuple[Locked, ...]], *, guard: Path
) -> None:
    """Change a lock file as `how` says, on top of what others have just written into it.

    `guard` is a file that whoever changes the lock file holds meanwhile. A file without
    packages is not made. Raises ConfigError if the file cannot be understood (it is left as it
    is then), ProjectLocked, and FileError.
    """
    with files.locked(guard, wait=60, on_wait=lambda _: None):
        for _ in range(10):
            data = files.read(path)
            before = () if data is None else parse(data, path)
            after = how(before)
            if after == before or files.replace(
                path, text(after).encode(), expected=files.fingerprint(data)
            ):
                return
    raise FileError(
        f"{path} is being saved by another program again and again",
        "Close the program, then run the command again",
    )


def text(packages: Iterable[Locked]) -> str:
    """Write a lock file: a table a package, a line a file, always the same for the same."""
    return _HEAD + "".join(map(_table, packages))


_HEAD = """\
# The packages of this project, to the byte. `pipeline packages` keeps this file; commit it.
# `pipeline packages install` brings all of them.
"""


def _table(package: Locked) -> str:
    keys = ("folder", "name", "version", "origin", "digest")
    lines = ["", "[[package]]", *(f"{key} = {_quote(getattr(package, key))}" for key in keys)]
    lines.append("files = [")
    lines += [
        f"    {{ source = {_quote(file.source)}, size = {file.size}, sha256 = "
        f"{_quote(file.sha256)} }},"
        for file in package.files
    ]
    return "\n".join((*lines, "]", ""))


def _quote(value: str) -> str:
    # A string of TOML is one of JSON but for DEL, which it wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
