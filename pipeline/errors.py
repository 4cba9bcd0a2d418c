"""The errors that end a command, or one article's part in it.

    PipelineError               message, hint, exit code
    ├── UsageError              the command or the settings are wrong (exit code 2)
    │   ├── ConfigError         a line of pipeline.toml
    │   └── GlossaryError       a line of the glossary
    ├── ArticleError            this article cannot be read; the others go on
    ├── CatalogueError          this catalogue cannot be used or saved; the others go on
    │   ├── CatalogueBroken     not a PO file that can be read without loss
    │   └── CatalogueChanged    saved by somebody else again and again while we worked
    ├── PackageError            a package is missing, broken or unfit (exit code 2)
    │   └── DownloadError       a server or a mirror does not give what was asked for
    ├── ClusterError            a cluster cannot be reached or used (exit code 2)
    │   └── Undrafted           some texts came back from no worker; the others did
    ├── FileError               a file or folder cannot be read or written (exit code 2 where
    │                           nothing can go on without it)
    └── ProjectLocked           another run holds the project (exit code 2)

Every room raises these, with a sentence a user can act on; only `cli` prints them. What is
not on this tree is a defect of ours and keeps its traceback.
"""

import errno
from collections.abc import Sequence
from pathlib import Path


class PipelineError(Exception):
    """Something a user can mend. `message` says what and where, `hint` what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Give message and hint, for those who do not print them apart."""
        return f"{self.message}. {self.hint}" if self.hint else self.message


class UsageError(PipelineError):
    """The command or the settings ask for something that cannot be."""

    exit_code = 2


class ConfigError(UsageError):
    """A line of pipeline.toml cannot be used."""

    def __init__(self, path: Path, line: int, message: str, hint: str = "") -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}", hint)


class GlossaryError(UsageError):
    """A line of the glossary cannot be used."""

    def __init__(self, path: Path, line: int, message: str, hint: str = "") -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}", hint)


class ArticleError(PipelineError):
    """An article cannot be read as it stands."""

    def __init__(self, path: Path | str, message: str, hint: str = "") -> None:
        super().__init__(f"{path}: {message}", hint)


class CatalogueError(PipelineError):
    """A catalogue cannot be used or saved as it stands."""


class CatalogueBroken(CatalogueError):
    """A file is no PO catalogue that can be read without losing something."""

    def __init__(self, path: Path, line: int, message: str, hint: str = "") -> None:
        super().__init__(
            f"{path}:{line}: {message}" if line else f"{path}: {message}",
            hint or "The file was left as it is. Mend it, or move it away to start afresh",
        )


class CatalogueChanged(CatalogueError):
    """A catalogue was saved by another program each time this one was about to."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is being saved by another program again and again",
            "Nothing was overwritten. Close the program, then run the command again",
        )


class PackageError(PipelineError):
    """A translation package is missing, broken, or does not fit."""

    exit_code = 2


class DownloadError(PackageError):
    """Something could not be fetched."""


class ClusterError(PipelineError):
    """A cluster cannot be reached, is lost, or does not have what it needs."""

    exit_code = 2


class Undrafted(ClusterError):
    """Some texts of a call could be translated by no worker; `indexes` says which."""

    def __init__(self, message: str, indexes: Sequence[int]) -> None:
        super().__init__(message, "The others are done; run the command again for these")
        self.indexes = tuple(indexes)


class FileError(PipelineError):
    """A file or folder cannot be read or written."""

    exit_code = 2

    @classmethod
    def of(cls, path: Path | str, error: OSError, doing: str) -> "FileError":
        """Build the sentence for an operating system's refusal while `doing` something."""
        reason = (error.strerror or type(error).__name__).lower()
        hint = _HINTS.get(error.errno or 0, "Check its permissions")
        return cls(f"{path} cannot be {doing}: {reason}", hint)


_ROOM = "Make room on its disk, then run the command again"
_HINTS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EIO: "Check its disk",
    errno.EISDIR: "Move the folder away",
    errno.ENOTDIR: "Move the file away that stands where a folder should",
    errno.EEXIST: "Move the file away that stands where a folder should",
    errno.ELOOP: "Mend or remove the link",
    errno.ENAMETOOLONG: "Give its article a shorter name",
}


class ProjectLocked(PipelineError):
    """Another run is working in the same project."""

    exit_code = 2
