"""How far a piece of work is: a bar on stderr, where there is a terminal and no wish for quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.cli.app import App

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID


class Bar:
    """Holds the terminal's last line while work goes on; `close` gives it back.

    With `bytes` it counts in megabytes, else in pieces.
    """

    def __init__(self, app: App, *, bytes: bool = False) -> None:  # noqa: A002 -- the unit
        self._is_wanted = app.verbosity >= 0 and sys.stderr.isatty()
        self._bytes = bytes
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def move(self, doing: str, done: int, of: int | None) -> None:
        """Show how far a piece of work is; `done == of` ends it, None: nobody knows how long."""
        if not self._is_wanted:
            return
        if self._bar is None:
            self._bar = self._made()
            self._bar.start()
        if doing not in self._tasks:
            self._tasks[doing] = self._bar.add_task(doing, total=of)
        self._bar.update(self._tasks[doing], completed=done, total=of)
        if done == of:
            self._bar.remove_task(self._tasks.pop(doing))

    @contextmanager
    def cleared(self) -> Iterator[None]:
        """Take the bar away while something else is printed."""
        if self._bar is not None:
            self._bar.stop()
        yield
        if self._bar is not None:
            self._bar.start()

    def close(self) -> None:
        """Take the bar away; it comes back with the next piece of work."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
            self._tasks.clear()

    def _made(self) -> Progress:
        from rich import progress
        from rich.console import Console

        counts: tuple[ProgressColumn, ...] = (progress.MofNCompleteColumn(),)
        if self._bytes:
            counts = (progress.DownloadColumn(), progress.TransferSpeedColumn())
        return progress.Progress(
            progress.TextColumn("{task.description}", markup=False),
            progress.BarColumn(),
            *counts,
            progress.TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
