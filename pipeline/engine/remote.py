"""The worker's side of a cluster: texts in, drafts out, by an engine that is opened there once.

Nothing here reads a project or writes outside the worker's own folder, and nothing knows of
Dask: `cluster` brings what is needed and calls it.
"""

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from pipeline.engine import open_engine
from pipeline.engine.drafting import needed, spellings
from pipeline.engine.options import EngineOptions
from pipeline.engine.terminology import Terminology
from pipeline.errors import ClusterError, PackageError
from pipeline.languages import Language
from pipeline.model import Draft
from pipeline.packages import Format, Package, PackageOptions
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.packages.unpack import unpack

# An engine has all cores that its worker may use, so a second batch only waits its turn.
_AT_WORK = threading.Lock()

_LIBRARIES = {Format.ARGOS: ("ctranslate2", "sentencepiece"), Format.FIREFOX: ("fxtranslate",)}


class Wanted(NamedTuple):
    """A package by its pair of languages, as `en_vi`, and its content."""

    name: str
    digest: str


class Drafter(Protocol):
    """An engine on a worker. `usual` is what `Recipe.needed` gave."""

    @property
    def key(self) -> str: ...

    def translate(
        self, texts: Sequence[str], usual: Mapping[str, str] | None = None
    ) -> Iterator[tuple[int, Draft]]:
        """Give a draft for each text, by its index. See `Engine`."""

    def close(self) -> None:
        """Free the models."""


class Recipe(Protocol):
    """How to make the same engine elsewhere: all it needs but the packages. Can be pickled.

    `wanted` are the packages, in their order; `libraries` decide what comes out as well.
    """

    @property
    def origin(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def wanted(self) -> tuple[Wanted, ...]: ...

    @property
    def libraries(self) -> tuple[str, ...]: ...

    def spellings(self, texts: Sequence[str]) -> Mapping[str, str]:
        """Learn what only all texts of a call together can tell."""

    def needed(self, usual: Mapping[str, str], texts: Sequence[str]) -> Mapping[str, str]:
        """Pick out of that what some of the texts need."""

    def open(self, packages: Sequence[Package], threads: int) -> Drafter:
        """Make the engine, with so many threads where the options leave that open."""


@dataclass(frozen=True, slots=True)
class PackageRecipe:
    """The recipe of an engine that `open_engine` makes."""

    origin: str
    key: str
    wanted: tuple[Wanted, ...]
    formats: frozenset[Format]
    language: Language
    options: EngineOptions
    terms: Terminology

    @property
    def libraries(self) -> tuple[str, ...]:
        """Name the libraries that decode."""
        return tuple(name for each in sorted(self.formats) for name in _LIBRARIES[each])

    def spellings(self, texts: Sequence[str]) -> Mapping[str, str]:
        """Learn how words are written inside sentences."""
        return spellings(texts, self.language)

    def needed(self, usual: Mapping[str, str], texts: Sequence[str]) -> Mapping[str, str]:
        """Pick out what headlines need."""
        return needed(usual, texts, self.language)

    def open(self, packages: Sequence[Package], threads: int) -> Drafter:
        """Make the engine; its models are loaded with the first text."""
        options = replace(self.options, threads=self.options.threads or threads)
        digests = [each.digest for each in self.wanted]
        return open_engine(packages, digests, self.language, options, lambda: self.terms)


class Desk:
    """Where a worker works by one recipe. It travels without its engine, which is made anew.

    `folder` is where packages go that the worker's machine does not have.
    """

    def __init__(self, recipe: Recipe, folder: Path, threads: int) -> None:
        self._recipe = recipe
        self._folder = folder
        self._threads = threads
        self._engine: Drafter | None = None

    def __reduce__(self) -> tuple[type, tuple[Recipe, Path, int]]:
        """Travel as a recipe."""
        return Desk, (self._recipe, self._folder, self._threads)

    def __del__(self) -> None:
        """Free the models once nobody asks for the desk any more."""
        if self._engine:
            self._engine.close()

    def lacking(self) -> tuple[str, ...]:
        """Name the packages that are not on this machine, by their digests."""
        there = self._packages()
        return tuple(each.digest for each in self._recipe.wanted if each.digest not in there)

    def receive(self, archives: Mapping[str, bytes]) -> None:
        """Unpack packages that have come, by their digests. Raises PackageError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, data in archives.items():
            packed = self._folder / f".{name}"
            packed.write_bytes(data)
            unpack(packed, self._folder / name, most=len(data))
            packed.unlink()
        if lacking := self.lacking():
            raise PackageError(f"another package has arrived than {lacking[0]}")

    def draft(self, texts: Sequence[str], usual: Mapping[str, str]) -> list[Draft]:
        """Draft texts, in their order. Raises ClusterError and PackageError."""
        with _AT_WORK:
            engine = self._engine = self._engine or self._open()
            return [draft for _, draft in sorted(engine.translate(texts, usual), key=_number)]

    def _open(self) -> Drafter:
        _keep_freed_memory()
        there = self._packages()
        if lacking := self.lacking():
            raise ClusterError(f"the package {lacking[0]} is not there any more")
        packages = [there[each.digest] for each in self._recipe.wanted]
        engine = self._recipe.open(packages, self._threads)
        if engine.key != self._recipe.key:
            raise ClusterError(f"its engine is {engine.key}, here it is {self._recipe.key}")
        return engine

    def _packages(self) -> dict[str, Package]:
        """Find packages of the languages wanted, by their digests."""
        if not self._recipe.wanted:
            return {}
        names = {each.name for each in self._recipe.wanted}
        folders = (self._folder,) if self._folder.is_dir() else ()
        found = find(PackageOptions(folders))
        return {digest(each): each for each in found.packages if each.name in names}


def _keep_freed_memory() -> None:
    """Let the C library hold on to what is freed, as it does by itself.

    Dask's nannies have it give back everything at once: with that, CTranslate2 spends 3.3 times
    as much of a processor on a sentence.
    """
    if os.environ.pop(_TRIM, None) and sys.platform == "linux":
        with contextlib.suppress(AttributeError):
            library = ctypes.CDLL(None)
            for option, size in ((_M_MMAP_THRESHOLD, 32 << 20), (_M_TRIM_THRESHOLD, 64 << 20)):
                library.mallopt(option, size)


_TRIM = "MALLOC_TRIM_THRESHOLD_"
_M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -3, -1  # from malloc.h of glibc


def _number(made: tuple[int, Draft]) -> int:
    return made[0]
