"""Pages that are made of the code, and the site that is made of all pages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from tests.docs.reading import ROOT
from tests.docs.write import DOCS, pages

WRITTEN = pages()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_page_is_current(path: Path) -> None:
    """
    What is committed is what the code says today.
    """
    assert path.exists(), "renew it: python -m tests.docs.write"
    assert WRITTEN[path] == path.read_text("utf-8"), "renew it: python -m tests.docs.write"


def test_every_command_has_a_manual_page_and_no_other() -> None:
    """
    A command that is gone leaves none behind.
    """
    there = {path.name for path in (DOCS / "man").iterdir()}

    assert there == {"pipeline.1", *(f"pipeline-{name}.1" for name in COMMANDS)}


def test_the_site_is_built_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    """
    Strictly, so that no page or heading is missing; without fonts or scripts of others.
    """
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stdout)

    built = [path for path in tmp_path.rglob("*") if path.suffix in {".html", ".css"}]
    loaded = [
        found
        for path in built
        for found in re.findall(
            r"""<(?:script|img|iframe)[^>]+src=["']?https?:[^>]*|<link[^>]+rel=["']?(?:stylesheet|pre)"""
            r"""[^>]+https?:[^>]*|url\(["']?https?:[^)]*|@import[^;]*https?:[^;]*""",
            path.read_text("utf-8"),
        )
    ]
    assert (tmp_path / "tutorial.html") in built
    assert [] == loaded
