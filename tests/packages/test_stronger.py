"""Telling people that stronger packages are to be had."""

from pathlib import Path

from pipeline.packages import Origin, Package, PackageOptions
from pipeline.packages.find import find
from pipeline.packages.stronger import advice
from tests.packages import tiny

BUNDLED = {each.name: each for each in find(PackageOptions(argos=False)).packages}


def own(folder: Path, *pair: str) -> Package:
    """Make a package that a person has installed."""
    path = tiny.build(folder, *pair)
    return find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages[0]


def test_bundled_packages_have_stronger_ones() -> None:
    """
    One line names both, and the command that brings both.
    """
    assert (
        "en_vi 0.2 and en_ru 0.2 are small packages to try things out with; stronger ones are"
        " one command away: pipeline packages install --from firefox en-vi en-ru"
    ) == advice([(BUNDLED["en_vi"],), (BUNDLED["en_ru"],)])


def test_only_what_is_in_use_is_named() -> None:
    """
    A language that another package serves is left out.
    """
    assert "en_ru 0.2 is a small package" in (line := advice([(BUNDLED["en_ru"],)]))
    assert line.endswith("--from firefox en-ru")


def test_a_persons_own_packages_need_no_advice(tmp_path: Path) -> None:
    """
    Whoever has installed a package has chosen it.
    """
    assert "" == advice([(own(tmp_path, "en", "vi"),), (own(tmp_path, "en", "xx"),)])
    assert Origin.BUNDLED is BUNDLED["en_vi"].origin
