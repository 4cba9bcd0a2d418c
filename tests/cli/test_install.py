"""`pipeline packages install`, from everywhere and with everything that can go wrong on the way."""

import hashlib
import io
import json
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine import EngineOptions
from pipeline.errors import FileError
from pipeline.packages import DownloadOptions, Package
from pipeline.packages.lock import LockedFile
from pipeline.workflow.firefox import Brought
from tests.cli.conftest import Newsroom, Result
from tests.packages import tiny
from tests.packages.server import Reply, Server, moved, packed, silent


@pytest.fixture(autouse=True)
def trusted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare most tests the time to load a model, which is what the probe does."""

    def probe(_: Package, options: EngineOptions) -> Iterator[str]:
        assert options.beam
        yield from ()

    if "probed" not in request.fixturenames:
        monkeypatch.setattr("pipeline.engine.probe.probe", probe)


@pytest.fixture
def probed() -> None:
    """Ask for the real probe."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine."""
    with Server() as started:
        yield started


@pytest.fixture
def newsroom(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A project that has no patience, and one package already."""
    monkeypatch.setattr("pipeline.packages.download.sleep", lambda _: None)
    settings = newsroom.root / "pipeline.toml"
    settings.write_text(
        'languages = ["vi", "ru"]\n'
        "[downloads]\nretries = 1\ntimeout = 0.2\nlargest = 2\n"
        "[translation]\nargos_packages = false\n",
        encoding="utf-8",
    )
    package = tiny.build(newsroom.root / "packages", "en", "yy")
    package.rename(package.with_name("translate-en_yy-0_1"))
    return newsroom


def archive(
    tmp_path: Path,
    to_code: str = "vi",
    change: Callable[[Path], object] = lambda _: None,
    more: Sequence[tuple[zipfile.ZipInfo, bytes]] = (),
    **metadata: Any,
) -> bytes:
    """Pack a tiny package, changed, with entries that should not be there."""
    folder = tmp_path / "made"
    shutil.rmtree(folder, ignore_errors=True)
    package = tiny.build(folder, "en", to_code, **metadata)
    change(package)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packing:
        for path in sorted(package.rglob("*")):
            packing.write(path, path.relative_to(folder))
        for entry, data in more:
            packing.writestr(entry, data)
    return out.getvalue()


def listed(to_code: str, *links: str, **more: str) -> dict[str, object]:
    """Make an entry of the Argos index."""
    names = {"from_code": "en", "from_name": "English", "to_code": to_code, "to_name": "It"}
    return {**names, "package_version": "0.1", "argos_version": "1.9", "links": links, **more}


def index(server: Server, *entries: dict[str, object]) -> str:
    """Serve an index; gives its URL."""
    return server.serve("/index.json", json.dumps(entries).encode())


def lock(newsroom: Newsroom) -> str:
    """Read what is locked."""
    return (newsroom.root / "packages.lock").read_text(encoding="utf-8")


def names(newsroom: Newsroom) -> list[str]:
    """Name what lies in the packages folder, hidden things too."""
    return sorted(path.name for path in (newsroom.root / "packages").iterdir())


def refused(newsroom: Newsroom, *args: str | Path, code: int = 1) -> str:
    """Install in vain; gives the one sentence, after a look that nothing has changed."""
    before = newsroom.bytes(), names(newsroom)
    result = newsroom("packages", "install", *args)
    assert (code, "", 1) == (result.code, result.out, result.err.count("Error:")), result
    assert before == (newsroom.bytes(), names(newsroom))
    return result.err


def test_a_package_comes_from_a_url(newsroom: Newsroom, server: Server, tmp_path: Path) -> None:
    """
    It is put in its place, said to serve a language now, and locked with its digest.
    """
    data = archive(tmp_path)
    url = server.serve("/any/name", data)

    result = newsroom("packages", "install", url)

    assert Result(
        0,
        "en_vi 0.1 is installed: packages/translate-en_vi-0_1\n"
        "vi is now translated by en_vi 0.1 (project)\n",
        "",
    ) == (result)
    assert ["translate-en_vi-0_1", "translate-en_yy-0_1"] == names(newsroom)
    digest = hashlib.sha256(data).hexdigest()
    assert f'source = "{url}", size = {len(data)}, sha256 = "{digest}"' in lock(newsroom)
    assert [] == list((newsroom.root / ".pipeline" / "downloads").glob("*.argosmodel*"))


def test_a_package_that_is_there_is_said_to_be(
    newsroom: Newsroom, server: Server, tmp_path: Path
) -> None:
    """
    The same again changes nothing, and is no failure.
    """
    url = server.serve("/p", archive(tmp_path))
    newsroom("packages", "install", url)
    before = newsroom.bytes()

    result = newsroom("packages", "install", url)

    assert (0, "en_vi 0.1 is there already: packages/translate-en_vi-0_1\n") == result[:2]
    assert before == newsroom.bytes()


def test_pairs_come_from_the_index(newsroom: Newsroom, server: Server, tmp_path: Path) -> None:
    """
    Several pairs, as people write them; a mirror that fails makes way for the next.
    """
    vi = server.serve("/vi", archive(tmp_path))
    ru = server.serve("/ru", archive(tmp_path, "ru"))
    where = index(server, listed("ru", server.url("/gone"), ru), listed("vi", vi))

    result = newsroom("packages", "install", "--index", where, "en→ru", "en-vi")

    assert (0, 4) == (result.code, len(result.out.splitlines()))
    assert 1 == server.asked.count("/index.json")
    assert 'origin = "argos"' in lock(newsroom)
    assert lock(newsroom).index("en_ru") < lock(newsroom).index("en_vi")
    assert ru in lock(newsroom)


def test_what_is_installed_is_used(newsroom: Newsroom, server: Server, tmp_path: Path) -> None:
    """
    The JSON says what serves a language now; the listing agrees, and so does a second look.
    """
    url = server.serve("/p", archive(tmp_path))

    found = json.loads(newsroom("packages", "install", "--json", url).out)

    assert [] == found["failures"]
    [package] = found["packages"]
    assert ("en_vi 0.1", False) == (package["package"], package["was_there"])
    assert {"vi": "en_vi 0.1 (project)"} == package["serves"]
    assert package["digest"] in newsroom("packages", "list").out


def test_a_colleague_gets_the_same_bytes(
    newsroom: Newsroom, server: Server, tmp_path: Path
) -> None:
    """
    packages.lock alone brings the packages of all origins back, and what is there is not
    fetched again.
    """
    url = server.serve("/p", archive(tmp_path))
    (newsroom.root / "own.argosmodel").write_bytes(archive(tmp_path, "ru"))
    folder = tiny.build(newsroom.root / "models", "en", "xx")
    newsroom("packages", "install", url, "own.argosmodel", folder)
    before = newsroom.bytes()
    shutil.rmtree(newsroom.root / "packages" / "translate-en_vi-0_1")
    shutil.rmtree(newsroom.root / "packages" / "translate-en_ru-0_1")
    asked = len(server.asked)

    result = newsroom("packages", "install")

    assert (0, "") == (result.code, result.err)
    assert "en_xx 0.1 is there already" in result.out
    assert before == newsroom.bytes()
    assert asked + 1 == len(server.asked)
    assert 'source = "own.argosmodel"' in lock(newsroom)
    assert 'source = "models/en_xx/model/model.bin"' in lock(newsroom)


def test_other_bytes_than_the_locked_ones_are_refused(
    newsroom: Newsroom, server: Server, tmp_path: Path
) -> None:
    """
    Whether a server, a file or a folder has changed meanwhile: nothing of it is taken.
    """
    url = server.serve("/p", archive(tmp_path))
    own = newsroom.root / "own.argosmodel"
    own.write_bytes(archive(tmp_path, "ru"))
    folder = tiny.build(newsroom.root / "models", "en", "xx")
    newsroom("packages", "install", url, own, folder)
    shutil.rmtree(newsroom.root / "packages")
    server.serve("/p", archive(tmp_path, target_prefix="x"))
    own.write_bytes(own.read_bytes() + b" ")
    (folder / "README.md").write_text("another card", encoding="utf-8")
    before = newsroom.bytes()

    result = newsroom("packages", "install")

    assert (1, "", 3) == (result.code, result.out, result.err.count("Error:"))
    assert "own.argosmodel has " in result.err
    assert "no longer holds the files that packages.lock names" in result.err
    assert before == newsroom.bytes()
    assert not (newsroom.root / "packages").exists()


def test_what_only_another_machine_has_is_named(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    A colleague without the file learns which one to ask for, by its digest.
    """
    own = tmp_path / "own.argosmodel"
    own.write_bytes(archive(tmp_path))
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    newsroom("packages", "install", own)
    newsroom("packages", "install", tiny.build(tmp_path / "models", "en", "xx"))
    own.unlink()
    shutil.rmtree(tmp_path / "models")
    shutil.rmtree(newsroom.root / "packages")

    result = newsroom("packages", "install")

    assert (1, 2) == (result.code, result.err.count("which is not on this machine"))
    assert f"it was installed from {own}, which" in result.err
    assert f"what has the SHA-256 {digest}" in result.err
    assert "what has the digest " in result.err


@pytest.mark.parametrize(
    ("old", "new"), [("folder = ", 'folder = "x"  # '), ("digest = ", 'digest = "x"  # ')]
)
def test_a_lock_that_describes_another_package_is_refused(
    newsroom: Newsroom, tmp_path: Path, old: str, new: str
) -> None:
    """
    Whoever edits packages.lock is not told afterwards that what it says is there.
    """
    own = tmp_path / "own.argosmodel"
    own.write_bytes(archive(tmp_path))
    newsroom("packages", "install", own)
    shutil.rmtree(newsroom.root / "packages" / "translate-en_vi-0_1")
    path = newsroom.root / "packages.lock"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert "its files make translate-en_vi-0_1 with digest" in refused(newsroom)


def test_a_lock_without_packages_is_said_to_be(newsroom: Newsroom) -> None:
    """
    There is nothing to bring then, which is no failure.
    """
    (newsroom.root / "packages.lock").write_text("", encoding="utf-8")

    expected = (0, "", "packages.lock names no package.\n")
    assert expected == newsroom("packages", "install")


def test_a_lock_file_has_to_be_there_and_whole(newsroom: Newsroom) -> None:
    """
    Without one there is a sentence; one that was edited wrongly is named with its line.
    """
    assert "packages.lock that would say what to install" in refused(newsroom, code=2)
    path = newsroom.root / "packages.lock"
    path.write_text("\n[[package]]\nsize = 5\n", encoding="utf-8")
    assert "packages.lock:3: there is no setting package.size" in refused(newsroom, code=2)
    assert "packages.lock:3:" in refused(newsroom, "en-vi", code=2)


def metadata(**changes: object) -> Callable[[Path], object]:
    """Change the metadata of a package."""

    def change(package: Path) -> None:
        path = package / "metadata.json"
        known = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**known, **changes}), encoding="utf-8")

    return change


def bomb(path: Path) -> None:
    """Write what packs to next to nothing."""
    path.write_bytes(bytes(3_000_000))


def entry(name: str, mode: int = 0) -> tuple[zipfile.ZipInfo, bytes]:
    """Make an entry that should not be in an archive."""
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made, b"/etc/passwd"


@pytest.mark.parametrize(
    ("replies", "reason"),
    [
        ([Reply(status=404)], "404"),
        ([Reply(status=500)], "500"),
        ([moved("/p")], "redirect"),
        ([moved("file:///etc/passwd")], "file:"),
        ([Reply(b"x" * 1000, cut=500, etag='"a"')], ""),
        ([Reply(b"x" * 1000, length=2000)], ""),
        ([silent()], ""),
        ([Reply(b"x", length=10**12)], "MB"),
        ([packed(50_000_000)], ""),
        ([Reply(b"<!DOCTYPE html>")], "no zip archive, or damaged"),
        ([Reply(b"")], "no zip archive, or damaged"),
    ],
)
def test_what_a_server_does_wrong_is_one_sentence(
    newsroom: Newsroom, server: Server, replies: list[Reply], reason: str
) -> None:
    """
    Every failure of a server or of the way to it leaves the packages as they are.
    """
    assert reason in refused(newsroom, server.serve("/p", *replies))


def test_a_server_that_recovers_is_forgiven(
    newsroom: Newsroom, server: Server, tmp_path: Path
) -> None:
    """
    An error that passes is no failure.
    """
    url = server.serve("/p", Reply(status=500), Reply(archive(tmp_path)))

    assert 0 == newsroom("packages", "install", url).code


@pytest.mark.parametrize(
    ("entries", "pair", "reason"),
    [
        ("[{", "en-ru", "it is not JSON"),
        ('{"a": 1}', "en-ru", "no list"),
        ([listed("ru")], "en-ru", "no address to fetch it from"),
        ([listed("ru", "http://127.0.0.1:9/p", argos_version="2.1")], "en-ru", "2.1"),
        ([listed("ru", "http://127.0.0.1:9/p")], "en-vi", "has no package en→vi"),
        ([listed("ru", "http://127.0.0.1:9/p")], "en-gl", "has no package en→gl"),
    ],
)
def test_what_an_index_does_wrong_is_one_sentence(
    newsroom: Newsroom, server: Server, entries: Any, pair: str, reason: str
) -> None:
    """
    A broken index, and a pair that it cannot give, leave the packages as they are.
    """
    text = entries if isinstance(entries, str) else json.dumps(entries)
    url = server.serve("/index.json", text.encode())

    assert reason in refused(newsroom, "--index", url, pair)


def test_vietnamese_is_pointed_elsewhere(newsroom: Newsroom, server: Server) -> None:
    """
    The index has no English-Vietnamese package; the way to one is named.
    """
    assert "--from firefox" in refused(newsroom, "--index", index(server, listed("ru")), "en-vi")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"to_code": "ru"}, "translates en→ru, not en→vi, for which it was offered"),
        ({"argos_version": "2.0"}, "Argos Translate 2.0, which is not known here"),
        ({"change": metadata(from_code=["en"])}, "from_code is no text"),
        ({"change": metadata(argos_version=1.9)}, "argos_version is no text"),
        ({"change": metadata(to_code="../vi")}, "no language code"),
        ({"change": lambda package: (package / "metadata.json").write_bytes(b"[]")}, "does not"),
        ({"change": lambda package: (package / "model" / "model.bin").unlink()}, "model.bin"),
        ({"more": [entry("../escape")]}, "leads out"),
        ({"more": [entry("/etc/passwd")]}, "leads out"),
        ({"more": [entry("en_vi/link", stat.S_IFLNK | 0o777)]}, "is a link"),
        ({"more": [entry("en_vi/Metadata.json")]}, "only in how it is written"),
        ({"more": [entry("other/x")]}, "several folders"),
        ({"change": lambda package: bomb(package / "model/vmap.txt")}, "holds more than 2 MB"),
    ],
)
def test_a_package_that_is_not_to_be_trusted_is_one_sentence(
    newsroom: Newsroom, server: Server, tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    """
    Whatever is wrong inside an archive, nothing of it shows.
    """
    url = server.serve("/p", archive(tmp_path, **changes))

    assert reason in refused(newsroom, "--index", index(server, listed("vi", url)), "en-vi")
    assert not (tmp_path / "escape").exists()


@pytest.mark.usefixtures("probed")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda package: (package / "model/model.bin").write_bytes(
                (99).to_bytes(4, "little") + bytes(2000)
            ),
            "CTranslate2",
        ),
        (
            lambda package: (package / "model/shared_vocabulary.json").write_text(
                json.dumps([f"w{number}" for number in range(116)])
            ),
            "",
        ),
    ],
)
def test_a_model_that_cannot_be_used_is_one_sentence(
    newsroom: Newsroom,
    tmp_path: Path,
    change: Callable[[Path], object],
    reason: str,
) -> None:
    """
    A model of an unknown version, or one that its tokenizer does not fit, does not get through.
    """
    own = tmp_path / "own.argosmodel"
    own.write_bytes(archive(tmp_path, change=change))

    assert reason in refused(newsroom, own)


@pytest.mark.usefixtures("probed")
def test_a_good_model_passes_the_probe(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    The real probe lets a working package through.
    """
    assert 0 == newsroom("packages", "install", tiny.build(tmp_path, "en", "vi")).code


def test_one_failure_does_not_stop_the_others(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    What fails is told with its name, the rest is installed, and the exit code tells.
    """
    bad = tmp_path / "bad.argosmodel"
    bad.write_bytes(b"no zip")

    result = newsroom("packages", "install", bad, tiny.build(tmp_path, "en", "vi"))

    assert (1, 1) == (result.code, result.err.count("Error:"))
    assert f"Error: {bad} cannot be unpacked" in result.err
    assert "translate-en_vi-0_1" in names(newsroom)


def test_a_digest_may_be_asked_for(newsroom: Newsroom, server: Server, tmp_path: Path) -> None:
    """
    --sha256 is held against a URL and a file alike, and wants just one of them.
    """
    data = archive(tmp_path)
    good, bad = hashlib.sha256(data).hexdigest().upper(), "0" * 64
    own = tmp_path / "own.argosmodel"
    own.write_bytes(data)
    url = server.serve("/p", data)

    assert bad in refused(newsroom, own, "--sha256", bad)
    assert "SHA-256" in refused(newsroom, url, "--sha256", bad)
    assert "goes with one URL" in refused(newsroom, own, own, "--sha256", good, code=2)
    assert "goes with one URL" in refused(newsroom, "en-vi", "--sha256", good, code=2)
    assert "64 digits" in refused(newsroom, own, "--sha256", "abc", code=2)
    assert 0 == newsroom("packages", "install", url, "--sha256", good).code
    assert 0 == newsroom("packages", "install", own, "--sha256", good).code


def test_other_content_needs_force(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    A package of the same name is not replaced by accident; with --force it is, in the lock, too.
    """
    newsroom("packages", "install", tiny.build(tmp_path / "1", "en", "vi"))
    other = tiny.build(tmp_path / "2", "en", "vi", target_prefix="__vi__")
    before = lock(newsroom)

    assert "other content" in refused(newsroom, other)
    assert 0 == newsroom("packages", "install", other, "--force").code
    assert before != lock(newsroom)
    assert 1 == lock(newsroom).count("[[package]]")
    assert ["translate-en_vi-0_1", "translate-en_yy-0_1"] == names(newsroom)


def test_packages_may_go_elsewhere(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    --into names another folder; the lock names only what this project finds.
    """
    result = newsroom(
        "packages", "install", tiny.build(tmp_path, "en", "vi"), "--into", tmp_path / "to"
    )

    assert 0 == result.code
    assert "the project does not look into" in result.err
    assert ["translate-en_vi-0_1"] == [path.name for path in (tmp_path / "to").iterdir()]
    assert not (newsroom.root / "packages.lock").exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["english"], "'english' names no package"),
        ([""], "'' names no package"),
        (["/dev/zero"], "there is no file or folder /dev/zero"),
        (["./nowhere.argosmodel"], "there is no file or folder ./nowhere.argosmodel"),
        (["file:///nowhere"], "there is no file or folder file:///nowhere"),
        (["en-vi", "--mirror", "x"], "--mirror with --from firefox"),
        (["en-vi", "--from", "firefox", "--index", "x"], "--index goes with --from argos"),
    ],
)
def test_what_means_nothing_is_refused_at_once(
    newsroom: Newsroom, arguments: list[str], reason: str
) -> None:
    """
    A slip in a name or an option is told before anything is fetched.
    """
    assert reason in refused(newsroom, *arguments, code=2)


def test_a_folder_that_cannot_be_written_is_one_sentence(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    """
    Where a file stands in the place of the folder, that is said.
    """
    (tmp_path / "to").write_text("a file", encoding="utf-8")

    told = refused(newsroom, tiny.build(tmp_path, "en", "vi"), "--into", tmp_path / "to" / "in")

    assert "to/in cannot be written: not a directory" in told


def test_firefox_packages_are_locked_alike(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What Firefox's server gives is noted file by file, and asked for by that the next time.
    """
    files = tuple(LockedFile(source, 3, "ab" * 32) for source in ("http://m/1", "models/2.spm"))
    asked: list[tuple[object, ...]] = []

    def bring(
        from_code: str,
        to_code: str,
        staging: Path,
        options: DownloadOptions,
        *,
        locked: tuple[LockedFile, ...],
        version: str,
        downloads: Path,
        progress: Callable[[int, int | None], None],
    ) -> Brought:
        assert options.largest == 2
        assert downloads.parent == newsroom.root / ".pipeline"
        asked.append((from_code, to_code, options.firefox, locked, version))
        shutil.copytree(tiny.build(tmp_path / str(len(asked)), from_code, to_code), staging)
        progress(3, 6)
        return Brought("0.1", (files[0], LockedFile(str(newsroom.root / "models/2.spm"), *REST)))

    monkeypatch.setattr("pipeline.workflow.firefox.bring", bring)

    assert (
        0 == newsroom("packages", "install", "--from", "firefox", "en-vi", "--mirror", "copy").code
    )
    assert 'source = "models/2.spm"' in lock(newsroom)
    shutil.rmtree(newsroom.root / "packages")
    assert 0 == newsroom("packages", "install").code
    placed = LockedFile(str(newsroom.root / "models/2.spm"), *REST)
    assert [
        ("en", "vi", str(newsroom.root / "copy"), (), ""),
        ("en", "vi", DownloadOptions().firefox, (files[0], placed), "0.1"),
    ] == asked


REST = (3, "ab" * 32)


def test_a_package_that_cannot_be_locked_is_not_installed(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where packages.lock cannot be written, the package goes again.
    """
    path = tiny.build(tmp_path, "en", "xx")

    def refuse(*_: object, **__: object) -> None:
        raise FileError("packages.lock cannot be written: it is read-only", "Make it writable")

    monkeypatch.setattr("pipeline.packages.lock.change", refuse)
    before = sorted((newsroom.root / "packages").iterdir())

    result = newsroom("packages", "install", path)

    assert 1 == result.code
    assert "packages.lock cannot be written" in result.err
    assert before == sorted((newsroom.root / "packages").iterdir())
