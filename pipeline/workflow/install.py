"""Packages come into a project, and packages.lock notes which.

What is asked for is brought into a staging folder, checked and tried there, and only then put
in its place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import PackageError, PipelineError, UsageError
from pipeline.packages import Package, lock
from pipeline.packages.choose import choose
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.packages.install import (
    Probe,
    check,
    content,
    folder_name,
    publish,
    remove,
    staging,
)
from pipeline.packages.lock import Locked
from pipeline.workflow.bringing import Bringer, Wanted
from pipeline.workflow.project import Project
from pipeline.workflow.report import Failure


@dataclass(frozen=True, slots=True)
class Arrival:
    """A package that is in its place now. `was_there` if it was before.

    `serves` are the languages of the project that are translated otherwise from now on, each
    with the packages that do it.
    """

    text: str
    label: str
    path: Path
    digest: str
    was_there: bool
    serves: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Give the arrival as JSON has it."""
        return {
            "asked": self.text,
            "package": self.label,
            "path": str(self.path),
            "digest": self.digest,
            "was_there": self.was_there,
            "serves": self.serves,
        }


def locked(project: Project) -> tuple[Wanted, ...]:
    """List what the project has locked. Raises ConfigError, and UsageError without a lock file."""
    path = _lock_path(project)
    known = lock.load(path)
    if known is None:
        raise UsageError(
            f"there is no {path} that would say what to install",
            "Name a package, such as `pipeline packages install en-ru`",
        )
    return tuple(
        Wanted(f"{each.name} {each.version}".rstrip(), each.origin, locked=each) for each in known
    )


def install(
    project: Project,
    packages: Sequence[Wanted],
    bringer: Bringer,
    probe: Probe,
    *,
    into: Path,
    force: bool = False,
) -> Iterator[Arrival | Failure]:
    """Bring packages into the folder `into`, one by one; one that fails does not stop the others.

    `probe` tries a package before anybody sees it; `force` lets it take the place of another of
    its name. For a package that fails nothing is changed. Raises ConfigError for a packages.lock
    that cannot be understood, before anything is fetched.
    """
    lock.load(_lock_path(project))
    before = serving(project)
    for wanted in packages:
        try:
            arrival = _passed_over(wanted, into) or _installed(
                project, wanted, bringer, probe, into, force=force
            )
        except PipelineError as error:
            about = "" if wanted.text in error.message else f"{wanted.text}: "
            yield Failure(f"{about}{error.message}", error.hint)
            continue
        now = serving(project)
        yield replace(arrival, serves=changed(before, now))
        before = now


def is_looked_at(project: Project, folder: Path) -> bool:
    """Say whether the project finds packages in a folder; only those are locked."""
    options = project.settings.packages
    places = [*options.folders, *filter(None, [options.project])]
    return folder.resolve() in [each.resolve() for each in places]


def serving(project: Project) -> dict[str, str]:
    """Say which packages translate into each language of the project; empty where none does."""
    found = find(project.settings.packages)
    chains: dict[str, str] = {}
    for language in project.settings.languages:
        try:
            chain = choose(found, "en", language)
        except PackageError:
            chain = ()
        chains[language] = ", ".join(f"{each.label} ({each.origin})" for each in chain)
    return chains


def changed(before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """Give the languages that are served otherwise than before."""
    return {code: chain for code, chain in now.items() if chain != before[code]}


def change_lock(project: Project, how: Callable[[tuple[Locked, ...]], tuple[Locked, ...]]) -> None:
    """Change packages.lock, on top of what others write at the same time."""
    guard = project.settings.root / ".pipeline" / "packages.guard"
    lock.change(_lock_path(project), how, guard=guard)


def _lock_path(project: Project) -> Path:
    return project.settings.root / lock.FILE_NAME


def _passed_over(wanted: Wanted, into: Path) -> Arrival | None:
    """Leave a locked package as it is where it is there already."""
    known = wanted.locked
    if known and content(into / known.folder) == known.digest:
        return Arrival(wanted.text, wanted.text, into / known.folder, known.digest, was_there=True)
    return None


def _installed(
    project: Project, wanted: Wanted, bringer: Bringer, probe: Probe, into: Path, *, force: bool
) -> Arrival:
    with staging(into) as work:
        sources = bringer.bring(wanted, work / "package")
        package = check(work / "package", probe, wanted.pair)
        if wanted.locked:
            _compare(package, wanted.locked)
        place = publish(package, into, force=force)
    new = Locked(
        place.path.name, package.name, package.version, wanted.origin, place.digest, sources
    )
    if is_looked_at(project, into):
        try:
            change_lock(project, lambda others: lock.add(others, new))
        except PipelineError:
            if not place.was_there and not force:
                remove(place.path)
            raise
    return Arrival(wanted.text, package.label, place.path, place.digest, place.was_there)


def _compare(package: Package, known: Locked) -> None:
    """Refuse a package that is not the locked one, though its files are: the lock was edited."""
    folder, own = folder_name(package), digest(package)
    if (folder, own) != (known.folder, known.digest):
        raise PackageError(
            f"its files make {folder} with digest {own}, where {lock.FILE_NAME} has "
            f"{known.folder} with {known.digest}",
            f"Nothing was installed. Restore {lock.FILE_NAME}, or install the package by its name",
        )
