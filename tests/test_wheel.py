"""The wheel that users install: it holds all that it needs, and works in any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the tree, and unpack it as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    built = subprocess.run(
        [sys.executable, "-c", build, folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wheel = folder / built.stdout.splitlines()[-1]
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_what_the_tree_holds(unpacked: Path) -> None:
    """
    Every module, language file and package of the tree is in the wheel.
    """
    tree = {
        path.relative_to(ROOT)
        for path in (ROOT / "pipeline").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    packed = {path.relative_to(unpacked) for path in (unpacked / "pipeline").rglob("*")}

    assert tree <= packed


def test_the_wheel_holds_the_manual_pages(unpacked: Path) -> None:
    """
    Where `man` looks for them, below the folder that the command lies in.
    """
    (folder,) = unpacked.glob("*.data/data/share/man/man1")

    assert {path.name for path in (ROOT / "docs/man").iterdir()} == {
        path.name for path in folder.iterdir()
    }


@pytest.mark.model
def test_the_wheel_runs_without_a_home(unpacked: Path, tmp_path: Path) -> None:
    """
    A new project is translated by the bundled packages, with no home folder to write to.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": str(unpacked),
        "HOME": str(tmp_path / "nowhere"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    project = tmp_path / "project"
    for arguments in (["init", str(project)], ["run", "--project", str(project)]):
        subprocess.run(
            [sys.executable, "-m", "pipeline", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=True,
        )

    draft = (project / "build/drafts/vi/first-article.txt").read_text("utf-8")
    assert "(Ảnh: First Agency)" in draft
    assert "320" in draft
    assert not (tmp_path / "nowhere").exists()
