"""The engine of each language: which packages serve it, opened when first needed."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline import files, languages
from pipeline.engine import Engine, open_engine
from pipeline.errors import PackageError
from pipeline.packages import Package, stronger
from pipeline.packages.choose import choose
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.state import DraftStore
from pipeline.workflow.project import Project
from pipeline.workflow.report import Observer
from pipeline.workflow.terms import Terminology, glossary

if TYPE_CHECKING:
    from pipeline.engine.cluster import Cluster

EngineMaker = Callable[[str], Engine]


def maker(
    project: Project, state: DraftStore, observer: Observer, cluster: "Cluster | None" = None
) -> EngineMaker:
    """Say how the engines of this project are made; making one raises PackageError.

    Broken packages are told to the observer. With a `cluster`, its workers do what engines do.
    """
    found = find(project.settings.packages)
    for problem in found.problems:
        observer.note(f"{problem.path} is passed over: {problem.reason}")

    def make(language: str) -> Engine:
        chain = choose(found, "en", language)
        digests = [_digest(package, state) for package in chain]
        engine = engine_of(project, chain, digests)
        return _spread(cluster, project, engine, chain, digests) if cluster else engine

    return make


def engine_of(project: Project, chain: Sequence[Package], digests: Sequence[str]) -> Engine:
    """Make the engine of some packages, as the project's settings and glossary have it."""
    language = languages.load(chain[-1].to_code, project.settings.language_files)

    def terms() -> Terminology:
        return Terminology(glossary(project), language)

    return open_engine(chain, digests, language, project.settings.engine, terms)


def _spread(
    cluster: "Cluster",
    project: Project,
    engine: Engine,
    chain: Sequence[Package],
    digests: Sequence[str],
) -> Engine:
    """Give an engine that has the workers of a cluster make what `engine` would make."""
    from pipeline.engine.cluster import ClusterEngine
    from pipeline.engine.remote import PackageRecipe, Wanted

    language = languages.load(chain[-1].to_code, project.settings.language_files)

    def recipe() -> PackageRecipe:
        return PackageRecipe(
            engine.origin,
            engine.key,
            tuple(Wanted(each.name, name) for each, name in zip(chain, digests, strict=True)),
            frozenset(each.format for each in chain),
            language,
            project.settings.engine,
            Terminology(glossary(project), language),
        )

    return ClusterEngine(cluster, recipe, dict(zip(digests, chain, strict=True)))


def advice(project: Project, asked: Iterable[str]) -> str:
    """Say in a line which packages in use for these languages have stronger ones, if any."""
    found = find(project.settings.packages)
    chains = []
    for language in asked:
        with contextlib.suppress(PackageError):
            chains.append(choose(found, "en", language))
    return stronger.advice(chains)


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
