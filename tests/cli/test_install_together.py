"""`pipeline packages install` in processes of their own: several at once, and killed ones."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Newsroom, environment
from tests.cli.driving import obey_permissions
from tests.cli.test_install import archive
from tests.packages import tiny
from tests.packages.server import Server, silent


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine."""
    with Server() as started:
        yield started


def start(
    newsroom: Newsroom, *args: str | Path, prepare: Callable[[], None] | None = None
) -> subprocess.Popen[bytes]:
    """Install as a person would; `prepare` is called in the new process."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "pipeline", "packages", "install", *args],
        cwd=newsroom.root,
        env=environment(),
        stderr=subprocess.PIPE if prepare else None,
        preexec_fn=prepare,
    )


def test_several_people_may_install_at_once(
    newsroom: Newsroom, server: Server, tmp_path: Path
) -> None:
    """
    Two that want the same from one server and one that brings something else all get through,
    and the lock has everything.
    """
    url = server.serve("/p", archive(tmp_path))
    folder = tiny.build(tmp_path / "other", "en", "ru")

    processes = [start(newsroom, each) for each in (url, url, folder)]

    assert [0, 0, 0] == [process.wait() for process in processes]
    assert ["translate-en_ru-0_1", "translate-en_vi-0_1"] == sorted(
        path.name for path in (newsroom.root / "packages").iterdir()
    )
    assert 2 == (newsroom.root / "packages.lock").read_text(encoding="utf-8").count("[[package]]")


def test_a_kill_half_way_is_made_good(newsroom: Newsroom, server: Server, tmp_path: Path) -> None:
    """
    Killed while it fetches, an installation leaves packages that can be used; the next one
    comes through, and leaves no trace of the first.
    """
    data = archive(tmp_path)
    url = server.serve("/p", silent(), data)
    ru = start(newsroom, tiny.build(tmp_path / "ru", "en", "ru"))
    assert 0 == ru.wait()
    with start(newsroom, url) as process:
        while not server.asked:
            time.sleep(0.01)
        assert any(path.name[0] == "." for path in (newsroom.root / "packages").iterdir())
        process.kill()

    listed = newsroom("packages", "list")
    assert (0, False) == (listed.code, "unusable" in listed.out)
    assert "translate-en_ru-0_1" in listed.out
    with start(newsroom, url) as process:
        assert 0 == process.wait()

    assert ["translate-en_ru-0_1", "translate-en_vi-0_1"] == sorted(
        path.name for path in (newsroom.root / "packages").iterdir()
    )


def test_a_folder_that_may_not_be_written_is_one_sentence(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    """
    Without the right to write into packages/, that is said, and nothing is left anywhere.
    """
    package = tiny.build(tmp_path, "en", "vi")
    (newsroom.root / "packages").mkdir(mode=0o555)
    before = newsroom.bytes()

    with start(newsroom, package, prepare=obey_permissions) as process:
        assert process.stderr
        said = process.stderr.read().decode()

    assert 1 == process.returncode
    assert f"Error: {package}: {newsroom.root}/packages cannot be written: permission" in said
    assert before == newsroom.bytes()
    assert [] == list((newsroom.root / "packages").iterdir())
