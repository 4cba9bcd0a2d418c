"""Runs that are killed or told to stop at any moment: nothing half-written, nothing lost."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import Newsroom, environment
from tests.cli.driving import driving

MSGFMT = shutil.which("msgfmt")
KILLS = 20
STOPS = 8


def stored(newsroom: Newsroom) -> set[str]:
    """List what is in the draft store, as the engine notes what it is asked."""
    path = newsroom.root / ".pipeline" / "state.db"
    if not path.exists() or not path.stat().st_size:
        return set()
    with contextlib.closing(sqlite3.connect(path)) as db:
        try:
            return {text.split(": ")[0] + f": {source}" for source, text in db.execute(STORED)}
        except sqlite3.OperationalError:  # killed before there were any tables
            return set()


STORED = "SELECT source, text FROM drafts"


def asked(newsroom: Newsroom) -> list[str]:
    """List what the engine was asked for since the last look."""
    path = newsroom.root.parent / "asked"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return lines


def write(newsroom: Newsroom, edition: int) -> None:
    """Put articles in, or change half of their sentences: work for half a second."""
    for number in range(5):
        sentences = (
            f"Sentence {at} of part {number} came in edition {edition * (at % 2)}."
            for at in range(20)
        )
        newsroom.write(f"news/{number}.txt", " ".join(sentences) + "\n")


def catalogues(newsroom: Newsroom) -> list[Path]:
    """List all templates and catalogues that tools would find."""
    found = [*newsroom.root.rglob("*.po"), *newsroom.root.rglob("*.pot")]
    return [path for path in found if not path.name.startswith(".")]


@pytest.mark.skipif(MSGFMT is None, reason="needs gettext's msgfmt (Debian: apt install gettext)")
def test_kills_at_any_moment_break_nothing(newsroom: Newsroom) -> None:
    """
    After each of many kills every catalogue is whole, nobody is locked out, and what people
    wrote is there; drafts that were stored are not made again; nothing is left lying about.
    """
    newsroom("run", "--article", "floods")
    newsroom.review("floods")
    reviewed = newsroom.po("floods").read_text()
    assert newsroom.asked
    moments, edition, killed = random.Random(8), 1, 0
    known: set[str] = set()
    with driving(newsroom, 0.004) as driver:
        write(newsroom, edition)
        while killed < KILLS:
            run = driver.start("run")
            time.sleep(moments.uniform(0.0, 0.3))
            with contextlib.suppress(ProcessLookupError):
                os.kill(run, signal.SIGKILL)
            ended = driver.end()
            assert ended in (-signal.SIGKILL, 0)
            killed += ended != 0
            assert known.isdisjoint(asked(newsroom))
            known = stored(newsroom)
            whole = [polib.pofile(path) for path in catalogues(newsroom)]
            assert len(whole) == len(catalogues(newsroom))
            if ended == 0:
                edition += 1
                write(newsroom, edition)
        driver.start("run")
        assert 0 == driver.end()

    assert known.isdisjoint(asked(newsroom))
    assert 3 * 7 == len(catalogues(newsroom))
    for path in catalogues(newsroom):
        subprocess.run([str(MSGFMT), "-o", os.devnull, path], check=True)
    assert fields(reviewed) == fields(newsroom.po("floods").read_text())
    assert 0 == newsroom("run").code
    assert [] == newsroom.asked
    assert [newsroom.root / ".pipeline"] == list(newsroom.root.rglob(".*"))


def fields(catalogue: str) -> list[str]:
    """Take the texts of a catalogue, without comments."""
    return [line for line in catalogue.splitlines() if line.startswith("msg")]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_run_in_good_order(newsroom: Newsroom, name: str) -> None:
    """
    Ctrl-C, and being asked to end, is one line and the shell's exit code; every draft that was
    made is kept.
    """
    number = signal.Signals[name]
    notes = newsroom.root.parent / "asked"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cli.driver", "run"],
        cwd=newsroom.root,
        env=environment(DRIVER_SECONDS="0.2", DRIVER_ASKED=str(notes)),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None and at_work(notes) < 5:
            time.sleep(0.01)
        process.send_signal(number)
        _, talk = process.communicate()

    assert 128 + number == process.returncode
    assert [STOPPED] == talk.split("\n")[1:-1]
    *made, _ = asked(newsroom)
    assert 0 == newsroom("run").code
    assert set(made).isdisjoint(f"vi: {text}" for text in newsroom.engines["vi"].asked)


def at_work(notes: Path) -> int:
    """Say how many sentences the engine has been asked for by now."""
    return notes.read_bytes().count(b"\n") if notes.exists() else 0


STOPPED = "Stopped. What was finished is kept; the same command goes on from there."


def test_signals_at_any_moment_break_nothing(newsroom: Newsroom) -> None:
    """
    Whatever a signal falls into, the run stops or is done, and the next one goes on from there.
    """
    moments, edition, stopped = random.Random(8), 1, 0
    known: set[str] = set()
    with driving(newsroom, 0.003) as driver:
        write(newsroom, edition)
        while stopped < STOPS:
            number = moments.choice([signal.SIGINT, signal.SIGTERM])
            run = driver.start("run")
            time.sleep(moments.uniform(0.02, 0.4))
            with contextlib.suppress(ProcessLookupError):
                os.kill(run, number)
            ended = driver.end()
            # The signal itself where the command is over and the process is not.
            assert ended in (128 + number, 0, -number)
            if ended > 0:
                assert STOPPED == (newsroom.root / "talk").read_text().splitlines()[-1]
                stopped += 1
            else:
                edition += 1
                write(newsroom, edition)
            assert known.isdisjoint(asked(newsroom))
            known = stored(newsroom)
    assert 0 == newsroom("run").code
    assert [newsroom.root / ".pipeline"] == list(newsroom.root.rglob(".*"))


def test_a_closed_terminal_does_not_end_what_nohup_has_started() -> None:
    """
    A signal that is ignored stays so.
    """
    done = subprocess.run(
        ["nohup", sys.executable, "-c", NOHUP], env=environment(), capture_output=True, check=False
    )

    assert 7 == done.returncode, done.stderr


NOHUP = """
import os, signal
from pipeline.cli import stopping
with stopping.orderly():
    os.kill(os.getpid(), signal.SIGHUP)
    os._exit(7)
"""


def test_a_move_that_was_cut_short_is_ended(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A kill between two catalogues of a renamed article leaves none of them behind for good.
    """
    newsroom("run")
    newsroom.review("floods", "vi")
    newsroom.review("floods", "ru")
    assert newsroom.asked
    (newsroom.root / "source_texts/floods.txt").rename(newsroom.root / "source_texts/water.txt")
    moved: list[Path] = []

    def move_and_stop(path: Path, target: Path) -> None:
        path.rename(target)
        moved.append(target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.workflow.renames._move", move_and_stop)
        assert 130 == newsroom("run").code

    assert [newsroom.po("water", "vi")] == moved
    result = newsroom("run")
    assert "floods is now called water; its catalogues came along" in result.err
    assert [] == newsroom.asked
    assert not newsroom.po("floods", "ru").exists()
    assert (newsroom.root / "build/ru/water.txt").exists()
