"""Packing packages: what goes in, and that it is always the same."""

import os
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import FileError
from pipeline.packages import PackageOptions
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.packages.pack import Metadata, pack
from pipeline.packages.unpack import unpack
from tests.packages import tiny


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    """
    Whenever they were written, by whatever name, with whatever permissions.
    """
    for name, when in (("a", 1_000_000_000), ("b", 1_700_000_000)):
        path = tiny.build(tmp_path / name)
        for each in path.rglob("*"):
            os.utime(each, (when, when))
        (path / "metadata.json").chmod(0o600 if name == "a" else 0o644)
        pack(path, tmp_path / f"{name}.argosmodel", "en_xx")

    assert (tmp_path / "a.argosmodel").read_bytes() == (tmp_path / "b.argosmodel").read_bytes()


def test_what_belongs_to_no_package_stays_out(tmp_path: Path) -> None:
    """
    Weights of other engines and notes are not passed on.
    """
    path = tiny.build(tmp_path)
    (path / "pytorch_model.bin").write_bytes(b"pickle")
    (path / "model" / "notes.txt").write_text("mine", encoding="utf-8")

    pack(path, tmp_path / "x.argosmodel", "translate-en_xx-0_1")

    assert [
        "translate-en_xx-0_1/metadata.json",
        "translate-en_xx-0_1/sentencepiece.model",
        "translate-en_xx-0_1/model/model.bin",
        "translate-en_xx-0_1/model/config.json",
        "translate-en_xx-0_1/model/shared_vocabulary.json",
    ] == zipfile.ZipFile(tmp_path / "x.argosmodel").namelist()


def test_a_packed_package_comes_out_as_it_went_in(tmp_path: Path) -> None:
    """
    What installs packages takes it, and it has the same content.
    """
    path = tiny.build(tmp_path)
    pack(path, tmp_path / "x.argosmodel", "en_xx")
    (tmp_path / "out").mkdir()

    unpacked = unpack(tmp_path / "x.argosmodel", tmp_path / "out", most=10**8)

    (before,), (after,) = (
        find(PackageOptions((each,), argos=False, bundled=False)).packages
        for each in (path, unpacked)
    )
    assert digest(before) == digest(after)


def test_a_disk_that_refuses_is_said_to(tmp_path: Path) -> None:
    """
    The sentence names the archive.
    """
    with pytest.raises(FileError, match=r"x\.argosmodel cannot be written: no such file"):
        pack(tiny.build(tmp_path), tmp_path / "missing" / "x.argosmodel", "en_xx")


def test_metadata_has_what_argos_packages_have() -> None:
    """
    Names keep their letters, and a model of several languages its prefix.
    """
    made = Metadata("1.0", "en", "English", "vi", "Tiếng Việt", "vie_Latn").to_bytes().decode()

    assert (
        """\
{
 "type": "translate",
 "argos_version": "1.9.0",
 "package_version": "1.0",
 "from_code": "en",
 "from_name": "English",
 "to_code": "vi",
 "to_name": "Tiếng Việt",
 "target_prefix": "vie_Latn",
 "links": []
}
"""
        == made
    )
