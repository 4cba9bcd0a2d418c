"""The three standard streams, in whatever state the shell has left them."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator

from pipeline.errors import UsageError


def prepare() -> None:
    """Make the streams fit to print anything, also closed ones and those of a narrow encoding.

    What the encoding lacks comes out escaped. In the place of a closed stream stands the empty
    device: the next file that is opened would get its number, and a library's message be
    written into it.
    """
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            empty = open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115 -- for as long as the process lasts
            setattr(sys, name, empty)
        elif isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


@contextlib.contextmanager
def printing() -> Iterator[None]:
    """Turn the refusal of standard output to take more into a sentence. Raises UsageError."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise  # Whoever was reading has seen enough.
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise UsageError(
            f"standard output cannot be written: {reason}", "Send it to another place"
        ) from error
