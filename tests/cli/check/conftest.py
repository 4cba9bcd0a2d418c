"""A newsroom whose checks are few and simple, so that no language has a say."""

from dataclasses import dataclass

import polib
import pytest

from pipeline.catalogues import header, po
from pipeline.checks import table
from pipeline.model import Catalogue, Entry
from tests.catalogues.building import HEADER
from tests.checks import faking
from tests.cli.conftest import Newsroom

PLAIN = "Nobody was hurt."
SOURCES = ("On May 15 it rained.", "Nobody was hurt.", "Prices rose by 7 percent.")


@dataclass
class Desk:
    """A newsroom with one article of three sentences, reviewed in Vietnamese."""

    newsroom: Newsroom

    def translate(self, *targets: str, note: str = "", at: int = 0) -> None:
        """Put reviewed translations into the first entries; a comment into one of them."""

        def change(file: polib.POFile) -> None:
            for entry, target in zip(file, targets, strict=False):
                entry.msgstr = target
                entry.flags = []
            if note:
                file[at].tcomment = note
            file.metadata["PO-Revision-Date"] = "2030-01-01 10:00+0000"

        self.newsroom.edit("rain", "vi", change)

    def line(self, at: int) -> int:
        """Say on which line of its file a translation stands."""
        lines = self.newsroom.po("rain").read_text(encoding="utf-8").splitlines()
        numbers = [number for number, line in enumerate(lines, 1) if line.startswith("msgstr")]
        return numbers[at + 1]

    def place(self, at: int) -> str:
        """Name a translation as the command does."""
        return f"locales/vi/LC_MESSAGES/rain.po:{self.line(at)}"


def write(newsroom: Newsroom, name: str, *entries: Entry, language: str = "vi") -> None:
    """Write a catalogue, and an article for it."""
    newsroom.write(f"{name}.txt", "It rained.\n")
    path = newsroom.po(name, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = header.put(HEADER, "Language", language)
    path.write_bytes(po.render(Catalogue(name, language, entries, fields)))


@pytest.fixture
def desk(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Make the newsroom, with drafts that are fine."""
    monkeypatch.setattr(table, "CHECKS", faking.CHECKS)
    monkeypatch.setattr(table, "ACROSS", faking.ACROSS)
    for path in (newsroom.root / "source_texts").rglob("*.txt"):
        path.unlink()
    (newsroom.root / "pipeline.toml").write_text('languages = ["vi"]\n', encoding="utf-8")
    newsroom.write("rain.txt", " ".join(SOURCES) + "\n")
    assert 0 == newsroom("run").code
    return Desk(newsroom)
