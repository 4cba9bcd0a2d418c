"""A few texts drafted on their own, beside any catalogue."""

from collections.abc import Sequence

from pipeline.engine import Engine
from pipeline.model import Draft
from pipeline.workflow import records
from pipeline.workflow.engines import EngineMaker, maker
from pipeline.workflow.jobs import WINDOW
from pipeline.workflow.project import Project
from pipeline.workflow.report import SILENT, Observer


def translate(
    project: Project,
    texts: Sequence[str],
    language: str,
    observer: Observer = SILENT,
    *,
    engines: EngineMaker | None = None,
) -> tuple[Draft, ...]:
    """Draft texts, each a sentence or a line, as a run would draft them; nothing is kept.

    The project's packages, glossary and settings are used, its memory is not asked. `engines`
    makes the engine of a language. Raises UsageError for a language that the project has not,
    and PackageError if no package serves it.
    """
    (code,) = project.languages([language])
    with (
        records.noted(project) as state,
        (engines or maker(project, state, observer))(code) as engine,
    ):
        drafts = in_windows(engine, list(dict.fromkeys(texts)), observer)
    return tuple(drafts[text] for text in texts)


def in_windows(engine: Engine, texts: Sequence[str], observer: Observer) -> dict[str, Draft]:
    """Draft distinct texts in windows, as a run does; a draft by text."""
    drafts: dict[str, Draft] = {}
    for start in range(0, len(texts), WINDOW):
        part = texts[start : start + WINDOW]
        for at, made in engine.translate(part):
            drafts[part[at]] = made
            observer.progress(f"{engine.origin}: drafts", len(drafts), len(texts))
    return drafts
