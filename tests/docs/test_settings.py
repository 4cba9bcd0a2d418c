"""Settings and keys that the documentation shows."""

import json
import re
from pathlib import Path

import pytest

from pipeline import config, languages
from tests.cli.conftest import Newsroom, newsroom
from tests.docs.reading import PAGES, ROOT, blocks, shown

__all__ = ["newsroom"]

LANGUAGE = ROOT / "docs/how-to/language.md"


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_settings_that_are_shown_can_be_used(page: Path) -> None:
    """
    Each block is a pipeline.toml that is read without complaint.
    """
    for block in blocks(page, "toml"):
        if page != LANGUAGE or block.startswith("languages"):
            config.parse(block.encode(), page)


def test_the_language_file_that_is_shown_can_be_used(tmp_path: Path) -> None:
    """
    What is needed, and what else it may say.
    """
    _, needed, more = blocks(LANGUAGE, "toml")
    (tmp_path / "es.toml").write_text(needed + more, encoding="utf-8")

    spanish = languages.load("es", tmp_path)

    assert ("Spanish", "Foto") == (spanish.name, spanish.labels["photo"])


@pytest.mark.parametrize(
    "command", ["status", "run", "export", "import locales/vi/LC_MESSAGES/floods.po"]
)
def test_every_key_is_explained(newsroom: Newsroom, command: str) -> None:
    """
    The page on JSON names all that a command prints.
    """
    newsroom("segment", "-q")
    page = (ROOT / "docs/reference/json.md").read_text(encoding="utf-8").split("```")[-1]
    named = set(re.findall(r"\b\w+\b", " ".join(re.findall(r"`([^`]+)`", page))))

    assert set() == keys(json.loads(newsroom(*command.split(), "--json").out)) - named


def keys(value: object) -> set[str]:
    """Name the keys of all objects in a value."""
    if isinstance(value, dict):
        return {*value, *(key for each in value.values() for key in keys(each))}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()
