"""Ctrl-C and the signals that ask a process to end: all of them end a command in good order."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

# SIGHUP comes when a terminal is closed; Windows has none.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(KeyboardInterrupt):
    """A signal has asked for the end, which is brought about as by Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextlib.contextmanager
def orderly() -> Iterator[None]:
    """Let the signals raise Stopped, unless somebody has chosen otherwise (nohup, say)."""
    # Only there Python takes signals.
    here = threading.current_thread() is threading.main_thread()
    taken = [each for each in _SIGNALS if here and signal.getsignal(each) is signal.SIG_DFL]
    for each in taken:
        signal.signal(each, _stop)
    try:
        yield
    finally:
        for each in taken:
            signal.signal(each, signal.SIG_DFL)


def exit_code(stopped: BaseException) -> int:
    """Give the exit code that shells expect: 128 and the signal's number, so 130 for Ctrl-C."""
    # Click passes on its own exception in the place of the first.
    cause = stopped if isinstance(stopped, Stopped) else stopped.__cause__
    return 128 + (cause.number if isinstance(cause, Stopped) else signal.SIGINT)


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
