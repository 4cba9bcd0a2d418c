"""How far every article is in every language, without changing anything."""

from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline import languages
from pipeline.catalogues import Counts, count, merge, store
from pipeline.errors import ArticleError, CatalogueError, FileError, PackageError
from pipeline.workflow import records
from pipeline.workflow.engines import EngineMaker, maker
from pipeline.workflow.project import Project, Selection, Source
from pipeline.workflow.report import Failure, Observer
from pipeline.workflow.texts import Text, read_text


@dataclass(frozen=True, slots=True)
class Row:
    """One article in one language. `stale` sentences wait to be brought into the catalogue."""

    article: str
    language: str
    counts: Counts
    stale: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Give the row as JSON has it."""
        return {
            "article": self.article,
            "language": self.language,
            **asdict(self.counts),
            "stale": self.stale,
        }


@dataclass(slots=True)
class Status:
    """All rows, the catalogues without article, and what could not be read."""

    rows: list[Row] = field(default_factory=list)
    orphans: tuple[str, ...] = ()
    failures: list[Failure] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 if something could not be read."""
        return 1 if self.failures else 0

    def as_dict(self) -> dict[str, Any]:
        """Give the whole as JSON has it; the shape is documented in README."""
        return {
            "catalogues": [row.as_dict() for row in self.rows],
            "orphans": list(self.orphans),
            "failures": [failure.as_dict() for failure in self.failures],
        }


def status(
    project: Project,
    selection: Selection,
    observer: Observer,
    *,
    engines: EngineMaker | None = None,
) -> Status:
    """Count how far everything is. What a run has noted is taken from its notes."""
    sources = project.sources()
    found = Status(orphans=project.orphans(sources))
    with records.noted(project) as state:
        make = engines or maker(project, state, observer)
        for code in project.languages(selection.languages):
            language = languages.load(code, project.settings.language_files)
            origin: str | None
            key: str | None
            try:
                with make(code) as engine:
                    origin, key = engine.origin, engine.key
            except PackageError:
                origin, key = None, None
            for source in project.select(sources, selection.articles):
                record = records.load(state, source.id, code)
                basis = records.basis(project, source, language)
                if record and record.basis == basis and record.engine == (key or ""):
                    found.rows.append(Row(source.id, code, record.counts))
                    continue
                try:
                    found.rows.append(_look(project, source, code, origin, record))
                except (ArticleError, CatalogueError, FileError) as error:
                    found.failures.append(Failure.of(error))
    found.rows.sort(key=lambda row: row.article)
    return found


def _look(
    project: Project, source: Source, code: str, origin: str | None, record: records.Record | None
) -> Row:
    text: Text = read_text(project, source, Observer())
    path = project.catalogue(source.id, code)
    before = record.fuzzy if record else None
    catalogue = store.load(path, source.id, code, header=(), before=before)
    merged = merge.merge(catalogue, text.entries, created="")
    translation = project.settings.translation
    counts = count(
        merged.catalogue,
        translation.leave_out,
        origin=origin,
        low_below=translation.low_confidence,
    )
    stale = merged.new + merged.changed + merged.revived + merged.retired
    return Row(source.id, code, counts, stale)
