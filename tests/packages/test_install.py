"""Packages that appear and disappear in one step, whoever is killed or comes at the same time."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import FileError, PackageError
from pipeline.packages import Package, PackageOptions
from pipeline.packages.find import find
from pipeline.packages.install import Published, check, publish, remove, staging
from pipeline.packages.unpack import copy
from tests.packages import tiny

ROOT = Path(__file__).parents[2]
MOST = 100_000_000


def fine(_: Package) -> Iterator[str]:
    """Find nothing wrong with a package."""
    yield from ()


def put(source: Path, into: Path, *, force: bool = False) -> Published:
    """Install an unpacked package."""
    with staging(into) as work:
        return publish(check(copy(source, work / "package", most=MOST), fine), into, force=force)


def read(path: Path) -> Package:
    """Read one package."""
    return find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages[0]


def listing(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder, hidden ones too, with what it holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def folders(into: Path) -> list[str]:
    """Name what lies in a folder, hidden things too."""
    return sorted(path.name for path in into.iterdir())


def labels(into: Path) -> list[str]:
    """Name the packages that are found in a folder."""
    found = find(PackageOptions(project=into, argos=False, bundled=False))
    assert found.problems == ()
    return [package.label for package in found.packages]


def changed(source: Path) -> Path:
    """Give a package other content under the same name and version."""
    vocabulary = source / "model" / "vmap.txt"
    vocabulary.write_text("\ta b\n", encoding="utf-8")
    return source


def test_a_package_gets_the_name_that_its_metadata_says(tmp_path: Path) -> None:
    """
    A new folder of packages holds it, under the name that Argos would give, and nothing else.
    """
    source = tiny.build(tmp_path, "en", "vi", version="1.10")

    put(source, tmp_path / "new" / "packages")

    assert ["translate-en_vi-1_10"] == folders(tmp_path / "new" / "packages")
    assert ["en_vi 1.10"] == labels(tmp_path / "new" / "packages")
    assert listing(source) == listing(tmp_path / "new/packages/translate-en_vi-1_10")


def test_versions_make_no_paths(tmp_path: Path) -> None:
    """
    What stands for a version cannot lead elsewhere.
    """
    source = tiny.build(tmp_path, version="../../1 0")

    assert "translate-en_xx-1_0" == put(source, tmp_path / "to").path.name


def test_the_same_package_again_is_no_error(tmp_path: Path) -> None:
    """
    With the same content it stays as it is; with another it needs --force.
    """
    source, into = tiny.build(tmp_path / "from"), tmp_path / "to"

    assert not put(source, into).was_there
    before = listing(into)
    assert put(source, into).was_there
    with pytest.raises(PackageError, match=r"other content. Remove it first, or .* --force"):
        put(changed(source), into)
    assert before == listing(into)
    assert not put(source, into, force=True).was_there
    assert listing(source) == listing(into / "translate-en_xx-0_1")
    assert ["translate-en_xx-0_1"] == folders(into)


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({"argos_version": "2.0"}, "is made for Argos Translate 2.0, which is not known here"),
        ({"argos_version": 2}, "argos_version is no text"),
        ({"target_prefix": 5}, "target_prefix is no text"),
        ({"type": "sbd"}, "another purpose"),
        ({"to_code": "vi"}, "translates en→vi, not en→xx, for which it was offered"),
    ],
)
def test_metadata_that_does_not_fit_is_refused(
    tmp_path: Path, metadata: dict[str, Any], reason: str
) -> None:
    """
    Wrong types, newer forms, other purposes and other pairs are named before anything shows.
    """
    source = tiny.build(tmp_path, **metadata)

    with pytest.raises(PackageError, match=reason):
        check(source, fine, ("en", "xx"))


def test_what_the_probe_finds_is_told(tmp_path: Path) -> None:
    """
    A package that is whole but cannot be used does not get through.
    """
    source = tiny.build(tmp_path)

    with pytest.raises(PackageError, match="the package translates nothing"):
        check(source, lambda _: iter(["translates nothing"]))


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    """
    Whatever goes wrong in a staging folder, it goes; a folder made for it goes, too.
    """

    def stopped(_: Package) -> Iterator[str]:
        raise KeyboardInterrupt

    source = tiny.build(tmp_path / "from")
    with pytest.raises(KeyboardInterrupt), staging(tmp_path / "to") as work:
        check(copy(source, work / "package", most=MOST), stopped)

    assert ["from"] == folders(tmp_path)


def test_removing_leaves_the_others(tmp_path: Path) -> None:
    """
    Only the package that is named goes.
    """
    into = tmp_path / "to"
    put(tiny.build(tmp_path, "en", "vi"), into)
    gone = put(tiny.build(tmp_path, "en", "ru"), into)

    remove(gone.path)

    assert ["translate-en_vi-0_1"] == folders(into)


def test_a_disk_that_refuses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Whether at the folder or at the last step, it is one sentence and nothing changes.
    """
    into = tmp_path / "to"
    source = tiny.build(tmp_path)
    package = put(source, into).path
    before = listing(into)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr("os.rename", refuse)
        with pytest.raises(FileError, match=r"to/translate.* cannot be removed: read-only"):
            remove(package)
        with pytest.raises(FileError, match="cannot be written: read-only"):
            put(changed(source), into, force=True)
    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(FileError, match="to cannot be written: read-only file system"):
        put(source, into)
    assert before == listing(into)


# Replaces a package many times, once somebody has closed its input; or is killed just before
# the renaming whose number the third argument gives.
PROGRAM = """
import os, signal, sys
from pathlib import Path
from pipeline.errors import PackageError
from tests.packages.test_install import put

source, into, at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
really, done = os.rename, 0

def rename(*paths):
    global done
    done += 1
    if done == at:
        os.kill(os.getpid(), signal.SIGKILL)
    really(*paths)

if at:
    os.rename = rename
    put(source, into, force=True)
sys.stdin.readline()
for _ in range(20):
    put(source, into, force=True)
"""


def start(*arguments: Path | int) -> subprocess.Popen[bytes]:
    """Start a process that installs."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
    )


@pytest.mark.parametrize("at", [1, 2])
def test_a_kill_leaves_the_old_package_or_the_new(tmp_path: Path, at: int) -> None:
    """
    Killed just before a package would take its place, or between two: the next installation
    finds the old one usable, and sweeps what was left.
    """
    into = tmp_path / "to"
    source = tiny.build(tmp_path / "from")
    if at == 2:
        put(source, into)
    before = listing(into)
    # With a package there, the first renaming is in vain and the second moves the old one aside.
    with start(changed(source), into, at + (at == 2)) as process:
        assert process.wait() == -9
    assert any(name.startswith(".incoming-") for name in folders(into))

    put(tiny.build(tmp_path / "other", "en", "vi"), into)

    expected = ["translate-en_vi-0_1", *(["translate-en_xx-0_1"] if at == 2 else [])]
    assert expected == folders(into)
    assert before == {k: v for k, v in listing(into).items() if "en_xx" in k}


def test_many_may_install_at_the_same_time(tmp_path: Path) -> None:
    """
    Two processes that replace one package again and again, and one with another: all come
    through, one whole package of each name is there, and nothing is left over.
    """
    into = tmp_path / "to"
    one, two = tiny.build(tmp_path / "1"), changed(tiny.build(tmp_path / "2"))
    other = tiny.build(tmp_path / "3", "en", "vi")
    processes = [start(source, into, 0) for source in (one, two, other)]
    for process in processes:
        assert process.stdin
        process.stdin.close()

    assert [0, 0, 0] == [process.wait() for process in processes]
    assert ["translate-en_vi-0_1", "translate-en_xx-0_1"] == folders(into)
    assert listing(into / "translate-en_xx-0_1") in (listing(one), listing(two))
    assert ["en_vi 0.1", "en_xx 0.1"] == labels(into)


def test_what_others_work_on_is_not_swept(tmp_path: Path) -> None:
    """
    A staging folder whose holder lives stays; one without goes.
    """
    left = tmp_path / ".incoming-left"
    left.mkdir()

    with staging(tmp_path) as mine, staging(tmp_path) as other:
        assert not left.exists()
        assert mine.exists()
        assert other.exists()
    assert [] == list(tmp_path.iterdir())


def test_links_among_the_leftovers_are_not_followed(tmp_path: Path) -> None:
    """
    A link that looks like a leftover leads the sweeper nowhere.
    """
    elsewhere, into = tmp_path / "elsewhere", tmp_path / "to"
    (elsewhere / "replaced-x" / "package").mkdir(parents=True)
    into.mkdir()
    (into / ".incoming-x").symlink_to(elsewhere)

    with staging(into):
        pass

    assert [elsewhere / "replaced-x"] == list(elsewhere.iterdir())
    assert [".incoming-x"] == folders(into)


def test_metadata_decides_the_name_but_not_the_content(tmp_path: Path) -> None:
    """
    Two versions of one pair lie beside each other.
    """
    into = tmp_path / "to"
    source = tiny.build(tmp_path)
    put(source, into)
    known = json.loads((source / "metadata.json").read_text(encoding="utf-8"))
    (source / "metadata.json").write_text(json.dumps({**known, "package_version": "0.2"}))

    put(source, into)

    assert ["translate-en_xx-0_1", "translate-en_xx-0_2"] == folders(into)
