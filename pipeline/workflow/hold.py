"""Holding a project, so that one command at a time writes in it."""

import contextlib
from collections.abc import Iterator

from pipeline import files
from pipeline.state import DraftStore
from pipeline.workflow import records
from pipeline.workflow.project import Project
from pipeline.workflow.report import Observer

LOCK_SECONDS = 5.0


@contextlib.contextmanager
def hold(project: Project, observer: Observer) -> Iterator[None]:
    """Hold the project, and sweep what a command that was cut short has left.

    Raises ProjectLocked and FileError.
    """

    def on_wait(holder: str) -> None:
        observer.note(f"another run ({holder}) is working in this project; waiting for it")

    with files.locked(project.lock_path, wait=LOCK_SECONDS, on_wait=on_wait) as was_cut_short:
        if was_cut_short:
            files.sweep(project.settings.catalogues)
            files.sweep(project.settings.output)
        yield


@contextlib.contextmanager
def remembering(project: Project, observer: Observer, *, dry_run: bool) -> Iterator[DraftStore]:
    """Hold the project and open what it remembers; a dry run only looks at it.

    Raises ProjectLocked and FileError.
    """
    if dry_run:
        with records.noted(project) as state:
            yield state
        return
    with hold(project, observer), DraftStore(project.state_path) as state:
        yield state
