"""Which packages are to be evaluated: those that serve a language, or named ones."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PackageError, UsageError
from pipeline.packages import Found, Package, PackageOptions
from pipeline.packages.choose import choose
from pipeline.packages.find import find
from pipeline.packages.naming import named
from pipeline.workflow.project import Project
from pipeline.workflow.report import Observer


@dataclass(frozen=True, slots=True)
class Request:
    """What to evaluate: the packages that serve a language, or one by its name or folder.

    `compare` names a second package, `worst` is how many of the worst sentences are wanted.
    """

    language: str = ""
    package: str = ""
    compare: str = ""
    worst: int = 20


def chains(project: Project, request: Request, observer: Observer) -> list[tuple[Package, ...]]:
    """Find what is asked for: a chain of packages, or two that lead into the same language.

    Broken packages are told to the observer. Raises UsageError and PackageError.
    """
    language = request.language or ("" if request.package else _only_language(project))
    found = find(project.settings.packages)
    for problem in found.problems:
        observer.note(f"{problem.path} is passed over: {problem.reason}")
    first = (
        _chain(found, request.package, language)
        if request.package
        else choose(found, "en", language)
    )
    if not request.compare:
        return [first]
    return [first, _chain(found, request.compare, first[-1].to_code)]


def _only_language(project: Project) -> str:
    known = project.settings.languages
    if len(known) != 1:
        there = f"; this project has {', '.join(known)}" if known else ""
        raise UsageError(
            "it is not clear which language is to be evaluated",
            f"Name it with --language, or a package with --package{there}",
        )
    return known[0]


def _chain(found: Found, name: str, language: str) -> tuple[Package, ...]:
    """Find the package that a name stands for, or the chain in a folder."""
    try:
        found = Found(named(found, name), (), ())
    except UsageError:
        path = Path(name).absolute()
        if not path.is_dir():
            raise
        found = find(PackageOptions(folders=(path,), argos=False, bundled=False))
    targets = {package.to_code for package in found.packages if package.from_code == "en"}
    if not language and len(targets) > 1:
        raise UsageError(
            f"{name} leads from English into several languages: {', '.join(sorted(targets))}",
            "Name one with --language",
        )
    wanted = language or next(iter(targets), "")
    try:
        return choose(found, "en", wanted)
    except PackageError as error:
        reasons = "; ".join(f"{each.path} {each.reason}" for each in found.problems[:3])
        into = f" into “{wanted}”" if wanted else ""
        raise PackageError(
            f"{name} does not translate from English{into}", reasons or "Name another package"
        ) from error
