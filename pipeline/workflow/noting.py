"""What checks find in catalogues that runs save: errors beside drafts, and numbers for reports."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.catalogues import Counts, marks
from pipeline.languages import Language
from pipeline.model import Catalogue, Entry, Finding, Severity, State
from pipeline.state import DraftStore
from pipeline.workflow.project import Project
from pipeline.workflow.terms import finder

if TYPE_CHECKING:
    from pipeline.workflow.inspecting import Inspector

# Errors that a draft's mark names, and how long each may be: it is one line for a person.
_MOST, _LONG = 3, 120


# How the engine's doubts begin that name no stretch of text -> checks that say the same.
_SAME = {
    "much longer": {"length"},
    "much shorter": {"length"},
    "a bracket": {"brackets"},
    "a quotation mark": {"quotes", "quotes-missing"},
}


class _Found(NamedTuple):
    """An entry, and what checks found in it that nobody has dismissed."""

    entry: Entry
    findings: Sequence[Finding]


class Noter:
    """Notes what checks find. The checks are imported when the first catalogue comes."""

    def __init__(self, project: Project, state: DraftStore) -> None:
        self._project = project
        self._state = state
        self._inspector: Inspector | None = None
        self._severities: dict[str, Severity] = {}

    def mark(self, catalogue: Catalogue, language: Language) -> Catalogue:
        """Write beside each draft what is wrong with it, or take it away if that is no more."""
        found = {each.entry.source: each for each in self._look(catalogue, language) or ()}
        return replace(
            catalogue, entries=tuple(_marked(entry, found) for entry in catalogue.entries)
        )

    def count(
        self, counts: Counts, catalogue: Catalogue, language: Language, *, stored: bool = False
    ) -> Counts:
        """Add the numbers of entries with errors and warnings.

        With `stored` no check is asked: the numbers are None if they are not known already.
        """
        found = self._look(catalogue, language, stored=stored)
        if found is None:
            return counts
        numbers = {
            severity: sum(any(each.severity is severity for each in one.findings) for one in found)
            for severity in (Severity.ERROR, Severity.WARNING)
        }
        return replace(counts, errors=numbers[Severity.ERROR], warnings=numbers[Severity.WARNING])

    def _look(
        self, catalogue: Catalogue, language: Language, *, stored: bool = False
    ) -> list[_Found] | None:
        from pipeline.workflow.inspecting import findings, pair
        from pipeline.workflow.looked import looked_at, parted

        inspector = self._opened()
        entries = looked_at(self._project, catalogue)
        low_below = self._project.settings.translation.low_confidence
        find = finder(self._project, language.code)
        inspector.add([pair(entry, language, low_below, find) for entry in entries])
        found = inspector.known() if stored else inspector.results()
        if found is None:
            return None
        return [
            _Found(entry, parted(entry, findings(each, self._severities))[0])
            for entry, each in zip(entries, found, strict=True)
        ]

    def _opened(self) -> "Inspector":
        if self._inspector is None:
            from pipeline.checks.choose import choose
            from pipeline.workflow.inspecting import Inspector

            chosen = choose(self._project.settings.checks)
            files = self._project.settings.language_files
            self._inspector = Inspector(self._state, chosen, chosen, files, processes=1)
            self._severities = {row.id: row.severity for row in chosen.checks}
        return self._inspector


def _marked(entry: Entry, found: dict[str, _Found]) -> Entry:
    if entry.state is not State.DRAFT:
        return entry
    there = found.get(entry.source)
    errors = tuple(_errors(entry, there.findings)) if there else ()
    return entry if errors == entry.errors else replace(entry, errors=errors)


def _errors(entry: Entry, findings: Iterable[Finding]) -> list[str]:
    """Put errors into words for a draft's mark, but for those that the engine has named."""
    reasons = [
        marks.plain(_cut(f"error[{each.check}] {each.message}"))
        for each in findings
        if each.severity is Severity.ERROR and not _is_said(each, entry)
    ]
    return list(dict.fromkeys(reasons))[:_MOST]


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _is_said(finding: Finding, entry: Entry) -> bool:
    """Say whether a doubt of the engine's is about the same."""
    if any(
        finding.check in checks and warning.startswith(start)
        for start, checks in _SAME.items()
        for warning in entry.warnings
    ):
        return True
    stretches = (
        entry.source[slice(*finding.source_span)] if finding.source_span else "",
        entry.target[slice(*finding.span)] if finding.span else "",
    )
    return any(
        any(letter.isalnum() for letter in stretch) and marks.plain(stretch) in warning
        for stretch in stretches
        for warning in entry.warnings
    )
