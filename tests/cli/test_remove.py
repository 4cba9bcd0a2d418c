"""`pipeline packages remove`: asked for, of the project's own packages only."""

import io
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Newsroom
from tests.packages import tiny


@pytest.fixture
def newsroom(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A project with two packages of its own, one of them for Vietnamese."""
    monkeypatch.setattr("pipeline.engine.probe.probe", lambda *_, **__: iter(()))
    made = newsroom.root.parent / "made"
    for code in ("vi", "yy"):
        assert 0 == newsroom("packages", "install", tiny.build(made, "en", code)).code
    return newsroom


def names(newsroom: Newsroom) -> list[str]:
    """Name what lies in the packages folder, hidden things too."""
    return sorted(path.name for path in (newsroom.root / "packages").iterdir())


@pytest.mark.parametrize(
    "name",
    ["en-vi", "en_vi", "en→vi", "en_vi 0.1", "translate-en_vi-0_1", "packages/translate-en_vi-0_1"],
)
def test_a_package_goes_by_any_of_its_names(newsroom: Newsroom, name: str) -> None:
    """
    The folder and the line in the lock go, and what serves its language now is said.
    """
    result = newsroom("packages", "remove", name, "--yes")

    told = ["en_vi 0.1 is removed: packages/translate-en_vi-0_1"]
    told += ["vi is now translated by en_vi 0.2 (bundled)"]
    assert (0, told, "") == (result.code, result.out.splitlines(), result.err)
    assert ["translate-en_yy-0_1"] == names(newsroom)
    lock = (newsroom.root / "packages.lock").read_text(encoding="utf-8")
    assert ("en_yy" in lock, "en_vi" in lock) == (True, False)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "left"), [("y\n", 1), ("n\n", 2), ("\n", 2)])
def test_a_person_is_asked(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    """
    Only a yes removes a package.
    """
    monkeypatch.setattr(sys, "stdin", _Terminal(answer))

    result = newsroom("packages", "remove", "en-vi")

    assert (0, "") == (result.code, result.out.partition("en_vi 0.1 is removed")[0])
    assert "Remove en_vi 0.1 (packages/translate-en_vi-0_1)? [y/N]" in result.err
    assert left == len(names(newsroom))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["en-vi"], "nobody is there to be asked"),
        (["en-ru", "--yes"], "en_ru 0.2 comes with this tool, and stays with it"),
        (["en-xx", "--yes"], "there is no package 'en-xx'"),
    ],
)
def test_what_should_not_go_stays(newsroom: Newsroom, arguments: list[str], reason: str) -> None:
    """
    Without a person or a word, bundled ones, and what is not there: one sentence each.
    """
    before = newsroom.bytes()

    result = newsroom("packages", "remove", *arguments)

    assert (2, 1) == (result.code, result.err.count("Error:"))
    assert reason in result.err
    assert before == newsroom.bytes()


def test_packages_of_argos_belong_to_it(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What another program has installed is left to it.
    """
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    path = tiny.build(tmp_path / "argos", "en", "zz")

    result = newsroom("packages", "remove", "en-zz", "--yes")

    assert 2 == result.code
    assert "was installed by Argos Translate, which other programs may use" in result.err
    assert "argos_packages = false" in result.err
    assert path.exists()


def test_names_that_fit_several_are_answered_with_them(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    Of two versions one has to be named.
    """
    newsroom("packages", "install", tiny.build(tmp_path, "en", "vi", version="0.3"))

    result = newsroom("packages", "remove", "en-vi", "--yes")

    assert 2 == result.code
    assert "Name one of: packages/translate-en_vi-0_3, packages/translate-en_vi-0_1." in result.err
    assert 0 == newsroom("packages", "remove", "en_vi 0.3", "--yes").code


def test_a_package_of_a_named_folder_may_go(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    Folders that the settings name belong to the project as well.
    """
    tiny.build(tmp_path / "models", "en", "zz")
    with (newsroom.root / "pipeline.toml").open("a", encoding="utf-8") as out:
        out.write(f'[folders]\npackages = ["{tmp_path / "models"}"]\n')

    assert 0 == newsroom("packages", "remove", "en-zz", "--yes").code
    assert [] == list((tmp_path / "models").iterdir())


@pytest.mark.parametrize("name", ["translate-en_vi-0_1", "packages/translate-en_vi-0_1"])
@pytest.mark.parametrize("harm", ["model/model.bin", "metadata.json", ""])
def test_what_is_left_of_a_package_may_go(newsroom: Newsroom, harm: str, name: str) -> None:
    """
    A broken one, or one of which only packages.lock still knows, goes by its folder.
    """
    package = newsroom.root / "packages" / "translate-en_vi-0_1"
    if harm:
        (package / harm).write_bytes(b"")
    else:
        shutil.rmtree(package)

    result = newsroom("packages", "remove", name, "--yes")

    told = "translate-en_vi-0_1 is removed: packages/translate-en_vi-0_1\n"
    assert (0, told, "") == (result.code, result.out, result.err)
    assert ["translate-en_yy-0_1"] == names(newsroom)
    assert "en_vi" not in (newsroom.root / "packages.lock").read_text(encoding="utf-8")


def test_what_never_was_a_package_stays(newsroom: Newsroom) -> None:
    """
    Neither the folder of packages itself nor what lies elsewhere is taken away.
    """
    before = newsroom.bytes()

    for name in ("packages", ".", "..", "source_texts", "packages/.."):
        assert 2 == newsroom("packages", "remove", name, "--yes").code

    assert before == newsroom.bytes()


def test_a_broken_lock_is_told_before_anything_goes(newsroom: Newsroom) -> None:
    """
    A lock that cannot be understood is named with its line, and the package stays.
    """
    (newsroom.root / "packages.lock").write_text("<<<\n", encoding="utf-8")

    result = newsroom("packages", "remove", "en-vi", "--yes")

    assert 2 == result.code
    assert "packages.lock:1: this is not TOML" in result.err
    assert 2 == len(names(newsroom))
