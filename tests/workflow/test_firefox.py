"""Models of Firefox from a real server on this machine, and from a copy on disk."""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine.decoder import Search
from pipeline.engine.firefox import FirefoxDecoder
from pipeline.engine.options import EngineOptions
from pipeline.errors import DownloadError, PackageError
from pipeline.packages import DownloadOptions, Format, PackageOptions, firefox
from pipeline.packages.find import find
from pipeline.packages.lock import LockedFile
from pipeline.workflow.firefox import bring
from tests.packages import tiny_firefox
from tests.packages.mozilla import Mozilla
from tests.packages.server import Reply, Server, moved, silent

IMPATIENT = DownloadOptions(retries=0, timeout=0.5)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that knows nothing yet."""
    with Server() as started:
        yield started


@pytest.fixture
def mozilla() -> Mozilla:
    """A list with one model."""
    made = Mozilla()
    made.add()
    return made


def test_a_model_comes_as_a_package_that_translates(
    server: Server, mozilla: Mozilla, tmp_path: Path
) -> None:
    """
    From the server's root to a translation.
    """
    told: list[tuple[int, int | None]] = []
    brought = bring(
        "en", "xx", tmp_path / "it", mozilla.serve(server), progress=lambda *at: told.append(at)
    )

    (package,) = find(PackageOptions((tmp_path / "it",), argos=False, bundled=False)).packages
    decoder = FirefoxDecoder(package, EngineOptions(threads=1))
    ((_, (output,)),) = decoder.translate(decoder.encode(["It rains"]), Search(1))
    decoder.close()
    assert ("Vg envaf",) == output.pieces
    assert ("en_xx 3.0", Format.FIREFOX) == (package.label, package.format)
    assert "3.0" == brought.version
    assert [server.url(f"/v1/files/{each}") for each in mozilla.files] == [
        each.source for each in brought.files
    ]
    assert [len(data) for data in mozilla.files.values()] == [each.size for each in brought.files]
    total = sum(each.size for each in brought.files)
    assert (total, total) == told[-1]
    assert sorted(told) == told
    assert {"metadata.json", "README.md", "model"} == {
        each.name for each in (tmp_path / "it").iterdir()
    }


def test_two_vocabularies_come_as_such(server: Server, tmp_path: Path) -> None:
    """
    Languages without letters in common have a vocabulary each.
    """
    mozilla = Mozilla()
    mozilla.add(split=True)

    bring("en", "xx", tmp_path, mozilla.serve(server))

    assert {"source.spm", "target.spm", "model.intgemm.bin", "shortlist.bin"} == {
        each.name for each in (tmp_path / "model").iterdir()
    }


def test_languages_and_licence_stand_in_the_card(server: Server, tmp_path: Path) -> None:
    """
    People read English names, and where everything came from.
    """
    mozilla = Mozilla()
    mozilla.add("en-vi", "3.1")

    bring("en", "vi", tmp_path, mozilla.serve(server))

    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    metadata = json.loads((tmp_path / "metadata.json").read_text(encoding="utf-8"))
    assert card.startswith("# English → Vietnamese, Firefox Translations 3.1 (tiny)\n")
    assert "Licence: MPL-2.0" in card
    assert all(server.url(f"/v1/files/{each}") in card for each in mozilla.files)
    assert ("en", "English", "vi", "Vietnamese", "3.1") == tuple(
        metadata[key] for key in ("from_code", "from_name", "to_code", "to_name", "package_version")
    )


def test_a_copy_on_disk_serves_as_well(mozilla: Mozilla, tmp_path: Path) -> None:
    """
    A folder with the list and the files stands in for the server, by path or file: URL.
    """
    copy = mozilla.copy(tmp_path / "copy")

    by_path = bring("en", "xx", tmp_path / "a", replace(IMPATIENT, firefox=str(copy)))
    by_url = bring("en", "xx", tmp_path / "b", replace(IMPATIENT, firefox=copy.as_uri()))

    assert by_path == by_url
    assert str(copy / "attachments" / next(iter(mozilla.files))) == by_path.files[0].source


def test_the_lock_file_brings_the_same_bytes_though_the_server_has_moved_on(
    server: Server, mozilla: Mozilla, tmp_path: Path
) -> None:
    """
    Only the files are asked for, and both packages are the same.
    """
    options = mozilla.serve(server)
    first = bring("en", "xx", tmp_path / "a", options)
    before = len(server.asked)
    server.serve("/v1/", Reply(status=500))
    server.serve(f"/v1/{firefox.RECORDS}", Reply(status=500))

    again = bring("en", "xx", tmp_path / "b", options, locked=first.files, version="3.0")

    assert first == again
    assert len(first.files) == len(server.asked) - before
    for path in (tmp_path / "a" / "model").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / "model" / path.name).read_bytes()


def test_other_bytes_than_the_locked_ones_are_refused(
    server: Server, mozilla: Mozilla, tmp_path: Path
) -> None:
    """
    A file that was replaced at its address does not come.
    """
    options = mozilla.serve(server)
    *files, last = bring("en", "xx", tmp_path / "a", options).files
    wrong = LockedFile(last.source, last.size, "0" * 64)

    with pytest.raises(DownloadError, match="SHA-256"):
        bring("en", "xx", tmp_path / "b", options, locked=[*files, wrong], version="3.0")


def test_locked_files_that_are_no_model_are_refused(
    server: Server, mozilla: Mozilla, tmp_path: Path
) -> None:
    """
    A lock file that somebody has edited may name one vocabulary three times.
    """
    options = mozilla.serve(server)
    files = bring("en", "xx", tmp_path / "a", options).files

    with pytest.raises(DownloadError, match="do not make up a model"):
        bring("en", "xx", tmp_path / "b", options, locked=files[1:], version="3.0")


def test_a_pair_over_another_language_is_two_packages(server: Server, tmp_path: Path) -> None:
    """
    The command that brings both is named.
    """
    mozilla = Mozilla()
    mozilla.add("vi-en")
    mozilla.add("en-ru")

    with pytest.raises(PackageError, match="straight from “vi” into “ru”") as caught:
        bring("vi", "ru", tmp_path, mozilla.serve(server))

    assert "install --from firefox vi-en en-ru" in caught.value.hint


def test_an_unknown_pair_is_answered_with_the_nearest(
    server: Server, mozilla: Mozilla, tmp_path: Path
) -> None:
    """
    There may be the other direction, or a like code.
    """
    with pytest.raises(PackageError, match="no model from “en” into “xy”") as caught:
        bring("en", "xy", tmp_path, mozilla.serve(server))

    assert "Did you mean en-xx?" == caught.value.hint


@pytest.mark.parametrize("version", ["2.1", "4.0", "", "latest"])
def test_models_for_another_engine_are_none(server: Server, tmp_path: Path, version: str) -> None:
    """
    What fxtranslate does not run is not fetched.
    """
    mozilla = Mozilla()
    mozilla.add(version=version)

    with pytest.raises(PackageError, match="no model"):
        bring("en", "xx", tmp_path, mozilla.serve(server))


def test_without_the_extra_the_command_that_brings_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """
    Nothing is asked of any server before.
    """
    monkeypatch.setitem(sys.modules, "fxtranslate", None)

    with pytest.raises(PackageError, match="fxtranslate") as caught:
        bring("en", "xx", tmp_path, replace(IMPATIENT, firefox=str(tmp_path)))

    assert "article-pipeline[firefox]" in caught.value.hint
    assert "uv sync --extra firefox" in caught.value.hint


Spoil = Callable[[Mozilla], object]


def attachment(**changes: Any) -> Spoil:
    """Change what the list states of every file."""
    return lambda mozilla: [each["attachment"].update(changes) for each in mozilla.records]


def each_record(**changes: Any) -> Spoil:
    """Change every record of the list."""
    return lambda mozilla: [each.update(changes) for each in mozilla.records]


def root(found: Any) -> Spoil:
    """Let the server's root say something else."""
    return lambda mozilla: setattr(mozilla, "root", found)


def without(kind: str) -> Spoil:
    """Leave a kind of file out of the list."""
    return lambda mozilla: setattr(
        mozilla, "records", [each for each in mozilla.records if each["fileType"] != kind]
    )


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (root({}), "does not say where it has its files"),
        (root([]), "does not say where it has its files"),
        (root({"capabilities": {"attachments": {"base_url": 3}}}), "does not say where"),
        (root({"capabilities": {"attachments": {"base_url": ""}}}), "cannot be fetched: .*404"),
        (root({"capabilities": {"attachments": {"base_url": "file:///etc/"}}}), "no web address"),
        (attachment(location="../../x"), "badly"),
        (attachment(location="/etc/passwd"), "badly"),
        (attachment(location="http://else.where/x"), "badly"),
        (attachment(location="a/..\\x"), "badly"),
        (attachment(location="gone.zst"), "cannot be fetched: .*404"),
        (attachment(size="large"), "badly"),
        (attachment(size=-1), "badly"),
        (attachment(size=10**15), "cannot be fetched: it has .* bytes, where"),
        (attachment(hash=None), "badly"),
        (attachment(hash="0" * 64), "SHA-256"),
        (each_record(decompressedHash="0" * 64), "cannot be unpacked: .*mismatch"),
        (each_record(decompressedHash="nonsense"), "badly"),
        (each_record(version=3), "no model"),
        (each_record(attachment="none"), "no model"),
        (each_record(fileType=["model"]), "no model"),
        (without("model"), "no model"),
        (without("vocab"), "no vocabulary"),
    ],
)
def test_a_server_that_says_nonsense_is_answered_in_a_sentence(
    server: Server, mozilla: Mozilla, tmp_path: Path, spoil: Spoil, sentence: str
) -> None:
    """
    Wrong types, missing parts, places elsewhere, and files that are not what they should be.
    """
    spoil(mozilla)

    with pytest.raises(PackageError, match=sentence):
        bring("en", "xx", tmp_path, mozilla.serve(server))


def test_the_name_of_a_record_is_no_file_name(
    server: Server, mozilla: Mozilla, tmp_path: Path
) -> None:
    """
    Files have names of ours, whatever the list calls them.
    """
    each_record(name="../../../evil")(mozilla)

    bring("en", "xx", tmp_path / "a" / "b", mozilla.serve(server))

    assert ["a"] == [each.name for each in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"data": 3}', b"<html>", b"\xff", b'{"data":' + b"[" * 100_000]
)
def test_a_list_that_is_none_is_refused(
    server: Server, mozilla: Mozilla, tmp_path: Path, body: bytes
) -> None:
    """
    Login pages, cut bodies, and brackets deep enough to end a reader that follows them.
    """
    options = mozilla.serve(server)
    server.serve(f"/v1/{firefox.RECORDS}", body)

    with pytest.raises(DownloadError, match="no list of Firefox's models"):
        bring("en", "xx", tmp_path, options)


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(status=500), "500"),
        (Reply(b"x" * 100, cut=10), "bytes"),
        (moved("file:///etc/passwd"), "cannot be fetched"),
        (silent(), "cannot be fetched"),
    ],
)
def test_a_server_that_breaks_off_is_answered_in_a_sentence(
    server: Server, mozilla: Mozilla, tmp_path: Path, reply: Reply, sentence: str
) -> None:
    """
    The client's own failures come through, with the file's address.
    """
    mozilla.serve(server)
    server.serve(f"/v1/files/{next(iter(mozilla.files))}", reply)

    with pytest.raises(DownloadError, match=sentence):
        bring("en", "xx", tmp_path, replace(IMPATIENT, firefox=server.url("/v1")))


@pytest.mark.parametrize("data", [b"PK\x03\x04 no zstd at all", tiny_firefox.zstd(b"x" * 99)[:50]])
def test_files_that_zstd_has_not_packed_are_refused(
    server: Server, mozilla: Mozilla, tmp_path: Path, data: bytes
) -> None:
    """
    Such as what the list describes truly, but cannot be unpacked.
    """
    for location in mozilla.files:
        mozilla.files[location] = data
    attachment(size=len(data), hash=hashlib.sha256(data).hexdigest())(mozilla)

    with pytest.raises(DownloadError, match="cannot be unpacked"):
        bring("en", "xx", tmp_path, mozilla.serve(server))


def test_a_bomb_is_not_unpacked(server: Server, mozilla: Mozilla, tmp_path: Path) -> None:
    """
    A few kilobytes that stand for gigabytes are told by their heads.
    """
    block = (2097151 << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    bomb = b"\x28\xb5\x2f\xfd\x00\x58" + block * 3000
    bomb += (1 << 1 | 1).to_bytes(3, "little") + b"\0"
    for location in mozilla.files:
        mozilla.files[location] = bomb
    attachment(size=len(bomb), hash=hashlib.sha256(bomb).hexdigest())(mozilla)

    with pytest.raises(DownloadError, match="would unpack to 6,291 MB, more than the 4,000 MB"):
        bring("en", "xx", tmp_path, mozilla.serve(server))


def test_a_folder_that_is_no_copy_is_refused(tmp_path: Path) -> None:
    """
    What it should hold is said.
    """
    with pytest.raises(DownloadError, match="no copy of Firefox's server"):
        bring("en", "xx", tmp_path / "it", replace(IMPATIENT, firefox=str(tmp_path)))


def test_a_fetch_that_broke_off_goes_on_in_the_next_attempt(
    server: Server, mozilla: Mozilla, tmp_path: Path
) -> None:
    """
    Where there is a folder that outlives the attempt.
    """
    options = mozilla.serve(server)
    location, data = next(iter(mozilla.files.items()))
    cut = Reply(data, etag='"one"', cut=len(data) // 2)
    server.serve(f"/v1/files/{location}", cut, data)
    kept = tmp_path / "downloads"

    with pytest.raises(DownloadError, match="broke off"):
        bring("en", "xx", tmp_path / "a", options, downloads=kept)
    bring("en", "xx", tmp_path / "b", options, downloads=kept)

    first, again = (each.headers["Range"] for each in server.requests if location in each.target)
    assert first is None
    assert re.fullmatch(r"bytes=[1-9]\d+-", again)
    assert {".lock"} == {each.suffix for each in kept.iterdir()}
