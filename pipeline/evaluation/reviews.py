"""What people did on the review page, a line of JSON for each save: for history and for effort.

The file belongs to those who work: it can be read, cut and deleted at any time.
"""

import errno
import json
import math
import os
import stat
from collections import defaultdict
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from pipeline.errors import FileError


@dataclass(frozen=True, slots=True)
class Review:
    """One save of a segment: what stood there before, what after, and what it took.

    `when` is ISO 8601 with a zone. `draft` is the machine's text that was shown, empty if none
    was, with the `origin` and `confidence` that it came with. `seconds` are active ones since
    the segment's last save, `keystrokes` those in its field; None where nobody has counted.
    """

    when: str
    person: str
    article: str
    language: str
    source: str
    kind: str
    after: str
    is_reviewed: bool
    before: str = ""
    draft: str = ""
    origin: str = ""
    confidence: float | None = None
    seconds: float | None = None
    keystrokes: int | None = None


def now() -> str:
    """Give the time as records have it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def append(path: Path, review: Review) -> None:
    """Add a line to the record, in one write, so that several programs may do so at once.

    Raises FileError; what was reviewed has been saved by then, and stays so.
    """
    line = json.dumps(asdict(review), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b", buffering=0) as file:
            if _size(os.fstat(file.fileno())):
                file.seek(-1, os.SEEK_END)
                # A line that a kill or a full disk has cut short takes no other with it.
                if file.read(1) != b"\n":
                    line = b"\n" + line
            if file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError as error:
        raise FileError.of(path, error, "written") from error


class Reviews:
    """The record as it is read, again and again, while others add to it; safe in threads.

    `broken` counts the lines that are no reviews; they are passed over.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.broken = 0
        self._lock = Lock()
        self._forget()

    def all(self) -> tuple[Review, ...]:
        """Give all reviews as they came. Raises FileError."""
        with self._lock:
            self._read_on()
            return tuple(self._reviews)

    def of(self, language: str, source: str) -> tuple[Review, ...]:
        """Give the reviews of a segment in all articles, as they came. Raises FileError."""
        with self._lock:
            self._read_on()
            return tuple(self._by_segment.get((language, source), ()))

    def _forget(self) -> None:
        self._inode = self._at = self.broken = 0
        self._reviews: list[Review] = []
        self._by_segment: dict[tuple[str, str], list[Review]] = defaultdict(list)

    def _read_on(self) -> None:
        try:
            found = os.stat(self.path)
            size = _size(found)
            if found.st_ino != self._inode or size < self._at:
                self._forget()
                self._inode = found.st_ino
            if size == self._at:
                return
            with self.path.open("rb") as file:
                file.seek(self._at)
                for line in file:
                    if not line.endswith(b"\n"):
                        break  # Somebody is writing it, or was cut short.
                    self._at += len(line)
                    self._take(line)
        except FileNotFoundError:
            self._forget()
        except OSError as error:
            raise FileError.of(self.path, error, "read") from error

    def _take(self, line: bytes) -> None:
        review = parse(line)
        if review:
            self._reviews.append(review)
            self._by_segment[review.language, review.source].append(review)
        elif line.strip():
            self.broken += 1


def _size(found: os.stat_result) -> int:
    """Give the size of a file; from a pipe nothing may be read, since it might never come."""
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no file")
    return found.st_size


_NAMES = [each.name for each in fields(Review)]
_TEXTS = [each.name for each in fields(Review) if each.type is str]


def parse(line: bytes) -> Review | None:
    """Read a line of the record; None if it is no review."""
    try:
        found = json.loads(line)
        values = {name: found[name] for name in _NAMES if name in found}
        review = Review(**{**values, **_counts(values)})
        is_dated = datetime.fromisoformat(review.when).tzinfo is not None
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    if is_dated and isinstance(review.is_reviewed, bool):
        return review if all(isinstance(getattr(review, name), str) for name in _TEXTS) else None
    return None


def _counts(values: dict[str, Any]) -> dict[str, Any]:
    """Give the figures of a line, those that can be none as None."""
    keystrokes = _figure(values.get("keystrokes"))
    return {
        "confidence": _figure(values.get("confidence")),
        "seconds": _figure(values.get("seconds")),
        "keystrokes": None if keystrokes is None else int(keystrokes),
    }


def _figure(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) and value >= 0 else None
