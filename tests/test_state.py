"""The draft store: what it keeps, and what it does about files it cannot use."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from pipeline.model import Draft
from pipeline.state import DraftStore


def make_without(path: Path, table: str) -> None:
    """Make a store as it was before it had a table, with a stamp in it."""
    with DraftStore(path) as state:
        state.keep_stamps({"a": "1"})
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"DROP TABLE {table}")


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


def test_findings_come_back_by_the_rules_that_they_were_found_by(tmp_path: Path) -> None:
    """
    What other rules have found is no answer, and goes when new findings are kept.
    """
    with DraftStore(tmp_path / "state.db") as state:
        state.keep_findings("one", {b"a": "x", b"b": ""})

        assert {b"a": "x", b"b": ""} == state.findings("one", [b"a", b"b", b"c"])
        assert {} == state.findings("two", [b"a"])
        state.keep_findings("two", {b"b": "y"})
        assert {b"b": "y"} == state.findings("two", [b"a", b"b"])


def test_a_file_from_before_there_were_findings_is_used(tmp_path: Path) -> None:
    """
    Its drafts stay, and findings are kept beside them.
    """
    path = tmp_path / "state.db"
    make_without(path, "findings")

    with DraftStore(path, only_look=True) as state:
        assert {} == state.findings("one", [b"a"])
        assert "1" == state.stamp("a")
    with DraftStore(path) as state:
        state.keep_findings("one", {b"a": "x"})
        assert ({b"a": "x"}, "1") == (state.findings("one", [b"a"]), state.stamp("a"))


def test_what_was_written_is_known_to_the_letter(tmp_path: Path) -> None:
    """
    With its sentence and in its language; text that moves between the two is another pair.
    """
    with DraftStore(tmp_path / "state.db") as state:
        state.keep_written("vi", [("Ships wait.", "Tàu chờ."), ("Rain.", "Mưa.")])
        asked = [("Rain.", "Mưa."), ("Rain.", "mưa."), ("Rain.M", "ưa."), ("Wind.", "Mưa.")]

        assert {("Rain.", "Mưa.")} == state.wrote("vi", asked)
        assert set() == state.wrote("ru", asked)


def test_a_file_from_before_we_noted_what_we_wrote_is_used(tmp_path: Path) -> None:
    """
    Nothing is known then, but nothing else is lost.
    """
    path = tmp_path / "state.db"
    make_without(path, "written")

    with DraftStore(path, only_look=True) as state:
        assert set() == state.wrote("vi", [("Rain.", "Mưa.")])
        assert "1" == state.stamp("a")
    with DraftStore(path) as state:
        state.keep_written("vi", [("Rain.", "Mưa.")])
        assert {("Rain.", "Mưa.")} == state.wrote("vi", [("Rain.", "Mưa.")])


def test_what_stands_is_known_since_it_came(tmp_path: Path) -> None:
    """
    What still stands is not noted again; what returns keeps its first time, and gets a last one.
    """
    with DraftStore(tmp_path / "state.db") as state:
        for at, target in enumerate((b"one", b"one", b"two", b"one"), 1):
            state.keep_stood([(b"source", target)], at, at)

        expected = {(b"source", b"one"): (1, 4), (b"source", b"two"): (3, 3)}
        assert expected == state.stood([b"source", b"other"])


def test_a_store_from_before_there_was_a_history_is_only_looked_at(tmp_path: Path) -> None:
    """
    Nothing is known then, but nothing else is lost.
    """
    path = tmp_path / "state.db"
    make_without(path, "stood")

    with DraftStore(path, only_look=True) as state:
        assert {} == state.stood([b"source"])
        assert "1" == state.stamp("a")


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


def test_what_is_kept_is_on_disk_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With what comes next, if not before; this process knows it at once.
    """
    path = tmp_path / "state.db"
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    monkeypatch.setattr("pipeline.state.KEEP_SECONDS", 1.0)
    with DraftStore(path) as state:
        state.keep_findings("one", {b"a": "x"})
        for second in range(3):
            now += second / 2
            state.keep_stamps({"a": str(second)})
            state.keep_findings("one", {b"b": str(second)})
            with DraftStore(path, only_look=True) as other:
                seen = other.stamp("a"), other.findings("one", [b"b"]).get(b"b")

            known = state.stamp("a"), state.findings("one", [b"a", b"b"])
            assert (str(second), {b"a": "x", b"b": str(second)}) == known
            assert ((None, None), (None, None), ("2", "1"))[second] == seen


def test_an_interrupt_keeps_what_waits(tmp_path: Path) -> None:
    """
    Whatever it falls into, the store is closed behind it.
    """
    path = tmp_path / "state.db"
    with contextlib.suppress(KeyboardInterrupt), DraftStore(path) as state:
        state.keep_stamps({"a": "1"})
        raise KeyboardInterrupt

    with DraftStore(path) as state:
        assert "1" == state.stamp("a")


def test_a_closed_store_is_no_damaged_one(tmp_path: Path) -> None:
    """
    Whoever asks it or brings something makes a mistake, which the file does not pay for.
    """
    path = tmp_path / "state.db"
    with DraftStore(path) as state:
        state.keep_stamps({"a": "1"})

    with pytest.raises(sqlite3.ProgrammingError):
        state.stamp("b")
    with pytest.raises(sqlite3.ProgrammingError):
        state.keep_drafts("e", [("Rain.", Draft("Mưa.", 0.5, "o"))])
    state.keep_stamps({"a": "2"})
    with pytest.raises(sqlite3.ProgrammingError):
        state.keep()
    assert [path] == list(tmp_path.iterdir())
    with DraftStore(path) as state:
        assert "1" == state.stamp("a")


def test_drafts_of_a_file_that_has_them_by_hash_stay(tmp_path: Path) -> None:
    """
    Earlier versions stored them so; the file is used as it is.
    """
    path = tmp_path / "state.db"
    draft = Draft("Mưa.", 0.5, "o")
    with DraftStore(path) as state:
        state.keep_drafts("e", [("Rain.", draft)])
    with contextlib.closing(sqlite3.connect(path)) as db:
        (made,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'drafts'").fetchone()
        db.executescript(
            f"ALTER TABLE drafts RENAME TO others; {made}, WITHOUT ROWID;"
            "INSERT INTO drafts SELECT * FROM others; DROP TABLE others"
        )

    with DraftStore(path) as state:
        state.keep_drafts("e", [("Wind.", draft), ("Rain.", draft)])
        assert {"Rain.": draft, "Wind.": draft} == state.drafts("e", ["Rain.", "Wind."])
        assert state.moved_aside is None
