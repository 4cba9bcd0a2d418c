"""Files that are no memory, programs that are killed, and several at once."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import FileError, UsageError
from pipeline.memory import Unit, store
from pipeline.memory.store import Memory
from tests.cli.conftest import environment

RAIN = Unit("Heavy rain fell.", "Mưa lớn.", "vi")

WRITER = """
import sys
from pathlib import Path
from pipeline.memory import Unit, store
from pipeline.memory.store import Memory
path, name, parts, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
store._AT_ONCE = size
words = "rain fell on the village of boats and fields near rivers".split()
letters = str.maketrans("0123456789", "abcdefghij")
with Memory(Path(path)) as memory:
    memory.add(
        Unit(f"{name}{str(n).translate(letters)} {words[n % 11]} {words[n % 7]}", f"t{n}", "vi")
        for n in range(parts * size)
    )
"""


def writer(path: Path, name: str, parts: int, size: int) -> subprocess.Popen[bytes]:
    """Start a program that adds units, so many in each transaction."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(parts), str(size)], env=environment()
    )


def assert_whole(path: Path) -> int:
    """Look at all of a memory; returns how many units it has."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert [("ok",)] == db.execute("PRAGMA integrity_check").fetchall()
        db.execute("INSERT INTO texts (texts) VALUES ('integrity-check')")
    with Memory(path) as memory:
        assert memory.moved_aside is None
        units = list(memory.units())
        for unit in units[:: max(1, len(units) // 20)]:
            assert unit in [match.unit for match in memory.near("vi", f"{unit.source} now")]
            assert unit in memory.search(unit.source.split()[0])
    return len(units)


def test_a_kill_leaves_whole_transactions(tmp_path: Path) -> None:
    """
    Killed at any moment, a memory has the parts that were done, each with all that finds it.
    """
    path = tmp_path / "memory.db"
    seen = []
    for turn in range(5):
        with writer(path, "vwxyz"[turn], 100_000, 50) as process:
            before = path.stat().st_size if path.exists() else 0
            until = time.monotonic() + 10
            log = path.with_name("memory.db-wal")
            while time.monotonic() < until and not (log.exists() and log.stat().st_size > 50_000):
                time.sleep(0.005)
            time.sleep(0.01 * (turn + 1))
            process.kill()
        seen.append(assert_whole(path))
        assert path.stat().st_size >= before

    assert [0] * 5 == [count % 50 for count in seen]
    assert sorted(set(seen)) == seen


def test_several_programs_write_at_once(tmp_path: Path) -> None:
    """
    From a file that is not there yet on, none loses anything and none fails.
    """
    path = tmp_path / "memory.db"
    programs = [writer(path, name, 10, 20) for name in ("a", "b", "c")]

    assert [0, 0, 0] == [each.wait() for each in programs]
    assert 600 == assert_whole(path)


def test_a_program_that_holds_the_memory_is_named_as_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    After some waiting; reading goes on meanwhile.
    """
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.05)
    path = tmp_path / "memory.db"
    with Memory(path) as memory, contextlib.closing(sqlite3.connect(path)) as other:
        memory.add([RAIN])
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileError, match=r"memory\.db is in use by another program"):
            memory.add([Unit("a", "b", "vi")])
        assert RAIN == memory.near("vi", RAIN.source)[0].unit
        other.rollback()
        assert 1 == memory.add([Unit("a", "b", "vi")])


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    """
    What was there before is still there, and can be asked for.
    """
    with Memory(tmp_path / "memory.db") as memory:
        memory.add([RAIN])
        memory._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(FileError, match="Check its permissions and the free space"):
            memory.add(Unit(f"Sentence {n}.", "t" * 400, "vi") for n in range(500))
        assert [RAIN] == [match.unit for match in memory.near("vi", RAIN.source)]
        assert memory.moved_aside is None


@pytest.mark.parametrize("data", [b"no database, only words " * 400, b"SQLite format 3\0" * 300])
def test_a_damaged_file_is_moved_aside(tmp_path: Path, data: bytes) -> None:
    """
    Each under a name of its own, for what was imported is nowhere else.
    """
    path = tmp_path / "memory.db"
    names = []
    for _ in range(2):
        path.write_bytes(data)
        with Memory(path) as memory:
            assert 1 == memory.add([RAIN])
            assert memory.is_damaged
            assert memory.moved_aside
            names.append(memory.moved_aside.name)

    assert ["memory.db.unusable", "memory.db.unusable1"] == names
    assert data == path.with_name(names[0]).read_bytes()
    with Memory(path) as memory:
        assert (None, False, [RAIN]) == (
            *(memory.moved_aside, memory.is_damaged),
            list(memory.units()),
        )


def test_damage_that_shows_late_is_no_end(tmp_path: Path) -> None:
    """
    A memory that breaks while it is used goes on empty, and takes in what comes.
    """
    path = tmp_path / "memory.db"
    with Memory(path) as memory:
        memory.add(Unit(f"Sentence {n} of many.", "t" * 400, "vi") for n in range(200))
    data = bytearray(path.read_bytes())
    data[4096 * 4 :] = os.urandom(len(data) - 4096 * 4)
    path.write_bytes(data)

    with Memory(path) as memory:
        assert [] == list(memory.units())
        assert 1 == memory.add([RAIN])
        assert memory.moved_aside
        assert [RAIN] == list(memory.units())


def test_a_memory_of_a_newer_version_is_left(tmp_path: Path) -> None:
    """
    It is not misread, moved or changed: one sentence says what to do.
    """
    path = tmp_path / "memory.db"
    with Memory(path) as memory:
        memory.add([RAIN])
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()

    for only_look in (False, True):
        with pytest.raises(UsageError, match=r"memory\.db was written by a newer version"):
            Memory(path, only_look=only_look)
    assert before == path.read_bytes()


def test_the_database_of_another_program_is_left(tmp_path: Path) -> None:
    """
    A path that was mistyped costs nobody a file.
    """
    path = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE things (name)")

    for only_look in (False, True):
        with pytest.raises(UsageError, match=r"other\.db is the database of another program"):
            Memory(path, only_look=only_look)
    assert [path] == list(tmp_path.iterdir())


def test_only_looking_changes_nothing(tmp_path: Path) -> None:
    """
    No file is made, and a damaged one stays where it is.
    """
    path = tmp_path / "folder" / "memory.db"
    with Memory(path, only_look=True) as memory:
        assert () == memory.near("vi", RAIN.source)
    assert not path.parent.exists()

    path.parent.mkdir()
    path.write_bytes(b"")
    with Memory(path, only_look=True) as memory:
        assert {} == memory.stats().units
        assert not memory.is_damaged
    path.write_bytes(b"no database " * 100)
    with Memory(path, only_look=True) as memory:
        assert {} == memory.exact("vi", [RAIN.source])
        assert memory.is_damaged
        assert memory.moved_aside is None
    assert [path] == list(path.parent.iterdir())


def test_a_folder_in_its_place_is_one_sentence(tmp_path: Path) -> None:
    """
    So is a file where its folder should be.
    """
    with pytest.raises(FileError, match="is a folder"):
        Memory(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        Memory(tmp_path / "file" / "memory.db")
