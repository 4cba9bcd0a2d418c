"""How far every article is in every language, and what needs a person most."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

from pipeline import files, languages
from pipeline.catalogues import Counts
from pipeline.errors import ArticleError, CatalogueError, FileError
from pipeline.languages import Language
from pipeline.memory.concordance import folded
from pipeline.review.wording import N_
from pipeline.state import DraftStore
from pipeline.workflow import records
from pipeline.workflow.noting import Noter
from pipeline.workflow.project import Project, Source
from pipeline.workflow.report import SILENT, Failure
from pipeline.workflow.status import look
from pipeline.workflow.texts import Text, read_text

# Seconds for reading what no run has counted; nobody waits longer for a page.
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One article in one language.

    `counts` are None where they are not known: with a `failure`, which says why, without a
    catalogue (`is_new`), or because counting would have taken too long. `stale` sentences wait to
    be brought into the catalogue.
    """

    article: str
    language: str
    counts: Counts | None = None
    stale: int = 0
    is_new: bool = False
    failure: Failure | None = None

    @property
    def wanted(self) -> int:
        """How many segments want a translation."""
        return self.counts.segments - self.counts.left_out if self.counts else 0

    @property
    def percent(self) -> int:
        """How much of that is reviewed; 100 only if all is."""
        return 100 * self.counts.reviewed // max(1, self.wanted) if self.counts else 0

    @property
    def is_done(self) -> bool:
        """Say whether everything is reviewed."""
        return bool(self.counts and self.counts.reviewed == self.wanted)

    @property
    def is_uncounted(self) -> bool:
        """Say whether only time was lacking."""
        return self.counts is None and not self.is_new and not self.failure

    @property
    def has_errors(self) -> bool:
        """Say whether checks have found errors."""
        return bool(self.counts and self.counts.errors)


class Shown(StrEnum):
    """Which rows are wanted, by how far they are."""

    ALL = ""
    OPEN = "open"
    ERRORS = "errors"
    DONE = "done"
    TROUBLE = "trouble"


LABELS = {
    Shown.ALL: N_("all"),
    Shown.OPEN: N_("to be reviewed"),
    Shown.ERRORS: N_("with errors"),
    Shown.DONE: N_("reviewed"),
    Shown.TROUBLE: N_("cannot be read"),
}
_FITS: dict[Shown, Callable[[Row], bool]] = {
    Shown.ALL: lambda _: True,
    Shown.OPEN: lambda row: not row.is_done,
    Shown.ERRORS: lambda row: row.has_errors,
    Shown.DONE: lambda row: row.is_done,
    Shown.TROUBLE: lambda row: row.failure is not None,
}


class Total(NamedTuple):
    """What all articles come to in a language."""

    language: Language
    reviewed: int
    wanted: int
    words_left: int


class _Notes(NamedTuple):
    """What runs have noted, and until when something else may be read."""

    state: DraftStore
    noter: Noter
    glossary: files.Stamp | None
    until: float


class Tally:
    """Counts all rows, and again only what has changed; safe to use from several threads."""

    def __init__(self, project: Project) -> None:
        self._project = project
        # No lock: two that ask at once do some work twice, and neither waits for the other.
        self._known: dict[tuple[str, str], tuple[object, Row]] = {}

    def rows(self, *, seconds: float | None = ENOUGH) -> tuple[Row, ...]:
        """Give a row for each article in each language; with None however long it takes.

        What a run has noted is taken from its notes. Raises UsageError, ConfigError, FileError.
        """
        project = self._project
        until = float("inf") if seconds is None else time.monotonic() + seconds
        targets = spoken(project)
        rows: list[Row] = []
        with records.noted(project) as state:
            glossary = files.stamp(project.settings.glossary)
            notes = _Notes(state, Noter(project, state), glossary, until)
            for source in project.sources():
                read = cache(partial(read_text, project, source, SILENT))
                for language in targets:
                    try:
                        rows.append(self._row(source, language, read, notes))
                    except (ArticleError, CatalogueError, FileError) as error:
                        rows.append(Row(source.id, language.code, failure=Failure.of(error)))
        return tuple(rows)

    def _row(
        self, source: Source, language: Language, read: Callable[[], Text], notes: _Notes
    ) -> Row:
        if source.problem:
            raise source.problem
        article, code = source.id, language.code
        stamp = files.stamp(self._project.catalogue(article, code))
        if stamp is None:
            return Row(article, code, is_new=True)
        record = records.load(notes.state, article, code)
        seen = (files.stamp(source.path), stamp, notes.glossary, record and record.basis)
        known, row = self._known.get((article, code), (None, Row(article, code)))
        if known == seen:
            return row
        if record and record.basis == records.basis(self._project, source, language):
            row = Row(article, code, record.counts)
        elif time.monotonic() < notes.until:
            # What no run has looked at would mean asking all checks about all of it.
            found = look(self._project, read(), language, record, notes.noter, ask=bool(record))
            row = Row(article, code, found.counts, found.stale)
        else:
            return Row(article, code)
        self._known[article, code] = seen, row
        return row


def spoken(project: Project) -> tuple[Language, ...]:
    """Give the languages of a project. Raises UsageError, ConfigError, FileError."""
    known = project.settings.language_files
    return tuple(languages.load(code, known) for code in project.languages(()))


def picked(
    rows: Iterable[Row], *, language: str = "", shown: Shown = Shown.ALL, name: str = ""
) -> tuple[Row, ...]:
    """Pick rows of a language, of some state, and of articles with a part of their name."""
    part = folded(name.strip())
    return tuple(
        row
        for row in rows
        if language in ("", row.language) and _FITS[shown](row) and part in folded(row.article)
    )


def by_need(rows: Iterable[Row]) -> list[Row]:
    """Put first what needs a person most.

    These are the files that cannot be read, then whatever has errors, doubtful drafts, words
    left, the more the earlier; what waits for a run comes last but for what is reviewed.
    """
    return sorted(rows, key=_need)


def _need(row: Row) -> tuple[object, ...]:
    counts = row.counts or Counts()
    needs_nobody = row.is_new or (row.is_done and not row.has_errors and not row.stale)
    return (
        row.failure is None,
        needs_nobody,
        needs_nobody and not row.is_new,
        -(counts.errors or 0),
        -counts.doubtful,
        -counts.words_left,
        row.article,
        row.language,
    )


def totals(rows: Sequence[Row], targets: Iterable[Language]) -> tuple[Total, ...]:
    """Sum rows up by language."""

    def total(language: Language) -> Total:
        own = [row for row in rows if row.language == language.code and row.counts]
        counts = [row.counts for row in own if row.counts]
        return Total(
            language,
            sum(each.reviewed for each in counts),
            sum(row.wanted for row in own),
            sum(each.words_left for each in counts),
        )

    return tuple(map(total, targets))
