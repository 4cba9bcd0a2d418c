"""The beginning of a file that is being fetched, kept so that a later try can go on from it.

It lies in `<file>.part`, with a note of where it comes from in `<file>.part.json`. Both are gone
once the file is complete and checked; without the note the part goes too.
"""

import hashlib
import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

from pipeline.errors import DownloadError

if sys.platform != "win32":
    import fcntl


class Begun(NamedTuple):
    """How much of a file is there, and the mark by which the server knows its state."""

    size: int
    mark: str


class Part:
    """The beginning of a file beside its place, held by one process at a time.

    The part itself carries the lock, so no lock file stays behind, and a kill frees it.
    """

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(target.name + ".part")
        self.note = target.with_name(target.name + ".part.json")
        self.target = target
        self.size = 0
        self.is_published = False

    def __enter__(self) -> Self:
        while True:
            self.file = open(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
            try:
                if self._is_held():
                    return self
            except BaseException:
                self.file.close()
                raise
            self.file.close()

    def _is_held(self) -> bool:
        """Take the lock; False where the file has gone to its place, or away, meanwhile."""
        if sys.platform == "win32":
            return True
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DownloadError(
                f"another run is fetching {self.target}",
                "Wait until it has ended, then run the command again",
            ) from None
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self.file.fileno()), os.stat(self.path))
        return False

    def __exit__(self, *_: object) -> None:
        # Closing comes last, since it gives the lock away.
        with self.file:
            if not self.is_published and not self.note.exists():
                self.path.unlink(missing_ok=True)

    def begun(self, url: str) -> Begun | None:
        """Say what is there of the file at an address, if the rest can be asked for."""
        try:
            noted = json.loads(self.note.read_bytes())
            mark = noted["mark"] if noted["url"] == without_password(url) else ""
        except (OSError, ValueError, LookupError, TypeError):
            return None
        self.file.flush()
        size = os.fstat(self.file.fileno()).st_size
        return Begun(size, mark) if size > 1 and isinstance(mark, str) and mark else None

    def take_up(self, url: str, start: int, mark: str) -> None:
        """Make ready for the bytes of an address from `start` on; 0 starts over.

        Without a mark there will be no way to go on later.
        """
        if not start:
            self.forget()
        self.size = start
        self.file.seek(start)
        self.file.truncate()
        if not start and mark:
            noted = {"url": without_password(url), "mark": mark}
            self.note.write_text(json.dumps(noted), encoding="utf-8")

    def write(self, data: bytes) -> None:
        """Add to what is there."""
        self.file.write(data)
        self.size += len(data)

    def forget(self) -> None:
        """Let the next try start over."""
        self.note.unlink(missing_ok=True)

    def digest(self) -> str:
        """Give the SHA-256 of what is on the disk."""
        self.file.flush()
        self.file.seek(0)
        return hashlib.file_digest(self.file, "sha256").hexdigest()

    def publish(self) -> None:
        """Put the file in its place; a part that is there from now on is somebody else's."""
        self.forget()
        if sys.platform == "win32":
            self.file.close()  # an open file cannot be renamed there
        os.replace(self.path, self.target)
        self.is_published = True


def without_password(url: str) -> str:
    """Give an address as it may be kept and shown."""
    return re.sub(r"^(\w+://)[^/?#]*@", r"\1", url)
