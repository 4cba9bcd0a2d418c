"""How much memory the work has taken."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

_TASKS = Path("/proc/self/task")
_KB = 1024 / 1e6


def peak_mb() -> float | None:
    """Give the most memory that this process ever held, in megabytes; None on Windows.

    Where the system lists them (Linux), the processes that it has started and that still live
    count too: some engines work in processes of their own.
    """
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return peak / 1e6 if sys.platform == "darwin" else (peak + sum(_children())) * _KB


def _children() -> Iterator[int]:
    """Give the peak of each process that this one has started, in KiB."""
    for listed in _TASKS.glob("*/children"):
        # Threads and processes may end while one looks.
        with contextlib.suppress(OSError):
            for number in listed.read_text().split():
                status = Path(f"/proc/{number}/status").read_text().splitlines()
                yield from (int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
