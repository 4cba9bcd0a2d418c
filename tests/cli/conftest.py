"""Commands run as a person runs them, in a project of their own, with an engine that shouts."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polib
import pytest

from pipeline.cli import main
from pipeline.cli.app import App
from tests.cli.shouting import Shouting as Shouting

FLOODS = """\
Floods cut off three villages

HANOI - Heavy rain fell for two days. Rivers rose above their banks.
Rescuers reach a village by boat. (Photo: First Agency)

"We have never seen such water," said Mr. Tran. Nobody was hurt.
"""

HARVEST = "The harvest was good. Farmers sold most of the rice abroad.\n"


class Result(NamedTuple):
    """What a command gave: its exit code, its result, its talk."""

    code: int
    out: str
    err: str


@dataclass
class Newsroom:
    """A project in a temporary folder, and a person at its terminal."""

    root: Path
    capsys: pytest.CaptureFixture[str]
    engines: dict[str, Shouting] = field(default_factory=dict)

    def __call__(self, *args: str | Path) -> Result:
        """Run a command in the project, with the shouting engine."""
        app = App(engine_maker=self.engine)
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args], app)
        out, err = self.capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, out, err)

    def engine(self, language: str) -> Shouting:
        """Give the engine of a language, the same one each time."""
        return self.engines.setdefault(language, Shouting(language))

    @property
    def asked(self) -> list[str]:
        """List the texts that any engine was asked for since the last look."""
        asked = [text for engine in self.engines.values() for text in engine.asked]
        for engine in self.engines.values():
            engine.asked.clear()
        return asked

    def write(self, name: str, text: str | bytes) -> Path:
        """Put an article into the project."""
        path = self.root / "source_texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def po(self, article: str, language: str = "vi") -> Path:
        """Say where a catalogue lies."""
        return self.root / "locales" / language / "LC_MESSAGES" / f"{article}.po"

    def edit(self, article: str, language: str, change: Callable[[polib.POFile], None]) -> None:
        """Edit a catalogue as a translator's tool would."""
        path = self.po(article, language)
        file = polib.pofile(path, wrapwidth=0)
        change(file)
        file.save(str(path))

    def review(self, article: str, language: str = "vi", skip: Sequence[str] = ()) -> None:
        """Approve every entry of a catalogue as it stands, but for some sources."""

        def approve(file: polib.POFile) -> None:
            for entry in file:
                if "fuzzy" in entry.flags and entry.msgid not in skip:
                    entry.flags.remove("fuzzy")
            file.metadata["PO-Revision-Date"] = "2030-01-01 10:00+0000"

        self.edit(article, language, approve)

    def bytes(self) -> dict[str, bytes]:
        """Give every file of the project but the state, with what it holds."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".pipeline" not in path.parts
        }


def environment(**more: str) -> dict[str, str]:
    """Give a process the tests' own modules."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", **more}


@pytest.fixture
def newsroom(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Newsroom:
    """Make a project with two articles and two languages, and go there."""
    root = tmp_path / "newsroom"
    root.mkdir()
    (root / "pipeline.toml").write_text('languages = ["vi", "ru"]\n', encoding="utf-8")
    monkeypatch.chdir(root)
    room = Newsroom(root, capsys)
    room.write("floods.txt", FLOODS)
    room.write("fields/harvest.txt", HARVEST)
    return room
