"""Work in progress on a terminal: lines as they come, and a bar while the engine is busy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from pipeline.cli.app import App
from pipeline.workflow.report import Failure, Observer, Outcome

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.workflow.project import Project


class Terminal(Observer):
    """Prints a line an outcome to stdout and talk to stderr. A context manager, for the bar."""

    def __init__(self, app: App, project: Project, *, json: bool = False) -> None:
        self._app = app
        self._project = project
        self._results = app.verbosity >= 0 and not json
        self._keep = json
        self._wants_bar = app.verbosity >= 0 and sys.stderr.isatty()
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self.outcomes: list[Outcome] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def note(self, message: str) -> None:
        """Say something that is no failure; nothing if there is nothing to say."""
        if message:
            with self._clear():
                self._app.say(f"Note: {message}")

    def failure(self, failure: Failure) -> None:
        """Name what could not be done, as soon as that is known."""
        with self._clear():
            self._app.complain(failure.message, failure.hint)

    def outcome(self, outcome: Outcome) -> None:
        """Print what happened to an article in a language, or keep it for JSON."""
        if self._keep:
            self.outcomes.append(outcome)
        if self._results and (not outcome.unchanged or self._app.verbosity > 0):
            with self._clear():
                self._app.show(line(self._project, outcome))

    @contextmanager
    def _clear(self) -> Iterator[None]:
        """Take the bar away while something else is printed."""
        if self._bar is not None:
            self._bar.stop()
        yield
        if self._bar is not None:
            self._bar.start()

    def progress(self, doing: str, done: int, of: int) -> None:
        """Move the bar."""
        if not self._wants_bar:
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
        if doing not in self._tasks:
            self._tasks[doing] = self._bar.add_task(doing, total=of)
        self._bar.update(self._tasks[doing], completed=done, total=of)
        if done == of:
            self._bar.remove_task(self._tasks.pop(doing))


def line(project: Project, outcome: Outcome) -> str:
    """Say in one line what happened to an article in a language."""
    counts = outcome.counts
    did = [
        f"{number} {word}"
        for number, word in (
            (outcome.new, "new"),
            (outcome.changed, "changed"),
            (outcome.revived, "back"),
            (outcome.retired, "gone"),
            (outcome.drafted, "to draft" if outcome.planned else "drafted"),
        )
        if number
    ]
    stands = f"{counts.reviewed} of {counts.segments - counts.left_out} reviewed"
    if counts.empty and not outcome.planned:
        stands += f", {counts.empty} empty"
    if outcome.unchanged:
        did = ["unchanged"]
    arrow = ""
    if outcome.exported:
        arrow = f"{' would go' * outcome.planned} -> {project.shown(outcome.exported)}"
    return f"{outcome.article}  {outcome.language}: {', '.join([*did, stands])}{arrow}"
