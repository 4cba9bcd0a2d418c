"""An engine on a cluster: real workers, killed, hanging, wrong ones."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.engine import EngineOptions, cluster, open_engine
from pipeline.engine.cluster import Cluster, ClusterEngine, ClusterOptions, connect
from pipeline.engine.remote import PackageRecipe, Wanted
from pipeline.engine.terminology import NoTerms
from pipeline.errors import ClusterError, Undrafted, UsageError
from pipeline.languages import load
from pipeline.model import Draft
from pipeline.packages import Package, PackageOptions
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from tests.cli.conftest import environment
from tests.engine.recipes import Obeying
from tests.packages import tiny

LONG = "a sentence of some length " * 100  # two of them are a batch


@pytest.fixture(scope="module")
def notes() -> list[str]:
    """Hold what a person is told."""
    return []


@pytest.fixture(scope="module")
def pair(notes: list[str]) -> Iterator[Cluster]:
    """Start two workers on this machine, for all tests: those that die are started anew."""
    with connect("local:2", notes.append) as opened:
        yield opened


@contextlib.contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a part of a cluster, or both in one process."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.engine.dask_process", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        text=True,
    ) as started:
        yield started
        started.kill()


def addresses(started: subprocess.Popen[str]) -> list[str]:
    """Wait until a process is up."""
    assert started.stdout
    return started.stdout.readline().split()


@pytest.fixture(scope="module")
def strangers() -> Iterator[tuple[str, str]]:
    """Run a scheduler with a worker that lacks an extra; gives the addresses of both."""
    with process("both", "fxtranslate") as started:
        address, own = addresses(started)
        yield address, own


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look after workers more often."""
    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.1)


@pytest.fixture
def engine(pair: Cluster, tmp_path: Path) -> ClusterEngine:
    """Open the engine that obeys."""
    return ClusterEngine(pair, lambda: Obeying(tmp_path), {})


def shouted(found: Iterator[tuple[int, Draft]]) -> dict[int, str]:
    """Drop the number of the process from drafts."""
    return {at: draft.text.rpartition(" ")[0] for at, draft in found}


def test_all_workers_draft_and_none_of_them_is_this_process(engine: ClusterEngine) -> None:
    """
    Each text gets its draft.
    """
    texts = [f"{number} {LONG}" for number in range(12)]

    found = list(engine.translate(texts))

    processes = {int(draft.text.split()[-1]) for _, draft in found}
    assert {at: text.upper().strip() for at, text in enumerate(texts)} == {
        at: text.strip() for at, text in shouted(iter(found)).items()
    }
    assert 2 == len(processes)
    assert os.getpid() not in processes


def test_a_worker_opens_its_engine_once(engine: ClusterEngine, tmp_path: Path) -> None:
    """
    However many batches it gets.
    """
    for _ in range(3):
        list(engine.translate([f"{number} {LONG}" for number in range(8)]))

    assert len(list(tmp_path.glob("opened-*"))) <= 2


def test_a_batch_whose_worker_is_killed_is_done_elsewhere(engine: ClusterEngine) -> None:
    """
    And those that waited behind it.
    """
    texts = [f"die {LONG}"[:200], *(f"{number} {LONG}" for number in range(8))]

    assert set(range(9)) == set(shouted(engine.translate(texts)))


def test_a_batch_whose_worker_hangs_is_done_elsewhere(
    pair: Cluster, engine: ClusterEngine, notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The worker is left out, and a nanny puts another one in its place.
    """
    notes.clear()
    monkeypatch.setattr(pair, "_options", ClusterOptions(patience=0.5))

    assert {0: "HANG HERE", 1: "GO"} == shouted(engine.translate(["hang here", "go"]))
    (note,) = notes
    assert "has not answered for" in note


def test_a_batch_that_came_back_short_is_done_again(engine: ClusterEngine) -> None:
    """
    Nothing of it is taken.
    """
    assert {0: "SKIP ME", 1: "GO"} == shouted(engine.translate(["skip me", "go"]))


def test_what_fails_everywhere_is_given_up_and_the_others_come_back(
    engine: ClusterEngine,
) -> None:
    """
    With the reason that the last worker gave.
    """
    stream = engine.translate([f"{LONG}{LONG}", "fail here"])

    assert 0 == next(stream)[0]
    with pytest.raises(Undrafted, match=r"ValueError.*fail here") as told:
        next(stream)
    assert (1,) == told.value.indexes


def test_engines_of_workers_are_closed_when_nobody_wants_them(
    strangers: tuple[str, str], tmp_path: Path
) -> None:
    """
    The models' memory is free again while the workers live on, whose cluster others may use.
    """
    with connect(strangers[0], print) as opened:
        list(ClusterEngine(opened, lambda: Obeying(tmp_path), {}).translate(["one"]))
        assert not list(tmp_path.glob("closed-*"))

    assert _soon(lambda: bool(list(tmp_path.glob("closed-*"))))


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """Build a package where no worker looks for any."""
    tiny.build(tmp_path / "mine", to_code="vi")
    (found,) = find(PackageOptions((tmp_path / "mine",), argos=False, bundled=False)).packages
    return found


def recipe(package: Package) -> PackageRecipe:
    """Write the recipe of a package's engine."""
    name, language, options = digest(package), load("vi"), EngineOptions()
    engine = open_engine([package], [name], language, options)
    wanted = (Wanted(package.name, name),)
    formats = frozenset({package.format})
    return PackageRecipe(engine.origin, engine.key, wanted, formats, language, options, NoTerms())


def test_workers_get_packages_that_they_lack_and_draft_as_this_process(
    pair: Cluster, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    To the letter, headlines in capitals as well, whose names stand in other texts; a package is
    read once.
    """
    read: list[Package] = []
    packed = cluster._packed

    def noted(each: Package) -> bytes:
        read.append(each)
        return packed(each)

    monkeypatch.setattr(cluster, "_packed", noted)
    texts = ["LOCKS OF OLD TOWN OPEN", "We went to Old Town in May.", "It rained."]
    texts += [f"{number} boats went up the river. {'word ' * 90}" for number in range(20)]
    made = recipe(package)
    with open_engine([package], [made.wanted[0].digest], load("vi"), EngineOptions()) as alone:
        expected = dict(alone.translate(texts))

    engine = ClusterEngine(pair, lambda: made, {made.wanted[0].digest: package})

    assert expected == dict(engine.translate(texts))
    assert expected == dict(engine.translate(texts))
    assert [package] == read


def test_an_engine_that_differs_on_a_worker_drafts_nothing(pair: Cluster, package: Package) -> None:
    """
    Packages, options, language and rules are all compared, by the engine's key.
    """
    made = recipe(package)
    other = PackageRecipe(
        made.origin, "other", made.wanted, made.formats, made.language, made.options, made.terms
    )
    engine = ClusterEngine(pair, lambda: other, {made.wanted[0].digest: package})

    with pytest.raises(Undrafted, match=r"its engine is .*, here it is other"):
        list(engine.translate(["one"]))


# What is no cluster, or not one that fits.


def _soon(is_so: Callable[[], bool]) -> bool:
    for _ in range(100):
        if is_so():
            return True
        time.sleep(0.1)
    return False


def test_workers_may_come_later_and_those_that_do_not_fit_are_left_out(
    strangers: tuple[str, str], tmp_path: Path
) -> None:
    """
    The run goes on, with a note that says why.
    """
    address, _ = strangers
    notes: list[str] = []
    with (
        connect(address, notes.append) as opened,
        process("worker", address, "pipeline") as unfit,
        process("worker", address) as another,
    ):
        engine = ClusterEngine(opened, lambda: Obeying(tmp_path), {})
        stream = engine.translate([f"wait {LONG}{LONG}", *(f"{at} {LONG}" for at in range(20))])
        (late,), (own,) = addresses(another), addresses(unfit)
        assert _soon(lambda: late in opened._workers and own in opened._left_out)
        (tmp_path / "go").touch()
        found = dict(stream)

    assert 21 == len(found)
    assert 2 == len({draft.text.split()[-1] for draft in found.values()})
    assert [f"the worker {own} has no article-pipeline: it is left out"] == notes


def test_a_worker_that_brings_nothing_back_is_left_out(
    strangers: tuple[str, str], tmp_path: Path
) -> None:
    """
    And a cluster without any other is given up.
    """
    notes: list[str] = []
    with connect(strangers[0], notes.append, ClusterOptions(workers=0.5)) as opened:
        engine = ClusterEngine(opened, lambda: Obeying(tmp_path), {})
        with pytest.raises(ClusterError, match="no worker is left in tcp"):
            list(engine.translate([f"fail {number} {LONG}" for number in range(30)]))

    assert "has failed 3 times: ValueError('fail" in notes[0]


def test_a_scheduler_that_is_lost_ends_the_call_and_keeps_what_came(tmp_path: Path) -> None:
    """
    What is asked for later is refused in the same words.
    """
    with process("both") as started, connect(addresses(started)[0], print) as opened:
        engine = ClusterEngine(opened, lambda: Obeying(tmp_path), {})
        stream = engine.translate([*(f"{number} {LONG}{LONG}" for number in range(4)), "wait"])
        came = [next(stream)]
        started.kill()
        with pytest.raises(ClusterError, match=r"the scheduler of tcp.* is gone"):
            came += stream
        with pytest.raises(ClusterError, match="is gone"):
            next(engine.translate(["one"]))

    assert 1 <= len(came) <= 4


def test_a_scheduler_of_another_dask_is_refused() -> None:
    """
    Before a client speaks to it in words that it may not know.
    """
    with (
        process("scheduler", "2021.1.0") as started,
        pytest.raises(ClusterError, match=r"is of Dask 2021\.1\.0, not 20"),
        connect(addresses(started)[0], print),
    ):
        pass


def test_a_worker_without_this_package_is_refused(strangers: tuple[str, str]) -> None:
    """
    It could do nothing of what it is asked.
    """
    with process("worker", strangers[0], "pipeline") as started:
        (own,) = addresses(started)
        with (
            pytest.raises(ClusterError, match=f"the worker {own} has no article-pipeline"),
            connect(strangers[0], print),
        ):
            pass


def test_a_worker_without_the_extra_of_an_engine_is_refused(
    strangers: tuple[str, str], tmp_path: Path
) -> None:
    """
    Before anything is sent; one that has it in another version is no better.
    """
    needs = Obeying(tmp_path, libraries=("fxtranslate",))
    address, own = strangers
    with (
        connect(address, print) as opened,
        pytest.raises(ClusterError, match=f"the worker {own} has no fxtranslate"),
    ):
        ClusterEngine(opened, lambda: needs, {})


def test_a_cluster_without_workers_is_waited_for_so_long() -> None:
    """
    And what to do about it is said.
    """
    with (
        process("scheduler") as started,
        pytest.raises(ClusterError, match=r"no worker has come to .* in 0 s"),
        connect(addresses(started)[0], print, ClusterOptions(workers=0.1)),
    ):
        pass


@pytest.mark.parametrize(
    "address", ["nonsense", "tcp://", "http://127.0.0.1:80", "::1", "127.0.0.1:x", ""]
)
def test_what_is_no_address_is_wrong_usage(address: str) -> None:
    """
    With an example of one.
    """
    with pytest.raises(UsageError, match="is no address"), connect(address, print):
        pass


@pytest.mark.parametrize("number", ["", "0", "x", "1000", "-1", "²"])
def test_local_workers_are_counted(number: str) -> None:
    """
    In figures, and within reason.
    """
    complaint = "names no number of workers"
    with pytest.raises(UsageError, match=complaint), connect(f"local:{number}", print):
        pass


@contextlib.contextmanager
def answering(with_what: bytes) -> Iterator[str]:
    """Listen, and say something to whoever comes; gives the address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.ExitStack() as held, contextlib.suppress(OSError):
                while True:
                    taken = held.enter_context(server.accept()[0])
                    taken.sendall(with_what)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 400 Bad\r\n\r\n",
        b"\xff" * 4_096,
        b"\x01" + b"\x00" * 7 + b"\x01" * 64,
    ],
)
def test_what_answers_otherwise_is_no_scheduler(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Even if it says nothing at all, which a client of Dask would wait for without end.
    """
    monkeypatch.setattr(cluster, "_ANSWER_SECONDS", 0.3)
    with (
        answering(said) as address,
        pytest.raises(ClusterError, match=r"what answers at .* is no scheduler of Dask"),
        connect(address, print),
    ):
        pass


def test_tls_without_certificates_is_told_apart() -> None:
    """
    They are in Dask's configuration, as for all that speaks to this cluster.
    """
    complaint = "needs certificates, which Dask has not been given"
    with pytest.raises(ClusterError, match=complaint), connect("tls://10.0.0.5:1", print):
        pass


def test_a_port_where_nobody_listens_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    There something is to be started.
    """
    monkeypatch.setattr(cluster, "_ANSWER_SECONDS", 0.3)
    with pytest.raises(ClusterError, match="nobody answers at"), connect("127.0.0.1:1", print):
        pass


def test_the_address_of_a_worker_is_told_apart(pair: Cluster) -> None:
    """
    It speaks as a scheduler does.
    """
    own = next(iter(pair._workers))

    complaint = "is a worker of Dask, not the scheduler"
    with pytest.raises(ClusterError, match=complaint), connect(own, print):
        pass
