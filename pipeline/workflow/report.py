"""What a story did: an outcome for each article and language, and what could not be done."""

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.catalogues import Counts
from pipeline.errors import PipelineError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one article in one language, or would happen if it is only planned."""

    article: str
    language: str
    counts: Counts
    new: int = 0
    changed: int = 0
    retired: int = 0
    revived: int = 0
    recalled: int = 0
    drafted: int = 0
    exported: Path | None = None
    draft_export: bool = False
    unchanged: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be done, and what to do about it."""

    message: str
    hint: str = ""

    @classmethod
    def of(cls, error: PipelineError) -> "Failure":
        """Turn an error into a line of the report."""
        return cls(error.message, error.hint)

    def as_dict(self) -> dict[str, str]:
        """Give the failure as JSON has it."""
        return {"message": self.message, "hint": self.hint}


class Observer:
    """Is told what happens while it happens; this one does nothing with it."""

    def note(self, message: str) -> None:
        """Take a sentence that a user should read, which is no failure."""

    def outcome(self, outcome: Outcome) -> None:
        """Take what happened to one article in one language."""

    def failure(self, failure: Failure) -> None:
        """Take what could not be done."""

    def progress(self, doing: str, done: int, of: int) -> None:
        """Take how far a piece of work is; `done == of` ends it."""


SILENT = Observer()


@dataclass(slots=True)
class Report:
    """Totals of a run. Outcomes are counted rather than kept, for runs may be long."""

    articles: int = 0
    segments: int = 0
    recalled: int = 0
    drafted: int = 0
    reviewed: int = 0
    drafts: int = 0
    suggested: int = 0
    empty: int = 0
    doubtful: int = 0
    errors: int = 0
    warnings: int = 0
    exported: int = 0
    exported_drafts: int = 0
    failures: list[Failure] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count an outcome in."""
        counts = outcome.counts
        self.segments += counts.segments
        self.recalled += outcome.recalled
        self.drafted += outcome.drafted
        self.reviewed += counts.reviewed
        self.drafts += counts.drafts
        self.suggested += counts.suggested
        self.empty += counts.empty
        self.doubtful += counts.doubtful
        self.errors += counts.errors or 0
        self.warnings += counts.warnings or 0
        if outcome.exported:
            self.exported += not outcome.draft_export
            self.exported_drafts += outcome.draft_export

    @property
    def exit_code(self) -> int:
        """0 if all was done, 1 if something failed; drafts that wait are no failure."""
        return 1 if self.failures else 0
