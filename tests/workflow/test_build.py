"""Building packages: from parts to an archive that installs and translates."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine import EngineOptions
from pipeline.engine.argos import ArgosDecoder
from pipeline.engine.decoder import Search
from pipeline.errors import FileError, PackageError, UsageError
from pipeline.packages import Package, PackageOptions, TokenizerKind
from pipeline.packages.about import about
from pipeline.packages.find import find
from pipeline.packages.unpack import unpack
from pipeline.workflow.build import Recipe, build
from tests.packages import checkpoints, tiny


def fine(_: Package, __: EngineOptions) -> Iterator[str]:
    """Find nothing wrong, without a process of its own."""
    return iter(())


def made(source: Path, **recipe: Any) -> Package:
    """Build a package beside its source, unpack it and read it."""
    archive = source.with_suffix(".argosmodel")
    build(Recipe(source, "en", "vi", **recipe), archive, EngineOptions(), probe=fine)
    into = source.with_suffix(".unpacked")
    into.mkdir()
    path = unpack(archive, into, most=10**8)
    (package,) = find(PackageOptions((path,), argos=False, bundled=False)).packages
    return package


def said(package: Package, text: str) -> str:
    """Translate a text with a package."""
    decoder = ArgosDecoder(package, EngineOptions())
    ((_, (output, *_)),) = decoder.translate(decoder.encode([text]), Search(1))
    return decoder.decode([output.pieces])[0]


@pytest.mark.parametrize("make", [checkpoints.ctranslate2, checkpoints.marian])
def test_a_package_translates_as_what_it_was_built_from(tmp_path: Path, make: Any) -> None:
    """
    An archive, an installation later, the model says the same.
    """
    package = made(make(tmp_path / "source"))

    assert tiny.translation("It rains.") == said(package, "It rains.")
    assert ("English", "Vietnamese", "1.0") == (package.from_name, package.to_name, package.version)


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    """
    There is no date in a package, nor the path of a folder.
    """
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        recipe = Recipe(checkpoints.marian(folder / "opus-mt"), "en", "vi")
        build(recipe, folder / "x.argosmodel", EngineOptions(), probe=fine)

    assert (first / "x.argosmodel").read_bytes() == (second / "x.argosmodel").read_bytes()


def test_a_package_is_tried_out_before_it_is_written(tmp_path: Path) -> None:
    """
    What does not translate is not offered for installation.
    """
    recipe = Recipe(checkpoints.ctranslate2(tmp_path / "ct2"), "en", "vi")

    with pytest.raises(PackageError, match="the package does not translate"):
        build(
            recipe,
            tmp_path / "x.argosmodel",
            EngineOptions(),
            probe=lambda *_: iter(["does not translate"]),
        )

    assert ["ct2"] == os.listdir(tmp_path)


def test_the_real_probe_is_used_if_no_other_is_given(tmp_path: Path) -> None:
    """
    A tokenizer of another model is told at once.
    """
    source = checkpoints.ctranslate2(tmp_path / "ct2")
    vocabulary = source / "shared_vocabulary.json"
    vocabulary.write_text(vocabulary.read_text("utf-8").replace('"e"', '"é"'), "utf-8")

    with pytest.raises(PackageError, match="the package has a tokenizer that does not fit"):
        build(Recipe(source, "en", "vi"), tmp_path / "x.argosmodel", EngineOptions())


def test_models_of_several_languages_get_their_prefixes(tmp_path: Path) -> None:
    """
    The source's goes into the model's configuration, the target's into the metadata.
    """
    nllb = checkpoints.ctranslate2(tmp_path / "nllb", "eng_Latn", "vie_Latn")

    package = made(nllb, source_prefix="eng_Latn", target_prefix="vie_Latn")

    config = json.loads((package.model / "config.json").read_bytes())
    assert ("vie_Latn", "eng_Latn") == (package.target_prefix, config["bos_token"])
    # The tiny model gives each place what stands at the source's: both prefixes are the first.
    assert tiny.translation("It rains.") == said(package, "It rains.")


def test_the_prefixes_of_m2m_follow_from_the_codes(tmp_path: Path) -> None:
    """
    Its pieces for languages are made of the codes that Argos uses.
    """
    package = made(checkpoints.ctranslate2(tmp_path / "m2m", "__en__", "__vi__", "__ru__"))

    assert "__vi__" == package.target_prefix
    assert tiny.translation("It rains.") == said(package, "It rains.")


def test_a_prefix_of_opus_names_the_target_before_the_source(tmp_path: Path) -> None:
    """
    There is none for the target then; the tiny model repeats the first piece that it reads.
    """
    opus = checkpoints.marian(tmp_path / "opus", ">>vie<<", ">>vie_Hani<<")

    package = made(opus, source_prefix=">>vie<<")

    assert f">>vie<< {tiny.translation('It rains.')}" == said(package, "It rains.")


@pytest.mark.parametrize(
    ("known", "recipe", "message"),
    [
        (("eng_Latn", "vie_Latn"), {}, "the model knows several languages, such as eng_Latn and"),
        (
            ("eng_Latn", "vie_Latn"),
            {"source_prefix": "eng_Latn"},
            "the model knows several languages, such as eng_Latn and vie_Latn",
        ),
        (
            ("eng_Latn", "vie_Latn"),
            {"source_prefix": "eng_Latn", "target_prefix": "vie_Latin"},
            "does not know --target-prefix “vie_Latin”. It knows vie_Latn",
        ),
        ((">>vie<<", ">>rus<<"), {}, "the model knows several languages, such as >>rus<< and"),
        ((), {"target_prefix": "vie_Latn"}, "--target-prefix “vie_Latn”. Leave it out"),
        ((), {"source_prefix": "en"}, "does not know --source-prefix “en”. Leave it out"),
    ],
)
def test_languages_that_cannot_be_told_are_asked_for(
    tmp_path: Path, known: tuple[str, ...], recipe: dict[str, str], message: str
) -> None:
    """
    Without its prefix a model would read or write whatever it likes.
    """
    source = checkpoints.ctranslate2(tmp_path / "source", *known)

    with pytest.raises(UsageError) as refused:
        made(source, **recipe)

    assert message in str(refused.value)


def test_a_model_may_be_said_to_want_no_prefix(tmp_path: Path) -> None:
    """
    Pieces that look like languages may be left over from another model.
    """
    source = checkpoints.marian(tmp_path / "opus", ">>vie<<", ">>rus<<")

    package = made(source, source_prefix="")

    assert tiny.translation("It rains.") == said(package, "It rains.")


def test_byte_pairs_are_packed_as_bpe_model(tmp_path: Path) -> None:
    """
    Older models cut Moses' words, by a file that OPUS-MT calls source.bpe.
    """
    package = tiny.build_byte_pairs(tmp_path)
    (package / "bpe.model").rename(package / "model" / "source.bpe")

    built = made(package / "model")

    assert (TokenizerKind.BPE, "bpe.model") == (built.tokenizer.kind, built.tokenizer.path.name)
    assert "ig rainf." == said(built, "it rains.")


def test_a_tokenizer_elsewhere_is_named(tmp_path: Path) -> None:
    """
    Its first line tells byte pairs from SentencePiece, whatever it is called.
    """
    source = checkpoints.ctranslate2(tmp_path / "ct2")
    (source / "sentencepiece.model").rename(tmp_path / "spm.vi")

    with pytest.raises(PackageError, match=r"ct2 holds no tokenizer\. Name it with --tokenizer"):
        made(source)
    with pytest.raises(UsageError, match="there is no file nowhere"):
        made(source, tokenizer=Path("nowhere"))
    assert "Vg" == said(made(source, tokenizer=tmp_path / "spm.vi"), "It")


def test_vocabularies_of_their_own_for_each_language_are_packed(tmp_path: Path) -> None:
    """
    Many models have two vocabularies.
    """
    package = tiny.split_vocabulary(tiny.build(tmp_path), "n", "Ω")
    (package / "sentencepiece.model").rename(package / "model" / "sentencepiece.model")

    assert "Ω bad" == said(made(package / "model"), "a onq")


def test_a_card_names_source_and_licence(tmp_path: Path) -> None:
    """
    Without one of the user's own, a short one is written, whose licence is the source's.
    """
    source = checkpoints.marian(tmp_path / "opus-mt-en-vi")
    (source / "README.md").write_text("---\nlicense: cc-by-4.0\n---\n", encoding="utf-8")

    package = made(source)

    assert (
        "# English → Vietnamese 1.0\n\n"
        "Made from the Marian model `opus-mt-en-vi`, with weights as int8.\n\n"
        "Licence: cc-by-4.0\n"
    ) == about(package).card


def test_a_licence_is_as_stated_and_else_unstated(tmp_path: Path) -> None:
    """
    What is not known is not guessed.
    """
    source = checkpoints.ctranslate2(tmp_path / "a")

    assert "not stated" == about(made(source)).licence
    source = checkpoints.ctranslate2(tmp_path / "b")
    assert "CC BY 4.0" == about(made(source, licence="CC BY 4.0")).licence


def test_a_card_of_ones_own_is_taken_as_it_is(tmp_path: Path) -> None:
    """
    Byte for byte.
    """
    card = tmp_path / "card.md"
    card.write_bytes("# Tiếng Việt\r\n".encode())

    package = made(checkpoints.ctranslate2(tmp_path / "ct2"), card=card)

    assert card.read_bytes() == (package.path / "README.md").read_bytes()


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        ({"from_code": "English"}, "'English' is no code of a language"),
        ({"to_code": "../x"}, "'../x' is no code of a language"),
        ({"to_code": "en"}, "both languages are en"),
        ({"version": "v1"}, "'v1' is no version"),
        ({"licence": "CC0", "card": Path("card.md")}, "Write it into your own card"),
    ],
)
def test_what_no_package_can_be_called_is_refused(
    tmp_path: Path, recipe: dict[str, Any], message: str
) -> None:
    """
    Before anything is read.
    """
    with pytest.raises(UsageError) as refused:
        Recipe(**{"source": tmp_path, "from_code": "en", "to_code": "vi", **recipe})

    assert message in str(refused.value)


def test_a_converted_model_is_not_converted_again(tmp_path: Path) -> None:
    """
    Its weights stay as they are stored.
    """
    with pytest.raises(UsageError, match="converted already"):
        made(checkpoints.ctranslate2(tmp_path / "ct2"), quantisation="float32")


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("there.argosmodel", "exists already. Replace it with --force"),
        ("folder", "is a folder. Name a file"),
        ("missing/x.argosmodel", "there is no folder .*missing. Make it first"),
    ],
)
def test_an_output_that_cannot_be_is_refused_at_once(
    tmp_path: Path, output: str, message: str
) -> None:
    """
    A conversion takes minutes; whatever lies there stays.
    """
    (tmp_path / "there.argosmodel").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    recipe = Recipe(checkpoints.ctranslate2(tmp_path / "ct2"), "en", "vi")

    with pytest.raises(UsageError, match=message):
        build(recipe, tmp_path / output, EngineOptions(), probe=fine)

    assert b"mine" == (tmp_path / "there.argosmodel").read_bytes()


def test_force_replaces_what_is_there(tmp_path: Path) -> None:
    """
    In one step, and nothing else is left beside it.
    """
    output = tmp_path / "x.argosmodel"
    output.write_bytes(b"old")
    recipe = Recipe(checkpoints.ctranslate2(tmp_path / "ct2"), "en", "vi")

    built = build(recipe, output, EngineOptions(), force=True, probe=fine)

    assert built.size == output.stat().st_size > 1_000
    assert {"ct2", "x.argosmodel"} == set(os.listdir(tmp_path))


def test_a_disk_that_refuses_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Nothing is written, and nothing left over.
    """

    def full(*_: object) -> None:
        # As a copy says it: where from, and where to.
        raise OSError(28, "No space left on device", "x.bin", None, str(tmp_path / "y.bin"))

    monkeypatch.setattr(os, "replace", full)
    recipe = Recipe(checkpoints.ctranslate2(tmp_path / "ct2"), "en", "vi")

    with pytest.raises(FileError, match=r"y\.bin .*: no space left on device\. Make room"):
        build(recipe, tmp_path / "x.argosmodel", EngineOptions(), probe=fine)

    assert ["ct2"] == os.listdir(tmp_path)


def test_a_broken_model_is_told_before_it_is_loaded(tmp_path: Path) -> None:
    """
    What is wrong with a package's files is found by its reading.
    """
    source = checkpoints.ctranslate2(tmp_path / "ct2")
    os.truncate(source / "model.bin", 1_000)

    with pytest.raises(PackageError, match="cut short"):
        made(source)


def test_a_name_follows_from_pair_and_version(tmp_path: Path) -> None:
    """
    Folder and archive are called as Argos calls its own.
    """
    assert "translate-en_pt_BR-1_10" == Recipe(tmp_path, "en", "pt_BR", version="1.10").name
