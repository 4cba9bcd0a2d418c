"""What a project remembers between runs: machine drafts, and stamps of finished work.

One SQLite file that may be deleted at any time: losing it costs time, never words. A file that
is damaged or was written by a newer version is moved aside and started anew.
"""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.errors import FileError
from pipeline.model import Draft

VERSION = 1

_TABLES = """
CREATE TABLE engines (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE drafts (
    engine INTEGER NOT NULL, source_hash BLOB NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL,
    confidence REAL, origin TEXT NOT NULL, warnings TEXT NOT NULL,
    PRIMARY KEY (engine, source_hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE stamps (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

# SQLite allows 32,766 variables in a statement; smaller questions cost nothing.
_ASK_AT_ONCE = 1_000


class DraftStore:
    """The open store. A context manager; `moved_aside` names a file that could not be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.moved_aside: Path | None = None
        try:
            self._db = _open(path)
        except sqlite3.DatabaseError as error:
            if _is_busy(error):
                raise FileError(
                    f"{path} is in use by another program", "Try again when it has ended"
                ) from error
            self.moved_aside = _move_aside(path)
            self._db = _open(path)
        self._engines: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def drafts(self, engine: str, sources: Sequence[str]) -> dict[str, Draft]:
        """Look up what the engine of this key has made of some texts before."""
        number = self._engine(engine)
        found: dict[str, Draft] = {}
        for at in range(0, len(sources), _ASK_AT_ONCE):
            hashes = [_hash(source) for source in sources[at : at + _ASK_AT_ONCE]]
            marks = ",".join("?" * len(hashes))
            rows = self._db.execute(
                "SELECT source, text, confidence, origin, warnings FROM drafts"  # noqa: S608 -- only question marks are put in
                f" WHERE engine = ? AND source_hash IN ({marks})",
                (number, *hashes),
            )
            for source, text, confidence, origin, warnings in rows:
                found[source] = Draft(text, confidence, origin, tuple(json.loads(warnings)))
        return found

    def keep_drafts(self, engine: str, drafts: Iterable[tuple[str, Draft]]) -> None:
        """Store drafts for good, in one transaction."""
        number = self._engine(engine)
        with self._writing():
            self._db.executemany(
                "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        number,
                        _hash(source),
                        source,
                        draft.text,
                        draft.confidence,
                        draft.origin,
                        json.dumps(draft.warnings, ensure_ascii=False),
                    )
                    for source, draft in drafts
                ),
            )

    def stamp(self, key: str) -> str | None:
        """Read what was noted under a key."""
        row = self._db.execute("SELECT value FROM stamps WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def keep_stamps(self, stamps: Mapping[str, str]) -> None:
        """Note values under their keys, in one transaction."""
        with self._writing():
            self._db.executemany("INSERT OR REPLACE INTO stamps VALUES (?, ?)", stamps.items())

    def _engine(self, key: str) -> int:
        if key not in self._engines:
            with self._writing():
                self._db.execute("INSERT OR IGNORE INTO engines (key) VALUES (?)", (key,))
            row = self._db.execute("SELECT id FROM engines WHERE key = ?", (key,)).fetchone()
            self._engines[key] = int(row[0])
        return self._engines[key]

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._db:
                yield
        except sqlite3.OperationalError as error:
            raise FileError(
                f"{self.path} cannot be written: {error}", "Check its permissions and free space"
            ) from error


def _hash(source: str) -> bytes:
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _open(path: Path) -> sqlite3.Connection:
    """Open or make the database; raises DatabaseError if it is damaged or of a newer version."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError.of(path, error, "written") from error
    try:
        db = sqlite3.connect(path, timeout=10)
    except sqlite3.OperationalError as error:
        raise FileError(
            f"{path} cannot be opened: {error}", "Check its permissions and free space"
        ) from error
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # A draft lost with the power is made again; waiting for the disk each time costs more.
        db.execute("PRAGMA synchronous = NORMAL")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version == 0:
            db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"version {version}")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _move_aside(path: Path) -> Path:
    aside = path.with_name(path.name + ".unusable")
    try:
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        path.replace(aside)
    except OSError as error:
        raise FileError.of(path, error, "moved aside") from error
    return aside
