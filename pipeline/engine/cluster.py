"""Dask's side of a cluster: the only file that imports it.

The coordinator cuts texts into batches and says which worker gets which; each worker has one
batch at work and one at hand, so that memory stays flat and nobody waits for the wire. What a
worker keeps, its desk with the loaded engine and the bytes of packages, Dask holds as values of
this client: they go when it goes, however it ends. (A worker plugin would stay with the
scheduler, and keep workers from joining that do not have this package.)

Reading and writing stay with whoever calls; what happens here happens in Dask's own thread.
"""

import asyncio
import contextlib
import importlib.metadata
import logging
import pkgutil
import re
import signal
import sysconfig
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from pipeline import __version__
from pipeline.engine import batches
from pipeline.engine.batches import Batch, Call, Done, Lost, Stream
from pipeline.engine.options import cores
from pipeline.engine.remote import Desk, Recipe
from pipeline.errors import ClusterError, PipelineError, UsageError
from pipeline.model import Draft
from pipeline.packages import Package
from pipeline.packages.pack import pack

try:
    import distributed
    from distributed.comm import CommClosedError, parse_address, parse_host_port
    from distributed.comm import connect as dial
    from distributed.comm.registry import get_backend
    from distributed.security import Security
except ImportError as error:
    raise ClusterError(
        "--cluster needs Dask, which is not installed",
        "Install it with pip install 'article-pipeline[cluster]', or uv sync --extra cluster",
    ) from error

AGAIN = 3
"""How often a batch is done again elsewhere before its texts are given up."""

# Batches that a worker holds: one at work, one at hand.
_SLOTS = 2

# Texts that are worth reading ahead: what keeps the threads busy while a window is read and
# saved, but no more than a coordinator does in half a minute.
_AHEAD, _AHEAD_A_THREAD, _MOST_AHEAD = 8_000, 500, 64_000

_MOST_LOCAL = 64

# A worker that fails with so many batches in a row is left out: failing fast, it would get most.
_STRIKES = 3

_ANSWER_SECONDS = 5.0
_LOOK_SECONDS = 0.5
_LEAST_PATIENCE, _PATIENCE_FACTOR = 60.0, 20

_VERSION = "pipeline:__version__"
_START = "Start workers, such as dask worker ADDRESS, then run the command again"
_INSTALL = "Install the same versions on the scheduler, on all workers and here"


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """How long a cluster is waited for, in seconds."""

    patience: float = 600.0
    """A worker that has had work for so long without any answer hangs.

    Once batches have come back it is 20 times the slowest of them, if that is less, but a minute.
    """

    workers: float = 60.0
    """So long may a cluster be without any worker."""


@dataclass(eq=False, slots=True)
class _Worker:
    """A worker: what it has `at_work`, the oldest first; since when nothing was `heard` of it."""

    address: str
    threads: int
    desks: "dict[int, asyncio.Task[Any]]" = field(default_factory=dict)
    at_work: list[Batch] = field(default_factory=list)
    heard: float = 0.0
    strikes: set[int] = field(default_factory=set)
    slots: "list[asyncio.Task[None]]" = field(default_factory=list)


class ClusterEngine:
    """An engine whose work is done on a cluster. `recipe` is asked for with each call."""

    def __init__(
        self, cluster: "Cluster", recipe: Callable[[], Recipe], packages: Mapping[str, Package]
    ) -> None:
        self._cluster = cluster
        self._recipe = recipe
        self._packages = packages
        first = recipe()
        self.origin, self.key = first.origin, first.key
        cluster.require(first.libraries)

    @property
    def ahead(self) -> int:
        """Say how many texts keep the workers busy while articles are read and saved."""
        return min(max(_AHEAD, _AHEAD_A_THREAD * self._cluster.threads), _MOST_AHEAD)

    def translate(self, texts: Sequence[str]) -> Stream:
        """Send texts to the workers, at once; see `Engine`."""
        return self._cluster.translate(self._recipe(), self._packages, texts)

    def close(self) -> None:
        """Leave it to the cluster, which may serve others."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Cluster:
    """The workers of a cluster, each kept busy. `note` is told what a person should know."""

    def __init__(
        self,
        client: distributed.Client,
        name: str,
        note: Callable[[str], None],
        options: ClusterOptions,
    ) -> None:
        self._client = client
        self._name = name
        self._note = note
        self._options = options
        self._notes: SimpleQueue[str] = SimpleQueue()
        self._libraries: set[str] = set()
        self._workers: dict[str, _Worker] = {}
        self._left_out: set[str] = set()
        self._packages: dict[str, Package] = {}
        self._archives: dict[str, asyncio.Task[Any]] = {}
        self._calls: list[Call] = []
        self._again: list[Batch] = []
        self._error: ClusterError | None = None
        self._slowest = 0.0
        self._alone_since = time.monotonic()
        self._recipes: list[Recipe] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._work = asyncio.Condition()
        self._loop = client.loop.asyncio_loop

    @property
    def threads(self) -> int:
        """Count the threads of all workers."""
        return sum(worker.threads for worker in list(self._workers.values()))

    def require(self, libraries: Sequence[str]) -> None:
        """Compare the versions of libraries. Raises ClusterError where a worker has others."""
        self._libraries.update(libraries)
        found = self._call(self._unfit(list(self._client.nthreads())))
        for address, why in found.items():
            more = f", as {len(found) - 1} more do" if len(found) > 1 else ""
            raise ClusterError(f"the worker {address} {why}{more}", _INSTALL)

    def translate(
        self, recipe: Recipe, packages: Mapping[str, Package], texts: Sequence[str]
    ) -> Stream:
        """Share out texts among the workers."""
        call = batches.call(recipe, texts, _SLOTS * max(1, self.threads))
        self._loop.call_soon_threadsafe(self._begin, call, packages)
        return Stream(call, self._tell)

    def start(self) -> None:
        """Begin to look after the workers. Raises ClusterError for what does not fit."""
        try:
            self._client.wait_for_workers(1, timeout=self._options.workers)
        except TimeoutError:
            raise ClusterError(
                f"no worker has come to {self._name} in {self._options.workers:.0f} s", _START
            ) from None
        self._require_scheduler()
        self.require(())
        self._call(self._look())
        self._loop.call_soon_threadsafe(lambda: self._spawn(self._watch()))

    def _require_scheduler(self) -> None:
        """See whether the scheduler, too, has this package: it reads what is sent."""
        ask = self._client.run_on_scheduler
        try:
            theirs = ask(pkgutil.resolve_name, _VERSION)
        except (ImportError, AttributeError) as error:
            raise ClusterError(f"{self._name} has no article-pipeline", _INSTALL) from error
        if theirs != __version__:
            raise ClusterError(
                f"{self._name} has article-pipeline {theirs}, not {__version__}", _INSTALL
            )

    def close(self) -> None:
        """Let go of the workers."""
        self._call(self._stop())
        self._tell()

    def _call(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _tell(self) -> None:
        while not self._notes.empty():
            self._note(self._notes.get())

    # From here on everything runs in Dask's loop.

    def _spawn(self, work: Any) -> "asyncio.Task[Any]":
        task: asyncio.Task[Any] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _begin(self, call: Call, packages: Mapping[str, Package]) -> None:
        if self._error:
            call.results.put(self._error)
            return
        self._packages.update(packages)
        self._calls.append(call)
        self._wake()

    def _wake(self) -> None:
        async def wake() -> None:
            async with self._work:
                self._work.notify_all()

        self._spawn(wake())

    async def _watch(self) -> None:
        """Look after the workers until the scheduler is gone."""
        try:
            with contextlib.suppress(OSError, CancelledError):
                while self._client.status == "running":
                    await asyncio.sleep(_LOOK_SECONDS)
                    look = self._spawn(self._look())
                    # What asks for a scheduler that has gone would wait for it.
                    while not look.done() and self._client.status == "running":
                        await asyncio.wait([look], timeout=_LOOK_SECONDS)
                    if not look.cancel():
                        look.result()
        finally:
            # Whatever has happened, nobody is left waiting.
            self._end(
                ClusterError(
                    f"the scheduler of {self._name} is gone",
                    "What was finished is kept. Start it again, then run the command again",
                )
            )

    async def _look(self) -> None:
        """See who has come, who has gone, who hangs."""
        there = await self._client.nthreads()
        for address in set(self._workers) - set(there):
            self._dismiss(self._workers[address], f"the worker {address} was lost")
        now = time.monotonic()
        for worker in list(self._workers.values()):
            if worker.at_work and now - worker.heard > self._patience:
                await self._release(worker)
        new = [each for each in there if each not in self._workers and each not in self._left_out]
        if new:
            unfit = await self._unfit(new)
            for address in new:
                if address in unfit:
                    self._leave_out(address, unfit[address])
                else:
                    self._employ(_Worker(address, there[address]))
        if self._workers:
            self._alone_since = now
        elif self._calls and now - self._alone_since > self._options.workers:
            self._end(ClusterError(f"no worker is left in {self._name}", _START))

    @property
    def _patience(self) -> float:
        if not self._slowest:
            return self._options.patience
        usual = max(_LEAST_PATIENCE, _PATIENCE_FACTOR * self._slowest)
        return min(self._options.patience, usual)

    async def _unfit(self, addresses: list[str]) -> dict[str, str]:
        """Compare versions; say of workers what they lack, as the rest of a sentence.

        Nothing but Python itself is asked for until this package is known to be there.
        """
        found: dict[str, str] = {}
        for what, ask, *arguments in _questions(sorted(self._libraries)):
            ours = _own(ask, *arguments)
            theirs = await self._client.run(ask, *arguments, workers=addresses, on_error="return")
            for address, answer in theirs.items():
                if isinstance(answer, ImportError | AttributeError):
                    found.setdefault(address, f"has no {what}")
                elif isinstance(answer, str) and answer != ours:
                    found.setdefault(address, f"has {what} {answer}, here it is {ours}")
        return found

    def _leave_out(self, address: str, why: str) -> None:
        self._left_out.add(address)
        self._notes.put(f"the worker {address} {why}: it is left out")

    def _employ(self, worker: _Worker) -> None:
        self._workers[worker.address] = worker
        worker.slots = [self._spawn(self._keep_busy(worker)) for _ in range(_SLOTS)]

    def _dismiss(self, worker: _Worker, why: str = "") -> None:
        """Give what a worker has to others; `why` is held against the oldest, which was at work."""
        del self._workers[worker.address]
        at_work, worker.at_work = worker.at_work, []
        for slot in worker.slots:
            slot.cancel()
        if why and at_work:
            self._failed(at_work.pop(0), worker, why)
        self._again += at_work
        self._wake()

    async def _release(self, worker: _Worker) -> None:
        """Leave out a worker that hangs; where a nanny looks after it, another takes its place."""
        why = f"has not answered for {time.monotonic() - worker.heard:.0f} s"
        self._leave_out(worker.address, why)
        self._dismiss(worker, f"the worker {worker.address} {why}")

        async def restart() -> None:
            with contextlib.suppress(ValueError, OSError):
                await self._client.restart_workers([worker.address], raise_for_error=False)

        self._spawn(restart())

    async def _keep_busy(self, worker: _Worker) -> None:
        """Give a worker one batch after the other."""
        while True:
            batch = await self._next(worker)
            if not worker.at_work:
                worker.heard = time.monotonic()
            worker.at_work.append(batch)
            try:
                drafts = await self._draft(worker, batch)
            except Exception as error:  # noqa: BLE001 -- whatever a worker raises
                if self._client.status != "running":
                    return
                self._answered(worker, batch)
                # A worker may have been started anew behind its address, without what it had.
                worker.desks.clear()
                worker.strikes.add(id(batch))
                self._failed(batch, worker, f"the worker {worker.address}: {_reason(error)}")
                if len(worker.strikes) >= _STRIKES:
                    self._leave_out(
                        worker.address, f"has failed {_STRIKES} times: {_reason(error)}"
                    )
                    self._dismiss(worker)
            else:
                self._slowest = max(self._slowest, self._answered(worker, batch))
                worker.strikes.clear()
                self._give(batch.call, Done(batch.indexes, drafts))

    def _answered(self, worker: _Worker, batch: Batch) -> float:
        """Take a batch back from a worker; say how long nothing had been heard."""
        worker.at_work.remove(batch)
        before, worker.heard = worker.heard, time.monotonic()
        return worker.heard - before

    async def _next(self, worker: _Worker) -> Batch:
        async with self._work:
            while (batch := self._taken(worker)) is None:
                await self._work.wait()
        return batch

    def _taken(self, worker: _Worker) -> Batch | None:
        for batch in self._again:
            # Elsewhere, if there is an elsewhere.
            if worker.address not in batch.failed_on or batch.failed_on.issuperset(self._workers):
                self._again.remove(batch)
                return batch
        for call in self._calls:
            if call.rest:
                return call.cut(worker.threads)
        return None

    async def _draft(self, worker: _Worker, batch: Batch) -> Sequence[Draft]:
        call = batch.call
        desk = await self._desk(worker, call.recipe)
        texts = [call.texts[at] for at in batch.indexes]
        usual = call.recipe.needed(call.usual, texts)
        drafts = await self._submit(worker, _draft, desk, texts, usual)
        if not isinstance(drafts, list) or not all(isinstance(each, Draft) for each in drafts):
            raise ClusterError("it gave something else than drafts")
        if len(drafts) != len(texts):
            raise ClusterError(f"it gave {len(drafts)} drafts for {len(texts)} texts")
        return drafts

    def _submit(self, worker: _Worker, function: Callable[..., Any], *arguments: Any) -> Any:
        return self._client.submit(
            function, *arguments, workers=[worker.address], allow_other_workers=False, pure=False
        )

    async def _desk(self, worker: _Worker, recipe: Recipe) -> Any:
        """Give the desk of a worker for a recipe, with all that it needs."""
        if recipe not in self._recipes:
            self._recipes.append(recipe)
        number = self._recipes.index(recipe)
        if number not in worker.desks:
            worker.desks[number] = self._spawn(self._set_up(worker, recipe))
        try:
            return await asyncio.shield(worker.desks[number])
        except Exception:
            worker.desks.pop(number, None)
            raise

    async def _set_up(self, worker: _Worker, recipe: Recipe) -> Any:
        desk = self._submit(worker, _seat, recipe)
        lacking = await self._submit(worker, _lacking, desk)
        if lacking:
            archives = [await self._archive(worker, each) for each in lacking]
            try:
                await self._submit(worker, _receive, desk, list(lacking), archives)
            except Exception:
                # Whoever held the bytes may have gone.
                for each in lacking:
                    self._archives.pop(each, None)
                raise
        return desk

    async def _archive(self, worker: _Worker, digest: str) -> Any:
        """Put the bytes of a package into the cluster, once; workers pass them on."""
        if digest not in self._archives:
            self._archives[digest] = self._spawn(self._upload(worker, digest))
        return await asyncio.shield(self._archives[digest])

    async def _upload(self, worker: _Worker, digest: str) -> Any:
        data = await asyncio.to_thread(_packed, self._packages[digest])
        return await self._client.scatter(data, workers=[worker.address], hash=False)

    def _failed(self, batch: Batch, worker: _Worker, why: str) -> None:
        batch.tries += 1
        batch.failed_on.add(worker.address)
        if batch.tries > AGAIN:
            self._give(batch.call, Lost(batch.indexes, why))
        else:
            self._again.append(batch)
            self._wake()

    def _give(self, call: Call, what: Done | Lost) -> None:
        call.results.put(what)
        call.owed -= len(what.indexes)
        if call.owed == 0 and call in self._calls:
            self._calls.remove(call)

    def _end(self, error: ClusterError) -> None:
        """Tell all who wait that nothing more will come."""
        self._error = self._error or error
        for call in self._calls:
            call.results.put(self._error)
        self._calls.clear()
        self._again.clear()

    async def _stop(self) -> None:
        self._end(ClusterError(f"{self._name} was let go"))
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.contextmanager
def connect(
    address: str, note: Callable[[str], None], options: ClusterOptions | None = None
) -> Iterator[Cluster]:
    """Reach the scheduler at an address, or start workers on this machine for `local:N`.

    Raises UsageError for an address that is none, and ClusterError where it leads to something
    else than a cluster that fits.
    """
    for name in ("distributed", "distributed.client"):
        # What matters of it is told in sentences.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with contextlib.ExitStack() as opened:
        local = re.fullmatch(r"local:(.*)", address)
        where = opened.enter_context(_local(local[1])) if local else address
        if not local:
            asyncio.run(_inspect(address))
        client = opened.enter_context(_client(where, address))
        cluster = Cluster(client, address, note, options or ClusterOptions())
        opened.callback(cluster.close)
        cluster.start()
        yield cluster


@contextlib.contextmanager
def _local(number: str) -> Iterator[distributed.LocalCluster]:
    """Start workers on this machine, which share its cores."""
    if not number.isdecimal() or not 1 <= int(number) <= _MOST_LOCAL:
        raise UsageError(
            f"--cluster local:{number} names no number of workers",
            f"From local:1 to local:{_MOST_LOCAL}",
        )
    with _without_ctrl_c():
        started = distributed.LocalCluster(
            n_workers=int(number),
            threads_per_worker=max(1, cores() // int(number)),
            processes=True,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )
    with started as cluster:
        yield cluster


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Start threads, and processes from them, that a terminal's Ctrl-C does not reach."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Where multiprocessing starts it later, it lets the signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _client(where: str | distributed.LocalCluster, address: str) -> Iterator[distributed.Client]:
    try:
        with warnings.catch_warnings():
            # Versions that matter are compared here, in sentences.
            warnings.simplefilter("ignore", distributed.versions.VersionMismatchWarning)
            client = distributed.Client(where, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ImportError) as error:
        raise ClusterError(f"the scheduler at {address} has gone again: {error}") from error
    with client:
        yield client


async def _inspect(address: str) -> None:
    """See whether a scheduler of the same Dask answers, before a client trusts it.

    A client would wait without end for what takes a connection and says nothing.
    """
    security = _security(address)
    try:
        async with asyncio.timeout(2 * _ANSWER_SECONDS):
            kind, theirs = await _ask(address, security)
    except Exception as error:
        if isinstance(error, OSError) and not isinstance(error, TimeoutError | CommClosedError):
            raise ClusterError(
                f"nobody answers at {address}",
                "Start dask scheduler there, or name another address",
            ) from error
        # Dask makes all sorts of errors of what it cannot decode.
        raise ClusterError(
            f"what answers at {address} is no scheduler of Dask",
            "Name the address that dask scheduler prints; its page in the browser has another",
        ) from error
    if kind != "scheduler":
        raise ClusterError(
            f"what answers at {address} is a {kind} of Dask, not the scheduler",
            f"Name the address that the {kind} was given",
        )
    if theirs != distributed.__version__:
        raise ClusterError(
            f"the scheduler at {address} is of Dask {theirs}, not {distributed.__version__}",
            _INSTALL,
        )


def _security(address: str) -> dict[str, Any]:
    """See whether an address is one; give what Dask's configuration has for it."""
    try:
        scheme, place = parse_address(address)
        get_backend(scheme)
        parse_host_port(place)
    except ValueError as error:
        raise UsageError(
            f"--cluster {address} is no address: {error}", "Such as tcp://10.0.0.5:8786, or local:4"
        ) from error
    security: dict[str, Any] = Security().get_connection_args("client")
    if scheme in ("tls", "wss") and not security.get("ssl_context"):
        raise ClusterError(
            f"{address} needs certificates, which Dask has not been given",
            "Name them under distributed.comm.tls in Dask's configuration",
        )
    return security


async def _ask(address: str, security: Mapping[str, Any]) -> tuple[str, str]:
    """Ask what answers for its kind and its version."""
    comm = await dial(address, timeout=_ANSWER_SECONDS, **security)
    try:
        answers = []
        for question in ("identity", "versions"):
            await comm.write({"op": question, "reply": True})
            answers.append(await comm.read())
    finally:
        comm.abort()
    known, versions = answers
    return known["type"].lower(), str(versions["packages"].get("distributed"))


def _questions(libraries: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Give what must be the same everywhere, and how Python itself tells it."""
    yield "Python", sysconfig.get_python_version
    yield "Dask", pkgutil.resolve_name, "distributed:__version__"
    yield "article-pipeline", pkgutil.resolve_name, _VERSION
    for library in libraries:
        yield library, importlib.metadata.version, library


def _own(ask: Callable[..., str], *arguments: str) -> str:
    try:
        return ask(*arguments)
    except ImportError:
        return "missing"


def _reason(error: BaseException) -> str:
    return error.message if isinstance(error, PipelineError) else f"{error!r}"


def _packed(package: Package) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "package"
        pack(package.path, archive, "package")
        return archive.read_bytes()


# What workers are asked to do.


def _seat(recipe: Recipe) -> Desk:
    worker = distributed.get_worker()
    return Desk(recipe, Path(worker.local_directory) / "packages", worker.state.nthreads)


def _lacking(desk: Desk) -> tuple[str, ...]:
    return desk.lacking()


def _receive(desk: Desk, digests: Sequence[str], archives: Sequence[bytes]) -> None:
    desk.receive(dict(zip(digests, archives, strict=True)))


def _draft(desk: Desk, texts: Sequence[str], usual: Mapping[str, str]) -> list[Draft]:
    return desk.draft(texts, usual)
