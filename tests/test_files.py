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


def test_replacing_at_the_same_moment_loses_nothing(tmp_path: Path) -> None:
    """
    Of several programs that add to what they have read, each finds what the others have added.
    """
    path = tmp_path / "count"
    path.write_bytes(b"")
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from pipeline import files

        done = 0
        while done < 60:
            data = files.read(path := Path(sys.argv[1]))
            done += files.replace(path, data + b"x", expected=files.fingerprint(data))
    """)
    command = [sys.executable, "-c", code, str(path)]
    for process in [subprocess.Popen(command) for _ in range(3)]:
        assert 0 == process.wait()

    assert 180 == len(path.read_bytes())


def test_replace_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    """
    The file behind a link is replaced, with the permissions that it had.
    """
    real = tmp_path / "real.po"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "link.po"
    link.symlink_to(real)

    files.replace(link, b"new", expected=files.fingerprint(b"old"))

    assert link.is_symlink()
    assert (b"new", 0o640) == (real.read_bytes(), real.stat().st_mode & 0o777)


def test_replace_does_not_follow_a_link_to_what_was_not_read(tmp_path: Path) -> None:
    """
    A link in the way of a file that is made anew is replaced; what it leads to stays.
    """
    mine = tmp_path / "mine"
    mine.write_bytes(b"private")
    link = tmp_path / "a.pot"
    link.symlink_to(mine)

    files.replace(link, b"new")

    assert not link.is_symlink()
    assert (b"new", b"private") == (link.read_bytes(), mine.read_bytes())


@pytest.mark.parametrize("name", ["x" * 255, "я" * 127, "日" * 85, "\U0001f600" * 63])
def test_the_longest_names_can_be_replaced(tmp_path: Path, name: str) -> None:
    """
    A neighbour's name fits wherever the file's own does, in bytes.
    """
    files.replace(tmp_path / name, b"old")
    files.replace(tmp_path / name, b"new")

    assert b"new" == (tmp_path / name).read_bytes()


def test_an_interrupted_write_leaves_no_neighbour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Ctrl-C in the middle of a write leaves the old file, and nothing beside it.
    """

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", stop)

    with pytest.raises(KeyboardInterrupt):
        files.replace(path, b"new", expected=files.fingerprint(b"old"))
    assert [path] == list(tmp_path.iterdir())
    assert b"old" == path.read_bytes()


def test_a_loop_of_links_is_one_sentence(tmp_path: Path) -> None:
    """
    Links that lead in a circle cannot be written, and that is said.
    """
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")

    with pytest.raises(FileError, match="too many levels of symbolic links"):
        files.replace(tmp_path / "a", b"new", expected="")


def test_sweeping_removes_only_our_own_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What a killed write has left goes; other hidden files, a person's too, stay.
    """
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / ".a.po.swp").write_bytes(b"an editor's")
    monkeypatch.setattr(os, "unlink", lambda _: None)
    monkeypatch.setattr(os, "replace", lambda *_: None)
    files.replace(tmp_path / "vi" / "a.po", b"new")
    monkeypatch.undo()
    assert 2 == len(list((tmp_path / "vi").iterdir()))

    files.sweep(tmp_path)

    assert [tmp_path / "vi" / ".a.po.swp"] == list((tmp_path / "vi").iterdir())


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

    with files.locked(lock, wait=0, on_wait=told.append) as was_cut_short:
        assert not was_cut_short
        assert f"process {os.getpid()}" == lock.with_name("lock.holder").read_text()


def test_a_killed_holder_is_known_and_blocks_nobody(tmp_path: Path) -> None:
    """
    The lock of a process that was killed is free, and the next holder learns of it.
    """
    lock = tmp_path / "lock"
    program = (
        "import os, signal; from pathlib import Path; from pipeline import files\n"
        f"with files.locked(Path({str(lock)!r}), wait=0, on_wait=print):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program], check=False)

    with files.locked(lock, wait=0, on_wait=print) as was_cut_short:
        assert was_cut_short
    with files.locked(lock, wait=0, on_wait=print) as was_cut_short:
        assert not was_cut_short


def test_the_lock_holds_where_its_holder_cannot_be_noted(tmp_path: Path) -> None:
    """
    A folder in the place of the holder's note costs nothing but the note.
    """
    lock = tmp_path / "lock"
    lock.with_name("lock.holder").mkdir()

    with files.locked(lock, wait=0, on_wait=print):
        assert lock.exists()
