"""A package leaves a project, and its packages.lock."""

from pipeline.errors import UsageError
from pipeline.packages import Origin, Package, lock
from pipeline.packages import install as place
from pipeline.packages.find import find
from pipeline.packages.naming import named
from pipeline.workflow.install import change_lock
from pipeline.workflow.project import Project

_NOT_OURS = {
    Origin.ARGOS: "was installed by Argos Translate, which other programs may use, too",
    Origin.BUNDLED: "comes with this tool, and stays with it",
}


def choose(project: Project, name: str) -> Package:
    """Find the one package that a name means among those that belong to the project.

    Raises UsageError if there is none, or more than one.
    """
    fitting = named(find(project.settings.packages), name)
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
    return ours[0]


def remove(project: Project, package: Package) -> None:
    """Take a package away in one step, and out of packages.lock. Raises FileError."""
    lock.load(project.settings.root / lock.FILE_NAME)
    place.remove(package)
    change_lock(project, lambda known: lock.drop(known, package.path.name))
