"""Firefox's models behind the port: fxtranslate on a tiny model, and a fake in its place."""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from pipeline.engine import EngineOptions, open_engine
from pipeline.engine.argos import ArgosDecoder
from pipeline.engine.chain import Chain, Request
from pipeline.engine.decoder import Output, Search
from pipeline.engine.firefox import FirefoxDecoder, records, route, runs, unpack
from pipeline.engine.workers import WorkerFailed, Workers
from pipeline.errors import PackageError
from pipeline.languages import load
from pipeline.packages import Package, PackageOptions
from pipeline.packages.find import find
from pipeline.packages.layout import FirefoxFile
from tests.packages import tiny, tiny_firefox


def package(path: Path) -> Package:
    """Read a package that a test has built."""
    (found,) = find(PackageOptions((path,), argos=False, bundled=False)).packages
    return found


class FakeWorkers:
    """Answers with what `say` makes of a text; notes what it was asked."""

    count = 2

    def __init__(self, say: Any = str.upper) -> None:
        self.say = say
        self.heard: list[str] = []
        self.closed = False

    def submit(self, request: Sequence[str]) -> "Future[list[str]]":
        future: Future[list[str]] = Future()
        self.heard += request
        try:
            future.set_result([self.say(text) for text in request])
        except WorkerFailed as error:
            future.set_exception(error)
        return future

    def close(self) -> None:
        self.closed = True


@pytest.fixture(scope="module")
def tiny_package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A package whose model turns letters."""
    return package(tiny_firefox.build(tmp_path_factory.mktemp("packages")))


@pytest.fixture(scope="module")
def decoder(tiny_package: Package) -> Iterator[FirefoxDecoder]:
    """The tiny package, loaded in two processes."""
    loaded = FirefoxDecoder(tiny_package, EngineOptions(threads=2))
    yield loaded
    loaded.close()


def fake(tiny_package: Package, say: Any = str.upper) -> tuple[FirefoxDecoder, FakeWorkers]:
    """Put a fake in the place of the processes."""
    workers = FakeWorkers(say)
    return FirefoxDecoder(tiny_package, EngineOptions(), cast("Workers", workers)), workers


def outputs(decoder: FirefoxDecoder, texts: Sequence[str]) -> list[Output]:
    """Translate texts; give the output of each."""
    found = dict(decoder.translate(decoder.encode(texts), Search(2)))
    return [found[at][0] for at in range(len(texts))]


def texts_of(decoder: FirefoxDecoder, texts: Sequence[str]) -> list[str]:
    """Translate texts; give the texts that come."""
    return decoder.decode([each.pieces for each in outputs(decoder, texts)])


def test_the_real_engine_translates_what_it_is_given(decoder: FirefoxDecoder) -> None:
    """
    Each text is answered by its index, whichever process had it.
    """
    texts = [f"On May {day}, the minister said: “Hello.”" for day in range(1, 32)]

    assert [tiny_firefox.translation(text) for text in texts] == texts_of(decoder, texts)


def test_letters_without_a_piece_come_back_as_letters(decoder: FirefoxDecoder) -> None:
    """
    The engine gives the names of their bytes (<0xC4><0x91>), which nobody wants to read.
    """
    assert ["Ivệg Anz é"] == texts_of(decoder, ["Việt Nam é"])


def test_names_of_bytes_in_the_source_stay(tiny_package: Package) -> None:
    """
    An article about computers may have them.
    """
    decoder, _ = fake(tiny_package, lambda text: text)

    assert ["a <0x41> b"] == texts_of(decoder, ["a <0x41> b"])


def test_sources_are_joined_as_they_were(decoder: FirefoxDecoder) -> None:
    """
    Also letters without a piece.
    """
    texts = ["Hello", "On May 15, é said.", "x"]

    assert texts == decoder.decode(decoder.encode(texts))


def test_what_was_asked_before_is_not_asked_again(tiny_package: Package) -> None:
    """
    A greedy search finds nothing else, in a second attempt or for the same text twice.
    """
    decoder, workers = fake(tiny_package)

    first = outputs(decoder, ["one", "two", "one"])
    again = outputs(decoder, ["two", "three", "one"])

    assert [first[1], first[0]] == [again[0], again[2]]
    assert ["one", "three", "two"] == sorted(workers.heard)


def test_an_output_at_the_limit_was_cut_off(tiny_package: Package) -> None:
    """
    The engine stops at twice the source's pieces and says nothing of it.
    """
    decoder, _ = fake(tiny_package, lambda text: {"short": "x" * 7}.get(text, "x" * 60))

    whole, cut = outputs(decoder, ["short", "longer text"])

    assert whole.complete
    assert not cut.complete


def test_looks_decide_how_far_an_output_is_believed(tiny_package: Package) -> None:
    """
    A translation that is far too short counts less than one of usual length.
    """
    decoder, _ = fake(tiny_package, lambda text: text.upper() if "good" in text else "X")

    good, short = outputs(decoder, ["this one is good", "this one is cut short"])

    assert short.score < good.score < 0


def test_a_process_that_fails_is_a_sentence_about_the_package(tiny_package: Package) -> None:
    """
    With what may help.
    """

    def say(_: str) -> str:
        raise WorkerFailed("a process of it ended unexpectedly (signal 9)")

    decoder, _ = fake(tiny_package, say)

    with pytest.raises(PackageError, match=r"cannot translate: a process .*signal 9") as caught:
        outputs(decoder, ["one"])

    assert str(tiny_package.path) in caught.value.message
    assert "threads" in caught.value.hint


def test_closing_ends_the_processes(tiny_package: Package) -> None:
    """
    Nothing is left behind.
    """
    decoder, workers = fake(tiny_package)

    decoder.close()

    assert workers.closed


def test_a_damaged_model_is_refused_with_its_place(tmp_path: Path) -> None:
    """
    The engine's complaint becomes one of ours, although it comes out of another process.
    """
    path = tiny_firefox.build(tmp_path)
    found = package(path)
    (path / "model" / FirefoxFile.MODEL).write_bytes(b"no model")

    with pytest.raises(PackageError, match="cannot be loaded: ") as caught:
        FirefoxDecoder(found, EngineOptions(threads=1))

    assert str(path) in caught.value.message


def test_a_model_that_lacks_a_part_is_refused_when_it_is_used(tmp_path: Path) -> None:
    """
    The engine panics then, which ends as a sentence too.
    """
    path = tiny_firefox.build(tmp_path)
    found = package(path)
    weights = tiny_firefox._weights([f"piece {number}" for number in range(500)])
    del weights["decoder_l1_context_Wq"]
    data = tiny_firefox.packed(weights, tiny_firefox._SETTINGS)
    (path / "model" / FirefoxFile.MODEL).write_bytes(data)
    decoder = FirefoxDecoder(found, EngineOptions(threads=1))

    with pytest.raises(PackageError, match=r"cannot translate: .*context_Wq"):
        outputs(decoder, ["one"])

    decoder.close()


def test_without_the_extra_the_command_that_brings_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tiny_package: Package
) -> None:
    """
    A package that a colleague has installed needs it too.
    """
    monkeypatch.setitem(sys.modules, "fxtranslate", None)

    with pytest.raises(PackageError) as caught:
        FirefoxDecoder(tiny_package, EngineOptions())

    assert "article-pipeline[firefox]" in caught.value.hint


def test_two_vocabularies_are_used_for_their_sides(tmp_path: Path) -> None:
    """
    Languages without letters in common have one each.
    """
    decoder = FirefoxDecoder(
        package(tiny_firefox.build(tmp_path, split=True)), EngineOptions(threads=1)
    )

    assert ["Vg envaf"] == texts_of(decoder, ["It rains"])
    decoder.close()


def test_a_chain_may_mix_formats(tiny_package: Package, tmp_path: Path) -> None:
    """
    What Firefox's model writes, an Argos package reads, and marks go through both.
    """
    there = FirefoxDecoder(tiny_package, EngineOptions(threads=1))
    back = ArgosDecoder(package(tiny.build(tmp_path, "xx", "en")), EngineOptions())
    chain = Chain([there, back], longest=100)
    requests = [Request("Write to \ue000 in Kazan.", ("\ue000",)), Request("It rains again.")]

    found = dict(chain.translate(requests, Search(2)))

    assert [each.text for each in requests] == [next(found[at]).text for at in range(2)]
    there.close()


def test_drafts_of_such_a_package_name_it(tiny_package: Package) -> None:
    """
    From segments to drafts: long ones in parts, links kept, confidence from looks.
    """
    long = "; ".join(f"province {number} sent boats" for number in range(101, 121))
    engine = open_engine([tiny_package], ["x"], load("vi"), EngineOptions(retries=0, threads=2))

    with engine:
        drafts = dict(engine.translate([long, "See https://example.com/a for more."]))

    assert all(str(number) in drafts[0].text for number in range(101, 121))
    assert "https://example.com/a" in drafts[1].text
    assert {"en_xx 3.0"} == {draft.origin for draft in drafts.values()}
    assert all(0 < (draft.confidence or 0) <= 0.8 for draft in drafts.values())


def test_the_key_has_no_options_that_do_not_apply(tiny_package: Package) -> None:
    """
    A wider beam changes nothing here, and a segment has 120 pieces at most.
    """

    def key(*chain: Package, **changes: Any) -> str:
        return open_engine(chain, ["a"] * len(chain), load("vi"), EngineOptions(**changes)).key

    argos = find(PackageOptions(argos=False)).packages[0]
    plain = key(tiny_package)
    assert plain == key(tiny_package, beam=5) == key(tiny_package, compute_type="float32")
    assert plain != key(tiny_package, retries=0)
    assert plain != key(argos)
    assert key(tiny_package, longest=120) == key(tiny_package, longest=200)
    assert key(tiny_package, argos) != key(tiny_package, argos, beam=5)


def test_a_chain_that_cannot_be_loaded_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch, tiny_package: Package, tmp_path: Path
) -> None:
    """
    The first package is closed when the second one fails.
    """
    closed: list[object] = []
    monkeypatch.setattr(Workers, "close", _noting(closed, Workers.close))
    broken = replace(package(tiny.build(tmp_path, "xx", "yy")), model=tmp_path)
    engine = open_engine([tiny_package, broken], ["a", "b"], load("vi"), EngineOptions(threads=1))

    with pytest.raises(PackageError, match="cannot be loaded"), engine:
        list(engine.translate(["It rains."]))

    assert closed


def _noting(closed: list[object], close: Any) -> Any:
    def noted(workers: Workers) -> None:
        closed.append(workers)
        close(workers)

    return noted


@pytest.mark.parametrize(
    ("version", "expected"),
    [("3.0", True), ("3.1", True), ("3.0a1", True), ("2.1", False), ("4.0", False), ("", False)],
)
def test_versions_are_judged_by_the_engine(version: str, expected: bool) -> None:
    """
    It runs models of one major version.
    """
    assert expected == runs(version)


def test_lists_are_read_by_the_engine() -> None:
    """
    Records in our form, and the way from one language to another.
    """
    model = {"name": "m", "fileType": "model", "version": "3.0", "attachment": {"location": "a/b"}}
    body = (
        '{"data": ['
        + ", ".join(
            str({**model, "sourceLanguage": start, "targetLanguage": end}).replace("'", '"')
            for start, end in (("vi", "en"), ("en", "ru"))
        )
        + "]}"
    )

    assert [("model", "vi", "en", "3.0", "", "", "a/b")] == [each[1:] for each in records(body)][:1]
    assert ("vi", "en") == route(body, "vi", "en")
    assert ("vi", "en", "ru") == route(body, "vi", "ru")
    assert () == route(body, "ru", "vi")


def test_packed_files_are_unpacked_and_checked() -> None:
    """
    By the digest of what is in them.
    """
    assert b"abc" * 99_999 == unpack(tiny_firefox.zstd(b"abc" * 99_999), "")
    with pytest.raises(ValueError, match="mismatch"):
        unpack(tiny_firefox.zstd(b"abc"), "0" * 64)


@pytest.mark.skipif(
    "PIPELINE_FIREFOX_MODEL" not in os.environ,
    reason="optional model: PIPELINE_FIREFOX_MODEL names no folder of a Firefox package",
)
def test_a_real_model_writes_dates_and_figures() -> None:
    """
    The model that PIPELINE_FIREFOX_MODEL names, from English into Vietnamese or Russian.
    """
    found = package(Path(os.environ["PIPELINE_FIREFOX_MODEL"]))
    texts = [
        "The two sides will meet on May 15 in Hanoi.",
        "Some 2,500 households in 12 communes have been affected.",
        "More details are available at https://example.com/a and info@example.com.",
    ]
    engine = open_engine([found], ["x"], load(found.to_code), EngineOptions())

    with engine:
        drafts = dict(engine.translate(texts))

    together = " ".join(drafts[at].text for at in range(len(texts)))
    assert all(part in together for part in ("15", "12", "https://example.com/a", "info@example"))
    assert "May 15" not in together
    assert all(0.3 < (draft.confidence or 0) <= 0.8 for draft in drafts.values())
