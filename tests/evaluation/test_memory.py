"""The memory that a process has taken."""

import subprocess
import sys

import pytest

from pipeline.evaluation.memory import peak_mb


def test_the_peak_is_in_megabytes() -> None:
    """
    A process with these tests in it takes some of them, and not thousands.
    """
    peak = peak_mb()

    assert peak is not None
    assert 20 < peak < 20_000


def test_processes_that_were_started_count_too() -> None:
    """
    An engine may hold its models in them.
    """
    before = peak_mb()
    held = "held = bytearray(b'x') * 90_000_000; print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        during = peak_mb()
        process.communicate(b"\n")

    assert before is not None
    assert during is not None
    assert 90 < during - before < 200


def test_a_system_that_does_not_tell_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Windows has no such count.
    """
    monkeypatch.setitem(sys.modules, "resource", None)

    assert peak_mb() is None
