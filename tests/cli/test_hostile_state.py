"""A draft store that is damaged, locked, full or from elsewhere: it costs time, never a word."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import state
from tests.cli.conftest import Newsroom
from tests.cli.driving import driving, obey_permissions

MOVED = "Note: .pipeline/state.db could not be used and was moved to state.db.unusable;"


@pytest.fixture
def store(newsroom: Newsroom) -> Path:
    """Give the store of a project that has been run, with many pages in it."""
    sentences = (f"Sentence {number} came here." for number in range(120))
    newsroom.write("long.txt", " ".join(sentences) + "\n")
    newsroom("run")
    assert newsroom.asked
    return newsroom.root / ".pipeline" / "state.db"


def newer(path: Path) -> None:
    """Make the store one of a later version."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript("PRAGMA user_version = 99; ALTER TABLE drafts ADD COLUMN more TEXT;")


def foreign(path: Path) -> None:
    """Put another program's database in the place of the store."""
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE drafts (a)")


def broken(at: int, until: int | None = None) -> Callable[[Path], None]:
    """Break some of a store's pages, of 4,096 bytes each."""

    def write(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[at:until] = b"\xfe" * len(data[at:until])
        path.write_bytes(data)

    return write


def truncated(size: int) -> Callable[[Path], None]:
    """Cut a store off."""
    return lambda path: os.truncate(path, size)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(broken(0), id="no database"),
        pytest.param(broken(100, 4096), id="header fine, schema broken"),
        pytest.param(broken(4096), id="all pages but the first broken"),
        pytest.param(broken(8192), id="all pages but the first two broken"),
        pytest.param(truncated(100), id="cut off in the header"),
        pytest.param(truncated(4096), id="cut off behind the first page"),
        pytest.param(truncated(20_000), id="cut off in the middle"),
        pytest.param(newer, id="newer version"),
        pytest.param(foreign, id="another program's"),
    ],
)
def test_a_store_that_is_of_no_use_is_moved_aside(
    newsroom: Newsroom, store: Path, spoil: Callable[[Path], None]
) -> None:
    """
    Whenever damage shows, work goes on with an empty store: no catalogue changes, no sentence
    is drafted again, and one note tells. Looking at the project leaves the store where it is.
    """
    spoil(store)
    before, damaged = newsroom.bytes(), store.read_bytes()
    for command in ("status", "export"):
        result = newsroom(command)
        assert "Error" not in result.err
        assert damaged == store.read_bytes()

    result = newsroom("run")

    assert 0 == result.code
    assert 1 == result.err.count(MOVED)
    assert before == newsroom.bytes()
    assert [] == newsroom.asked
    assert damaged == store.with_name("state.db.unusable").read_bytes()
    assert "Note" not in newsroom("run").err


@pytest.mark.parametrize("damage", [0, 1])
def test_a_lost_store_is_made_again(newsroom: Newsroom, store: Path, damage: int) -> None:
    """
    An empty file, or one of a byte, is a store that has nothing yet.
    """
    before = newsroom.bytes()
    os.truncate(store, damage)

    assert 0 == newsroom("run").code
    assert before == newsroom.bytes()
    assert [] == newsroom.asked


def make_folder(path: Path) -> None:
    """Put a folder in the place of the store."""
    path.unlink()
    path.mkdir()


def make_loop(path: Path) -> None:
    """Put a link to itself in the place of the store."""
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize("spoil", [make_folder, make_loop])
def test_a_store_that_cannot_be_opened_is_one_sentence(
    newsroom: Newsroom, store: Path, spoil: Callable[[Path], None]
) -> None:
    """
    What stands in the place of the store may be needed by somebody: nothing is done.
    """
    spoil(store)
    before = newsroom.bytes()

    for command in ("run", "status", "export"):
        result = newsroom(command)
        assert 2 == result.code
        assert f"{store} cannot be used: " in result.err
        assert "It may be deleted, which costs time only.\n" in result.err
    assert before == newsroom.bytes()


@contextlib.contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Hold the store as another program would."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(how)
        yield


def test_a_store_that_is_in_use_throughout_is_one_sentence(
    newsroom: Newsroom, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Another program that lets nobody read the store is waited for, then told of: exit code 2.
    """
    monkeypatch.setattr(state, "WAIT_SECONDS", 0.2)
    newsroom.write("floods.txt", "Another flood came.\n")
    before = newsroom.bytes()
    alone = "PRAGMA locking_mode = EXCLUSIVE; BEGIN; DELETE FROM stamps WHERE key = ''; COMMIT;"

    with held(store, alone):
        for command in ("run", "status", "export"):
            result = newsroom(command)
            assert 2 == result.code
            assert f"{store} is in use by another program\n" in result.err
            assert "Try again when it has ended.\n" in result.err

    assert before == newsroom.bytes()
    assert 0 == newsroom("run").code


def test_a_store_that_takes_nothing_costs_nothing_but_memory(
    newsroom: Newsroom, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    While another program writes to the store the run goes on, into catalogues and exports; that
    nothing is remembered is one sentence.
    """
    monkeypatch.setattr(state, "WAIT_SECONDS", 0.2)
    newsroom.write("floods.txt", "Another flood came.\n")

    with held(store, "BEGIN IMMEDIATE"):
        result = newsroom("run")

    assert 1 == result.code
    assert 1 == result.err.count(f"Error: {store} is in use by another program\n")
    assert "ANOTHER FLOOD CAME." in newsroom.po("floods", "ru").read_text()
    assert newsroom.asked
    assert 0 == newsroom("run").code
    assert [] == newsroom.asked


def test_damage_that_shows_late_does_not_end_a_run(newsroom: Newsroom, store: Path) -> None:
    """
    A store that breaks while the engine is at work is moved aside; all articles are done.
    """
    newsroom.write("floods.txt", "Another flood came. It was small. Nobody was surprised.\n")

    def spoil(_: str) -> None:
        newsroom.engine("vi").before_each = lambda _: None
        broken(4096)(store)

    newsroom.engine("vi").before_each = spoil
    result = newsroom("run")

    assert 0 == result.code
    assert "ANOTHER FLOOD CAME." in newsroom.po("floods", "ru").read_text()
    assert 0 == newsroom("run").code


def test_a_store_that_may_not_be_written_or_read(newsroom: Newsroom, store: Path) -> None:
    """
    With the right to read it only, all is done but to remember it; without any, nothing is.
    """
    before = newsroom.bytes()
    with driving(newsroom, prepare=obey_permissions) as driver:
        for mode, running, looking in ((0o444, 1, 0), (0o000, 2, 2)):
            store.chmod(mode)
            (newsroom.root / "source_texts" / "floods.txt").touch()
            code, talk = driver("run")
            assert running == code, talk
            assert f"{store} cannot be used: " in talk
            code, talk = driver("status")
            assert looking == code, talk
            assert "Traceback" not in talk
    store.chmod(0o644)
    (newsroom.root / "talk").unlink()
    assert before == newsroom.bytes()
