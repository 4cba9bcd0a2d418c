"""Odd shells, terminals, clocks and machines around the real command."""

import errno
import json
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from datetime import UTC, datetime, tzinfo
from fcntl import ioctl
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import HARVEST, Newsroom, environment

COMMAND = f"{sys.executable} -m tests.cli.driver"


def shell(
    newsroom: Newsroom, line: str, **variables: str | None
) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in the project; `$pipeline` in it is the command with an engine."""
    variables = {**environment(pipeline=COMMAND), **variables}
    return subprocess.run(
        ["bash", "-c", line],
        cwd=newsroom.root,
        env={name: value for name, value in variables.items() if value is not None},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["run", "status --json", "--help"])
def test_a_reader_that_has_seen_enough(newsroom: Newsroom, command: str) -> None:
    """
    `| head` and the like end a command without a word.
    """
    done = shell(newsroom, f"$pipeline {command} | true; exit $(( PIPESTATUS[0] > 1 ))")

    assert 0 == done.returncode
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize("command", ["run", "status", "status --json"])
def test_output_that_nobody_can_take_is_one_sentence(newsroom: Newsroom, command: str) -> None:
    """
    A full disk behind `>` is told, once; exit code 2.
    """
    done = shell(newsroom, f"$pipeline {command} > /dev/full")

    assert 2 == done.returncode
    assert (
        "Error: standard output cannot be written: no space left on device"
        "\n       Send it to another place.\n" in done.stderr.decode()
    )
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-", "2> /dev/full"])
def test_closed_streams_keep_nobody_from_work(newsroom: Newsroom, closed: str) -> None:
    """
    Without input, output or anywhere to talk to, a run does what it does otherwise, and what it
    would have said lands in no file.
    """
    expected = newsroom.root.parent / "expected"
    shutil.copytree(newsroom.root, expected)
    newsroom("run", "--project", expected)

    done = shell(newsroom, f"$pipeline run {closed}")

    assert 0 == done.returncode, done.stderr
    assert b"Traceback" not in done.stderr
    for name in ("build/drafts/vi/floods.txt", "build/drafts/ru/fields/harvest.txt"):
        assert (expected / name).read_bytes() == (newsroom.root / name).read_bytes()
    assert b"" == (newsroom.root / ".pipeline" / "lock").read_bytes()


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": None}, id="C"),
        pytest.param({"PYTHONIOENCODING": "latin-1"}, id="Latin-1"),
    ],
)
def test_a_locale_without_letters_prints_what_it_can(
    newsroom: Newsroom, variables: dict[str, str | None]
) -> None:
    """
    Names and texts that the terminal's encoding lacks come out escaped, and JSON stays JSON.
    """
    newsroom.write("xã hội é.txt", "The “talks” went on – in Đà Nẵng.\n")

    assert 0 == shell(newsroom, "$pipeline run", **variables).returncode
    shown = shell(newsroom, "$pipeline status; $pipeline export", **variables)
    assert b"Traceback" not in shown.stderr
    assert 2 == shown.stdout.count(b"talks")
    found = json.loads(shell(newsroom, "$pipeline status --json", **variables).stdout)
    assert "xã hội é" in {row["article"] for row in found["catalogues"]}


def test_names_are_not_taken_for_another_encoding(newsroom: Newsroom) -> None:
    """
    Where Python is told to take names for ASCII, nothing is done, and it is said how to go on.
    """
    newsroom.write("xã hội.txt", HARVEST)
    before = newsroom.bytes()

    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = shell(newsroom, "$pipeline run", **plain)

    assert 2 == done.returncode
    assert b"Set PYTHONUTF8=1, or another locale.\n" in done.stderr
    assert before == newsroom.bytes()


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"HOME": None, "TMPDIR": "/nonexistent"}, id="none"),
        pytest.param({"HOME": "/nonexistent", "TZ": "Nowhere/Bad"}, id="missing"),
        pytest.param({"HOME": "/proc", "XDG_DATA_HOME": "/proc"}, id="read-only"),
    ],
)
def test_a_machine_without_a_home_is_no_hindrance(
    newsroom: Newsroom, variables: dict[str, str | None]
) -> None:
    """
    The command, bundled packages and all, needs no home folder and writes nothing into one.
    """
    newsroom("run")

    done = shell(newsroom, f"{sys.executable} -m pipeline run", **variables)

    assert 0 == done.returncode, done.stderr
    assert b"0 drafted now" in done.stderr


def test_every_article_is_named_on_a_narrow_terminal(newsroom: Newsroom) -> None:
    """
    On a terminal of twenty columns lines are broken, but names and numbers are all there.
    """
    newsroom("run")
    leader, follower = pty.openpty()
    ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 20, 0, 0))
    for command in ("status", "run -v"):
        done = subprocess.Popen(
            [*COMMAND.split(), *command.split()],
            cwd=newsroom.root,
            env=environment(TERM="xterm"),
            stdout=follower,
            stderr=follower,
        )
        assert 0 == done.wait()
        shown = os.read(leader, 100_000).decode()
        assert 2 == shown.count("floods ") == shown.count("harvest ")
        assert "Traceback" not in shown
    os.close(leader)
    os.close(follower)


def test_a_folder_that_is_gone_is_one_sentence(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    In a folder that somebody has removed, no command can work, and it is said so.
    """
    gone = newsroom.root.parent / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    for args in (["run"], ["status"], ["init"], ["run", "--project", str(newsroom.root)]):
        result = newsroom(*args)
        assert 2 == result.code
        assert result.err.startswith("Error: ")
        assert "Traceback" not in result.err


@pytest.mark.parametrize("year", [1970, 2100])
def test_an_edit_is_seen_whatever_the_files_date(newsroom: Newsroom, year: int) -> None:
    """
    Articles and catalogues from the past or the future are as good as any, and an edit that
    leaves size and date as they were is seen all the same.
    """
    moment = datetime(year, 1, 2, tzinfo=UTC).timestamp()
    path = newsroom.root / "source_texts" / "floods.txt"
    os.utime(path, (moment, moment))
    newsroom("run")
    os.utime(newsroom.po("fields/harvest"), (moment, moment))
    assert 0 == newsroom("run").code
    assert "" == newsroom("run").out

    path.write_text(path.read_text().replace("three", "seven"))
    os.utime(path, (moment, moment))

    assert "floods  vi: 1 changed" in newsroom("run").out


def test_a_clock_that_goes_back_loses_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A run whose clock stands years before the last review keeps what was reviewed.
    """
    newsroom("run", "--language", "vi")
    newsroom.review("fields/harvest")
    newsroom("run", "--language", "vi")

    class Past(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Past":
            return cls(2001, 2, 3, 4, 5, tzinfo=tz or UTC)

    monkeypatch.setattr("pipeline.workflow.run.datetime", Past)
    newsroom.write("fields/harvest.txt", HARVEST + "A new sentence came.\n")

    assert 0 == newsroom("run", "--language", "vi").code
    file = polib.pofile(newsroom.po("fields/harvest"))
    assert file.metadata["PO-Revision-Date"].startswith("2001-02-03")
    assert [[], [], ["fuzzy"]] == [entry.flags for entry in file]
    before = newsroom.bytes()
    shutil.rmtree(newsroom.root / ".pipeline")
    assert 0 == newsroom("run", "--language", "vi").code
    assert before == newsroom.bytes()


def test_what_a_disk_refuses_is_told_in_its_own_words(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Whatever else a file system refuses, the sentence has its reason, and the others are done.
    """
    really = os.replace

    def refuse(source: str, target: Path) -> None:
        if Path(target).name == "harvest.po":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        really(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    result = newsroom("run")

    assert 1 == result.code
    assert "harvest.po cannot be written: input/output error\n       Check its disk." in result.err
    assert newsroom.po("floods").exists()
    assert [newsroom.root / ".pipeline"] == list(newsroom.root.rglob(".*"))
