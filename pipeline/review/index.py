"""All sentences of the project with their translations, held in memory and kept up to date.

Catalogues are read when first asked for, and again when the file system says that they have
changed. What cannot be read is told, and keeps nobody from the rest.
"""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline import files
from pipeline.catalogues import store
from pipeline.errors import CatalogueError, FileError, PipelineError
from pipeline.model import Kind, State
from pipeline.review.find import Sheet
from pipeline.workflow import records
from pipeline.workflow.project import Project
from pipeline.workflow.report import Failure

# Seconds to wait for what another thread is reading.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence as one catalogue has it; `number` counts the catalogue's entries from 0."""

    article: str
    language: str
    number: int
    source: str
    target: str
    state: State
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One catalogue as it was read, with what the file system said of it then.

    `sources` and `targets` are its texts, laid out for searching.
    """

    stamp: files.Stamp | None
    uses: tuple[Use, ...] = ()
    sources: Sheet = field(default_factory=Sheet)
    targets: Sheet = field(default_factory=Sheet)
    failure: Failure | None = None


class Busy(PipelineError):
    """Somebody else is reading what one wants to know."""


class Index:
    """The texts of a project's catalogues; safe to use from several threads."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._held: dict[tuple[str, str], Held] = {}
        self._by_source: dict[tuple[str, str], dict[str, Use]] = {}
        self._is_warm = False

    def warm(self) -> None:
        """Read all catalogues in a thread, once, so that whoever asks next need not wait."""
        if not self._is_warm:
            self._is_warm = True
            threading.Thread(target=self._read_ahead, daemon=True).start()

    def _read_ahead(self) -> None:
        # Whoever asks next hears of it.
        with contextlib.suppress(PipelineError):
            self.all()

    def same(self, source: str, language: str) -> tuple[Use, ...]:
        """Give each use of this very sentence in a language, by name of the article.

        Raises Busy rather than wait: whoever goes from segment to segment while all is read for
        the first time would else take every thread of the server, and no save would come through.
        """
        if not self._lock.acquire(timeout=PATIENCE):
            raise Busy("the catalogues of the other articles are still being read")
        try:
            self._refresh()
            uses = self._by_source.get((language, source), {})
            return tuple(uses[article] for article in sorted(uses))
        finally:
            self._lock.release()

    def all(self) -> dict[tuple[str, str], Held]:
        """Give all catalogues as they are now, by article and language."""
        with self._lock:
            self._refresh()
            return dict(self._held)

    def _refresh(self) -> None:
        """Read again what has changed on disk, and forget what is gone."""
        project = self._project
        names = [source.id for source in project.sources() if source.problem is None]
        now = {
            (name, language): files.stamp(project.catalogue(name, language))
            for name in names
            for language in project.settings.languages
        }
        for gone in self._held.keys() - now.keys():
            self._put(gone, None)
        held = self._held
        changed = [key for key in now if key not in held or held[key].stamp != now[key]]
        if not changed:
            return
        with records.noted(project) as state:
            for article, language in changed:
                before = records.last_fuzzy(state, article, language)
                stamp = now[article, language]
                path = project.catalogue(article, language)
                try:
                    catalogue = store.load(path, article, language, header=(), before=before)
                except (CatalogueError, FileError) as error:
                    self._put((article, language), Held(stamp, failure=Failure.of(error)))
                    continue
                active = (each for each in catalogue.entries if each.state is not State.RETIRED)
                uses = tuple(
                    Use(article, language, at, each.source, each.target, each.state, each.kinds)
                    for at, each in enumerate(active)
                )
                sources = Sheet(use.source for use in uses)
                targets = Sheet(use.target for use in uses)
                self._put((article, language), Held(stamp, uses, sources, targets))

    def _put(self, key: tuple[str, str], held: Held | None) -> None:
        article, language = key
        for use in _uses(self._held.get(key)):
            del self._by_source[language, use.source][article]
        for use in _uses(held):
            self._by_source.setdefault((language, use.source), {})[article] = use
        if held is None:
            del self._held[key]
        else:
            self._held[key] = held


def _uses(held: Held | None) -> Iterator[Use]:
    return iter(held.uses if held else ())
