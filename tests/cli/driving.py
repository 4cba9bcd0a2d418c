"""The other end of `driver.py`: starting runs of the real command, and hearing how they ended."""

import contextlib
import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import Newsroom, environment


@dataclass
class Driver:
    """Runs of the real command, one after the other, in processes that can be killed."""

    folder: Path
    process: subprocess.Popen[str]

    def start(self, *args: str) -> int:
        """Start a run; returns its process number."""
        assert self.process.stdin
        print(json.dumps(args), file=self.process.stdin, flush=True)
        return int(self._line())

    def end(self) -> int:
        """Wait until the run has ended; returns its exit code."""
        return int(self._line())

    def __call__(self, *args: str) -> tuple[int, str]:
        """Run a command to its end; returns its exit code, and all that it said."""
        self.start(*args)
        return self.end(), (self.folder / "talk").read_text(encoding="utf-8")

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()


@contextlib.contextmanager
def driving(
    newsroom: Newsroom, seconds: float = 0, prepare: Callable[[], None] | None = None
) -> Iterator[Driver]:
    """Drive the command with an engine and a disk that take some time.

    `prepare` is called in the new process, before anything else.
    """
    asked = str(newsroom.root.parent / "asked")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cli.driver"],
        cwd=newsroom.root,
        env=environment(DRIVER_SECONDS=str(seconds), DRIVER_ASKED=asked),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=prepare,
        text=True,
    ) as process:
        yield Driver(newsroom.root, process)
        assert process.stdin
        process.stdin.close()


def obey_permissions() -> None:
    """Take from a process of root's the right to pass over permissions; others have none."""
    if os.geteuid() == 0:
        for right in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
            if ctypes.CDLL(None).prctl(_CAPBSET_DROP, right, 0, 0, 0):
                raise OSError("the right to pass over permissions cannot be given away")


_CAPBSET_DROP, _DAC_OVERRIDE, _DAC_READ_SEARCH = 24, 1, 2  # from linux/prctl.h, capability.h
