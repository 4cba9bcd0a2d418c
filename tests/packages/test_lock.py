"""packages.lock: strict, sorted, and shared by people and processes."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError, FileError
from pipeline.packages import lock
from pipeline.packages.lock import Locked, LockedFile, Source

ROOT = Path(__file__).parents[2]


def locked(folder: str = "translate-en_vi-1_0", source: str = "https://one.example/p") -> Locked:
    """Make up a locked package."""
    file = LockedFile(source, 12, "ab" * 32)
    return Locked(folder, "en_vi", "1.0", Source.ARGOS, "0123456789abcdef", (file,))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
FILES = st.builds(
    LockedFile, TEXTS, st.integers(0, 1 << 40), st.sampled_from(["0" * 64, "9f" * 32])
)
PACKAGES = st.builds(
    Locked,
    *(
        st.from_regex(r"\w[\w.-]{0,9}", fullmatch=True),
        TEXTS,
        TEXTS,
        st.sampled_from(Source),
        TEXTS,
    ),
    st.lists(FILES, min_size=1, max_size=3).map(tuple),
)


@given(st.lists(PACKAGES, max_size=3))
def test_what_is_written_is_read(packages: list[Locked]) -> None:
    """
    Whatever paths and URLs hold, a lock file gives them back.
    """
    assert tuple(packages) == lock.parse(lock.text(packages).encode(), Path("packages.lock"))


def test_people_can_read_it() -> None:
    """
    A table a package, a line a file, with a word about what this is.
    """
    assert (
        """\
# The packages of this project, to the byte. `pipeline packages` keeps this file; commit it.
# `pipeline packages install` brings all of them.

[[package]]
folder = "translate-en_vi-1_0"
name = "en_vi"
version = "1.0"
origin = "argos"
digest = "0123456789abcdef"
files = [
    { source = "https://one.example/p", size = 12, sha256 = "%s" },
]
"""
        % ("ab" * 32)
    ) == lock.text([locked()])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("size = 12", "size = 'x'", "packages.lock:20: package.files.size: expected `int`"),
        ("abab", "", "packages.lock:20: package.files: every file has its size, and a sha256"),
        ("size = 12", "size = -1", "packages.lock:20: package.files: every file has its size"),
        ('"argos"', '"argo"', "packages.lock:18: package.origin: invalid enum value 'argo'"),
        ("version", "versio", "packages.lock:17: there is no setting package.versio. Did you mean"),
        ("sha256 =", "sha =", "packages.lock:20: there is no setting package.files.sha. Did you"),
        ('origin = "argos"\n', "", "packages.lock:14: package: object missing required field `or"),
        ("[[package]]", "[[package]", "packages.lock:14: this is not TOML"),
        ("[[package]]", "[[pack]]", "packages.lock:14: there is no setting pack. Did you mean pac"),
        ('"b"', '"../b"', "packages.lock:14: package: folder is no name of a folder"),
        ("<<<", "<<<", "packages.lock:24: this is not TOML"),
    ],
)
def test_a_slip_is_told_with_its_line(old: str, new: str, expected: str) -> None:
    """
    What was edited by hand, or left by a merge, is refused where it stands.
    """
    text = lock.text([locked("a"), locked("b")]) + "\n<<<<<<< HEAD\n" * (old == "<<<")
    before, _, after = text.rpartition(old)

    with pytest.raises(ConfigError) as error:
        lock.parse((before + new + after).encode(), Path("packages.lock"))

    assert expected == str(error.value)[: len(expected)]
    assert error.value.hint


def test_a_package_takes_the_place_of_one_in_the_same_folder() -> None:
    """
    The others stay, and all are sorted.
    """
    newer = replace(locked("b"), digest="another", files=(LockedFile("x", 1, "cd" * 32),))

    assert (locked("a"), newer, locked("c")) == lock.add(
        [locked("c"), locked("a"), locked("b")], newer
    )
    assert (locked("a"),) == lock.drop([locked("a"), locked("b")], "b")


def test_the_same_content_keeps_where_they_came_from() -> None:
    """
    A colleague's path does not replace one's own, nor a URL; but a URL replaces a path.
    """
    remote, mine, theirs = locked(), locked(source="p"), locked(source="/home/p")

    assert (mine,) == lock.add([mine], theirs)
    assert (remote,) == lock.add([remote], theirs)
    assert (remote,) == lock.add([mine], remote)


def test_without_a_file_there_are_no_packages(tmp_path: Path) -> None:
    """
    A missing file is told from an empty one, and none is made for nothing.
    """
    path = tmp_path / "packages.lock"

    lock.change(path, lambda known: known, guard=tmp_path / "guard")

    assert lock.load(path) is None
    path.write_bytes(b"")
    assert () == lock.load(path)


def test_a_broken_file_is_left_as_it_is(tmp_path: Path) -> None:
    """
    Nothing is added to a file that cannot be understood.
    """
    path = tmp_path / "packages.lock"
    path.write_text("<<<<<<< HEAD\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"packages\.lock:1: this is not TOML"):
        lock.change(path, lambda known: lock.add(known, locked()), guard=tmp_path / "guard")
    assert "<<<<<<< HEAD\n" == path.read_text(encoding="utf-8")


def test_what_others_save_meanwhile_is_kept(tmp_path: Path) -> None:
    """
    Where an editor saves at the same moment, its text is read and changed instead.
    """
    path = tmp_path / "packages.lock"

    def how(known: tuple[Locked, ...]) -> tuple[Locked, ...]:
        if not known:
            path.write_text(lock.text([locked("a")]), encoding="utf-8")
        return lock.add(known, locked("b"))

    lock.change(path, how, guard=tmp_path / "guard")

    assert (locked("a"), locked("b")) == lock.load(path)


def test_a_file_that_never_rests_is_an_error(tmp_path: Path) -> None:
    """
    Something that saves the file all the time does not hold the command up for ever.
    """
    path = tmp_path / "packages.lock"

    def how(known: tuple[Locked, ...]) -> tuple[Locked, ...]:
        path.write_text(lock.text([locked(f"{len(known)}")] * (len(known) + 1)), encoding="utf-8")
        return (locked("b"),)

    with pytest.raises(FileError, match="again and again"):
        lock.change(path, how, guard=tmp_path / "guard")


PROGRAM = """
import sys
from pathlib import Path
from pipeline.packages import lock
from tests.packages.test_lock import locked
for number in range(10):
    lock.change(
        Path("packages.lock"),
        lambda known: lock.add(known, locked(f"{sys.argv[1]}{number}")),
        guard=Path("guard"),
    )
"""


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    """
    Three that add packages at the same time end with all of them.
    """
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", PROGRAM, name],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
        )
        for name in "abc"
    ]

    assert [0, 0, 0] == [process.wait() for process in processes]
    there = lock.load(tmp_path / "packages.lock")
    assert there
    assert [f"{name}{number}" for name in "abc" for number in range(10)] == [
        package.folder for package in there
    ]
