"""Where Argos keeps packages, as its own settings work it out."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.packages.home import argos_folders


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with every folder that Argos could mean."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for each in (".local/share", "data", "snap-user/.local/share"):
        (tmp_path / each / "argos-translate" / "packages").mkdir(parents=True)
    for each in ("chosen", "snap/snap_custom/packages", "snap/snap_custom/content_snap_packages/a"):
        (tmp_path / each).mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, [".local/share/argos-translate/packages"]),
        ({"XDG_DATA_HOME": "data"}, ["data/argos-translate/packages"]),
        ({"ARGOS_PACKAGES_DIR": "chosen", "XDG_DATA_HOME": "data"}, ["chosen"]),
        ({"ARGOS_PACKAGES_DIR": "nowhere"}, []),
        (
            {"SNAP": "snap", "SNAP_USER_DATA": "snap-user"},
            [
                "snap-user/.local/share/argos-translate/packages",
                "snap/snap_custom/packages",
                "snap/snap_custom/content_snap_packages/a",
            ],
        ),
    ],
)
def test_folders_are_those_of_argos(
    home: Path, environment: Mapping[str, str], expected: list[str]
) -> None:
    """
    Variables come before the default below the home folder; what is not there is left out.
    """
    given = {name: str(home / value) for name, value in environment.items()}

    assert [home / each for each in expected] == list(argos_folders(given))


def test_the_settings_file_of_argos_counts(home: Path) -> None:
    """
    A folder chosen in Argos's settings.json is used, but a variable comes before it.
    """
    settings = home / ".config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(home / "chosen")}), encoding="utf-8")

    assert (home / "chosen",) == argos_folders({})
    assert (home / "data",) == argos_folders({"ARGOS_PACKAGES_DIR": str(home / "data")})


@pytest.mark.parametrize("text", ["", "{", "[]", '{"ARGOS_PACKAGES_DIR": 5}'])
def test_settings_that_cannot_be_read_do_not_matter(home: Path, text: str) -> None:
    """
    A broken settings.json of another program is no reason to stop.
    """
    settings = home / ".config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(text, encoding="utf-8")

    assert (home / ".local/share/argos-translate/packages",) == argos_folders({})
