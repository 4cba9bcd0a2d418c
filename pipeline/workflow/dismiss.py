"""Putting a finding aside with a reason, as a comment of its entry."""

import os
from dataclasses import replace
from pathlib import Path

from pipeline import files, languages
from pipeline.articles import has_mark_up
from pipeline.catalogues import dismissals, po, store
from pipeline.checks import table
from pipeline.checks.choose import current
from pipeline.checks.inspect import inspect
from pipeline.errors import UsageError
from pipeline.model import Catalogue, Entry, State
from pipeline.workflow import records
from pipeline.workflow.check import named, remembered
from pipeline.workflow.hold import hold
from pipeline.workflow.inspecting import pair
from pipeline.workflow.project import Project
from pipeline.workflow.report import Observer
from pipeline.workflow.terms import finder

BLOCKED = "no article is exported while its tags are wrong, whatever is dismissed"
"""Why a finding that `keeps_from_export` is not dismissed."""


def keeps_from_export(check: str, article: str) -> bool:
    """Say whether an article is not exported while a check finds something in it.

    Then a dismissal would be of no use. In plain text, what looks like tags is an author's own.
    """
    return check == "tags" and has_mark_up(article)


def dismiss(
    project: Project, check: str, place: str, reason: str, observer: Observer, *, here: Path
) -> bool:
    """Dismiss what a check finds at `place` (`FILE:LINE` of a catalogue); False: it was already.

    The file is one below `here` or below the project's folder; the line may be any of its
    entry. Raises UsageError for a check, a place or a finding that there is not, and
    CatalogueError, FileError and ProjectLocked where the comment cannot be written.
    """
    (name,) = named([check])
    text = " ".join(reason.split())
    if not text:
        raise UsageError("a dismissal needs a reason", 'Such as --reason "the source is wrong"')
    path, line = _place(project, place, here)
    article, code = _catalogue(project, path, place)
    if keeps_from_export(name, article):
        raise UsageError(BLOCKED, f"Mend the translation at {place}")
    with hold(project, observer), remembered(project) as state:
        before = records.last_fuzzy(state, article, code)
        catalogue = store.load(path, article, code, header=(), before=before)
        source = po.source_at(files.read(path) or b"", path, line)
        entry = next((each for each in catalogue.entries if each.source == source), None)
        if entry is None or entry.state is State.RETIRED:
            raise UsageError(
                f"{place} is no translation", "Name a line of it, as `pipeline check` prints them"
            )
        if any(
            current(each.check) == name and not each.has_ended for each in dismissals.read(entry)
        ):
            return False
        _refuse_without_finding(project, catalogue, entry, name, place)

        def remake(fresh: Catalogue) -> Catalogue:
            entries = (
                dismissals.add(each, name, text) if _same(each, entry) else each
                for each in dismissals.sealed(fresh).entries
            )
            return replace(fresh, entries=tuple(entries))

        store.save(path, remake(catalogue), remake, before=before)
    return True


def _same(one: Entry, other: Entry) -> bool:
    return (one.source, one.target) == (other.source, other.target)


def _place(project: Project, place: str, here: Path) -> tuple[Path, int]:
    name, _, line = place.rpartition(":")
    if not name or not line.isdecimal() or not line.isascii():
        raise UsageError(f"{place!r} is no FILE:LINE", "Copy it from what `pipeline check` prints")
    for folder in (here, project.settings.root):
        path = Path(os.path.normpath(folder / name))
        if path.is_file():
            return path, int(line)
    raise UsageError(f"there is no file {name}", "Copy it from what `pipeline check` prints")


def _catalogue(project: Project, path: Path, place: str) -> tuple[str, str]:
    """Say which article's catalogue a file is, and in which language."""
    for code in project.settings.languages:
        folder = Path(os.path.normpath(project.catalogue("x", code).parent))
        if path.suffix == ".po" and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix().removesuffix(".po"), code
    raise UsageError(
        f"{place} is in no catalogue of this project",
        f"Catalogues lie in {project.shown(project.settings.catalogues)}",
    )


def _refuse_without_finding(
    project: Project, catalogue: Catalogue, entry: Entry, name: str, place: str
) -> None:
    """Keep a dismissal of nothing from waiting until there is something."""
    if all(row.id != name for row in table.CHECKS):
        return  # One that looks across entries would have to look at all of them.
    language = languages.load(catalogue.language, project.settings.language_files)
    low_below = project.settings.translation.low_confidence
    find = finder(project, catalogue.language)
    found = dict.fromkeys(
        each.check for each in inspect(pair(entry, language, low_below, find), table.CHECKS)
    )
    if name not in found:
        there = f"These find something: {', '.join(found)}" if found else "No check does"
        raise UsageError(f"{name} finds nothing at {place}", there)
