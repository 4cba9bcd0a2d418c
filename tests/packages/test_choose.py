"""Choosing packages for a pair of languages."""

from pathlib import Path

import pytest

from pipeline.errors import PackageError
from pipeline.packages import Found, Origin, Package, Problem, Tokenizer, TokenizerKind
from pipeline.packages.choose import choose


def package(name: str, version: str = "1", origin: Origin = Origin.PROJECT) -> Package:
    """Make up a package that need not exist."""
    from_code, to_code = name.split("_")
    path = Path(origin) / f"{name}-{version}"
    return Package(
        path=path,
        origin=origin,
        version=version,
        from_code=from_code,
        from_name=from_code,
        to_code=to_code,
        to_name=to_code,
        target_prefix="",
        tokenizer=Tokenizer(path / "sentencepiece.model", TokenizerKind.SENTENCEPIECE),
        model=path / "model",
        parts=(),
        size=0,
    )


def found(*packages: Package, problems: tuple[Problem, ...] = ()) -> Found:
    """Put packages in the order of preference in which they are given."""
    return Found(packages, problems, (Path("packages"), Path("bundled")))


def test_the_preferred_direct_package_is_taken() -> None:
    """
    Of several packages for the pair the first one counts, even after a possible detour.
    """
    there = found(package("en_de"), package("de_vi"), package("en_vi", "2"), package("en_vi"))

    assert ["en_vi 2"] == [each.label for each in choose(there, "en", "vi")]


def test_without_a_direct_package_there_is_a_chain() -> None:
    """
    A pair is reached over other languages, over as few as possible.
    """
    there = found(
        package("en_de"), package("de_fr"), package("fr_ru"), package("en_fr"), package("vi_ru")
    )

    assert ["en_fr", "fr_ru"] == [each.name for each in choose(there, "en", "ru")]


def test_chains_of_one_length_go_by_preference() -> None:
    """
    The first step of the chain is the preferred package among those that lead there.
    """
    there = found(
        package("fr_ru"),
        package("en_de", "7"),
        package("en_fr"),
        package("de_ru"),
        package("en_de"),
    )

    assert ["en_de 7", "de_ru 1"] == [each.label for each in choose(there, "en", "ru")]


def test_packages_that_lead_in_circles_end() -> None:
    """
    Packages back and forth between two languages lead nowhere, and that is said.
    """
    with pytest.raises(PackageError):
        choose(found(package("en_de"), package("de_en")), "en", "ru")


def test_a_missing_pair_says_what_to_do() -> None:
    """
    The message names the pair, the hint the places, what was broken there, and what to put.
    """
    broken = Problem(Path("packages/en_ru"), Origin.PROJECT, "has no metadata.json")

    with pytest.raises(PackageError) as error:
        choose(found(package("en_vi"), problems=(broken,)), "en", "ru")

    assert "no package translates from “en” into “ru”" == error.value.message
    assert (
        "Bring one with `pipeline packages install en-ru`, or name the folder of one with "
        "--package. Looked in: packages, bundled. "
        "Could not be used: packages/en_ru has no metadata.json"
    ) == error.value.hint


def test_vietnamese_gets_a_word_of_its_own() -> None:
    """
    Nobody should look for an English-Vietnamese package in the Argos index.
    """
    with pytest.raises(PackageError, match="packages install --from firefox en-vi"):
        choose(found(), "en", "vi")


def test_a_named_place_that_is_partly_broken_still_serves() -> None:
    """
    A broken package among the named ones does not matter to a pair that another of them serves.
    """
    broken = Problem(Path("mine/en_ru"), Origin.SETTING, "has no metadata.json")
    there = found(package("en_vi", origin=Origin.SETTING), problems=(broken,))

    assert ["en_vi"] == [each.name for each in choose(there, "en", "vi")]
