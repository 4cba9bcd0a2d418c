"""A small project that has been run once, and a server on it that lives in a thread."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import polib

from pipeline import config
from pipeline.cli import main
from pipeline.cli.app import App
from pipeline.review import server
from pipeline.review.access import Access
from pipeline.workflow.project import Project
from tests.cli.shouting import Shouting

ARTICLES = {
    "bridge.txt": """\
Old bridge opens again after ten years

HUE - The bridge over the Perfume River opened on Monday, May 6. More than 1,200 people crossed \
it before noon. Repairs had cost 4.5 million dollars.
People cross the bridge in the morning. (Photo: First Agency)

"My grandmother sold flowers here," said Ms. Lan. Cars have to wait until autumn.

(Source: First Agency)
""",
    "markets/flowers.txt": """\
Flower market moves to the river

Sellers will leave the old square in June. The new hall has room for 300 stalls.

Cars have to wait until autumn. Nobody knows what becomes of the square.
""",
    "weather.txt": """\
Storm passes north of the coast

The storm turned away on Tuesday night. Winds reached 90 kilometres an hour.

Fishing boats may leave the harbours again.
""",
}


def make(root: Path) -> None:
    """Write the project and run it once, with an engine that shouts."""
    (root / "pipeline.toml").write_text('languages = ["vi", "ru"]\n', encoding="utf-8")
    for name, text in ARTICLES.items():
        path = root / "source_texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    run(root)


def run(root: Path) -> None:
    """Run `pipeline run` on a project, with an engine that shouts."""
    with contextlib.suppress(SystemExit):
        main(["run", "-q", "--project", str(root)], App(engine_maker=Shouting))


def opened(root: Path) -> Project:
    """Open a project."""
    return Project(config.load(root))


def po(root: Path, article: str, language: str = "vi") -> Path:
    """Say where a catalogue lies."""
    return root / "locales" / language / "LC_MESSAGES" / f"{article}.po"


def entry(root: Path, article: str, source: str, language: str = "vi") -> polib.POEntry:
    """Give an entry of a catalogue as it is on the disk, by the beginning of its source."""
    file = polib.pofile(po(root, article, language))
    return next(each for each in file if each.msgid.startswith(source))


@contextlib.contextmanager
def serving(root: Path, port: int = 0) -> Iterator[Access]:
    """Serve a project until the block ends; a browser that goes on then has lost its server."""
    with server.listening(opened(root), port) as running:
        yield running.access
