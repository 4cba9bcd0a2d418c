"""What the checks find in segments, as on the command line: known from a run, or asked now."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

from pipeline.checks.choose import choose
from pipeline.languages import Language
from pipeline.model import Entry, Finding
from pipeline.workflow import records
from pipeline.workflow.inspecting import Inspector, findings, pair
from pipeline.workflow.looked import parted
from pipeline.workflow.project import Project
from pipeline.workflow.terms import finder

# Texts whose findings stay in memory.
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in an entry, the gravest first; `dismissed` is what a person put aside."""

    findings: tuple[Finding, ...] = ()
    dismissed: tuple[tuple[Finding, str], ...] = ()


Known = MutableMapping[bytes, str]
"""What was found in texts before, as an Inspector names and writes it."""


def look(
    project: Project, known: Known, entries: Sequence[Entry], language: Language
) -> list[Seen]:
    """Say what is found in each entry; what is not known yet will be.

    Checks that look across the whole project are not asked. Raises GlossaryError and FileError.
    """
    chosen = choose(project.settings.checks)
    severities = {row.id: row.severity for row in chosen.checks}
    low_below = project.settings.translation.low_confidence
    find = finder(project, language.code)
    folder = project.settings.language_files
    with (
        records.noted(project) as state,
        Inspector(state, chosen, chosen, folder, processes=1) as inspector,
    ):
        pairs = [pair(entry, language, low_below, find) for entry in entries]
        keys = [inspector.key(each) for each in pairs]
        if len(known) > MOST:
            known.clear()
        # Another thread may forget them all at any time.
        found = {key: text for key in keys if (text := known.get(key)) is not None}
        fresh = {key: each for key, each in zip(keys, pairs, strict=True) if key not in found}
        inspector.add(list(fresh.values()))
        found |= zip(fresh, inspector.results(), strict=True)
        known.update(found)
    seen = []
    for entry, key in zip(entries, keys, strict=True):
        kept, dismissed = parted(entry, findings(found[key], severities))
        seen.append(Seen(tuple(kept), tuple(dismissed)))
    return seen
