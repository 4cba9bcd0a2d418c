"""How long one segment of a large catalogue takes to save on the review page, beside bare polib.

Prints the median in milliseconds of saving and of looking while somebody types, of the first view,
and what polib takes to load a file, change an entry and save it. Run it by hand:
python -m tests.benchmarks.review_save [ENTRIES]
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import polib

from pipeline import config, languages
from pipeline.articles import ReadOptions
from pipeline.articles import read as read_article
from pipeline.catalogues import header, po
from pipeline.catalogues.merge import sources
from pipeline.model import Catalogue, Entry, Place, State
from pipeline.review import article, beside, saving
from pipeline.review.desk import Desk
from pipeline.review.saving import Asked, Saved
from pipeline.segmentation import split
from pipeline.state import DraftStore
from pipeline.workflow.noting import Noter
from pipeline.workflow.project import Project

ENTRIES = 2_000
TIMES = 30

# With as many of the commonest words as English has, or each paragraph would be asked its language.
WORDS = (
    "the flood reached a village harvest farmers sold rice abroad this year minister said water"
    " price market growth people city road bridge coast storm wind boats returned early morning"
    " of and to that with by from which their after"
).split()


def main() -> None:
    """Make a project, and time what a reviewer waits for."""
    say = sys.stdout.write
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        project = make(Path(folder), entries)
        desk = Desk(project)
        say(f"first view   {once(lambda: article.read(desk, 'long', 'vi')):8.1f} ms\n")
        say(f"next view    {once(lambda: article.read(desk, 'long', 'vi')):8.1f} ms\n")
        lines = iter(random.Random(2).sample(article.read(desk, "long", "vi").lines, 5 * TIMES))
        ours = time_of(lambda: save(desk, lines))
        bare = time_of(lambda: polib_save(project.catalogue("long", "vi")))
        key = article.read(desk, "long", "vi").lines[7].key
        look = time_of(lambda: saving.look(desk, "long", "vi", key, "Nước lên 12,5 mét."))
        near = time_of(lambda: beside.beside(desk, "long", "vi", key))
        say(f"save         {ours:8.1f} ms\n")
        say(f"polib        {bare:8.1f} ms  ({ours / bare:.2f} of it)\n")
        say(f"look         {look:8.1f} ms\n")
        say(f"beside       {near:8.1f} ms\n")


def make(root: Path, many: int) -> Project:
    """Write an article of so many sentences, and a catalogue of drafts."""
    (root / "pipeline.toml").write_text('languages = ["vi"]\n', encoding="utf-8")
    project = Project(config.load(root))
    path = project.settings.articles / "long.txt"
    path.parent.mkdir()
    path.write_text("\n\n".join(paragraphs(many)), encoding="utf-8")
    segments = split(read_article(path, "long", ReadOptions()), project.settings.segmentation)
    found = sources(segments, lambda _: Place("source_texts/long.txt", 1))
    entries = tuple(map(drafted, found))
    plural = languages.load("vi").plural_forms
    fields = header.new("long", "vi", plural_forms=plural, now=datetime.now(UTC))
    catalogue = project.catalogue("long", "vi")
    catalogue.parent.mkdir(parents=True)
    made = Catalogue("long", "vi", entries, fields)
    catalogue.write_bytes(po.render(made))
    with DraftStore(project.state_path) as state:
        # A run has asked the checks already.
        Noter(project, state).mark(made, languages.load("vi"))
    sys.stdout.write(f"{len(entries)} entries, {catalogue.stat().st_size // 1024} KB\n")
    return project


def paragraphs(many: int) -> Iterator[str]:
    """Write sentences, four a paragraph."""
    dice = random.Random(1)
    for at in range(0, many, 4):
        texts = (" ".join(dice.choices(WORDS, k=18)) for _ in range(4))
        yield " ".join(f"{text.capitalize()} {at + n}." for n, text in enumerate(texts))


def drafted(entry: Entry) -> Entry:
    """Give an entry a draft."""
    return Entry(
        entry.source,
        f"Bản nháp của câu: {entry.source}",
        State.DRAFT,
        entry.places,
        entry.kinds,
        origin="en_vi 0.2",
        confidence=0.7,
    )


def save(desk: Desk, lines: Iterator[article.Line]) -> None:
    """Correct and approve a segment that nobody has yet."""
    line = next(lines)
    asked = Asked(line.key, f"{line.entry.target} Sửa.", True, line.expected, 4.0, 12)
    assert isinstance(saving.save(desk, "long", "vi", asked), Saved)


def polib_save(path: Path) -> None:
    """Do the same with polib alone."""
    file = polib.pofile(str(path), wrapwidth=0)
    file[7].msgstr += " Sửa."
    file.save(str(path))


def once(work: Callable[[], object]) -> float:
    """Time something, in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def time_of(work: Callable[[], object]) -> float:
    """Time something often, in milliseconds, by its median."""
    return median(once(work) for _ in range(TIMES))


if __name__ == "__main__":
    main()
