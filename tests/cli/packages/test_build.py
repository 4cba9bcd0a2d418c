"""`pipeline packages build`."""

import json
from pathlib import Path

from tests.cli.conftest import Newsroom
from tests.packages import checkpoints, tiny


def test_a_model_becomes_a_package_that_serves_the_project(newsroom: Newsroom) -> None:
    """
    Built, installed as the command says, verified: it stands before the bundled one.
    """
    checkpoints.marian(newsroom.root / "opus-mt-en-vi")

    built = newsroom("packages", "build", "opus-mt-en-vi", "--from-code", "en", "--to-code", "vi")

    assert built.out.startswith("en_vi 1.0: translate-en_vi-1_0.argosmodel (0.2 MB, digest ")
    (advice,) = built.err.splitlines()
    assert "Install it with `pipeline packages install translate-en_vi-1_0.argosmodel`." == advice
    assert 0 == newsroom("packages", "install", "translate-en_vi-1_0.argosmodel").code
    assert newsroom("packages", "verify", "en_vi").out.startswith("en_vi 1.0: fine (digest ")
    listed = json.loads(newsroom("packages", "list", "--json").out)["packages"]
    assert ["vi"] == listed[0]["serves"]


def test_every_option_reaches_the_package(newsroom: Newsroom) -> None:
    """
    And the result is to be had as JSON.
    """
    source = checkpoints.ctranslate2(newsroom.root / "m", "eng_Latn", "vie_Latn")
    (source / "sentencepiece.model").rename("spm")
    Path("card.md").write_text("Licence: CC0\n", encoding="utf-8")

    result = newsroom(
        *("packages", "build", source, "--from-code", "en", "--to-code", "vi"),
        *("--from-name", "Plain English", "--to-name", "Tiếng Việt", "--tokenizer", "spm"),
        *("--source-prefix", "eng_Latn", "--target-prefix", "vie_Latn", "--card", "card.md"),
        *("--package-version", "2.1", "--output", "out.argosmodel", "--json"),
    )

    built = json.loads(result.out)
    assert ("en_vi 2.1", "out.argosmodel") == (built["package"], built["path"])
    assert Path("out.argosmodel").stat().st_size == built["bytes"]
    newsroom("packages", "install", "out.argosmodel")
    (about,) = json.loads(newsroom("packages", "info", "en_vi 2.1", "--json").out)
    assert "Plain English (en)" == about["from"]
    assert "Tiếng Việt (vi)" == about["to"]
    assert built["digest"] == about["digest"]


def test_quantization_and_license_are_taken(newsroom: Newsroom) -> None:
    """
    A made card states both.
    """
    checkpoints.marian(newsroom.root / "m")

    newsroom(
        *("packages", "build", "m", "--from-code", "en", "--to-code", "vi"),
        *("--quantization", "float32", "--license", "CC BY 4.0"),
    )

    newsroom("packages", "install", "translate-en_vi-1_0.argosmodel")
    shown = newsroom("packages", "info", "en_vi 1.0").out
    assert "Made from the Marian model `m`, with weights as float32." in shown
    assert "Licence: CC BY 4.0" in shown


def test_what_exists_is_replaced_by_force_only(newsroom: Newsroom) -> None:
    """
    The second time it is refused.
    """
    command = ("packages", "build", "m", "--from-code", "en", "--to-code", "vi")
    checkpoints.ctranslate2(newsroom.root / "m")
    assert 0 == newsroom(*command).code

    code, out, err = newsroom(*command)

    assert (2, "") == (code, out)
    assert "translate-en_vi-1_0.argosmodel exists already" in err
    assert 0 == newsroom(*command, "--force").code


def test_a_model_that_cannot_be_used_ends_in_one_sentence(newsroom: Newsroom) -> None:
    """
    With exit code 2, and no archive.
    """
    (newsroom.root / "m").mkdir()
    (newsroom.root / "m" / "config.json").write_text('{"model_type": "marian"}', encoding="utf-8")
    (newsroom.root / "m" / "pytorch_model.bin").write_bytes(b"x")

    code, out, err = newsroom("packages", "build", "m", "--from-code", "en", "--to-code", "vi")

    assert (2, "") == (code, out)
    assert err.startswith("Error: m has its weights in pytorch_model.bin only, a pickle\n")
    assert [] == list(newsroom.root.glob("*.argosmodel"))


def test_a_package_is_no_model_to_build_from(newsroom: Newsroom) -> None:
    """
    It can be installed as it is.
    """
    path = tiny.build(newsroom.root)

    code, _, err = newsroom("packages", "build", path, "--from-code", "en", "--to-code", "vi")

    assert 2 == code
    assert "is a package already" in err
    assert "pipeline packages install" in err
