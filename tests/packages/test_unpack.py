"""Archives and folders that nobody should trust, taken apart."""

import contextlib
import errno
import io
import os
import stat
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import FileError, PackageError
from pipeline.packages.unpack import NEEDED, copy, unpack
from tests.packages import tiny

MOST = 100_000_000

WHOLE = {
    "p/metadata.json": b"{}",
    "p/README.md": b"A card.",
    "p/sentencepiece.model": b"pieces",
    "p/model/model.bin": b"weights",
    "p/model/shared_vocabulary.json": b"[]",
}


def packed(path: Path, files: dict[str, bytes], *more: tuple[zipfile.ZipInfo, bytes]) -> Path:
    """Make an archive, with entries that no program would make on its own."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        warnings.simplefilter("ignore")  # of duplicates
        for name, data in files.items():
            out.writestr(name, data)
        for entry, data in more:
            out.writestr(entry, data)
    return path


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    """Make an entry with a mode such as a link has."""
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


def listing(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder, with what it holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_package_comes_out_as_it_went_in(tmp_path: Path) -> None:
    """
    The files of a package are there again, without the name that its folder had.
    """
    archive = packed(tmp_path / "p.argosmodel", WHOLE)

    out = unpack(archive, tmp_path / "out", most=MOST)

    assert {name.removeprefix("p/"): data for name, data in WHOLE.items()} == listing(out)


def test_what_a_package_does_not_need_is_left_out(tmp_path: Path) -> None:
    """
    Pickles of Stanza, scripts and whatever else somebody has put in are never written.
    """
    more = (
        *("stanza/en/tokenize/ewt.pt", "stanza/resources.json", "model/extra.pkl"),
        *("model/pytorch_model.bin", "model/sub/model.bin", "model.bin", "run.py", "LICENSE"),
    )
    archive = packed(tmp_path / "a", {**WHOLE, **{f"p/{name}": b"x" for name in more}})

    out = listing(unpack(archive, tmp_path / "out", most=MOST))

    assert {"LICENSE", *(name.removeprefix("p/") for name in WHOLE)} == set(out)


def test_permissions_are_not_taken_from_an_archive(tmp_path: Path) -> None:
    """
    A file that an archive marks as a program of the superuser's becomes a plain file.
    """
    files = {name: data for name, data in WHOLE.items() if name != "p/README.md"}
    evil = entry("p/README.md", stat.S_IFREG | 0o6777)

    out = unpack(packed(tmp_path / "a", files, (evil, b"x")), tmp_path / "out", most=MOST)

    modes = {path.stat().st_mode & 0o7111 for path in out.rglob("*") if path.is_file()}
    assert {0} == modes


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/passwd", "leads out"),
        ("../escape", "leads out"),
        ("p/../../escape", "leads out"),
        ("p/./README.md", "leads out"),
        ("p//README.md", "leads out"),
        ("p\\..\\escape", "characters"),
        ("C:/escape", "characters"),
        ("p/model/x:stream", "characters"),
        ("p/a\nb", "characters"),
        ("p/README.md\0.txt", "characters"),
        ("p/" + "x" * 256, "too long"),
        ("p/" + "x/" * 600 + "x", "too long"),
        ("stray.txt", "outside of the package's folder"),
        ("other/README.md", "several folders"),
        ("p/README.md", "twice"),
        ("p/readme.MD", "only in how it is written"),
        ("P/LICENSE", "only in how it is written"),
        ("p/Model/extra", "only in how it is written"),
        ("p/README.md/x", "twice"),
        ("p/model", "twice"),
    ],
)
def test_names_that_could_do_harm_are_refused(tmp_path: Path, name: str, reason: str) -> None:
    """
    Whatever leads elsewhere, or what some file system takes for another file, is named.
    """
    archive = packed(tmp_path / "a", WHOLE)
    with warnings.catch_warnings(), zipfile.ZipFile(archive, "a") as out:
        warnings.simplefilter("ignore")
        made = zipfile.ZipInfo("p/x")
        made.filename = name
        out.writestr(made, b"x")

    with pytest.raises(PackageError, match=reason):
        unpack(archive, tmp_path / "out", most=MOST)

    assert [archive] == list(tmp_path.iterdir())


def test_names_that_differ_in_their_accents_only_are_refused(tmp_path: Path) -> None:
    """
    One name in two spellings of Unicode is one file on a Mac.
    """
    files = {**WHOLE, "p/caf\u00e9": b"1", "p/cafe\u0301": b"2"}

    with pytest.raises(PackageError, match="only in how it is written"):
        unpack(packed(tmp_path / "a", files), tmp_path / "out", most=MOST)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFDIR])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    """
    What is no file is refused, even under a name that would be left out.
    """
    archive = packed(tmp_path / "a", WHOLE, (entry("p/link", kind | 0o777), b"/etc/passwd"))

    with pytest.raises(PackageError, match="no file"):
        unpack(archive, tmp_path / "out", most=MOST)


def test_a_bomb_is_refused_while_it_swells(tmp_path: Path) -> None:
    """
    An archive that holds far more than its size is given up after ten megabytes.
    """
    files = {**WHOLE, "p/model/model.bin": bytes(50_000_000)}

    with pytest.raises(PackageError, match="holds more than 10 MB"):
        unpack(packed(tmp_path / "a", files), tmp_path / "out", most=MOST)

    assert 11_000_000 > sum(map(len, listing(tmp_path / "out").values()))


def test_a_package_may_have_no_more_than_was_said(tmp_path: Path) -> None:
    """
    Nothing is written past the limit, and the hint says where it is set.
    """
    archive = packed(tmp_path / "a", {**WHOLE, "p/model/model.bin": os.urandom(2_000_000)})

    with pytest.raises(PackageError, match=r"more than 1 MB. .*\[downloads\]"):
        unpack(archive, tmp_path / "out", most=1_000_000)


def test_a_text_may_not_be_a_book(tmp_path: Path) -> None:
    """
    Metadata that would fill the memory are not even written.
    """
    files = {**WHOLE, "p/metadata.json": b" " * 2_000_000}

    with pytest.raises(PackageError, match=r"metadata\.json of the package is too long"):
        unpack(packed(tmp_path / "a", files), tmp_path / "out", most=MOST)


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    """
    A list of contents that is long, or too long to be read at all, ends in a sentence.
    """
    many = {f"p/{number}": b"" for number in range(1_000)}
    long = {f"p/{'x' * 200}/{number}": b"" for number in range(5_000)}

    with pytest.raises(PackageError, match="more than 1000 entries"):
        unpack(packed(tmp_path / "a", {**WHOLE, **many}), tmp_path / "out", most=MOST)
    with pytest.raises(PackageError, match="no zip archive, or damaged"):
        unpack(packed(tmp_path / "b", {**WHOLE, **long}), tmp_path / "out", most=MOST)


@pytest.mark.parametrize("files", [{}, {"p/README.md": b""}, {"p/q/metadata.json": b"{}"}])
def test_an_archive_without_a_package_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    """
    One folder with metadata.json directly in it is what makes a package.
    """
    with pytest.raises(PackageError, match="it is no package"):
        unpack(packed(tmp_path / "a", files), tmp_path / "out", most=MOST)


def lie_about_size(data: bytes) -> bytes:
    """Say of every entry that it is longer than it is."""
    made = bytearray(data)
    for signature, at in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        start = made.find(signature)
        while start >= 0:
            made[start + at : start + at + 4] = (1000).to_bytes(4, "little")
            start = made.find(signature, start + 1)
    return bytes(made)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"<!DOCTYPE html><title>404</title>",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data[len(data) // 3 :],
        lambda data: data.replace(b"weights", b"WEIGHTS"),
        lambda data: data.replace(b"PK\1\2", b"PK\1\3"),
        lambda data: data.replace(b"p/model/model.bin", b"p/model/model.bon", 1),
        lie_about_size,
    ],
)
def test_a_damaged_archive_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """
    Pages of errors, halves, flipped bytes and lists that contradict the files end alike.
    """
    archive = tmp_path / "a"
    with zipfile.ZipFile(archive, "w") as out:
        for name, data in WHOLE.items():
            out.writestr(name, data)
    archive.write_bytes(damage(archive.read_bytes()))

    with pytest.raises(PackageError, match="is no zip archive, or damaged"):
        unpack(archive, tmp_path / "out", most=MOST)


def test_encrypted_and_unusual_packing_is_refused(tmp_path: Path) -> None:
    """
    Without a password, and without decoders that cannot be stopped half-way.
    """
    locked = packed(tmp_path / "a", WHOLE)
    data = bytearray(locked.read_bytes())
    data[data.find(b"PK\1\2") + 8] |= 1
    locked.write_bytes(data)
    other = tmp_path / "b"
    with zipfile.ZipFile(other, "w", zipfile.ZIP_BZIP2) as out:
        out.writestr("p/metadata.json", b"{}")

    with pytest.raises(PackageError, match="encrypted"):
        unpack(locked, tmp_path / "out", most=MOST)
    with pytest.raises(PackageError, match="packed in a way"):
        unpack(other, tmp_path / "out", most=MOST)


def plain() -> bytes:
    """Give an archive with a comment, whose bytes can be changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in WHOLE.items():
            made.writestr(name, data)
        made.comment = b"a package"
    return out.getvalue()


@given(
    st.lists(st.tuples(st.integers(0, 900), st.binary(min_size=1, max_size=4)), min_size=1),
    st.integers(0, 20),
)
def test_no_bytes_make_it_stumble(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, bytes]], cut: int
) -> None:
    """
    Whatever is in an archive, files of a package come out, or one sentence.
    """
    data = bytearray(plain())
    for at, new in changes:
        data[at % len(data) : at % len(data) + len(new)] = new
    folder = tmp_path_factory.mktemp("any")
    (folder / "a").write_bytes(data[: len(data) - cut])

    with contextlib.suppress(PackageError):
        assert set(NEEDED) >= set(listing(unpack(folder / "a", folder / "out", most=MOST)))
    assert {"a", "out"} >= {path.name for path in folder.iterdir()}


def test_a_full_disk_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What the disk refuses is told with the file that was to be written.
    """
    archive = packed(tmp_path / "a", WHOLE)

    def full(*_: object) -> Iterator[bytes]:
        yield b"x"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pipeline.packages.unpack._chunks", full)

    with pytest.raises(FileError, match="cannot be written: no space left on device"):
        unpack(archive, tmp_path / "out", most=MOST)


def test_an_archive_that_is_not_there_is_named(tmp_path: Path) -> None:
    """
    A slip in a name is told as a file that cannot be read.
    """
    with pytest.raises(FileError, match="nowhere cannot be read"):
        unpack(tmp_path / "nowhere", tmp_path / "out", most=MOST)


def test_a_folder_is_copied_by_the_same_list(tmp_path: Path) -> None:
    """
    Of an unpacked package the files that it needs are copied, and no others.
    """
    package = tiny.build(tmp_path)
    (package / "stanza").mkdir()
    (package / "stanza" / "tokenize.pt").write_bytes(b"pickle")
    expected = {name: data for name, data in listing(package).items() if "stanza" not in name}

    assert expected == listing(copy(package, tmp_path / "out", most=MOST))


@pytest.mark.parametrize("name", ["README.md", "model"])
def test_links_in_a_folder_are_refused(tmp_path: Path, name: str) -> None:
    """
    A link would bring in what lies elsewhere on this machine.
    """
    package = tiny.build(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    if (package / name).exists():
        (package / name).rename(elsewhere)
    else:
        elsewhere.write_text("a secret")
    (package / name).symlink_to(elsewhere)

    with pytest.raises(PackageError, match="no file but a link"):
        copy(package, tmp_path / "out", most=MOST)


def test_a_folder_without_metadata_is_no_package(tmp_path: Path) -> None:
    """
    The folder around a package is answered with what to name instead.
    """
    tiny.build(tmp_path)

    with pytest.raises(PackageError, match=r"has no metadata\.json"):
        copy(tmp_path, tmp_path / "out", most=MOST)
