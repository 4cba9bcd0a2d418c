"""The engine of each language: which packages serve it, opened when first needed."""

from collections.abc import Callable

from pipeline import files, languages
from pipeline.engine import Engine, open_engine
from pipeline.packages import Package
from pipeline.packages.choose import choose
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.state import DraftStore
from pipeline.workflow.project import Project
from pipeline.workflow.report import Observer

EngineMaker = Callable[[str], Engine]


def packages(project: Project, observer: Observer) -> Callable[[str], tuple[Package, ...]]:
    """Look for packages once; the answer gives the chain that serves a language.

    Asking it for a language that nothing serves raises PackageError. Broken packages are told
    to the observer.
    """
    found = find(project.settings.packages)
    for problem in found.problems:
        observer.note(f"{problem.path} is passed over: {problem.reason}")
    return lambda language: choose(found, "en", language)


def maker(project: Project, state: DraftStore, observer: Observer) -> EngineMaker:
    """Say how the engines of this project are made; making one raises PackageError."""
    chain_of = packages(project, observer)

    def make(language: str) -> Engine:
        chain = chain_of(language)
        return open_engine(
            chain,
            [_digest(package, state) for package in chain],
            languages.load(language, project.settings.language_files),
            project.settings.engine,
        )

    return make


def _digest(package: Package, state: DraftStore) -> str:
    """Digest a package, or remember the digest while none of its files has been touched."""
    stamps = repr([(path.name, files.stamp(path)) for path in package.parts])
    # A path may hold bytes that are no text, which SQLite does not take.
    key = f"package:{str(package.path)!a}:{files.fingerprint(stamps.encode())}"
    known = state.stamp(key)
    if known is None:
        known = digest(package)
        state.keep_stamps({key: known})
    return known
