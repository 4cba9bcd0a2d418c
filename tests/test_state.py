"""The draft store: what it keeps, and what it does about files it cannot use."""

import sqlite3
from pathlib import Path

from pipeline.model import Draft
from pipeline.state import DraftStore


def test_a_draft_comes_back_whole(tmp_path: Path) -> None:
    """
    A stored draft is found under its engine and source, with everything it had.
    """
    draft = Draft("Xin chào", 0.5, "en_vi 0.2", ("numbers differ: 5",))
    with DraftStore(tmp_path / "state.db") as state:
        state.keep_drafts("engine one", [("Hello", draft)])

    with DraftStore(tmp_path / "state.db") as state:
        assert {"Hello": draft} == state.drafts("engine one", ["Hello", "Bye"])
        assert {} == state.drafts("engine two", ["Hello"])


def test_many_sources_are_asked_in_parts(tmp_path: Path) -> None:
    """
    More texts than one statement takes are looked up all the same.
    """
    sources = [f"Sentence {number}." for number in range(2_500)]
    with DraftStore(tmp_path / "state.db") as state:
        state.keep_drafts("e", ((s, Draft(s.upper(), None, "o")) for s in sources))

        assert sources == sorted(state.drafts("e", sources), key=sources.index)


def test_stamps_are_replaced(tmp_path: Path) -> None:
    """
    The last value noted under a key counts.
    """
    with DraftStore(tmp_path / "state.db") as state:
        state.keep_stamps({"a": "1"})
        state.keep_stamps({"a": "2"})

        assert "2" == state.stamp("a")
        assert state.stamp("b") is None


def test_a_damaged_file_is_moved_aside(tmp_path: Path) -> None:
    """
    Rubbish where the database should be is kept under another name, and work goes on.
    """
    path = tmp_path / "state.db"
    path.write_bytes(b"this is no database, only words " * 40)
    with DraftStore(path) as state:
        state.keep_stamps({"a": "1"})

        assert path.with_name("state.db.unusable") == state.moved_aside
        assert "1" == state.stamp("a")


def test_a_newer_version_is_moved_aside(tmp_path: Path) -> None:
    """
    A database that a newer version wrote is not misread.
    """
    path = tmp_path / "state.db"
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()

    with DraftStore(path) as state:
        assert state.moved_aside is not None
