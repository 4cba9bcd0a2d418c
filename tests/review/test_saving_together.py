"""The page, an editor and runs on one project: whatever their order, no person's text is lost."""

import shutil
import tempfile
from pathlib import Path

import polib
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pipeline.review import article, saving
from pipeline.review.article import Line
from pipeline.review.desk import Desk
from pipeline.review.saving import Asked, Saved
from tests.review import project

NAME = "weather"
NUMBERS = st.integers(0, 4)
# Few texts, so that people come to the same ones, and to that of the draft.
TEXTS = st.sampled_from(["Bão", "Bão đi qua", "</script>", '"\\', "hai\ndòng", "DRAFT"])

_made: list[Path] = []


def made() -> Path:
    """Make the project once, where all examples take it from."""
    if not _made:
        root = Path(tempfile.mkdtemp(prefix="together"))
        project.make(root)
        _made.append(root)
    return _made[0]


class Together(RuleBasedStateMachine):
    """Two servers with views that may be old, an editor that saves whole files, and runs.

    `saved` holds what a person's latest save has left of a sentence: text, and whether approved.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / "newsroom"
        shutil.copytree(made(), self.root, copy_function=shutil.copy2)
        self.desks = [Desk(project.opened(self.root)) for _ in range(2)]
        self.views: list[tuple[Line, ...]] = [(), ()]
        self.saved: dict[str, tuple[str, bool]] = {}
        self.drafts = {each.msgid: each.msgstr for each in self.file()}
        self.years = 2030
        self.view(0)
        self.view(1)

    def teardown(self) -> None:
        """Clean up."""
        self.folder.cleanup()

    def file(self) -> polib.POFile:
        """Read the catalogue."""
        return polib.pofile(project.po(self.root, NAME), wrapwidth=0)

    @rule(tab=st.integers(0, 1))
    def view(self, tab: int) -> None:
        """Load the page."""
        self.views[tab] = article.read(self.desks[tab], NAME, "vi").lines

    @rule(
        tab=st.integers(0, 1),
        number=NUMBERS,
        text=TEXTS,
        reviewed=st.booleans(),
        undo=st.booleans(),
    )
    def save(self, tab: int, number: int, text: str, reviewed: bool, undo: bool) -> None:
        """Save a segment on a page that may be old; what others did in between is not lost."""
        shown = self.views[tab][number % len(self.views[tab])]
        source = shown.entry.source
        text = self.drafts[source] if text == "DRAFT" else text
        before = {each.msgid: (each.msgstr, not each.fuzzy) for each in self.file()}[source]
        asked = Asked(shown.key, text, reviewed, shown.expected, is_undo=undo)

        done = saving.save(self.desks[tab], NAME, "vi", asked)

        seen = (shown.entry.target, shown.entry.state == "reviewed")
        if isinstance(done, Saved):
            # It was what she had before her, or somebody has come to the same words.
            assert before in (seen, (text, reviewed), (text, False))
            self.saved[source] = (text, reviewed)
        else:
            assert before != seen or before[0] != text

    @rule(number=NUMBERS, text=TEXTS, reviewed=st.booleans())
    def edit(self, number: int, text: str, reviewed: bool) -> None:
        """Change an entry in an editor, which writes the file anew."""
        file = self.file()
        entry = file[number % len(file)]
        entry.msgstr = self.drafts[entry.msgid] if text == "DRAFT" else text
        if reviewed == entry.fuzzy:
            entry.flags.remove("fuzzy") if reviewed else entry.flags.append("fuzzy")
        self.years += 1
        file.metadata["PO-Revision-Date"] = f"{self.years}-01-01 10:00+0000"
        file.save(str(project.po(self.root, NAME)))
        self.saved[entry.msgid] = (entry.msgstr, reviewed)

    @rule(number=NUMBERS)
    def approve_all(self, number: int) -> None:
        """Approve all on a fresh page between two runs, all within a minute."""
        project.run(self.root)
        for tab in range(2):
            self.view(tab)
        for shown in self.views[number % 2]:
            asked = Asked(shown.key, shown.entry.target, True, shown.expected)
            assert isinstance(saving.save(self.desks[number % 2], NAME, "vi", asked), Saved)
            self.saved[shown.entry.source] = (shown.entry.target, True)
        project.run(self.root)

    @rule()
    def run(self) -> None:
        """Run the pipeline."""
        project.run(self.root)

    @invariant()
    def nothing_is_lost(self) -> None:
        """What a person saved last stands there."""
        there = {each.msgid: (each.msgstr, not each.fuzzy) for each in self.file()}
        assert self.saved == {source: there[source] for source in self.saved}


TestTogether = Together.TestCase
TestTogether.settings = settings(
    max_examples=8,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
