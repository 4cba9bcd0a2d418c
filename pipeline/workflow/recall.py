"""What people have translated before: learned from catalogues, and offered before the engine.

A run begins by reading the catalogues that have changed since they were last learned from. What
it learns is news: articles are looked at again, unchanged ones too, if such a sentence waits in
them for a person. So a sentence that stands in many articles is reviewed once.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pipeline import files
from pipeline.catalogues import drafting, store
from pipeline.catalogues import header as headers
from pipeline.catalogues.offers import Offer
from pipeline.catalogues.returned import is_approved
from pipeline.errors import CatalogueError, FileError, PipelineError
from pipeline.memory import Unit
from pipeline.model import Catalogue, Entry, State
from pipeline.workflow import records
from pipeline.workflow.matches import alike, same
from pipeline.workflow.project import Source
from pipeline.workflow.work import Job, Work

if TYPE_CHECKING:
    from pipeline.memory.store import Memory

# Pairs that are taken in at once, for a transaction an article takes longer.
_AT_ONCE = 2_000


@dataclass(slots=True)
class _Known:
    """What is noted of one language: the catalogues learned from, by article, with their stamps.

    `held` says whether the memory has got anything from them, `memory` is its file's stamp when
    a run last closed it. `news` are sentences, by their hashes, of which not all articles know
    yet that there is a translation.
    """

    articles: dict[str, list[int]] = field(default_factory=dict)
    held: bool = False
    memory: list[int] | None = None
    news: set[str] = field(default_factory=set)

    def as_text(self) -> str:
        """Write it down."""
        return json.dumps(asdict(self) | {"news": sorted(self.news)})


class _Lesson(NamedTuple):
    """What is to be learned from a catalogue.

    `reviewed` names all its approved pairs by their hashes, `units` are those of them that are
    new. `offered` are the matches, by source, that stood in it before.
    """

    article: str
    code: str
    stamp: list[int]
    reviewed: tuple[str, ...]
    units: tuple[Unit, ...]
    offered: Mapping[str, str]


class Recall:
    """The memory while a run lasts; it is opened when there is something to ask or to tell.

    Without the memory a run goes on as if there were none. A context manager.
    """

    def __init__(self, work: Work, sources: Sequence[Source]) -> None:
        self._work = work
        self._sources = sources
        self._settings = work.project.settings.memory
        self._path = work.project.memory_path
        self._known = {code: _load(work, code) for code in work.languages}
        self._opened = contextlib.ExitStack()
        self._memory: Memory | None = None
        self._mended: Path | None = None
        self._taught: dict[str, str] = {}
        self._is_given_up = False
        try:
            self._stamp = _plain(files.stamp(self._path))
        except FileError:
            self._stamp = None  # Opening it will tell.
        self._is_foreign = {
            code: self._stamp is not None and known.memory != self._stamp
            for code, known in self._known.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()
        if self._memory:
            with contextlib.suppress(FileError):
                self._stamp = _plain(files.stamp(self._path))
        for code, known in self._known.items():
            if not self._is_foreign[code]:
                known.memory = self._stamp
        self._keep()

    def learn(self, sources: Sequence[Source]) -> None:
        """Learn from the catalogues of some articles that have changed since the last time."""
        if gone := self._is_gone():
            self._work.observer.note(f"{self._shown} {gone}; {_REBUILT}")
            self._forget()
            sources = self._sources
        with self._going_on():
            self._learn(sources)
            self._mend()

    def has_news(self, code: str, record: records.Record) -> bool:
        """Say whether something may have become known for an article since its last run."""
        if not record.unreviewed:
            return False
        return self._is_foreign[code] or not self._known[code].news.isdisjoint(
            record.unreviewed.split()
        )

    def offered(self, code: str, jobs: Sequence[Job]) -> Sequence[Job]:
        """Give jobs with what the memory has for them; that is not pending any more."""
        if self._stamp is None and self._memory is None:
            return jobs
        with self._going_on():
            offers = self._offers(code, jobs)
            if self._mend():
                offers = self._offers(code, jobs)
            return [_with_offers(job, offers) for job in jobs] if offers else jobs
        return jobs

    def saved(self, job: Job, *, as_read: bool) -> None:
        """Note how a catalogue has been saved: nothing is to be learned from it if only we did."""
        article, known = job.text.source.id, self._known[job.language]
        is_learned = article in known.articles or not job.merged.catalogue.fingerprint
        if as_read and is_learned:
            path = self._work.project.catalogue(article, job.language)
            known.articles[article] = _plain(files.stamp(path)) or []

    def done(self) -> None:
        """Take the news for known: all articles have been looked at."""
        for code, known in self._known.items():
            known.news.clear()
            self._is_foreign[code] = False

    @property
    def _shown(self) -> str:
        return self._work.project.shown(self._path)

    @contextlib.contextmanager
    def _going_on(self) -> Iterator[None]:
        """Report an error of the memory once, and go on without it."""
        try:
            yield
        except PipelineError as error:
            self._is_given_up = True
            self._work.fail(error)

    def _open(self) -> "Memory | None":
        if self._memory is None and not self._is_given_up:
            from pipeline.memory.store import Memory

            languages = self._work.project.settings.language_files
            self._memory = self._opened.enter_context(
                Memory(self._path, language_files=languages, only_look=self._work.steps.dry_run)
            )
        return self._memory if not self._is_given_up else None

    def _mend(self) -> bool:
        """Learn everything anew if the memory has turned out to be damaged, now or just before."""
        aside = self._memory.moved_aside if self._memory else None
        if aside is None or aside == self._mended:
            return False
        self._mended = aside
        self._work.observer.note(
            f"{self._shown} could not be used and was moved to {aside.name}; {_REBUILT}"
        )
        self._forget()
        self._learn(self._sources)
        return True

    def _is_gone(self) -> str:
        """Say what has become of a memory that is not the one that has been taught."""
        held = [known.memory for known in self._known.values() if known.held and known.memory]
        if held and self._stamp is None:
            return "is gone"
        # Another inode: somebody has put another file there.
        if self._stamp and any(stamp[-1] != self._stamp[-1] for stamp in held):
            return "has been replaced"
        return ""

    def _forget(self) -> None:
        for code, known in self._known.items():
            stamps = {_taught_key(code, article): "" for article in known.articles}
            self._work.state.keep_stamps(stamps)
            self._taught.clear()
            known.articles.clear()
            known.held = False

    def _learn(self, sources: Sequence[Source]) -> None:
        changed = [
            (source.id, code, found)
            for source in sources
            if not source.problem
            for code, known in self._known.items()
            if (found := self._stamp_of(source.id, code)) and found != known.articles.get(source.id)
        ]
        for article, code, _ in changed:
            self._known[code].articles.pop(article, None)
        lessons: list[_Lesson] = []
        for number, (article, code, stamp) in enumerate(changed):
            self._work.observer.progress(f"{code}: learning", number, len(changed))
            if lesson := self._lesson(article, code, stamp):
                lessons.append(lesson)
            if sum(len(lesson.units) for lesson in lessons) >= _AT_ONCE:
                self._teach(lessons)
                lessons.clear()
        self._teach(lessons)
        if changed:
            self._work.observer.progress("learning", len(changed), len(changed))
            self._keep()

    def _stamp_of(self, article: str, code: str) -> list[int] | None:
        try:
            return _plain(files.stamp(self._work.project.catalogue(article, code)))
        except FileError:
            return None

    def _lesson(self, article: str, code: str, stamp: list[int]) -> "_Lesson | None":
        """Read what a person has approved in a catalogue since it was last learned from."""
        state, path = self._work.state, self._work.project.catalogue(article, code)
        before = records.last_fuzzy(state, article, code)
        try:
            catalogue = store.load(path, article, code, header=(), before=before)
        except (CatalogueError, FileError):
            return None  # Who reads it next says what is wrong.
        reviewed = {
            _hash(entry.source, entry.target): entry
            for entry in catalogue.entries
            if entry.target and is_approved(entry)
        }
        # An old approval that is seen again takes back no later rejection.
        taught = set((state.stamp(_taught_key(code, article)) or "").split())
        origin = self._work.project.shown(path)
        offered = before.suggestions if before else {}
        return _Lesson(
            article,
            code,
            stamp,
            tuple(reviewed),
            tuple(
                _unit(entry, catalogue, origin)
                for name, entry in reviewed.items()
                if name not in taught
            ),
            {source: match.target for source, match in offered.items() if match.is_match},
        )

    def _teach(self, lessons: Sequence["_Lesson"]) -> None:
        """Take lessons in; without a memory they wait for another run."""
        units = [unit for lesson in lessons for unit in lesson.units]
        if units:
            if (memory := self._open()) is None:
                return
            for code, known in self._known.items():
                own = [unit for unit in units if unit.language == code]
                # Without notes of what was learned, nothing can be told to be said anew.
                memory.forget(list(_outdated(memory, code, own, anew=known.held)))
            memory.add(units)
            for lesson in lessons:
                for unit in lesson.units:
                    if lesson.offered.get(unit.source, unit.target) != unit.target:
                        memory.reject(lesson.code, unit.source, lesson.offered[unit.source])
        for lesson in lessons:
            known = self._known[lesson.code]
            known.articles[lesson.article] = lesson.stamp
            known.held |= bool(lesson.units)
            known.news |= {_hash(unit.source) for unit in lesson.units}
            self._taught[_taught_key(lesson.code, lesson.article)] = " ".join(lesson.reviewed)

    def _keep(self) -> None:
        """Note what has been learned, all at once: after a kill it is learned once more."""
        stamps = {_key(code): known.as_text() for code, known in self._known.items()}
        state = self._work.state
        if self._taught or any(state.stamp(key) != text for key, text in stamps.items()):
            state.keep_stamps(self._taught | stamps)
        self._taught.clear()

    def _offers(self, code: str, jobs: Sequence[Job]) -> Mapping[str, Offer]:
        left_out = self._work.project.settings.translation.leave_out
        wanted = dict.fromkeys(
            entry.source
            for job in jobs
            for entry in job.merged.catalogue.entries
            if is_unreviewed(entry) and not drafting.is_left_out(entry, left_out)
        )
        if not wanted or (memory := self._open()) is None:
            return {}
        offers = {
            source: same(units, self._settings)
            for source, units in memory.exact(code, list(wanted)).items()
        }
        pending = dict.fromkeys(text for job in jobs for text in job.pending if text not in offers)
        least, most = self._settings.least, self._settings.most
        shown_from = min(least, self._settings.similar)
        for number, text in enumerate(pending, 1):
            if matches := memory.near(code, text, least=shown_from, most=most):
                offers[text] = alike(text, matches, self._settings)
            self._work.observer.progress(f"{code}: memory", number, len(pending))
        return offers


_REBUILT = "what people have reviewed is learned again from the catalogues"


def is_unreviewed(entry: Entry) -> bool:
    """Say whether an entry could take what the memory has."""
    return entry.state is State.EMPTY or drafting.is_untouched(entry)


def unreviewed(entries: Iterable[Entry]) -> str:
    """Name the sentences for which a person's translation would be news."""
    return " ".join(_hash(entry.source) for entry in entries if is_unreviewed(entry))


def _outdated(
    memory: "Memory", language: str, units: Sequence[Unit], *, anew: bool
) -> Iterator[Unit]:
    """Give what an article had for a sentence before, which she has corrected herself.

    So is what is said `anew` although it was turned down: forgotten, it is taken in as new.
    """
    older = memory.exact(language, [unit.source for unit in units])
    for unit in units:
        known = {old.target: (old.article, old.origin) for old in older.get(unit.source, ())}
        for target, place in known.items():
            if target != unit.target and place == (unit.article, unit.origin):
                yield replace(unit, target=target)
        if anew and unit.target not in known:
            yield unit


def _unit(entry: Entry, catalogue: Catalogue, origin: str) -> Unit:
    return Unit(
        entry.source,
        entry.target,
        catalogue.language,
        catalogue.article,
        entry.kinds[0] if entry.kinds else "",
        origin,
        headers.get(catalogue.header, headers.REVISED)[:10],
    )


def _with_offers(job: Job, offers: Mapping[str, Offer]) -> Job:
    own = {
        entry.source: offers[entry.source]
        for entry in job.merged.catalogue.entries
        if entry.source in offers
    }
    pending = tuple(text for text in job.pending if text not in own or not own[text].target)
    return replace(job, offers=own, pending=pending)


def _hash(*texts: str) -> str:
    joined = "\0".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=4).hexdigest()


def _plain(stamp: files.Stamp | None) -> list[int] | None:
    return None if stamp is None else list(stamp)


def _load(work: Work, code: str) -> _Known:
    try:
        found: dict[str, Any] = json.loads(work.state.stamp(_key(code)) or "{}")
        found["news"] = set(found.get("news", ()))
        return _Known(**found)
    except (ValueError, TypeError, AttributeError):
        return _Known()


def _key(code: str) -> str:
    return f"learned:{code}"


def _taught_key(code: str, article: str) -> str:
    return f"taught:{code}:{article}"
