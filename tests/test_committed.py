"""The result that lies in the tree: two articles, their templates and catalogues."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.model
def test_a_run_on_a_fresh_clone_changes_nothing(tmp_path: Path) -> None:
    """
    Without any state, the catalogues in the tree are complete, and stay as they are.
    """
    for name in ("pipeline.toml", "glossary.csv", "source_texts", "locales"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "run", "--project", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "0 drafted now" in done.stderr
    assert before == {path: path.read_bytes() for path in before}
    assert 6 == sum(path.suffix in {".po", ".pot"} for path in before)
    assert 4 == len(list((tmp_path / "build" / "drafts").rglob("*.txt")))
