"""How a run left an article in a language, so that the next one need not look again."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pipeline import __version__, files
from pipeline.catalogues import Counts
from pipeline.catalogues.fuzzy import Fuzzy, Suggestion
from pipeline.languages import Language
from pipeline.state import DraftStore
from pipeline.workflow.project import Project, Source

# What earlier runs have not counted, this one has to.
_COUNTED = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class Record:
    """One article in one language after a run.

    `basis` names the settings and the files (article, template, catalogue) as they then were.
    `engine` is the key of the engine that has tried its hand at what is empty, and empty if
    none has. `fuzzy` is what the catalogue held that nobody had approved. `exported` is a path,
    or empty; `export_stamp` says what the file system said of it. `unreviewed` names, by short
    hashes, the sentences for which a person's translation would be news.
    """

    basis: str
    counts: Counts
    engine: str = ""
    fuzzy: Fuzzy | None = None
    exported: str = ""
    export_stamp: str = ""
    draft_export: bool = False
    unreviewed: str = ""


def noted(project: Project) -> DraftStore:
    """Open what runs have noted, only to look at it: a project without a run gets no notes."""
    return DraftStore(project.state_path, only_look=True)


def load(state: DraftStore, article: str, language: str) -> Record | None:
    """Look up how the last run left an article in a language."""
    value = state.stamp(_key(article, language))
    if value is None:
        return None
    try:
        found = json.loads(value)
        counts = Counts(**found.pop("counts"))
        fuzzy = _fuzzy(found.pop("fuzzy"))
        return Record(counts=counts, fuzzy=fuzzy, **found)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def last_fuzzy(state: DraftStore, article: str, language: str) -> Fuzzy | None:
    """Look up what the last run left fuzzy, by which stripped flags are known (see `po.parse`)."""
    record = load(state, article, language)
    return record.fuzzy if record else None


def _fuzzy(found: dict[str, Any] | None) -> Fuzzy | None:
    if found is None:
        return None
    suggestions = {source: Suggestion(*parts) for source, parts in found["suggestions"].items()}
    return Fuzzy(found["revised"], suggestions)


def keep(state: DraftStore, article: str, language: str, record: Record) -> None:
    """Note how this run left an article in a language."""
    state.keep_stamps({_key(article, language): json.dumps(asdict(record))})


def basis(project: Project, source: Source, language: Language) -> str:
    """Name all that decides an article's catalogue in a language, without reading a file."""
    settings = project.settings
    facts = (
        __version__,
        _COUNTED,
        settings.read_options(project.name(source)),
        settings.segmentation,
        settings.translation,
        settings.memory,
        settings.export,
        settings.checks,
        language,
        stamps(
            (
                source.path,
                project.template(source.id),
                project.catalogue(source.id, language.code),
                settings.glossary,
            )
        ),
    )
    return files.fingerprint(repr(facts).encode("utf-8", "surrogateescape"))


def stamps(paths: Sequence[Path]) -> str:
    """Put what the file system says of some files into words."""
    return repr([files.stamp(path) for path in paths])


def is_current(record: Record, basis: str, *, engine: str | None, export: Path | None) -> bool:
    """Say whether there is nothing to do for an article in a language.

    `engine` is the key of the engine that would draft what is empty, `export` where the
    article would be written; None if that is not wanted.
    """
    if record.basis != basis:
        return False
    if engine is not None and record.counts.empty and record.engine != engine:
        return False
    return export is None or (
        record.exported == str(export) and record.export_stamp == stamps((export,))
    )


def _key(article: str, language: str) -> str:
    return f"run:{language}:{article}"
