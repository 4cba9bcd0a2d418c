"""Naming a package by its content."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import FileError
from pipeline.packages import Package, PackageOptions
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from tests.packages import tiny


def read(path: Path) -> Package:
    """Read one package."""
    return find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages[0]


def test_a_copy_elsewhere_has_the_same_digest(tmp_path: Path) -> None:
    """
    Place, version and readme do not decide what a package writes, so they do not count.
    """
    path = tiny.build(tmp_path)
    copy = shutil.copytree(path, tmp_path / "copy")
    (copy / "README.md").write_text("another text", encoding="utf-8")

    assert digest(read(path)) == digest(replace(read(copy), version="9"))


@pytest.mark.parametrize(
    "file",
    ["model/model.bin", "model/config.json", "model/shared_vocabulary.json", "sentencepiece.model"],
)
def test_a_changed_file_changes_the_digest(tmp_path: Path, file: str) -> None:
    """
    Whatever decides the output counts, so that older drafts are known as such.
    """
    package = read(tiny.build(tmp_path))
    before = digest(package)
    path = package.path / file
    path.write_bytes(path.read_bytes() + b" ")

    assert before != digest(package)


def test_a_prefix_and_a_word_list_change_the_digest(tmp_path: Path) -> None:
    """
    The prefix of the metadata counts, and a vmap.txt that narrows the choice of words.
    """
    package = read(path := tiny.build(tmp_path))
    plain, prefixed = digest(package), digest(replace(package, target_prefix="__xx__"))
    (package.model / "vmap.txt").write_text("\ta b\n", encoding="utf-8")

    assert 3 == len({plain, prefixed, digest(read(path))})
    assert 16 == len(plain)


def test_a_package_that_has_gone_is_an_error_of_its_own(tmp_path: Path) -> None:
    """
    A package removed after it was found is told as a file that cannot be read.
    """
    package = read(tiny.build(tmp_path))
    package.tokenizer.path.unlink()

    with pytest.raises(FileError, match=r"sentencepiece\.model cannot be read"):
        digest(package)
