"""Articles and catalogues as they lie open: read once, and again when their files have changed."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline import files, languages
from pipeline.catalogues import merge, store
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.errors import UsageError
from pipeline.languages import Language
from pipeline.model import Catalogue, Entry, State
from pipeline.review.article import key
from pipeline.workflow import records
from pipeline.workflow.project import Project, Source
from pipeline.workflow.report import SILENT
from pipeline.workflow.texts import Text, read_text

# Catalogues, and articles, that stay in memory.
MOST = 32

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Opened:
    """An article and its catalogue in one language.

    `catalogue` is what the file holds; `before` is what was fuzzy when a run last saved it.
    """

    text: Text
    language: Language
    path: Path
    catalogue: Catalogue
    before: Fuzzy | None = None

    @cached_property
    def merged(self) -> Catalogue:
        """The catalogue as the next run will make it: in line with the article as it now is."""
        return merge.merge(self.catalogue, self.text.entries, created="").catalogue

    @cached_property
    def by_key(self) -> Mapping[str, Entry]:
        """What can be reviewed, by key.

        That is each sentence of the article, and those that the file still has for it: what is
        written there now, the next run hands on to the sentence that has come of them.
        """
        both = (*self.catalogue.entries, *self.merged.entries)
        return {key(entry.source): entry for entry in both if entry.state is not State.RETIRED}

    def after(self, saved: Catalogue, entry: Entry) -> "Opened":
        """Give the same after one entry of it, and nothing else, has been saved."""
        new = replace(self, catalogue=saved)
        known = find(self.merged, entry.source)
        if known and find(self.catalogue, entry.source):
            # Nothing has come or gone, so there is nothing to line up anew.
            seen = replace(entry, places=known.places, kinds=known.kinds, terms=known.terms)
            entries = tuple(seen if each is known else each for each in self.merged.entries)
            merged = replace(saved, entries=entries)
            vars(new).update(merged=merged, by_key={**self.by_key, key(entry.source): seen})
        return new


def find(catalogue: Catalogue, source: str) -> Entry | None:
    """Give the entry of a sentence, if it is not retired."""
    found = (entry for entry in catalogue.entries if entry.source == source)
    return next((entry for entry in found if entry.state is not State.RETIRED), None)


class _Stamps(NamedTuple):
    """What the file system says of the files that something was read from."""

    catalogue: files.Stamp | None
    others: tuple[files.Stamp | None, ...]


class _Held(NamedTuple):
    """What was read, with the stamps from before that."""

    opened: Opened
    stamps: _Stamps


@dataclass(slots=True)
class Shelf:
    """What was read last of a project; safe to use from several threads."""

    project: Project
    _sources: dict[str, Source] = field(default_factory=dict)
    _languages: dict[str, Language] = field(default_factory=dict)
    _texts: "OrderedDict[str, tuple[files.Stamp | None, Text]]" = field(default_factory=OrderedDict)
    _held: "OrderedDict[tuple[str, str], _Held]" = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def open(self, article: str, language: str) -> Opened:
        """Give an article of the project with its catalogue, as they are on disk now.

        Raises UsageError for an article or a language that the project has not, and what reading
        them raises.
        """
        with self._lock:
            target = self._language(language)
            source = self._source(article)
            path = self.project.catalogue(article, language)
            # Taken before anything is read: what changes meanwhile is read again.
            now = self._stamps(source, path)
            held = self._held.get((article, language))
            if held is None or held.stamps != now:
                known = held.opened if held else None
                held = _Held(self._read(source, target, path, known), now)
                _put(self._held, (article, language), held)
            return held.opened

    def put(self, opened: Opened) -> None:
        """Take what has just been saved as read, if no file has moved on since."""
        name = opened.catalogue.article, opened.catalogue.language
        with self._lock:
            held = self._held.pop(name, None)
            now = self._stamps(opened.text.source, opened.path)
            if (
                held
                and held.stamps.others == now.others
                and files.fingerprint(files.read(opened.path)) == opened.catalogue.fingerprint
            ):
                _put(self._held, name, _Held(opened, now))

    def _stamps(self, source: Source, path: Path) -> _Stamps:
        state = self.project.state_path
        log = files.stamp(state.with_name(f"{state.name}-wal"))
        others = files.stamp(source.path), files.stamp(state)
        # Whoever opens the state, if only to look, makes an empty log anew.
        return _Stamps(files.stamp(path), (*others, log if log and log.size else None))

    def _source(self, article: str) -> Source:
        source = self._sources.get(article)
        if source is None or files.stamp(source.path) is None:
            self._sources = {each.id: each for each in self.project.sources()}
            source = self._sources.get(article)
        if source is None:
            raise UsageError(
                f"there is no article {article} in this project",
                "It may have been renamed or deleted",
            )
        return source

    def _language(self, code: str) -> Language:
        if code not in self._languages:
            self.project.languages([code])
            self._languages[code] = languages.load(code, self.project.settings.language_files)
        return self._languages[code]

    def _read(self, source: Source, language: Language, path: Path, known: Opened | None) -> Opened:
        text = self._text(source)
        article, code = source.id, language.code
        with records.noted(self.project) as state:
            before = records.last_fuzzy(state, article, code)
        if (
            known
            and known.before == before
            and files.fingerprint(files.read(path)) == known.catalogue.fingerprint
        ):
            return known if known.text is text else replace(known, text=text)
        catalogue = store.load(path, article, code, header=(), before=before)
        return Opened(text, language, path, catalogue, before)

    def _text(self, source: Source) -> Text:
        now = files.stamp(source.path)
        held = self._texts.get(source.id)
        if held is None or held[0] != now:
            held = now, read_text(self.project, source, SILENT)
            _put(self._texts, source.id, held)
        return held[1]


def _put(held: "OrderedDict[_Name, _Value]", name: _Name, value: _Value) -> None:
    """Keep a value as the one used last; the one that was not used for longest may go."""
    held[name] = value
    held.move_to_end(name)
    if len(held) > MOST:
        held.popitem(last=False)
