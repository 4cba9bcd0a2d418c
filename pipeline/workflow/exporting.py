"""An article's catalogue turned into a file for readers, for `run` and `export` alike."""

from collections.abc import Mapping
from pathlib import Path

from pipeline import files
from pipeline.errors import FileError
from pipeline.export.choose import Policy
from pipeline.model import Catalogue, Entry, State
from pipeline.workflow.project import Project, Source


def entries_by_source(catalogue: Catalogue) -> Mapping[str, Entry]:
    """Give the entries that stand for sentences of the article."""
    return {entry.source: entry for entry in catalogue.entries if entry.state is not State.RETIRED}


def policy(
    project: Project, *, allow_drafts: bool = False, untranslated_source: bool = False
) -> Policy:
    """Say what an export may hold, by the project's settings."""
    settings = project.settings
    return Policy(
        allow_drafts=allow_drafts,
        untranslated_source=untranslated_source,
        not_translated=frozenset(settings.translation.leave_out),
        not_exported=frozenset(settings.export.leave_out),
    )


def write(path: Path, data: bytes) -> None:
    """Write an exported file unless it holds these bytes already."""
    if files.read(path) != data:
        files.replace(path, data)


def remove_draft(project: Project, source: Source, language: str) -> None:
    """Remove the drafts of an article that has now been exported for good: file and page.

    Raises FileError.
    """
    for each in (project.name(source), project.page(source)):
        path = project.exported(each, language, draft=True)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise FileError.of(path, error, "removed") from error
