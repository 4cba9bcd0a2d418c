"""How far every article is in every language, without changing anything."""

from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline import languages
from pipeline.catalogues import Counts, merge, store
from pipeline.errors import ArticleError, CatalogueError, FileError, PackageError
from pipeline.languages import Language
from pipeline.workflow import records
from pipeline.workflow.engines import EngineMaker, advice, maker
from pipeline.workflow.noting import Noter
from pipeline.workflow.project import ALL, Project, Selection
from pipeline.workflow.report import SILENT, Failure, Observer
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
    """All rows, the catalogues without article, and what could not be read.

    `advice` names stronger packages than those in use, if there are any.
    """

    rows: list[Row] = field(default_factory=list)
    orphans: tuple[str, ...] = ()
    failures: list[Failure] = field(default_factory=list)
    advice: str = ""

    @property
    def exit_code(self) -> int:
        """1 if something could not be read."""
        return 1 if self.failures else 0

    def as_dict(self) -> dict[str, Any]:
        """Give the whole as JSON has it; docs/reference/json.md documents it."""
        return {
            "catalogues": [row.as_dict() for row in self.rows],
            "orphans": list(self.orphans),
            "failures": [failure.as_dict() for failure in self.failures],
            "advice": self.advice,
        }


def status(
    project: Project,
    selection: Selection = ALL,
    observer: Observer = SILENT,
    *,
    engines: EngineMaker | None = None,
) -> Status:
    """Count how far everything is. What a run has noted is taken from its notes."""
    sources = project.sources()
    found = Status(orphans=project.orphans(sources))
    targets = [
        languages.load(code, project.settings.language_files)
        for code in project.languages(selection.languages)
    ]
    if engines is None:
        found.advice = advice(project, (language.code for language in targets))
    with records.noted(project) as state:
        make = engines or maker(project, state, observer)
        noter = Noter(project, state)
        in_use = {language.code: _in_use(make, language.code) for language in targets}
        for source in project.select(sources, selection.articles):
            text: Text | None = None
            try:
                if source.problem:
                    raise source.problem
                for language in targets:
                    origin, key = in_use[language.code]
                    record = records.load(state, source.id, language.code)
                    basis = records.basis(project, source, language)
                    if record and record.basis == basis and record.engine == key:
                        found.rows.append(Row(source.id, language.code, record.counts))
                        continue
                    text = text or read_text(project, source, SILENT)
                    try:
                        found.rows.append(
                            look(project, text, language, record, noter, origin=origin)
                        )
                    except (CatalogueError, FileError) as error:
                        found.failures.append(Failure.of(error))
            except (ArticleError, FileError) as error:
                found.failures.append(Failure.of(error))
    return found


def _in_use(make: EngineMaker, code: str) -> tuple[str | None, str]:
    """Name the packages that serve a language, and the engine's key; none if none does."""
    try:
        with make(code) as engine:
            return engine.origin, engine.key
    except PackageError:
        return None, ""


def look(
    project: Project,
    text: Text,
    language: Language,
    record: records.Record | None,
    noter: Noter,
    *,
    origin: str | None = None,
    ask: bool = False,
) -> Row:
    """Count how far an article is in a language, by reading its catalogue.

    Checks are asked about what they have not seen yet only with `ask`, since that takes its time.
    Raises CatalogueError and FileError.
    """
    article, code = text.source.id, language.code
    path = project.catalogue(article, code)
    before = record.fuzzy if record else None
    catalogue = store.load(path, article, code, header=(), before=before)
    merged = merge.merge(catalogue, text.entries, created="")
    counts = project.count(merged.catalogue, origin)
    counts = noter.count(counts, merged.catalogue, language, stored=not ask)
    stale = merged.new + merged.changed + merged.revived + merged.retired
    return Row(article, code, counts, stale)
