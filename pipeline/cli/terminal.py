"""Work in progress on a terminal: lines as they come, and a bar while the engine is busy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pipeline.cli.app import App
from pipeline.cli.bar import Bar
from pipeline.workflow.report import Failure, Observer, Outcome

if TYPE_CHECKING:
    from pipeline.workflow.project import Project


class Terminal(Observer):
    """Prints a line an outcome to stdout and talk to stderr. A context manager, for the bar."""

    def __init__(self, app: App, project: Project, *, json: bool = False) -> None:
        self._app = app
        self._project = project
        self._results = app.verbosity >= 0 and not json
        self._keep = json
        self._bar = Bar(app)
        self.outcomes: list[Outcome] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Give the terminal's last line to whoever prints next."""
        self._bar.close()

    def note(self, message: str) -> None:
        """Say something that is no failure; nothing if there is nothing to say."""
        if message:
            with self._bar.cleared():
                self._app.say(f"Note: {message}")

    def failure(self, failure: Failure) -> None:
        """Name what could not be done, as soon as that is known."""
        with self._bar.cleared():
            self._app.complain(failure.message, failure.hint)

    def outcome(self, outcome: Outcome) -> None:
        """Print what happened to an article in a language, or keep it for JSON."""
        if self._keep:
            self.outcomes.append(outcome)
        if self._results and (not outcome.unchanged or self._app.verbosity > 0):
            with self._bar.cleared():
                self._app.show(line(self._project, outcome))

    def progress(self, doing: str, done: int, of: int) -> None:
        """Move the bar."""
        self._bar.move(doing, done, of)


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
            (outcome.recalled, "from the memory"),
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
