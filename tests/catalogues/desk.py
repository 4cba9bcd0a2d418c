"""A newsroom's project on disk: an engine that shouts, and a clock that tests set."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polib

from pipeline import config
from pipeline.catalogues import header, po
from pipeline.model import Catalogue, Draft
from pipeline.workflow.project import Project, Selection
from pipeline.workflow.report import Observer, Report
from pipeline.workflow.run import run
from pipeline.workflow.work import Steps
from tests.cli.conftest import Shouting

SETTINGS = 'languages = ["{}"]\n[articles]\ncheck_language = false\n'


@dataclass
class Stammering(Shouting):
    """The engine that shouts, but has nothing to say to sentences with `dumb`, and cannot count."""

    dumb: str = "Hmm"
    misread: tuple[str, str] = ("41", "14")

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        """Shout; where there are no words, say why."""
        for at, draft in super().translate(texts):
            nothing = Draft("", 0.1, self.origin, ("only a repeated word came",))
            said = replace(draft, text=draft.text.replace(*self.misread))
            yield at, nothing if self.dumb in texts[at] else said


@dataclass
class Listening(Observer):
    """Keeps what a run says."""

    notes: list[str] = field(default_factory=list)

    def note(self, message: str) -> None:
        """Keep a sentence."""
        self.notes.append(message)


@dataclass
class Desk:
    """A project in a folder, with one language, and a day on which everything happens."""

    root: Path
    language: str = "vi"
    engine: Stammering = field(init=False)
    said: Listening = field(default_factory=Listening)
    now: datetime = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.engine = Stammering(self.language)
        (self.root / "source_texts").mkdir(parents=True, exist_ok=True)
        settings = SETTINGS.format(self.language)
        (self.root / "pipeline.toml").write_text(settings, encoding="utf-8")

    def article(self, name: str) -> Path:
        """Say where an article lies."""
        return self.root / "source_texts" / (name if name.endswith(".md") else f"{name}.txt")

    def po(self, name: str) -> Path:
        """Say where its catalogue lies."""
        return self.root / "locales" / self.language / "LC_MESSAGES" / f"{name}.po"

    def pot(self, name: str) -> Path:
        """Say where its template lies."""
        return self.root / "locales" / f"{name}.pot"

    def write(self, name: str, text: str) -> None:
        """Write an article."""
        self.article(name).parent.mkdir(parents=True, exist_ok=True)
        self.article(name).write_text(text, encoding="utf-8")

    def run(self, *, refresh: bool = False, draft: bool = True) -> Report:
        """Run the pipeline an hour after the last time."""
        self.now += timedelta(hours=1)
        steps = Steps(draft=draft, refresh=refresh)
        return run(
            self.project, Selection(), steps, self.said, engines=lambda _: self.engine, now=self.now
        )

    @property
    def project(self) -> Project:
        """The project as its settings have it."""
        return Project(config.load(self.root))

    def read(self, name: str) -> Catalogue:
        """Read a catalogue as it now stands on disk."""
        return po.parse(self.po(name).read_bytes(), self.po(name), name, self.language)

    def edit(self, name: str, change: Callable[[polib.POFile], None], *, date: bool = True) -> None:
        """Edit a catalogue as a person does, in a program that sets the date, or in one that
        does not.
        """
        file = polib.pofile(self.po(name).read_text(encoding="utf-8"), wrapwidth=0)
        change(file)
        if date:
            self.now += timedelta(minutes=5)
            file.metadata[header.REVISED] = header.date(self.now)
        self.po(name).write_text(str(file), encoding="utf-8")
