"""Packages tried out: the sound ones pass, those whose parts do not belong together are told."""

import json
import re
import shutil
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.engine import EngineOptions
from pipeline.engine.decoders import load
from pipeline.engine.probe import probe, problems
from pipeline.packages import Format, Package, PackageOptions
from pipeline.packages.find import BUNDLED, find
from tests.engine.fakes import FakeDecoder
from tests.packages import tiny, tiny_firefox


def package_at(path: Path) -> Package:
    """Read a package that `packages.validate` finds no fault with."""
    (package,) = find(PackageOptions((path,), argos=False, bundled=False)).packages
    return package


def told(path: Path) -> str:
    """Load the package at `path` in this process and say what is wrong with it."""
    package = package_at(path)
    decoder = load(package, EngineOptions())
    return " ".join(problems(package, decoder))


def mixed(folder: Path, *, model: str, tokenizer: str) -> Path:
    """Put together the model of one bundled package and the tokenizer of another."""
    shutil.copytree(BUNDLED / model, folder / model)
    shutil.copy(BUNDLED / tokenizer / "sentencepiece.model", folder / model)
    return folder / model


def patch(path: Path, variable: str, value: int) -> None:
    """Give a variable of a model, a number, another value."""
    file = path / "model" / "model.bin"
    data = bytearray(file.read_bytes())
    name = variable.encode() + b"\0"
    # Behind the name: no dimensions, the type, and the length of what follows.
    at = data.index(struct.pack("<H", len(name)) + name) + 2 + len(name) + 1 + 1 + 4
    data[at] = value
    file.write_bytes(data)


@pytest.mark.model
@pytest.mark.parametrize("name", ["en_vi", "en_ru"])
def test_bundled_packages_pass(name: str) -> None:
    """
    Nothing is wrong with what is shipped.
    """
    assert [] == list(probe(package_at(BUNDLED / name), EngineOptions()))


def test_a_package_that_writes_another_alphabet_passes(tmp_path: Path) -> None:
    """
    Whether a translation is good is not for a probe to say.
    """
    assert [] == list(probe(package_at(tiny.build(tmp_path)), EngineOptions()))


@pytest.mark.parametrize("split", [False, True])
def test_a_package_of_firefox_passes(tmp_path: Path, split: bool) -> None:
    """
    Whose engine has processes of its own.
    """
    path = tiny_firefox.build(tmp_path, split=split)

    assert [] == list(probe(package_at(path), EngineOptions()))


@pytest.mark.model
@pytest.mark.parametrize(("model", "tokenizer"), [("en_vi", "en_ru"), ("en_ru", "en_vi")])
def test_the_tokenizer_of_another_package_is_told(
    tmp_path: Path, model: str, tokenizer: str
) -> None:
    """
    Even among models of the same source language, whose tokenizers cut common words alike.
    """
    said = told(mixed(tmp_path, model=model, tokenizer=tokenizer))

    assert re.fullmatch(r"has a tokenizer that does not fit its model: \d+ of \d+ pieces .*", said)


@pytest.mark.model
def test_a_vocabulary_in_another_order_is_told(tmp_path: Path) -> None:
    """
    All pieces are known and none means what it should, so the translation is rubbish.
    """
    path = mixed(tmp_path, model="en_vi", tokenizer="en_vi")
    file = path / "model" / "shared_vocabulary.json"
    pieces = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(pieces[:4] + pieces[:3:-1]), encoding="utf-8")
    (path / "model" / "vmap.txt").unlink()

    assert "does not translate plain sentences: “The two sides will meet in 2031.”" in told(path)


def test_a_package_for_a_newer_ctranslate2_is_told(tmp_path: Path) -> None:
    """
    A version that this CTranslate2 does not know is said to be that, not damage.
    """
    path = tiny.build(tmp_path)
    file = path / "model" / "model.bin"
    file.write_bytes(struct.pack("<I", 7) + file.read_bytes()[4:])

    assert ["was made for a newer CTranslate2 than is installed here"] == list(
        probe(package_at(path), EngineOptions())
    )


def test_a_model_that_brings_ctranslate2_down_brings_down_nobody_else(tmp_path: Path) -> None:
    """
    A model without attention heads makes CTranslate2 divide by zero, which no exception tells.
    """
    path = tiny.build(tmp_path)
    patch(path, "decoder/num_heads", 0)

    (said,) = probe(package_at(path), EngineOptions())

    assert said.startswith("brings the engine down (a process of it ended unexpectedly (signal ")


def test_a_prefix_that_the_model_does_not_know_is_told(tmp_path: Path) -> None:
    """
    Such a model would translate into whatever language it likes.
    """
    said = told(tiny.build(tmp_path, target_prefix="__vi__"))

    assert "has a target_prefix “__vi__” that is not in its model's vocabulary" == said


@pytest.mark.parametrize("suffix", [".json", ".txt"])
def test_a_vocabulary_for_each_side_passes(tmp_path: Path, suffix: str) -> None:
    """
    The tokenizer is held against the source's vocabulary, the prefix against the target's.
    """
    path = tiny.build(tmp_path, target_prefix="Ω")

    assert "" == told(tiny.split_vocabulary(path, "~", "Ω", suffix=suffix))


def test_pieces_that_only_the_target_knows_do_not_do(tmp_path: Path) -> None:
    """
    A tokenizer whose letters only the target's vocabulary has is the target's.
    """
    path = tiny.split_vocabulary(tiny.build(tmp_path), "e", "é", side="source")

    assert "has a tokenizer that does not fit" in told(path)


def test_english_pieces_of_a_package_from_another_language_may_be_the_targets(
    tmp_path: Path,
) -> None:
    """
    The sentences are English, whatever the package reads.
    """
    path = tiny.build(tmp_path, "el", "en")

    assert "" == told(tiny.split_vocabulary(path, "e", "é", side="source"))


def test_a_package_of_byte_pairs_passes(tmp_path: Path) -> None:
    """
    Older packages cut with bpe.model; their pieces are held against the vocabulary as well.
    """
    assert "" == told(tiny.build_byte_pairs(tmp_path))


@pytest.mark.parametrize(
    "say",
    [
        lambda _: "",
        lambda _: "⁇ ⁇ 2031 48 650",
        lambda text: f"{text} {'word ' * 100}",
        lambda _: "Thank you very much.",
    ],
    ids=["nothing", "unknown", "endless", "the same to all"],
)
def test_rubbish_is_told(tmp_path: Path, say: Callable[[str], str]) -> None:
    """
    No words, no end, or words that have nothing to do with the source.
    """
    package = replace(package_at(tiny.build(tmp_path)), format=Format.FIREFOX)

    (said,) = problems(package, FakeDecoder(lambda text, _: say(text)))

    assert said.startswith("does not translate plain sentences: “The two sides will meet")
    assert len(said) < 170


def test_one_bad_sentence_of_three_is_forgiven(tmp_path: Path) -> None:
    """
    Weak models drop a figure now and then.
    """
    package = replace(package_at(tiny.build(tmp_path)), format=Format.FIREFOX)
    decoder = FakeDecoder(lambda text, _: text.replace("48", "many"))

    assert [] == list(problems(package, decoder))


def test_figures_in_other_scripts_are_figures(tmp_path: Path) -> None:
    """
    Some languages write ٤٨ for 48.
    """
    package = replace(package_at(tiny.build(tmp_path)), format=Format.FIREFOX)
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

    assert [] == list(problems(package, FakeDecoder(lambda text, _: text.translate(arabic))))
