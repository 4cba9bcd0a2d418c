"""Translated articles written out on request: what is fit, what is refused, and why."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import articles, languages
from pipeline.catalogues import merge, store
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.errors import ArticleError, CatalogueError, FileError, PipelineError, UsageError
from pipeline.export import bilingual
from pipeline.export.choose import Exported, Unfit, export
from pipeline.languages import Language
from pipeline.workflow import exporting, records
from pipeline.workflow.project import ALL, Project, Selection
from pipeline.workflow.report import SILENT, Failure, Observer
from pipeline.workflow.texts import Text, read_text


@dataclass(frozen=True, slots=True)
class Edition:
    """What an export is to hold, and where it goes."""

    form: str = "text"
    """The article's own format, a page side by side (`bilingual-html`), or `xliff`."""

    allow_drafts: bool = False
    """Take drafts, and go to the drafts' folder."""

    untranslated_source: bool = False
    """Keep the source where there is no translation."""

    dry_run: bool = False
    """Only say what would be written."""


REVIEWED = Edition()

FORMS = ("text", "bilingual-html", "xliff")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article that is not fit for publication in a language, and what is wrong with it."""

    path: str
    language: str
    unfit: tuple[Unfit, ...]


@dataclass(slots=True)
class Exports:
    """What was written, refused, and could not be done."""

    written: list[Path] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 if anything was refused or failed."""
        return 1 if self.refused or self.failures else 0

    def as_dict(self, project: Project) -> dict[str, Any]:
        """Give the whole as JSON has it."""
        return {
            "written": [project.shown(path) for path in self.written],
            "refused": [
                {
                    "file": refusal.path,
                    "line": unfit.line,
                    "language": refusal.language,
                    "reason": unfit.reason,
                    "source": unfit.text,
                }
                for refusal in self.refused
                for unfit in refusal.unfit
            ],
            "failures": [failure.as_dict() for failure in self.failures],
        }


def export_articles(
    project: Project,
    selection: Selection = ALL,
    edition: Edition = REVIEWED,
    observer: Observer = SILENT,
) -> Exports:
    """Write articles from their catalogues as these are now; nothing else is changed.

    An article that has changed since its catalogue was brought up to date is matched with it
    here as `run` would do, so that its new sentences count as not translated. Raises UsageError.
    """
    if edition.form not in FORMS:
        raise UsageError(f"there is no form {edition.form!r}. There are: {', '.join(FORMS)}")
    exports = Exports()
    targets = [
        languages.load(code, project.settings.language_files)
        for code in project.languages(selection.languages)
    ]
    with records.noted(project) as state:
        for source in project.select(project.sources(), selection.articles):
            try:
                text = read_text(project, source, observer)
            except (ArticleError, FileError) as error:
                _fail(exports, error, observer)
                continue
            for language in targets:
                before = records.last_fuzzy(state, source.id, language.code)
                try:
                    _export(project, text, language, edition, exports, before)
                except (CatalogueError, FileError) as error:
                    _fail(exports, error, observer)
    return exports


def _fail(exports: Exports, error: PipelineError, observer: Observer) -> None:
    failure = Failure.of(error)
    exports.failures.append(failure)
    observer.failure(failure)


def _export(
    project: Project,
    text: Text,
    language: Language,
    edition: Edition,
    exports: Exports,
    before: Fuzzy | None,
) -> None:
    article = text.article
    path = project.catalogue(article.id, language.code)
    catalogue = store.load(path, article.id, language.code, header=(), before=before)
    merged = merge.merge(catalogue, text.entries, created="").catalogue
    if edition.form == "xliff":
        from pipeline.exchange import xliff

        target = project.settings.output / "xliff" / language.code / f"{article.id}.xlf"
        if not edition.dry_run:
            exporting.write(target, xliff.write(merged))
        exports.written.append(target)
        return
    entries = exporting.entries_by_source(merged)
    policy = exporting.policy(
        project,
        allow_drafts=edition.allow_drafts,
        untranslated_source=edition.untranslated_source,
    )
    result: Exported = export(article, text.segments, entries, policy)
    if result.unfit:
        shown = project.shown(text.source.path)
        exports.refused.append(Refusal(shown, language.code, result.unfit))
        return
    name = project.name(text.source)
    if edition.form == "bilingual-html":
        name = project.page(text.source)
        made = bilingual.page(
            article, text.segments, entries, language.code, language.name, policy
        ).encode()
    else:
        made = articles.write(article, result.blocks, language.code)
    target = project.exported(name, language.code, draft=edition.allow_drafts)
    if not edition.dry_run:
        exporting.write(target, made)
    exports.written.append(target)
