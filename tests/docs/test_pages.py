"""Pages that are made of the code, and the site that is made of all pages."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline.articles import FORMATS
from pipeline.cli import COMMANDS
from tests.docs.reading import ROOT, examples
from tests.docs.write import DOCS, pages
from tests.test_architecture import LEVELS

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


def test_every_suffix_is_among_the_formats() -> None:
    """
    The table that the page begins with has those that are read, and no other.
    """
    page = (DOCS / "reference/formats.md").read_text("utf-8")
    rows = re.findall(r"^\| (`\..*?) \|", page, re.MULTILINE)

    assert set(FORMATS) == {each for row in rows for each in re.findall(r"`(\.\w+)`", row)}


def test_every_key_of_the_review_page_is_listed() -> None:
    """
    Those that `?` lists on the page stand in the table of keys, too.
    """
    template = (ROOT / "pipeline/review/templates/article.html").read_text("utf-8")
    page = (DOCS / "review.md").read_text("utf-8")
    keys = set(re.findall(r"<kbd>(.+?)</kbd>", "".join(re.findall(r"<dt>.*?</dt>", template))))
    rows = re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)

    assert keys - {"1", "9"} <= {each for row in rows for each in re.findall(r"`(.+?)`", row)}


def test_every_room_is_in_the_picture() -> None:
    """
    CONTRIBUTING has those of the architecture, at their levels.
    """
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rooms = {
        name.rstrip("/").removesuffix(".py"): int(level)
        for level, names in re.findall(r"^\| (\d) \| (.*?) \|", text, re.MULTILINE)
        for name in re.findall(r"`(.+?)`", names)
    }

    assert rooms == {room: level for room, level in LEVELS.items() if not room.startswith("__")}


def test_pip_is_given_every_dependency() -> None:
    """
    The list for pip has all that the tool and Argos import, but what it is there to leave out.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split("[<>=]", each)[0] for each in project["dependencies"]}

    first, second = (
        set(example.command.split()[2:])
        for example in examples(DOCS / "how-to/install.md")
        if example.command.startswith("pip install")
    )

    assert needed | {"packaging", "sacremoses"} == first | {"argostranslate"}
    assert {"--no-deps", "argostranslate", "."} == second


def test_the_site_is_built_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    """
    Strictly, so that no page or heading is missing; without fonts or scripts of others.
    """
    # Not --quiet, which keeps warnings from being counted: nothing would be strict any more.
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr

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
