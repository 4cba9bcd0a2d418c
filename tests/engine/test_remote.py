"""What a worker does with a recipe."""

import os
import pickle
from pathlib import Path

import pytest

from pipeline.engine import cluster
from pipeline.engine.remote import Desk, Wanted
from pipeline.errors import PackageError
from pipeline.packages import PackageOptions
from pipeline.packages.find import find
from tests.engine.recipes import Obeying
from tests.packages import tiny


def test_a_desk_travels_as_its_recipe(tmp_path: Path) -> None:
    """
    Where Dask moves it, the engine is made anew.
    """
    desk = Desk(Obeying(tmp_path), tmp_path / "packages", 1)
    first = desk.draft(["one"], {})

    moved = pickle.loads(pickle.dumps(desk))

    assert first == moved.draft(["one"], {})
    assert moved._engine is not desk._engine


def test_freed_memory_is_kept_while_an_engine_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Not given back at once, as Dask has it, which costs most of the speed.
    """
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "65536")

    Desk(Obeying(tmp_path), tmp_path / "packages", 1).draft(["one"], {})

    assert "MALLOC_TRIM_THRESHOLD_" not in os.environ


def test_what_arrives_as_another_package_is_refused(tmp_path: Path) -> None:
    """
    It is known by its content.
    """
    tiny.build(tmp_path / "mine", to_code="vi")
    (package,) = find(PackageOptions((tmp_path / "mine",), argos=False, bundled=False)).packages
    wanted = (Wanted(package.name, "0123"),)
    desk = Desk(Obeying(tmp_path, wanted=wanted), tmp_path / "packages", 1)

    assert ("0123",) == desk.lacking()
    with pytest.raises(PackageError, match="another package has arrived than 0123"):
        desk.receive({"0123": cluster._packed(package)})
