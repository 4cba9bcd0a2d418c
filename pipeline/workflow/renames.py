"""Catalogues whose article is gone, and the renamed articles that they belong to."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.catalogues import rename, store
from pipeline.errors import CatalogueError, FileError
from pipeline.model import State
from pipeline.workflow.project import Project
from pipeline.workflow.report import Observer
from pipeline.workflow.texts import Text


@dataclass(slots=True)
class Orphans:
    """The catalogues without an article; they are read when the first new article is met."""

    project: Project
    names: Sequence[str]
    _holders: dict[str, tuple[str, ...]] | None = field(default=None, init=False)
    _adopted: set[str] = field(default_factory=set, init=False)

    def left(self) -> tuple[str, ...]:
        """Name those that nobody has taken along."""
        return tuple(name for name in self.names if name not in self._adopted)

    def adopt(self, text: Text, observer: Observer, *, dry_run: bool) -> str | None:
        """Take the catalogues of a renamed article along, if this article is one: its old name.

        It is if it lacks a catalogue, has no template yet (which moves last, so that a move that
        was cut short is ended), and most of its sentences stand in a catalogue whose article is
        gone. A dry run leaves them where they are. Raises FileError.
        """
        *catalogues, template = map(os.path.lexists, self._paths(text.source.id))
        if not self.left() or template or all(catalogues):
            return None
        if self._holders is None:
            self._holders = rename.index({name: self._active(name) for name in self.names})
        sources = [entry.source for entry in text.entries]
        old = rename.predecessor(sources, self._holders, self._adopted)
        if old is None:
            return None
        self._adopted.add(old)
        come = "would come" if dry_run else "came"
        observer.note(f"{old} is now called {text.source.id}; its catalogues {come} along")
        if not dry_run:
            for path, target in zip(self._paths(old), self._paths(text.source.id), strict=True):
                _move(path, target)
        return old

    def _paths(self, article: str) -> list[Path]:
        codes = self.project.settings.languages
        catalogues = [self.project.catalogue(article, code) for code in codes]
        return [*catalogues, self.project.template(article)]

    def _active(self, name: str) -> frozenset[str]:
        found: set[str] = set()
        for code in self.project.settings.languages:
            path = self.project.catalogue(name, code)
            try:
                catalogue = store.load(path, name, code, header=())
            except (CatalogueError, FileError):
                continue  # It stays where it is, and `status` names it.
            found |= {e.source for e in catalogue.entries if e.state is not State.RETIRED}
        return frozenset(found)


def _move(path: Path, target: Path) -> None:
    if not os.path.lexists(path) or os.path.lexists(target):
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    except OSError as error:
        raise FileError.of(path, error, "moved") from error
