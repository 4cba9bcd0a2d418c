"""A package leaves a project, and its packages.lock."""

import os
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.packages import Found, Origin, lock
from pipeline.packages import install as place
from pipeline.packages.find import find
from pipeline.packages.naming import named
from pipeline.workflow.install import change_lock
from pipeline.workflow.project import Project

_NOT_OURS = {
    Origin.ARGOS: "was installed by Argos Translate, which other programs may use, too",
    Origin.BUNDLED: "comes with this tool, and stays with it",
}


class Leaving(NamedTuple):
    """What is to be taken away; what cannot be used goes by the name of its folder."""

    label: str
    path: Path


def choose(project: Project, name: str) -> Leaving:
    """Find the one package that a name means among those that belong to the project.

    By its folder, one that is broken is found, too, or that only packages.lock still knows.
    Raises UsageError if there is none, or more than one.
    """
    found = find(project.settings.packages)
    try:
        fitting = named(found, name)
    except UsageError:
        if left := _left(project, found, name):
            return left
        raise
    ours = [package for package in fitting if package.origin not in _NOT_OURS]
    if not ours:
        origin = fitting[0].origin
        raise UsageError(
            f"{fitting[0].label} {_NOT_OURS[origin]}",
            f"To leave such packages aside: {origin}_packages = false under [translation] in "
            "pipeline.toml",
        )
    if len(ours) > 1:
        paths = ", ".join(project.shown(package.path) for package in ours)
        raise UsageError(f"{name!r} may be one of several packages", f"Name one of: {paths}")
    return Leaving(ours[0].label, ours[0].path)


def _left(project: Project, found: Found, name: str) -> Leaving | None:
    """Find what is left of a package among the project's own, by its folder's name or path."""
    place = project.settings.packages.project or project.settings.root / "packages"
    locked = {each.folder for each in lock.load(project.settings.root / lock.FILE_NAME) or ()}
    broken = {each.path.name for each in found.problems if each.path.parent == place}
    for path in (place / name, Path(os.path.abspath(name))):
        if path.parent == place and path.name in locked | broken:
            return Leaving(path.name, path)
    return None


def remove(project: Project, package: Leaving) -> None:
    """Take a package away in one step, and out of packages.lock. Raises FileError."""
    lock.load(project.settings.root / lock.FILE_NAME)
    if os.path.lexists(package.path):
        place.remove(package.path)
    change_lock(project, lambda known: lock.drop(known, package.path.name))
