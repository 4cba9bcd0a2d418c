"""Texts shared out among workers: cut into batches of like length, and given back as they come."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import NamedTuple

from pipeline.engine.remote import Recipe
from pipeline.errors import ClusterError, Undrafted
from pipeline.model import Draft

# Characters that a thread gets at once: a second of work for the small models of Argos, of which
# scheduling takes some milliseconds. Less towards the end of a call, so that all end together.
_MOST, _LEAST = 16_000, 4_000


def call(recipe: Recipe, texts: Sequence[str], shares: int) -> "Call":
    """Make a call for texts, of which so many shares can be at work at once."""
    order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
    usual = recipe.spellings(texts)
    return Call(recipe, texts, usual, shares, deque(order), sum(map(len, texts)), len(texts))


class Lost(NamedTuple):
    """Texts that nobody brought back, and why the last one did not."""

    indexes: Sequence[int]
    reason: str


class Done(NamedTuple):
    """Texts with their drafts."""

    indexes: Sequence[int]
    drafts: Sequence[Draft]


@dataclass(eq=False, slots=True)
class Call:
    """The texts of one `translate`.

    `rest` are those that no batch has yet, the longest first, with `left` characters together;
    `owed` counts those that have not come back.
    """

    recipe: Recipe
    texts: Sequence[str]
    usual: Mapping[str, str]
    shares: int
    rest: deque[int]
    left: int
    owed: int
    results: SimpleQueue[Done | Lost | ClusterError] = field(default_factory=SimpleQueue)

    def cut(self, threads: int) -> "Batch":
        """Cut off a batch for a worker with so many threads."""
        indexes: list[int] = []
        room = threads * max(_LEAST, min(_MOST, self.left // self.shares))
        while self.rest and room > 0:
            indexes.append(self.rest.popleft())
            size = len(self.texts[indexes[-1]])
            room -= size
            self.left -= size
        return Batch(self, indexes)


@dataclass(eq=False, slots=True)
class Batch:
    """Texts that go together; `failed_on` are the workers that did not bring them back."""

    call: Call
    indexes: list[int]
    tries: int = 0
    failed_on: set[str] = field(default_factory=set)


class Stream:
    """The drafts of a call as they come. An iterator that goes on after an interrupt."""

    def __init__(self, call: Call, tell: Callable[[], None]) -> None:
        self._call = call
        self._tell = tell
        self._owed = len(call.texts)
        self._ready: deque[tuple[int, Draft]] = deque()
        self._lost: list[Lost] = []
        self._error: ClusterError | None = None

    def __iter__(self) -> "Stream":
        return self

    def __next__(self) -> tuple[int, Draft]:
        while not self._ready:
            if self._error:
                raise self._error
            if self._owed == 0:
                self._end()
            self._take(self._call.results.get())
            self._tell()
        return self._ready.popleft()

    def _take(self, came: Done | Lost | ClusterError) -> None:
        if isinstance(came, ClusterError):
            self._error = came
            return
        self._owed -= len(came.indexes)
        if isinstance(came, Lost):
            self._lost.append(came)
        else:
            self._ready.extend(zip(came.indexes, came.drafts, strict=True))

    def _end(self) -> None:
        if not self._lost:
            raise StopIteration
        lost, self._lost = self._lost, []
        indexes = [at for each in lost for at in each.indexes]
        raise Undrafted(lost[0].reason, indexes)
