"""The memory's database: pairs, where their words stand, and what people have turned down.

Looking for what is nearly alike asks an index of words. It keeps, per word and per length of
sentence, the numbers of the units: so most of what is too long or too short is never seen, and
the rarest words of a sentence lead to a few thousand units among millions. Words that stand
everywhere lead nowhere and are not noted beyond a limit.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from pipeline import files, languages, sqlite
from pipeline.errors import FileError, UsageError
from pipeline.languages import Language
from pipeline.memory import Match, Unit, concordance, keys

VERSION = 1

_TABLES = (
    (
        "CREATE TABLE units (id INTEGER PRIMARY KEY AUTOINCREMENT, source_key INTEGER NOT NULL,"
        " target_key INTEGER NOT NULL, shape INTEGER, language TEXT NOT NULL, source TEXT NOT NULL,"
        " target TEXT NOT NULL, article TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL,"
        " changed TEXT NOT NULL) STRICT"
    ),
    "CREATE UNIQUE INDEX pairs ON units (source_key, target_key)",
    "CREATE INDEX shapes ON units (shape) WHERE shape IS NOT NULL",
    (
        "CREATE TABLE rejected (source_key INTEGER NOT NULL, target_key INTEGER NOT NULL,"
        " PRIMARY KEY (source_key, target_key)) STRICT, WITHOUT ROWID"
    ),
    "CREATE TABLE words (key INTEGER PRIMARY KEY, ids BLOB NOT NULL) STRICT",
    (
        "CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', columnsize = 0,"
        " detail = 'none', tokenize = 'unicode61 remove_diacritics 0')"
    ),
)
_APPLICATION = 0x50544D31  # says in the file's header whose it is
_ROOM = "PRAGMA cache_size = -65536"
_UNIT = "source, target, language, article, kind, origin, changed"

# How long another program may hold the file before it counts as in use.
WAIT_SECONDS = 20.0

# Units that one transaction takes: what a kill may lose, and what another writer waits for.
_AT_ONCE = 20_000

# A word's key, the bucket of lengths and the number of the row share an integer: 46, 6, 11 bits.
_ROWS = 1 << 11
_IDS_A_ROW = 900  # a page of the database
_ROWS_A_WORD = 24  # per bucket: beyond that the word leads nowhere

_BUDGET = 8_000  # units that the rarest words of a sentence may lead to
_LOOK_AT = 100  # of which so many, with the most of these words, are compared
_SAME_SHAPE = 20

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_ASK_AT_ONCE = 1_000

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Selection:
    """Units of a language, an article, an origin, from before a date; empty parts ask nothing.

    A unit without a date is from before none.
    """

    language: str = ""
    article: str = ""
    origin: str = ""
    before: str = ""

    def condition(self) -> tuple[str, list[str]]:
        """Write it for SQLite."""
        parts = {
            "language = ?": self.language,
            "article = ?": self.article,
            "origin = ?": self.origin,
            "changed <> '' AND changed < ?": self.before,
        }
        asked = {part: value for part, value in parts.items() if value}
        return " AND ".join(asked) or "1", list(asked.values())


class Stats(NamedTuple):
    """What a memory holds: units a language, sentences with a translation (counted in each), pairs
    turned down, first and last date, units an origin (the most frequent ones), bytes of its files.
    """

    units: Mapping[str, int]
    sources: int
    rejected: int
    first: str
    last: str
    origins: Mapping[str, int]
    size: int


class Memory:
    """The open memory. A context manager.

    `moved_aside` names a file that was damaged and has been replaced by an empty one; damage may
    show only while work goes on. With `only_look` nothing on disk is changed: no file, and one
    that `is_damaged`, count as an empty memory. Raises FileError where the system does not let us
    at the file, and UsageError for one that a newer version has written.
    """

    def __init__(
        self, path: Path, *, language_files: Path | None = None, only_look: bool = False
    ) -> None:
        self.path = path
        self.moved_aside: Path | None = None
        self.is_damaged = False
        self._language_files = language_files
        self._languages: dict[str, Language | None] = {}
        self._only_look = only_look
        try:
            self._db = _look_into(path) if only_look else _open(path)
        except sqlite.ERRORS as error:
            self._db = self._instead(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def add(self, units: Iterable[Unit]) -> int:
        """Take units in, a part at a time; returns how many pairs are new.

        A pair that is there already takes the origin and the date of a newer one. A new pair is
        offered even if it was turned down before: somebody has let it pass since.
        """
        added = 0
        waiting = iter(units)
        while part := list(islice(waiting, _AT_ONCE)):
            added += self._write(lambda part=part: self._add(part))  # type: ignore[misc]
        return added

    def exact(self, language: str, sources: Sequence[str]) -> dict[str, tuple[Unit, ...]]:
        """Give the units of each source that has any, the newest first, but for rejected ones."""
        found: dict[str, list[Unit]] = defaultdict(list)
        for at in range(0, len(sources), _ASK_AT_ONCE):
            part = set(sources[at : at + _ASK_AT_ONCE])
            numbers = [keys.text_key(language, text) for text in part]
            rows = self._read(
                f"SELECT {_UNIT} FROM units WHERE source_key IN ({_marks(numbers)})"  # noqa: S608 -- only names and question marks are put in
                " AND NOT EXISTS (SELECT 1 FROM rejected AS r WHERE r.source_key ="
                " units.source_key AND r.target_key = units.target_key)"
                " ORDER BY changed DESC, id DESC",
                numbers,
            )
            for unit in (Unit(*row) for row in rows):
                if unit.source in part:
                    found[unit.source].append(unit)
        return {source: tuple(found[source]) for source in sources if source in found}

    def near(
        self, language: str, source: str, *, least: float = 0.75, most: int = 3
    ) -> tuple[Match, ...]:
        """Find what may serve for a sentence, the best first: at most `most`, from `least` on.

        Each translation is offered once, and none that was turned down for this sentence.
        """
        same = self.exact(language, [source]).get(source, ())
        matches = [Match(unit, 1.0, unit.target) for unit in same[:most]]
        if len(matches) < most:
            matches += self._alike(language, source, least, most)
        offered: dict[str, Match] = {}
        for match in self._allowed(language, source, matches):
            offered.setdefault(match.target, match)
        return tuple(offered.values())[:most]

    def reject(self, language: str, source: str, target: str) -> None:
        """Never offer a translation for a sentence again, whatever unit it comes from."""
        pair = _pair(language, source, target)
        self._write(lambda: self._db.execute("INSERT OR IGNORE INTO rejected VALUES (?, ?)", pair))

    def forget(self, units: Iterable[Unit]) -> int:
        """Take pairs out, whatever their origin; returns how many there were."""
        pairs = [_pair(unit.language, unit.source, unit.target) for unit in units]
        return self._write(lambda: self._forget(pairs))

    def units(self, language: str = "") -> Iterator[Unit]:
        """Give all units, or those of a language, in the order in which they came."""
        at = 0
        while rows := self._read(
            f"SELECT id, {_UNIT} FROM units WHERE id > ? AND ? IN ('', language)"  # noqa: S608 -- only names are put in
            f" ORDER BY id LIMIT {_ASK_AT_ONCE}",
            (at, language),
        ):
            at = rows[-1][0]
            yield from (Unit(*row[1:]) for row in rows)

    def search(self, text: str, language: str = "", most: int = 50) -> tuple[Unit, ...]:
        """Find units that have words side by side, in either language, the newest first.

        A long last word may be the beginning of one; see `concordance.find` for what
        counts as the same.
        """
        words = concordance.words(text)
        if not words:
            return ()
        asked = " AND ".join(f'"{word}"' for word in words)
        asked += "*" if concordance.may_go_on(words[-1]) else ""
        found: list[Unit] = []
        at = 1 << 62
        while len(found) < most and (
            rows := self._read(
                f"SELECT id, {_UNIT} FROM units WHERE id IN"  # noqa: S608 -- only names are put in
                " (SELECT rowid FROM texts WHERE texts MATCH ? AND rowid < ?"
                f" ORDER BY rowid DESC LIMIT {_ASK_AT_ONCE}) ORDER BY id DESC",
                (asked, at),
            )
        ):
            at = rows[-1][0]
            found += (
                unit
                for unit in (Unit(*row[1:]) for row in rows)
                if language in ("", unit.language)
                and (concordance.find(text, unit.source) or concordance.find(text, unit.target))
            )
        return tuple(found[:most])

    def stats(self) -> Stats:
        """Count what is there."""
        ((sources, first, last),) = self._read(
            "SELECT count(DISTINCT source_key), coalesce(min(nullif(changed, '')), ''),"
            " coalesce(max(changed), '') FROM units"
        )
        by = "SELECT {0}, count(*) FROM units GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
        return Stats(
            units=dict(self._read(by.format("language"))),
            sources=sources,
            rejected=self._read("SELECT count(*) FROM rejected")[0][0],
            first=first,
            last=last,
            origins=dict(self._read(by.format("origin"))),
            size=sum(each.size for each in map(files.stamp, _files(self.path)) if each),
        )

    def count(self, asked: Selection) -> int:
        """Count the units that `prune` would take out."""
        where, values = asked.condition()
        return int(self._read(f"SELECT count(*) FROM units WHERE {where}", values)[0][0])  # noqa: S608 -- the names of columns are ours

    def prune(self, asked: Selection) -> int:
        """Take units out, and the room that they and forgotten ones took; returns how many.

        What was turned down stays so.
        """
        where, values = asked.condition()

        def prune() -> int:
            gone = self._db.execute(f"DELETE FROM units WHERE {where}", values).rowcount  # noqa: S608 -- the names of columns are ours
            self._index_anew()
            return gone

        gone = self._write(prune)
        try:
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            # Another program is at it; the room is taken by what comes next.
            if sqlite.code(error) not in sqlite.BUSY:
                raise _refused(self.path, error) from error
        return gone

    def _add(self, units: Sequence[Unit]) -> int:
        new: list[tuple[int, Unit]] = []
        for unit in units:
            if not unit.source.strip() or not unit.target.strip():
                continue
            pair = _pair(unit.language, unit.source, unit.target)
            # Asked first, lest nothing new be a change of the file.
            known = self._db.execute(
                "SELECT id, changed FROM units WHERE source_key = ? AND target_key = ?", pair
            ).fetchone()
            if known is None:
                new.append((self._insert(unit, pair), unit))
            elif known[1] < unit.when:
                self._db.execute(
                    "UPDATE units SET article = ?, kind = ?, origin = ?, changed = ? WHERE id = ?",
                    (unit.article, unit.kind, unit.origin, unit.when, known[0]),
                )
        if new:
            self._index(new)
        return len(new)

    def _insert(self, unit: Unit, pair: tuple[int, int]) -> int:
        self._db.execute("DELETE FROM rejected WHERE source_key = ? AND target_key = ?", pair)
        done = self._db.execute(
            "INSERT INTO units (source_key, target_key, shape, language, source, target, article,"
            " kind, origin, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(*pair, _shape(unit.language, unit.source), unit.language, unit.source),
                *(unit.target, unit.article, unit.kind, unit.origin, unit.when),
            ),
        )
        return int(done.lastrowid or 0)

    def _forget(self, pairs: Sequence[tuple[int, int]]) -> int:
        # The index may go on naming them, for numbers are never given twice.
        return self._db.executemany(
            "DELETE FROM units WHERE source_key = ? AND target_key = ?", pairs
        ).rowcount

    def _index(self, units: Sequence[tuple[int, Unit]]) -> None:
        """Note where the words of new units stand."""
        lists: dict[int, array[int]] = defaultdict(_numbers)
        for number, unit in units:
            found = keys.tokens(unit.source)
            length = keys.bucket(len(found)) * _ROWS
            for word in keys.words(found):
                lists[keys.word_key(unit.language, word) * _ROWS * keys.BUCKETS + length].append(
                    number
                )
        self._db.executemany(
            "INSERT OR REPLACE INTO words VALUES (?, ?)",
            (row for key in sorted(lists) for row in self._extended(key, lists[key])),
        )
        self._db.executemany(
            "INSERT INTO texts (rowid, text) VALUES (?, ?)",
            (
                (number, concordance.folded(f"{unit.source}\n{unit.target}"))
                for number, unit in units
            ),
        )

    def _extended(self, key: int, numbers: array[int]) -> Iterator[tuple[int, bytes]]:
        """Give the rows that change as numbers come behind those of a word in a bucket."""
        last = self._db.execute(
            "SELECT key, ids FROM words WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1",
            (key, key + _ROWS - 1),
        ).fetchone()
        at, ids = (last[0], _numbers(last[1]) + numbers) if last else (key, numbers)
        for row in range(at, min(at - (-len(ids) // _IDS_A_ROW), key + _ROWS_A_WORD)):
            first = (row - at) * _IDS_A_ROW
            yield row, ids[first : first + _IDS_A_ROW].tobytes()

    def _index_anew(self) -> None:
        self._db.execute("DELETE FROM words")
        self._db.execute("INSERT INTO texts (texts) VALUES ('delete-all')")
        at = 0
        while rows := self._db.execute(
            f"SELECT id, {_UNIT} FROM units WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}",  # noqa: S608 -- only names are put in
            (at,),
        ).fetchall():
            at = rows[-1][0]
            self._index([(row[0], Unit(*row[1:])) for row in rows])

    def _alike(self, language: str, source: str, least: float, most: int) -> list[Match]:
        """Compare what the index leads to with a sentence; the best matches that are not same."""
        from pipeline.memory import near

        numbers = dict.fromkeys(
            [*self._of_shape(language, source), *self._sharing(language, source, least)]
        )
        rows = self._read(
            f"SELECT id, source FROM units WHERE id IN ({_marks(numbers)})",  # noqa: S608 -- only question marks are put in
            list(numbers),
        )
        # Several may offer the same, or what was turned down.
        best = near.best(source, rows, least)[: 4 * most + 4]
        rows = self._read(
            f"SELECT id, {_UNIT} FROM units WHERE id IN ({_marks(best)}) AND language = ?",  # noqa: S608 -- only names and question marks are put in
            [*(each.number for each in best), language],
        )
        units = {row[0]: Unit(*row[1:]) for row in rows}
        matches = [
            self._match(source, units[each.number], each.score)
            for each in best
            if each.number in units and each.source != source
        ]
        return sorted(matches, key=lambda match: -match.score)

    def _match(self, source: str, unit: Unit, score: float) -> Match:
        from pipeline.memory import near
        from pipeline.memory.adapt import adapt

        language = self._language(unit.language)
        text = adapt(unit.source, unit.target, source, language) if language else None
        return Match(
            unit,
            score if text is None else near.MOST_ALIKE,
            unit.target if text is None else text,
            is_adapted=text is not None,
            difference=near.difference(unit.source, source),
        )

    def _of_shape(self, language: str, source: str) -> list[int]:
        """Give units that differ from a sentence in figures only, the newest first."""
        rows = self._read(
            f"SELECT id FROM units WHERE shape = ? ORDER BY id DESC LIMIT {_SAME_SHAPE}",  # noqa: S608 -- a number of ours is put in
            (_shape(language, source),),
        )
        return [row[0] for row in rows]

    def _sharing(self, language: str, source: str, least: float) -> list[int]:
        """Give the units of about a sentence's length that share most of its rare words."""
        found = keys.tokens(source)
        low = keys.bucket(int(len(found) * least))
        high = keys.bucket(int(len(found) / max(least, 0.1)))
        ranges: list[tuple[int, int, int]] = []
        for word in keys.words(found):
            key = keys.word_key(language, word) * _ROWS * keys.BUCKETS
            first, last = key + low * _ROWS, key + (high + 1) * _ROWS - 1
            size = self._read(
                "SELECT sum(length(ids)) FROM words WHERE key BETWEEN ? AND ?", (first, last)
            )[0][0]
            if size:
                ranges.append((size // _numbers().itemsize, first, last))
        shared: Counter[int] = Counter()
        seen = 0
        for size, first, last in sorted(ranges):
            if shared and seen + size > _BUDGET:
                break
            seen += size
            for (ids,) in self._read(
                "SELECT ids FROM words WHERE key BETWEEN ? AND ?", (first, last)
            ):
                shared.update(_numbers(ids))
        return [number for number, _ in shared.most_common(_LOOK_AT)]

    def _allowed(self, language: str, source: str, matches: Sequence[Match]) -> list[Match]:
        """Leave out what was turned down for a sentence."""
        key = keys.text_key(language, source)
        rows = self._read("SELECT target_key FROM rejected WHERE source_key = ?", (key,))
        refused = {row[0] for row in rows}
        return [
            match
            for match in matches
            if not refused or keys.text_key(language, match.target) not in refused
        ]

    def _language(self, code: str) -> Language | None:
        if code not in self._languages:
            try:
                self._languages[code] = languages.load(code, self._language_files)
            except UsageError:
                # Units may be in a language that this project knows nothing of.
                self._languages[code] = None
        return self._languages[code]

    def _read(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        for may_mend in (True, False):
            try:
                return self._db.execute(question, values).fetchall()
            except sqlite.ERRORS as error:
                if not may_mend:
                    raise _refused(self.path, error) from error
                self._begin_anew(error)
        raise AssertionError

    def _write(self, action: Callable[[], _T]) -> _T:
        """Do something as one transaction, which is done as a whole or not at all."""
        for may_mend in (True, False):
            try:
                with _transaction(self._db):
                    return action()
            except sqlite.ERRORS as error:
                if not may_mend:
                    raise _refused(self.path, error) from error
                self._begin_anew(error)
        raise AssertionError

    def _begin_anew(self, error: Exception) -> None:
        """Go on with an empty memory after the open one has turned out to be damaged."""
        if _is_damage(error):
            self._db.close()
        self._db = self._instead(error)

    def _instead(self, error: Exception) -> sqlite3.Connection:
        if not _is_damage(error):
            raise _refused(self.path, error) from error
        self.is_damaged = True
        if self._only_look:
            return _open(sqlite.NOWHERE)
        self.moved_aside = _move_aside(self.path)
        try:
            return _open(self.path)
        except sqlite.ERRORS as again:
            raise _refused(self.path, again) from again


def _numbers(data: bytes = b"") -> array[int]:
    return array("I", data)


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _pair(language: str, source: str, target: str) -> tuple[int, int]:
    return keys.text_key(language, source), keys.text_key(language, target)


def _shape(language: str, source: str) -> int | None:
    """Number what a text is without its figures; None for one that has none."""
    shape = keys.shape(source)
    return None if shape == source else keys.text_key(language, shape)


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _open(path: Path) -> sqlite3.Connection:
    """Open or make the database; raises DatabaseError if it is damaged."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError.of(path, error, "written") from error
    db = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        if not _is_ours(db, path):
            _make(db, path)
        # What the power takes with it stands in the catalogues.
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(_ROOM)
    except BaseException:
        db.close()
        raise
    return db


def _make(db: sqlite3.Connection, path: Path) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            with _transaction(db):
                # Another program may have been faster.
                if not _is_ours(db, path):
                    for statement in _TABLES:
                        db.execute(statement)
                    db.execute(f"PRAGMA application_id = {_APPLICATION}")
                    db.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself where two programs change the journal at once.
            if sqlite.code(error) not in sqlite.BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _look_into(path: Path) -> sqlite3.Connection:
    """Open the database as it is; raises DatabaseError if it is damaged."""
    if not os.path.lexists(path):
        return _open(sqlite.NOWHERE)
    db = sqlite.look_into(
        path, lambda db: _is_ours(db, path) and db.execute(_ROOM), wait=WAIT_SECONDS
    )
    if not _is_ours(db, path):
        db.close()
        return _open(sqlite.NOWHERE)
    return db


def _is_ours(db: sqlite3.Connection, path: Path) -> bool:
    """Tell a memory from an empty database. Raises UsageError for what is neither."""
    version, application = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("user_version", "application_id")
    )
    if application == _APPLICATION:
        if version > VERSION:
            raise UsageError(
                f"{path} was written by a newer version of this tool",
                "Bring this one up to date, or name another file as path under [memory]",
            )
        return True
    if version or application or db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise UsageError(
            f"{path} is the database of another program", "Name another file under [memory]"
        )
    return False


def _is_damage(error: Exception) -> bool:
    """Say whether it is what is in the file that stands in the way."""
    return isinstance(error, UnicodeDecodeError) or sqlite.code(error) in _DAMAGE


def _refused(path: Path, error: Exception) -> FileError:
    if sqlite.code(error) in sqlite.BUSY:
        return FileError(f"{path} is in use by another program", "Try again when it has ended")
    if path.is_dir():
        return FileError(f"{path} is a folder", "Name a file as path under [memory]")
    return FileError(
        f"{path} cannot be used: {error}", "Check its permissions and the free space on its disk"
    )


def _files(path: Path) -> Iterator[Path]:
    return iter((path, *sqlite.beside(path)))


def _move_aside(path: Path) -> Path:
    """Give a damaged database a name that is free: what was imported is nowhere else."""
    names = (f"{path.name}.unusable{number or ''}" for number in count())
    aside = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    return sqlite.move_aside(path, aside)
