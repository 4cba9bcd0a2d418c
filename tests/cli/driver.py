"""The real command with the shouting engine, as processes of their own that can be killed.

`python -m tests.cli.driver run …` runs it once. Without arguments it reads runs from stdin, a
JSON list of arguments a line, and answers each with the number of its process and, once that
has ended, with its exit code: minus the number of the signal, if one has killed it. Programs
are imported only once that way.

DRIVER_SECONDS is how long a sentence, and a write to the disk, takes.
"""

import contextlib
import json
import os
import sys
import time
from typing import Any

from pipeline import state
from pipeline.cli import main
from pipeline.cli.app import App
from tests.cli.shouting import Shouting

SECONDS = float(os.environ.get("DRIVER_SECONDS", "0"))
ASKED = os.environ.get("DRIVER_ASKED", os.devnull)


def engine(language: str) -> Shouting:
    """Make an engine that takes its time, and notes what it is asked where a kill spares it."""
    asked = os.open(ASKED, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def note(text: str) -> None:
        time.sleep(SECONDS / 10)
        os.write(asked, f"{language}: {text}\n".encode())

    return Shouting(language, before_each=note)


def slow_down_disk() -> None:
    """Let every write last, so that many a kill falls into one."""
    really = os.fsync

    def fsync(handle: Any) -> None:
        time.sleep(SECONDS)
        really(handle)

    setattr(os, "fsync", fsync)  # noqa: B010 -- mypy knows what the real one takes


def serve() -> None:
    """Fork a process for each run that is asked for."""
    with contextlib.suppress(SystemExit), open(os.devnull, "w") as nobody:
        sys.stdout, stdout = nobody, sys.stdout
        main(["run", "--dry-run", "-q"], App(engine_maker=engine))
    sys.stdout = stdout
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            talk = os.open("talk", os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
            os.dup2(talk, 1)
            os.dup2(talk, 2)
            try:
                main(json.loads(line), App(engine_maker=engine))
            except SystemExit as ended:
                sys.stderr.flush()
                # Taking a program of this size down properly would be most of its time.
                os._exit(int(ended.code or 0))
        answer(process)
        _, status = os.waitpid(process, 0)
        answer(os.waitstatus_to_exitcode(status))


def answer(number: int) -> None:
    """Tell the test a number."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    state.KEEP_SECONDS = SECONDS
    slow_down_disk()
    if sys.argv[1:]:
        main(sys.argv[1:], App(engine_maker=engine))
    serve()
