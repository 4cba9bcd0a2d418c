import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine.workers import WorkerFailed, Workers, serve


def begin() -> None:
    """Be a worker that knows its number and does what it is told."""
    serve(answer)


def answer(request: Any) -> object:
    """Do what a test asks for."""
    if request == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if request == "sleep":
        time.sleep(60)
    if isinstance(request, str) and request.startswith("fail"):
        raise ValueError(request)
    return [os.getpid(), request]


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Two processes."""
    started = Workers(__name__, "begin", "setup", 2)
    yield started
    started.close()


def test_answers_come_from_other_processes(workers: Workers) -> None:
    """
    Not this one; and text of any language comes back as it was.
    """
    futures = [workers.submit(f"Việt {number}") for number in range(20)]

    found = [each.result() for each in futures]

    assert [f"Việt {number}" for number in range(20)] == [text for _, text in found]
    assert os.getpid() not in {process for process, _ in found}


def test_all_processes_are_at_work_at_once(workers: Workers) -> None:
    """
    One that is busy does not keep the other from answering.
    """
    busy, free = workers.submit("sleep"), workers.submit("quick")

    assert "quick" == free.result()[1]
    assert not busy.done()


def test_what_goes_wrong_in_a_process_is_told_and_it_goes_on(workers: Workers) -> None:
    """
    A failure is an answer like others.
    """
    with pytest.raises(WorkerFailed, match="fail here"):
        workers.submit("fail here").result()

    assert "next" == workers.submit("next").result()[1]


def test_the_end_of_a_process_is_told(workers: Workers) -> None:
    """
    Nobody waits for an answer that cannot come.
    """
    with pytest.raises(WorkerFailed, match="ended unexpectedly"):
        workers.submit("die").result()


def test_a_process_that_does_not_come_up_says_why() -> None:
    """
    All of them are gone then.
    """
    with pytest.raises(WorkerFailed, match="fail at once"):
        Workers(__name__, "begin", "fail at once", 2)


def test_closing_does_not_wait_for_work() -> None:
    """
    What is at work is ended, and what waits is not begun.
    """
    started = Workers(__name__, "begin", "setup", 1)
    futures = [started.submit("sleep") for _ in range(3)]

    before = time.monotonic()
    started.close()

    assert time.monotonic() - before < 5
    assert all(each.cancelled() or each.exception() for each in futures)


def test_workers_end_with_the_process_that_started_them() -> None:
    """
    Even if that is killed and can clean up nothing.
    """
    code = (
        "import os, signal; from pipeline.engine.workers import Workers\n"
        f"started = Workers({__name__!r}, 'begin', 'setup', 1)\n"
        "print(started.submit(1).result()[0], flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, check=False, env=_environment()
    )

    number = int(found.stdout)
    assert _is_gone(number)


def test_ctrl_c_in_the_terminal_does_not_reach_them(workers: Workers) -> None:
    """
    They are in a group of their own, so that the run can end in good order.
    """
    process = workers.submit(1).result()[0]

    assert os.getpgid(process) != os.getpgid(0)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _is_gone(number: int) -> bool:
    for _ in range(500):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        # Where nobody collects the dead, one stays as a name.
        if Path(f"/proc/{number}/stat").is_file() and ") Z " in Path(
            f"/proc/{number}/stat"
        ).read_text(encoding="utf-8"):
            return True
        time.sleep(0.01)
    return False
