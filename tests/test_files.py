"""Guarded replacement, and the project lock."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pipeline import files
from pipeline.errors import FileError, ProjectLocked


def test_replace_makes_folders_and_leaves_no_neighbour(tmp_path: Path) -> None:
    """
    A new file appears with its folders, and nothing else does.
    """
    path = tmp_path / "a" / "b.po"

    assert files.replace(path, b"new", expected="")
    assert b"new" == path.read_bytes()
    assert [path] == list(path.parent.iterdir())


def test_replace_refuses_what_has_moved_on(tmp_path: Path) -> None:
    """
    A file that is no longer the one that was read is not overwritten.
    """
    path = tmp_path / "a.po"
    path.write_bytes(b"theirs")

    assert not files.replace(path, b"ours", expected=files.fingerprint(b"read earlier"))
    assert b"theirs" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_replace_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    """
    The file behind a link is replaced, with the permissions that it had.
    """
    real = tmp_path / "real.po"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.po"
    link.symlink_to(real)

    files.replace(link, b"new")

    assert link.is_symlink()
    assert (b"new", 0o640) == (real.read_bytes(), real.stat().st_mode & 0o777)


def test_a_folder_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    """
    What cannot be written is named, and no half-written neighbour stays.
    """
    (tmp_path / "a.po").mkdir()

    with pytest.raises(FileError, match=r"a\.po cannot be written"):
        files.replace(tmp_path / "a.po", b"new")
    assert [tmp_path / "a.po"] == list(tmp_path.iterdir())


def test_a_stamp_changes_with_a_save(tmp_path: Path) -> None:
    """
    A save of the same size within the clock's grain is still seen.
    """
    path = tmp_path / "a"
    path.write_bytes(b"one")
    before = files.stamp(path)
    files.replace(path, b"two")

    assert before != files.stamp(path)
    assert files.stamp(tmp_path / "none") is None


def test_the_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """
    A project that another process works in is not entered; its number is named.
    """
    lock = tmp_path / ".pipeline" / "lock"
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from pipeline import files
        with files.locked(Path({str(lock)!r}), wait=0, on_wait=print):
            print("held", flush=True)
            input()
        """
    )
    told: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert "held\n" == other.stdout.readline()
        with (
            pytest.raises(ProjectLocked, match=f"process {other.pid}"),
            files.locked(lock, wait=0.1, on_wait=told.append),
        ):
            pass
        other.communicate("\n")
    assert [f"process {other.pid}"] == told

    with files.locked(lock, wait=0, on_wait=told.append):
        assert f"process {os.getpid()}" == lock.with_name("lock.holder").read_text()
