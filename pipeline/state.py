"""What a project remembers between runs: drafts, what we wrote, what checks found, stamps of work.

One SQLite file that may be deleted at any time: losing it costs time, never words. A file that
is damaged or was written by a newer version is moved aside and started anew.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from pipeline import sqlite
from pipeline.errors import FileError
from pipeline.model import Draft

VERSION = 1

# Drafts lie in the order in which they came: by hash, each would have a page written of its own.
_TABLES = """
CREATE TABLE engines (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE drafts (
    engine INTEGER NOT NULL, source_hash BLOB NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL,
    confidence REAL, origin TEXT NOT NULL, warnings TEXT NOT NULL,
    PRIMARY KEY (engine, source_hash)
) STRICT;
CREATE TABLE stamps (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
# Made where a file has none yet; they came later.
_LATER_TABLES = """
CREATE TABLE IF NOT EXISTS findings (
    key BLOB PRIMARY KEY, found TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stood (
    source BLOB NOT NULL, target BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (source, target)
) STRICT, WITHOUT ROWID;
"""
_STANDS = """
INSERT INTO stood SELECT ?, ?, ?, ? WHERE (
    SELECT target FROM stood WHERE source = ? ORDER BY last DESC LIMIT 1
) IS NOT ? ON CONFLICT (source, target) DO UPDATE SET last = excluded.last
"""
_RULES = "findings"
_NOTHING: Mapping[Any, str] = {}

# What a kill may cost. Keys are hashes, so nearly each row changes a page: the more rows at once,
# the less is written.
KEEP_SECONDS = 3.0

# Room for what changes in between, in KiB; pages that the log holds before they go to their places.
_ROOM, _LOG = 4_096, 16_000

# How long another program may hold the file before it counts as in use.
WAIT_SECONDS = 10.0

_REFUSALS = sqlite.BUSY | {
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM),
}

# SQLite allows 32,766 variables in a statement; smaller questions cost nothing.
_ASK_AT_ONCE = 1_000


class DraftStore:
    """The open store. A context manager.

    What is kept is on disk seconds later, if work goes on, or when the store is closed.

    `moved_aside` names a file that was damaged, or of a newer version, and has been replaced by
    an empty one; damage may show only while work goes on. `trouble` is why nothing can be
    stored any more: reading goes on, and what is to be kept is let go. With `only_look` nothing
    on disk is changed: no file, and a damaged one, count as an empty store.

    Opening and reading raise FileError where the system does not let us at the file, for what
    it says might still be needed.
    """

    def __init__(self, path: Path, *, only_look: bool = False) -> None:
        self.path = path
        self.moved_aside: Path | None = None
        self.trouble: FileError | None = None
        self._only_look = only_look
        self._engines: dict[str, int] = {}
        self._waiting: defaultdict[str, list[Sequence[object]]] = defaultdict(list)
        self._fresh: dict[str | bytes, str] = {}  # Stamps and findings of those that wait.
        self._kept = time.monotonic()
        try:
            self._db = _look_into(path) if only_look else _open(path)
        except sqlite.ERRORS as error:
            self._db = self._instead(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.keep()
        finally:
            self._db.close()

    def keep(self) -> None:
        """Store for good, in one transaction, what was kept since the last time."""
        try:
            if self._waiting:
                with self._db:
                    for statement, rows in self._waiting.items():
                        self._db.executemany(statement, rows)
        except sqlite.ERRORS as error:
            self._let_go()
            if _is_refusal(error):
                self.trouble = _refused(self.path, error)
            else:
                self._begin_anew(error)
        else:
            self._let_go()

    def drafts(self, engine: str, sources: Sequence[str]) -> dict[str, Draft]:
        """Look up what the engine of this key has made of some texts before."""
        self.keep()
        number = self._engine(engine)
        found: dict[str, Draft] = {}
        for at in range(0, len(sources), _ASK_AT_ONCE):
            hashes = [_hash(source) for source in sources[at : at + _ASK_AT_ONCE]]
            marks = ",".join("?" * len(hashes))
            rows = self._read(
                "SELECT source, text, confidence, origin, warnings FROM drafts"  # noqa: S608 -- only question marks are put in
                f" WHERE engine = ? AND source_hash IN ({marks})",
                (number, *hashes),
            )
            found.update(filter(None, map(_draft, rows)))
        return found

    def keep_drafts(self, engine: str, drafts: Iterable[tuple[str, Draft]]) -> None:
        """Keep drafts."""
        rows = [
            (
                _hash(source),
                source,
                draft.text,
                draft.confidence,
                draft.origin,
                json.dumps(draft.warnings, ensure_ascii=False),
            )
            for source, draft in drafts
        ]
        if engine not in self._engines:
            self._write("INSERT OR IGNORE INTO engines (key) VALUES (?)", [(engine,)])
            self.keep()
        if number := self._engine(engine):
            self._write(
                "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(number, *row) for row in rows],
            )

    def wrote(self, language: str, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Tell which pairs of sentence and translation no person made, but we, to the letter.

        This holds where a program has taken marks and flags away. Drafts and matches count.
        """
        self.keep()
        keys = {_hash("\0".join((language, *pair))): pair for pair in pairs}
        if not self._read("SELECT 1 FROM sqlite_master WHERE name = 'written'", ()):
            return set()  # Only looked at, and from before there was such a table.
        found = self._among("SELECT key FROM written WHERE key", list(keys))
        return {keys[key] for (key,) in found}

    def keep_written(self, language: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember what we have written into a catalogue."""
        rows = [(_hash("\0".join((language, *pair))),) for pair in pairs]
        self._write("INSERT OR IGNORE INTO written VALUES (?)", rows)

    def stamp(self, key: str) -> str | None:
        """Read what was noted under a key."""
        if key in self._fresh:
            return self._fresh[key]
        rows = self._read("SELECT value FROM stamps WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def keep_stamps(self, stamps: Mapping[str, str]) -> None:
        """Note values under their keys."""
        self._write("INSERT OR REPLACE INTO stamps VALUES (?, ?)", list(stamps.items()), stamps)

    def findings(self, rules: str, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Look up what checks found in some texts, if it was by these `rules`."""
        if self.stamp(_RULES) != rules:
            return {}
        found = {key: self._fresh[key] for key in keys if key in self._fresh}
        others = [key for key in keys if key not in found]
        found.update(self._among("SELECT key, found FROM findings WHERE key", others))
        return found

    def keep_findings(self, rules: str, found: Mapping[bytes, str]) -> None:
        """Keep what checks found by these `rules`; what others found goes."""
        if self.stamp(_RULES) != rules:
            self._write("DELETE FROM findings", [()])
            self.keep_stamps({_RULES: rules})
            self.keep()
        self._write("INSERT OR REPLACE INTO findings VALUES (?, ?)", list(found.items()), found)

    def stood(self, sources: Sequence[bytes]) -> dict[tuple[bytes, bytes], tuple[int, int]]:
        """Look up what has stood for some sources, and when it first and last came there."""
        self.keep()
        if not self._read("SELECT 1 FROM sqlite_master WHERE name = 'stood'", ()):
            return {}  # Only looked at, and from before there was such a table.
        rows = self._among("SELECT source, target, first, last FROM stood WHERE source", sources)
        return {(source, target): (first, last) for source, target, first, last in rows}

    def keep_stood(self, pairs: Iterable[tuple[bytes, bytes]], first: int, last: int) -> None:
        """Note what stands for sources now; what already did stays as noted."""
        self._write(_STANDS, [(*pair, first, last, *pair) for pair in pairs])

    def _engine(self, key: str) -> int | None:
        """Give the number of an engine; None if nothing is stored of it."""
        if key not in self._engines:
            rows = self._read("SELECT id FROM engines WHERE key = ?", (key,))
            if not rows:
                return None
            self._engines[key] = rows[0][0]
        return self._engines[key]

    def _among(self, question: str, keys: Sequence[bytes]) -> Iterator[tuple[Any, ...]]:
        """Ask for the rows of many keys."""
        for at in range(0, len(keys), _ASK_AT_ONCE):
            part = keys[at : at + _ASK_AT_ONCE]
            yield from self._read(f"{question} IN ({','.join('?' * len(part))})", part)

    def _read(self, question: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(question, tuple(values)).fetchall()
        except sqlite.ERRORS as error:
            self._begin_anew(error)
            return []

    def _write(
        self,
        statement: str,
        rows: Sequence[Sequence[object]],
        fresh: Mapping[Any, str] = _NOTHING,
    ) -> None:
        if self.trouble or self._only_look:
            return
        self._waiting[statement] += rows
        self._fresh.update(fresh)
        if time.monotonic() - self._kept >= KEEP_SECONDS:
            self.keep()

    def _let_go(self) -> None:
        self._waiting.clear()
        self._fresh.clear()
        self._kept = time.monotonic()

    def _begin_anew(self, error: Exception) -> None:
        """Go on with an empty store after the open one has turned out to be damaged."""
        if isinstance(error, sqlite3.ProgrammingError):
            raise error  # A closed store is no damaged one.
        if not _is_refusal(error):
            self._db.close()
        self._db = self._instead(error)
        self._engines.clear()

    def _instead(self, error: Exception) -> sqlite3.Connection:
        if _is_refusal(error):
            raise _refused(self.path, error) from error
        if self._only_look:
            return _open(sqlite.NOWHERE)
        self.moved_aside = sqlite.move_aside(
            self.path, self.path.with_name(self.path.name + ".unusable")
        )
        try:
            return _open(self.path)
        except sqlite.ERRORS as again:
            raise _refused(self.path, again) from again


def _draft(row: tuple[Any, ...]) -> tuple[str, Draft] | None:
    """Read a stored draft; None if it is damaged, which SQLite does not see within a row."""
    match row:
        case (str(source), str(text), None | float() as confidence, str(origin), str(warnings)):
            with contextlib.suppress(ValueError, TypeError):
                return source, Draft(text, confidence, origin, tuple(json.loads(warnings)))
    return None


def _hash(source: str) -> bytes:
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _open(path: Path) -> sqlite3.Connection:
    """Open or make the database; raises DatabaseError if it is damaged or of a newer version."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError.of(path, error, "written") from error
    db = sqlite3.connect(path, timeout=WAIT_SECONDS)
    try:
        tables = db.execute("SELECT 1 FROM sqlite_master").fetchone()
        is_new = not tables and _version(db) == 0
        if not is_new:
            _refuse_other_versions(db)
        db.execute("PRAGMA journal_mode = WAL")
        # A draft lost with the power is made again; waiting for the disk each time costs more.
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{_ROOM}")
        db.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
        tables = f"{_TABLES} PRAGMA user_version = {VERSION};" if is_new else ""
        db.executescript(f"BEGIN; {tables} {_LATER_TABLES} COMMIT;")
    except sqlite.ERRORS:
        db.close()
        raise
    return db


def _look_into(path: Path) -> sqlite3.Connection:
    """Open the database as it is; raises DatabaseError if there is none that can be read."""
    if not os.path.lexists(path):
        return _open(sqlite.NOWHERE)
    return sqlite.look_into(path, _refuse_other_versions, wait=WAIT_SECONDS)


def _refuse_other_versions(db: sqlite3.Connection) -> None:
    if _version(db) != VERSION:
        raise sqlite3.DatabaseError(f"version {_version(db)}")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _is_refusal(error: Exception) -> bool:
    """Say whether the system stands in the way, rather than what is in the file."""
    return sqlite.code(error) in _REFUSALS


def _refused(path: Path, error: Exception) -> FileError:
    if sqlite.code(error) in sqlite.BUSY:
        return FileError(f"{path} is in use by another program", "Try again when it has ended")
    return FileError(
        f"{path} cannot be used: {error}",
        "Check its permissions and the free space. It may be deleted, which costs time only",
    )
