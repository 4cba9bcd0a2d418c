"""Drafts for windows of jobs: out of the store, or from the engine and into it.

An engine on a cluster is at work while further windows are read, so several may be on their way;
they come out in the order in which they went in.
"""

import contextlib
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from pipeline.engine import Engine
from pipeline.errors import ClusterError, PackageError, Undrafted
from pipeline.model import Draft
from pipeline.workflow import drafters
from pipeline.workflow.jobs import WINDOW, weight
from pipeline.workflow.terms import finder, keyed
from pipeline.workflow.work import Job, Work

Ready = Generator[tuple[Job, Mapping[str, Draft]], None, None]
"""Jobs with their drafts, as they are ready."""


@dataclass(slots=True)
class _Window:
    """Jobs of a language on their way, each with how many drafts it lacks.

    `keys` name their texts as the store does. `missing` are texts that the engine has to make,
    which it has got in `parts`; `awaited` are being made for an earlier window.
    """

    code: str
    engine: Engine | None
    jobs: Sequence[Job]
    keys: Mapping[str, str] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    missing: Sequence[str] = ()
    awaited: Sequence[str] = ()
    parts: Sequence[tuple[Sequence[str], Iterator[tuple[int, Draft]]]] = ()

    @property
    def weight(self) -> int:
        return sum(map(weight, self.jobs))


class Drafting:
    """Windows on their way through the engines. A context manager, which keeps what has come."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._windows: deque[_Window] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Store what a cluster has sent already, where a run ends early."""
        for window in self._windows:
            if window.engine and window.engine.ahead:
                with contextlib.suppress(ClusterError):
                    for _ in self._made(window):
                        pass

    def put(self, code: str, jobs: Sequence[Job]) -> Ready:
        """Take in a window; give jobs with their drafts, until there is room for another one."""
        self._windows.append(self._begun(code, jobs))
        while self._windows and not self._is_room():
            yield from self._first()

    def rest(self) -> Ready:
        """Give all jobs that are left with their drafts."""
        while self._windows:
            yield from self._first()

    def _is_room(self) -> bool:
        ahead = max((engine.ahead for engine in self._work.engines.values()), default=0)
        has_to_wait = bool(self._windows[0].missing or self._windows[0].awaited)
        return has_to_wait and sum(window.weight for window in self._windows) < ahead

    def _begun(self, code: str, jobs: Sequence[Job]) -> _Window:
        """Look up what is known, and let the engine have the rest."""
        work = self._work
        engine = _engine(work, code, jobs)
        if engine is None or work.steps.dry_run:
            return _Window(code, None, jobs)
        texts = list(dict.fromkeys(text for job in jobs for text in job.pending))
        if texts:
            drafters.note(work.state, code, engine.key)
        keys = _keys(work, code, texts)
        stored = work.state.drafts(engine.key, list(keys.values()))
        drafts = {text: stored[key] for text, key in keys.items() if key in stored}
        coming = {
            key
            for window in self._windows
            if window.engine is engine
            for key in window.keys.values()
        }
        lacking = [text for text in texts if text not in drafts]
        missing = [text for text in lacking if keys[text] not in coming]
        awaited = [text for text in lacking if keys[text] in coming]
        return _Window(code, engine, jobs, keys, drafts, missing, awaited, _sent(engine, missing))

    def _first(self) -> Ready:
        """Give the jobs of the window that has waited longest: each as soon as it is complete."""
        window = self._windows[0]
        if window.engine and window.awaited:
            self._claim(window, window.engine)
        left = dict(enumerate(window.jobs))
        with contextlib.closing(self._complete(window)) as complete:
            for number in complete:
                yield left.pop(number), window.drafts
        for job in left.values():
            yield job, window.drafts
        self._windows.popleft()

    def _claim(self, window: _Window, engine: Engine) -> None:
        """Take what earlier windows have got, whose turn is over; ask again for the rest."""
        keys = {text: window.keys[text] for text in window.awaited}
        stored = self._work.state.drafts(engine.key, list(keys.values()))
        window.drafts |= {text: stored[key] for text, key in keys.items() if key in stored}
        again = [text for text in window.awaited if text not in window.drafts]
        window.missing = [*window.missing, *again]
        window.parts = [*window.parts, *_sent(engine, again)]

    def _complete(self, window: _Window) -> Generator[int, None, None]:
        """Give the numbers of the jobs that lack nothing, as soon as that is so."""
        waiting: dict[str, list[int]] = {text: [] for text in window.missing}
        lacking = []
        for number, job in enumerate(window.jobs):
            lacks = [text for text in job.pending if text in waiting]
            lacking.append(len(lacks))
            for text in lacks:
                waiting[text].append(number)
            if not lacks:
                yield number
        try:
            with contextlib.closing(self._made(window)) as made:
                for text, draft in made:
                    window.drafts[text] = draft
                    for number in waiting[text]:
                        lacking[number] -= 1
                        if lacking[number] == 0:
                            yield number
        except PackageError as error:
            self._work.fail(error)
            self._work.engines.pop(window.code, None)
        except ClusterError as error:
            # It is lost to all languages, which is told once.
            if self._work.engines:
                self._work.fail(error)
            self._work.engines.clear()

    def _made(self, window: _Window) -> Generator[tuple[str, Draft], None, None]:
        """Give drafts as they come; each is in the store soon after, whatever happens."""
        if not window.engine:
            return
        work, number = self._work, 0
        for part, drafts in window.parts:
            try:
                for at, draft in drafts:
                    number += 1
                    work.state.keep_drafts(window.engine.key, [(window.keys[part[at]], draft)])
                    work.observer.progress(f"{window.code}: drafts", number, len(window.missing))
                    yield part[at], draft
            except Undrafted as error:
                work.fail(_named(error, window.jobs, {part[at] for at in error.indexes}))


def _sent(
    engine: Engine, texts: Sequence[str]
) -> list[tuple[Sequence[str], Iterator[tuple[int, Draft]]]]:
    """Let an engine have texts, some thousand at a time; one that works ahead begins at once."""
    parts = [texts[start : start + WINDOW] for start in range(0, len(texts), WINDOW)]
    return [(part, iter(engine.translate(part))) for part in parts]


def _named(error: Undrafted, jobs: Sequence[Job], texts: set[str]) -> ClusterError:
    """Say in which articles texts stand that came back from nobody."""
    names = [job.text.source.id for job in jobs if not texts.isdisjoint(job.pending)]
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" * (len(names) > _SHOWN))
    noun = "sentence" if len(texts) == 1 else "sentences"
    return ClusterError(
        f"{shown}: {len(texts)} {noun} could not be drafted: {error.message}", error.hint
    )


_SHOWN = 10


def _engine(work: Work, code: str, jobs: Sequence[Job]) -> Engine | None:
    """Give the engine of a language; report that there is none if one is needed."""
    if code in work.missing and any(job.pending for job in jobs):
        work.fail(work.missing.pop(code))
    return work.engines.get(code)


def _keys(work: Work, code: str, texts: Sequence[str]) -> dict[str, str]:
    """Name texts as the store does: a draft is made of a text and of the terms in it."""
    if not texts:
        return {}
    find = finder(work.project, code)
    return {text: keyed(text, find(text)) for text in texts}
