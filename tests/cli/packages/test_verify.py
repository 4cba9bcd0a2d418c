"""`pipeline packages verify`."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import config
from pipeline.engine import EngineOptions
from pipeline.packages import Package
from pipeline.packages.find import BUNDLED
from pipeline.workflow import verify
from pipeline.workflow.project import Project
from tests.cli.conftest import Newsroom
from tests.packages import tiny


@pytest.fixture
def alone(newsroom: Newsroom) -> Newsroom:
    """A project that finds its own packages only, one of which was installed."""
    (newsroom.root / "pipeline.toml").write_text(
        'languages = ["vi"]\n[translation]\nbundled_packages = false\nargos_packages = false\n',
        encoding="utf-8",
    )
    source = tiny.build(newsroom.root.parent, "en", "vi", version="1.0")
    assert 0 == newsroom("packages", "install", source).code
    return newsroom


def installed(newsroom: Newsroom) -> Path:
    """Say where the package of the project lies."""
    return newsroom.root / "packages" / "translate-en_vi-1_0"


@pytest.mark.model
def test_bundled_packages_are_as_shipped(newsroom: Newsroom) -> None:
    """
    Their digests are known by heart, and they translate.
    """
    found = json.loads(newsroom("packages", "verify", "--json").out)["packages"]
    shipped = {each["package"]: each for each in found if str(BUNDLED) in each["path"]}

    assert {"en_ru 0.2", "en_vi 0.2"} == set(shipped)
    assert {("shipped", ())} == {(each["known"], tuple(each["wrong"])) for each in shipped.values()}


def test_an_installed_package_is_as_locked(alone: Newsroom) -> None:
    """
    One line a package, with its digest.
    """
    result = alone("packages", "verify")

    digest = json.loads(alone("packages", "list", "--json").out)["packages"][0]["digest"]
    assert (0, f"en_vi 1.0: fine (digest {digest}, as locked)\n", "") == result


def test_a_package_that_nobody_installed_is_fine_if_it_translates(alone: Newsroom) -> None:
    """
    Of a folder that was put there by hand no digest is known.
    """
    tiny.build(alone.root / "packages", "en", "ru")

    assert "en_ru 0.1: fine (digest " in alone("packages", "verify", "en-ru").out
    assert "locked" not in alone("packages", "verify", "en-ru").out


def test_quiet_says_what_is_wrong_only(alone: Newsroom) -> None:
    """
    As scripts want it.
    """
    assert (0, "", "") == alone("packages", "verify", "-q")


def test_other_bytes_are_told(alone: Newsroom) -> None:
    """
    Even if the package still translates, it is not the one that was installed.
    """
    vocabulary = installed(alone) / "model" / "vmap.txt"
    vocabulary.write_text("", encoding="utf-8")

    code, out, _ = alone("packages", "verify")

    assert 1 == code
    assert f"en_vi 1.0 ({installed(alone)}): has changed: its digest is " in out
    assert "Bring it again with `pipeline packages install --force`" in out


def test_broken_packages_are_told_and_stop_no_other(alone: Newsroom) -> None:
    """
    What cannot even be read is listed by its folder.
    """
    broken = tiny.build(alone.root / "packages", "en", "ru")
    os.truncate(broken / "model" / "model.bin", 100)
    strange = tiny.build(alone.root / "packages", "en", "xx", target_prefix="__xx__")

    code, out, _ = alone("packages", "verify")

    assert 1 == code
    assert f"en_ru ({broken}): has a model/model.bin that is empty, cut short" in out
    assert f"en_xx 0.1 ({strange}): has a target_prefix “__xx__” that is not in its" in out
    assert "en_vi 1.0: fine" in out
    assert 2 == out.count("Remove it, or install it again")


@pytest.mark.parametrize("name", ["en_ru", "en-ru", "packages/en_ru"])
def test_a_broken_package_can_be_named(alone: Newsroom, name: str) -> None:
    """
    By its pair, as far as its folder tells it, or by its path.
    """
    os.truncate(tiny.build(alone.root / "packages", "en", "ru") / "model" / "model.bin", 100)

    code, out, _ = alone("packages", "verify", name)

    assert (1, 1) == (code, len(out.splitlines()))


@pytest.mark.parametrize("name", ["en_vi", "translate-en_vi-1_0"])
def test_a_locked_package_that_is_gone_is_told(alone: Newsroom, name: str) -> None:
    """
    Colleagues have it, and this project would translate otherwise.
    """
    shutil.rmtree(installed(alone))

    code, out, _ = alone("packages", "verify", name)

    assert 1 == code
    assert out.startswith(f"en_vi 1.0 ({installed(alone)}): is in packages.lock, but not there")
    assert out == alone("packages", "verify").out


def test_an_unknown_name_is_wrong_usage(alone: Newsroom) -> None:
    """
    Nothing is verified then.
    """
    code, out, err = alone("packages", "verify", "en_vi", "en_fr")

    assert (2, "") == (code, out)
    assert "there is no package 'en_fr'" in err


def test_a_broken_lock_file_is_told_with_its_line(alone: Newsroom) -> None:
    """
    It would be no help to pass over it.
    """
    (alone.root / "packages.lock").write_text("[[package]]\nfolder = 1\n", encoding="utf-8")

    code, _, err = alone("packages", "verify")

    assert 2 == code
    assert "packages.lock:" in err


def test_a_changed_bundled_package_wants_the_tool_afresh(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    No other command brings it back.
    """

    def silent(_: Package, __: EngineOptions) -> Iterator[str]:
        yield from ()

    monkeypatch.setattr(verify, "SHIPPED", {"en_vi": "0" * 16})
    project = Project(config.load(newsroom.root))

    verdicts = verify.verify(project, ["en_vi"], probe=silent)

    (verdict,) = (each for each in verdicts if each.path.parent == BUNDLED)
    assert f"should be {'0' * 16}" in verdict.wrong[0]
    assert "Install this tool afresh" == verdict.hint
