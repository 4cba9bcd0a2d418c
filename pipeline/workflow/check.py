"""What may be wrong with the translations of a project, riskiest first. Nothing is changed.

A language's catalogues are all read before the first is told of, since some checks look at all
of its entries at once.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline import languages
from pipeline.catalogues import dismissals, store
from pipeline.checks import Pair
from pipeline.checks.choose import Chosen, choose, current, nearest
from pipeline.errors import CatalogueError, FileError, PipelineError, UsageError
from pipeline.languages import Language
from pipeline.model import Entry, Severity
from pipeline.state import DraftStore
from pipeline.workflow import records
from pipeline.workflow.inspecting import Inspector, pair
from pipeline.workflow.looked import Checked, checked, looked_at
from pipeline.workflow.project import ALL, Project, Selection, Source
from pipeline.workflow.report import SILENT, Failure, Observer
from pipeline.workflow.terms import finder


class Remark(NamedTuple):
    """Something about a comment of a person's that she should know."""

    file: str
    line: int
    message: str


@dataclass(slots=True)
class Totals:
    """What was looked at. `counts` are findings by severity, without the dismissed ones."""

    catalogues: int = 0
    entries: int = 0
    counts: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    dismissed: int = 0
    failures: list[Failure] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, looked: Checked) -> None:
        """Count a catalogue in."""
        self.catalogues += 1
        self.entries += len(looked.items)
        for each in looked:
            for finding in each.findings:
                self.counts[finding.severity] += 1
            self.dismissed += len(each.dismissed)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The entries of a catalogue that are to be looked at, and what checks see of them."""

    article: str
    file: str
    entries: Sequence[Entry]
    pairs: Sequence[Pair]


def named(names: Sequence[str]) -> tuple[str, ...]:
    """Give the current names of checks asked for. Raises UsageError for one that there is not."""
    found = []
    for name in names:
        now = current(name)
        if now is None:
            raise UsageError(f"there is no check {name!r}", nearest(name))
        found.append(now)
    return tuple(found)


def check(
    project: Project,
    selection: Selection = ALL,
    observer: Observer = SILENT,
    totals: Totals | None = None,
    *,
    only: Sequence[str] = (),
    processes: int | None = None,
) -> Iterator[Checked]:
    """Look at every translation of the catalogues asked for, by all checks or `only` these.

    `totals` are complete when the last catalogue has been given. A catalogue that cannot be
    read is among their failures, and the others are looked at. Raises UsageError.
    """
    totals = Totals() if totals is None else totals
    everything = choose(project.settings.checks)
    chosen = choose(project.settings.checks, named(only)) if only else everything
    for name in project.settings.checks.switches:
        if current(name) not in (name, None):
            observer.note(f"the check {name} of pipeline.toml is called {current(name)} now")
    with (
        remembered(project) as state,
        Inspector(
            state, chosen, everything, project.settings.language_files, processes=processes
        ) as inspector,
    ):
        for language, loaded in catalogues(project, selection, observer, totals, state, inspector):
            yield from _checked(project, language, chosen, loaded, inspector, observer, totals)


def catalogues(
    project: Project,
    selection: Selection,
    observer: Observer,
    totals: Totals,
    state: DraftStore,
    inspector: Inspector | None = None,
) -> Iterator[tuple[Language, list[_Loaded]]]:
    """Read the catalogues asked for, language by language; what is read goes to the inspector."""
    listed = project.select(project.sources(), selection.articles)
    for problem in (source.problem for source in listed if source.problem):
        _fail(totals, problem, observer)
    sources = [source for source in listed if not source.problem]
    for code in project.languages(selection.languages):
        language = languages.load(code, project.settings.language_files)
        loaded: list[_Loaded] = []
        for number, source in enumerate(sources):
            observer.progress(f"{code}: catalogues", number, len(sources))
            try:
                found = _load(project, state, source, language)
            except (CatalogueError, FileError) as error:
                _fail(totals, error, observer)
                continue
            if found:
                totals.remarks += _remarks(found)
                if inspector:
                    inspector.add(found.pairs)
                loaded.append(found)
        observer.progress(f"{code}: catalogues", len(sources), len(sources))
        yield language, loaded


@contextlib.contextmanager
def remembered(project: Project) -> Iterator[DraftStore]:
    """Open what the project remembers; where nothing can be written, nothing is remembered."""
    try:
        state = DraftStore(project.state_path)
    except FileError:
        state = DraftStore(Path(":memory:"))
    with state:
        yield state


def _fail(totals: Totals, error: PipelineError, observer: Observer) -> None:
    failure = Failure.of(error)
    totals.failures.append(failure)
    observer.failure(failure)


def _load(
    project: Project, state: DraftStore, source: Source, language: Language
) -> _Loaded | None:
    """Read a catalogue; None if there is none."""
    path, code = project.catalogue(source.id, language.code), language.code
    before = records.last_fuzzy(state, source.id, code)
    catalogue = store.load(path, source.id, code, header=(), before=before)
    if not catalogue.fingerprint:
        return None
    entries = looked_at(project, catalogue)
    low_below = project.settings.translation.low_confidence
    find = finder(project, code)
    pairs = [pair(entry, language, low_below, find) for entry in entries]
    return _Loaded(source.id, project.shown(path), entries, pairs)


def _remarks(loaded: _Loaded) -> Iterator[Remark]:
    """Tell of dismissals that hold no more, or never did."""
    for entry in loaded.entries:
        found = list(dismissals.read(entry)) if entry.note else []
        held = {current(each.check) for each in found if not each.has_ended}
        for each in found:
            if current(each.check) is None:
                message = f"there is no check {each.check!r} to dismiss. {nearest(each.check)}"
            elif each.has_ended and current(each.check) not in held:
                message = f"the dismissal of {each.check} has ended, for a text has changed since"
            else:
                continue
            yield Remark(loaded.file, entry.line, message)


def _checked(
    project: Project,
    language: Language,
    chosen: Chosen,
    loaded: Sequence[_Loaded],
    inspector: Inspector,
    observer: Observer,
    totals: Totals,
) -> Iterator[Checked]:
    found = inspector.results(partial(observer.progress, f"{language.code}: translations"))
    severities = {row.id: row.severity for row in chosen.checks}
    across = inspector.across([pair for each in loaded for pair in each.pairs])
    low_below = project.settings.translation.low_confidence
    at = 0
    for each in loaded:
        items = [
            (entry, found[at + number], tuple(across.get(at + number, ())))
            for number, entry in enumerate(each.entries)
        ]
        at += len(items)
        result = checked(each.article, language.code, each.file, low_below, severities, items)
        totals.add(result)
        yield result
