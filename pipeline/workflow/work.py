"""What the parts of a run share: the steps asked for, what is held meanwhile, the jobs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.catalogues import merge
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.catalogues.offers import Offer
from pipeline.engine import Engine
from pipeline.errors import PackageError, PipelineError
from pipeline.languages import Language
from pipeline.state import DraftStore
from pipeline.workflow import renames
from pipeline.workflow.noting import Noter
from pipeline.workflow.project import Project, Source
from pipeline.workflow.report import Failure, Observer, Outcome, Report
from pipeline.workflow.texts import Text

if TYPE_CHECKING:
    from pipeline.workflow.recall import Recall


@dataclass(frozen=True, slots=True)
class Steps:
    """Which parts of the path a command goes."""

    draft: bool = True
    """Let the engine draft what is empty."""

    export: bool = True
    """Export the articles."""

    refresh: bool = False
    """Redo untouched drafts that the engine in use has not made."""

    dry_run: bool = False
    """Only say what would be done."""


EVERYTHING = Steps()


@dataclass(frozen=True, slots=True)
class Work:
    """What a run holds while it lasts.

    `missing` says of a language that `engines` lacks why; it is a failure once there is
    something to draft. A dry run has no `noter`, a project that does without memory no `recall`.
    """

    project: Project
    steps: Steps
    state: DraftStore
    observer: Observer
    report: Report
    now: datetime
    languages: Mapping[str, Language]
    engines: dict[str, Engine]
    missing: dict[str, PackageError]
    orphans: renames.Orphans
    noter: Noter | None
    recall: "Recall | None" = None

    def fail(self, error: PipelineError) -> None:
        """Report what could not be done; the rest goes on."""
        failure = Failure.of(error)
        self.report.failures.append(failure)
        self.observer.failure(failure)

    def target(self, source: Source, code: str, *, draft: bool) -> Path | None:
        """Say where an article is exported to; None if it is not."""
        if not self.steps.export:
            return None
        return self.project.exported(self.project.name(source), code, draft=draft)

    def done(self, outcome: Outcome) -> None:
        """Report what was done."""
        self.report.add(outcome)
        self.observer.outcome(outcome)


@dataclass(frozen=True, slots=True)
class Job:
    """An article's catalogue in line with the article, and what is to be drafted in it.

    `offers` are what the memory has, by source; `pending` is what needs a draft all the same.
    """

    text: Text
    language: str
    created: str
    merged: merge.Merge
    pending: tuple[str, ...]
    before: Fuzzy | None
    offers: Mapping[str, Offer] = field(default_factory=dict)
