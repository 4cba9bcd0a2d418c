"""Packages that downloads, copies and editors have damaged."""

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import PackageError
from pipeline.packages import Package, PackageOptions, Tokenizer, TokenizerKind
from pipeline.packages.find import find
from pipeline.packages.validate import problems, validate
from tests.packages import tiny, tiny_firefox


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """A tiny package that is whole."""
    path = tiny.build(tmp_path)
    return find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages[0]


def cut(share: float) -> Callable[[bytes], bytes]:
    """Keep the first part of a file."""
    return lambda data: data[: int(len(data) * share)]


def test_a_whole_package_has_no_problem(package: Package) -> None:
    """
    Nothing is said of a package that is as it should be.
    """
    validate(package)

    assert [] == list(problems(package))


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("model/model.bin", cut(0)),
        ("model/model.bin", cut(0.00001)),
        ("model/model.bin", cut(0.5)),
        ("model/model.bin", lambda data: data[:-1]),
        ("model/model.bin", lambda data: bytes(len(data))),
        ("model/model.bin", lambda _: b"<!DOCTYPE html><title>404 Not Found</title>"),
        ("model/model.bin", lambda data: data.replace(struct.pack("I", 64), b"\xff" * 4, 1)),
        ("model/config.json", cut(0.5)),
        ("model/shared_vocabulary.json", cut(0)),
        ("model/shared_vocabulary.json", cut(0.5)),
        ("sentencepiece.model", cut(0)),
        ("sentencepiece.model", cut(0.5)),
        ("sentencepiece.model", lambda data: data[:-1]),
        ("sentencepiece.model", lambda _: b"version https://git-lfs.github.com/spec/v1\n"),
    ],
)
def test_a_damaged_file_is_named(
    package: Package, file: str, damage: Callable[[bytes], bytes]
) -> None:
    """
    Empty, cut, blanked and foreign files are told by name before anything is loaded.
    """
    path = package.path / file
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(PackageError, match=path.name) as error:
        validate(package)
    assert str(package.path) in error.value.message


@pytest.mark.parametrize("file", ["model/model.bin", "model/shared_vocabulary.json"])
def test_a_missing_file_is_named(package: Package, file: str) -> None:
    """
    A model without its weights or its vocabulary is not used.
    """
    (package.path / file).unlink()

    assert 1 == len(list(problems(package)))


def test_two_vocabularies_do_for_one(package: Package) -> None:
    """
    Packages may have a vocabulary a side, as text in older ones; one side alone is too little.
    """
    shared = package.model / "shared_vocabulary.json"
    shared.rename(package.model / "source_vocabulary.json")

    assert ["has no vocabulary in model/ (shared, or source and target)"] == list(problems(package))
    (package.model / "target_vocabulary.txt").write_text("a\n", encoding="utf-8")
    assert [] == list(problems(package))


def test_old_models_need_no_configuration(package: Package) -> None:
    """
    Models from before CTranslate2 3 have no config.json.
    """
    (package.model / "config.json").unlink()

    assert [] == list(problems(package))


def test_models_of_every_layout_are_walked(package: Package) -> None:
    """
    Files of old converters count items rather than bytes; a newer layout is left to the engine.
    """
    variable = struct.pack("<H2sBIBI8s", 2, b"w\0", 1, 2, 4, 2, bytes(8))
    old = struct.pack("<II", 1, 1) + variable
    model = package.model / "model.bin"

    model.write_bytes(old)
    assert [] == list(problems(package))
    model.write_bytes(old[:-1])
    assert 1 == len(list(problems(package)))
    model.write_bytes(struct.pack("<I", 7) + b"whatever")
    assert [] == list(problems(package))


def test_subword_files_need_only_some_text(package: Package) -> None:
    """
    The other kind of tokenizer that Argos knows is a text of merges.
    """
    merges = package.path / "bpe.model"
    merges.write_text("#version: 0.2\ne r\n", encoding="utf-8")
    bpe = replace(package, tokenizer=Tokenizer(merges, TokenizerKind.BPE))

    assert [] == list(problems(bpe))
    merges.write_text(" \n", encoding="utf-8")
    assert 1 == len(list(problems(bpe)))


@pytest.fixture
def of_firefox(tmp_path: Path) -> Package:
    """A tiny package with a model of Firefox that is whole."""
    path = tiny_firefox.build(tmp_path, split=True)
    return find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages[0]


def test_a_whole_model_of_firefox_has_no_problem(of_firefox: Package) -> None:
    """
    Nothing is said of it, with one vocabulary or two.
    """
    assert [] == list(problems(of_firefox))


@pytest.mark.parametrize("file", sorted(tiny_firefox.files(split=True)))
@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (cut(0), "empty"),
        (cut(0.5), "cut short"),
        (lambda data: data[:-1], "cut short"),
        (lambda _: b"<!DOCTYPE html><title>404 Not Found</title>", " no "),
        (lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:4d", "git lfs pull"),
    ],
)
def test_a_damaged_file_of_firefox_is_named(
    of_firefox: Package, file: str, damage: Callable[[bytes], bytes], word: str
) -> None:
    """
    Empty, cut short, a page of a server, or what Git LFS leaves in the place of a file.
    """
    path = of_firefox.model / file
    path.write_bytes(damage(path.read_bytes()))

    (found,) = problems(of_firefox)

    assert file in found
    assert word in found


def test_a_missing_vocabulary_of_the_target_is_named(of_firefox: Package) -> None:
    """
    One language's vocabulary is not enough.
    """
    (of_firefox.model / "target.spm").unlink()
    found = find(PackageOptions(folders=(of_firefox.path,), argos=False, bundled=False))

    assert "has no model/target.spm beside model/source.spm" == found.problems[0].reason


def test_a_missing_vocabulary_is_named(of_firefox: Package) -> None:
    """
    A model alone is no package.
    """
    (of_firefox.model / "source.spm").unlink()
    found = find(PackageOptions(folders=(of_firefox.path,), argos=False, bundled=False))

    assert "tokenizer" in found.problems[0].reason


def test_a_vocabulary_that_is_too_large_for_the_model_is_named(of_firefox: Package) -> None:
    """
    It belongs to another model, and would bring the engine down.
    """
    path = of_firefox.model / "source.spm"
    path.write_bytes(path.read_bytes() + b"\x0a\x03\x0a\x01\x7f" * 900)

    (found,) = problems(of_firefox)

    assert found.startswith("has a source.spm of 1,")
