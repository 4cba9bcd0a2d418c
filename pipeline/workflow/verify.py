"""Verifying packages: whether their bytes are those that were installed, and they translate."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.engine import EngineOptions
from pipeline.engine.probe import probe as try_out
from pipeline.errors import PipelineError, UsageError
from pipeline.packages import Found, Origin, Package, Problem, lock
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.packages.lock import Locked
from pipeline.packages.naming import named, pair
from pipeline.workflow.project import Project

Probe = Callable[[Package, EngineOptions], Iterator[str]]

SHIPPED = {"en_ru": "75d7b29617830d22", "en_vi": "4843cf4959a2e589"}
"""The digests of the bundled packages."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a package: `wrong`, if it is not fine, and what to do then.

    `known` says by what its digest was known beforehand: packages.lock, the list of what is
    shipped, or (empty) nothing. A package that cannot be read has no digest.
    """

    label: str
    path: Path
    digest: str = ""
    known: str = ""
    wrong: tuple[str, ...] = ()
    hint: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Give the verdict as JSON has it."""
        return {
            "package": self.label,
            "path": str(self.path),
            "digest": self.digest,
            "known": self.known,
            "wrong": list(self.wrong),
            "hint": self.hint,
        }


def verify(project: Project, names: Sequence[str], *, probe: Probe = try_out) -> Iterator[Verdict]:
    """Look at the packages that the names fit, or at all, and at those that should be there.

    A name is a pair, a label, a folder's name or a path. Raises UsageError for one that fits
    nothing, before anything is looked at, and ConfigError for a broken packages.lock.
    """
    found = find(project.settings.packages)
    locked = lock.load(project.settings.root / lock.FILE_NAME) or ()
    things: tuple[Package | Problem, ...] = (*found.packages, *found.problems)
    there = {each.path.name for each in things if _is_own(each)}
    lacking = [each for each in locked if each.folder not in there]
    chosen = _chosen(found, lacking, names) if names else (found.packages, found.problems, lacking)
    return _verdicts(project, *chosen, {each.folder: each.digest for each in locked}, probe)


_Chosen = tuple[Sequence[Package], Sequence[Problem], Sequence[Locked]]


def _chosen(found: Found, lacking: Sequence[Locked], names: Sequence[str]) -> _Chosen:
    """Pick what the names fit: what is broken is known by its folder."""
    packages: dict[Path, Package] = {}
    problems: dict[Path, Problem] = {}
    missing: dict[str, Locked] = {}
    for name in names:
        codes = "_".join(pair(name) or ())
        broken = {
            each.path: each
            for each in found.problems
            if name == each.path.name
            or os.path.abspath(name) == os.path.abspath(each.path)
            or (codes and codes in each.path.name)
        }
        gone = {each.folder: each for each in lacking if name == each.folder or codes == each.name}
        try:
            packages |= {each.path: each for each in named(found, name)}
        except UsageError:
            if not (broken or gone):
                raise
        problems |= broken
        missing |= gone
    return tuple(packages.values()), tuple(problems.values()), tuple(missing.values())


def _verdicts(
    project: Project,
    packages: Sequence[Package],
    problems: Sequence[Problem],
    lacking: Sequence[Locked],
    locked: dict[str, str],
    probe: Probe,
) -> Iterator[Verdict]:
    for package in packages:
        yield _verdict(package, locked, project.settings.engine, probe)
    for problem in problems:
        hint = _hint(problem.origin, is_locked=_is_own(problem) and problem.path.name in locked)
        yield Verdict(problem.path.name, problem.path, wrong=(problem.reason,), hint=hint)
    for each in lacking:
        yield Verdict(
            f"{each.name} {each.version}".rstrip(),
            (project.settings.packages.project or project.settings.root) / each.folder,
            known=lock.FILE_NAME,
            wrong=(f"is in {lock.FILE_NAME}, but not there",),
            hint="Bring it with `pipeline packages install`, or forget it with "
            f"`pipeline packages remove {each.folder}`",
        )


def _verdict(
    package: Package, locked: dict[str, str], options: EngineOptions, probe: Probe
) -> Verdict:
    expected, known = "", ""
    if _is_own(package) and package.path.name in locked:
        expected, known = locked[package.path.name], lock.FILE_NAME
    elif package.origin is Origin.BUNDLED:
        expected, known = SHIPPED.get(package.name, ""), "shipped"
    own, wrong = "", []
    try:
        own = digest(package)
        if expected not in ("", own):
            wrong.append(f"has changed: its digest is {own}, but should be {expected}")
        wrong += probe(package, options)
    except PipelineError as error:
        wrong.append(error.message)
    hint = _hint(package.origin, is_locked=known == lock.FILE_NAME) if wrong else ""
    return Verdict(package.label, package.path, own, known, tuple(wrong), hint)


def _is_own(each: Package | Problem) -> bool:
    """Say whether something lies where the project's own packages are, which can be locked."""
    return each.origin in (Origin.SETTING, Origin.PROJECT)


def _hint(origin: Origin, *, is_locked: bool) -> str:
    if origin is Origin.BUNDLED:
        return "Install this tool afresh"
    if is_locked:
        return "Bring it again with `pipeline packages install --force`"
    return "Remove it, or install it again"
