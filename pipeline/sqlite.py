"""What our SQLite files share: looking without leaving a trace, making way when damaged."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import FileError

ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises: a message about damage may quote bytes that are no text."""

BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
NOWHERE = Path(":memory:")

_CLOSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
_BESIDE = ("-wal", "-shm", "-journal")


def code(error: Exception) -> int:
    """Give SQLite's number of an error; 0 if it is none of its."""
    # The upper bits tell kinds of one code apart.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def look_into(
    path: Path, accept: Callable[[sqlite3.Connection], object], *, wait: float
) -> sqlite3.Connection:
    """Open a database as it is, changing nothing on disk.

    `accept` looks at it first; what it raises closes the database again. `wait` is how many
    seconds another program may hold it.
    """
    try:
        return _opened(path, "mode=ro", accept, wait)
    except sqlite3.OperationalError as error:
        if code(error) not in _CLOSED or os.path.exists(f"{path}-wal"):
            raise
        # Even to read, SQLite makes files beside the database, which this folder may forbid.
        return _opened(path, "immutable=1", accept, wait)


def _opened(
    path: Path, how: str, accept: Callable[[sqlite3.Connection], object], wait: float
) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=wait)
    try:
        accept(db)
    except BaseException:
        db.close()
        raise
    return db


def beside(path: Path) -> tuple[Path, ...]:
    """Name the files that SQLite may keep beside a database."""
    return tuple(path.with_name(path.name + ending) for ending in _BESIDE)


def move_aside(path: Path, aside: Path) -> Path:
    """Give a database that cannot be used another name. Raises FileError."""
    try:
        for each in beside(path):
            each.unlink(missing_ok=True)
        os.replace(path, aside)
    except OSError as error:
        raise FileError.of(path, error, "moved aside") from error
    return aside
