"""Processes that hold a model each and answer what they are asked, a line of JSON each way.

For engines that keep Python's lock while they work. A process begins with a function that calls
`serve`, is not reached by the terminal's Ctrl-C, and ends when its input does, so none outlives
the run however that ends.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any


class WorkerFailed(Exception):
    """What a process answered instead, or how it ended."""


class Workers:
    """`count` processes that run `start` of `module`, each told `setup` first.

    Raises WorkerFailed if one does not come up. Closing kills them, at work or not.
    """

    def __init__(self, module: str, start: str, setup: object, count: int) -> None:
        self.count = count
        self._processes = [_start(module, start) for _ in range(count)]
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._pool = ThreadPoolExecutor(count)
        try:
            for process in self._processes:
                _send(process, setup)
            for process in self._processes:
                _receive(process)
                self._idle.put(process)
        except BaseException:
            # After Ctrl-C too: nobody else knows of them yet.
            self.close()
            raise

    def submit(self, request: object) -> Future[Any]:
        """Ask the next process that is idle; the future may raise WorkerFailed."""
        return self._pool.submit(self._ask, request)

    def _ask(self, request: object) -> object:
        process = self._idle.get()
        try:
            _send(process, request)
            return _receive(process)
        finally:
            self._idle.put(process)

    def close(self) -> None:
        """End the processes. May be called twice."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
        self._pool.shutdown(cancel_futures=True)
        for process in self._processes:
            for pipe in (process.stdin, process.stdout):
                # What could not be written any more is of no use to anybody.
                with contextlib.suppress(OSError):
                    assert pipe is not None  # noqa: S101 - for the type checker
                    pipe.close()


def serve(answer: Callable[[Any], object]) -> None:
    """Answer what comes in until there is no more; what goes wrong is the answer too."""
    for line in sys.stdin.buffer:
        try:
            reply = {"answer": answer(json.loads(line))}
        except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
            reply = {"error": f"{error}" or type(error).__name__}
        sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n")
        sys.stdout.buffer.flush()


def _start(module: str, start: str) -> "subprocess.Popen[bytes]":
    # Modules are looked for where this process does, not in the folder it stands in.
    code = f"import sys; sys.path[:] = {sys.path!r}; import {module} as module; module.{start}()"
    windows = sys.platform == "win32"
    return subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=not windows,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0,
    )


def _send(process: "subprocess.Popen[bytes]", request: object) -> None:
    assert process.stdin is not None  # noqa: S101 - for the type checker
    with contextlib.suppress(OSError):
        # One that has ended gives no answer, which says more.
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()


def _receive(process: "subprocess.Popen[bytes]") -> object:
    assert process.stdout is not None  # noqa: S101 - for the type checker
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        code = process.wait()
        how = f"signal {-code}" if code < 0 else f"code {code}"
        raise WorkerFailed(f"a process of it ended unexpectedly ({how})")
    reply = json.loads(line)
    if "error" in reply:
        raise WorkerFailed(reply["error"])
    return reply["answer"]
