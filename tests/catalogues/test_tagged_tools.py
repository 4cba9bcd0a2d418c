"""Texts with tags after a visit to translators' tools, as tests/tools/record.py recorded it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.exchange import xliff
from pipeline.model import State
from pipeline.workflow.import_ import Wanted, import_
from tests.catalogues import tagged_sample as sample
from tests.catalogues.desk import Desk

TOOLS = Path(__file__).parents[1] / "cases/catalogues/tools/tagged"

# One word, typed over a draft whose tags went with it.
TYPED = "Dan-thong-bao."
UNTAGGED = ("<1>Waves", State.REVIEWED, TYPED)
APPROVED = ("Rescuers", State.REVIEWED, "vi: RESCUERS REACHED <1>THE LAST VILLAGE</1> ON TUESDAY.")
NOTE = ("By the", State.REVIEWED, "vi: BY THE <1>HARBOUR MASTER</1>.")
TRANSLATED = ("Rescuers", State.REVIEWED, sample.TRANSLATED)

# What the translator has done in each tool; nothing else may differ, tags least of all.
DONE = {
    "gtranslator.po": {UNTAGGED, APPROVED},
    "lokalize.po": {UNTAGGED, APPROVED, NOTE},
    "msgcat.po": set(),
    "msgmerge.po": {("Rescuers", State.SUGGESTED, APPROVED[2])},
    "omegat.po": {TRANSLATED},
    "po4a.po": set(),
    "poedit.po": {UNTAGGED, APPROVED, NOTE},
    "toolkit.po": {TRANSLATED},
    # In OmegaT, what stands for the English is the draft: nothing was done there.
    "omegat_xliff.xlf": set(),
    "lokalize_xliff.xlf": {UNTAGGED, APPROVED, NOTE},
    "poedit_xliff.xlf": {("Type", State.REVIEWED, TYPED)},
    "toolkit_xliff.xlf": {TRANSLATED},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A newsroom where this sample has been made, to be copied by `desk`."""
    desk = Desk(tmp_path_factory.mktemp("made"))
    sample.make(desk)
    return desk


def visit(desk: Desk, saved: str) -> list[str]:
    """Take up what a tool has saved, and run; gives what failed then."""
    if saved == "msgmerge.po":
        desk.write(sample.NAME, sample.LATER)
    if saved.endswith(".po"):
        shutil.copy(TOOLS / saved, desk.po(sample.NAME))
    else:
        import_(desk.project, [TOOLS / saved], Wanted(), desk.said, now=desk.now)
    return [failure.message for failure in desk.run().failures]


def test_the_sample_is_what_the_tools_were_given(desk: Desk) -> None:
    """
    If it changes, the tools must be run again.
    """
    assert (TOOLS / "ours.po").read_text() == desk.po(sample.NAME).read_text()
    assert (TOOLS / "ours.xlf").read_bytes() == xliff.write(desk.read(sample.NAME))


@pytest.mark.parametrize("saved", DONE)
def test_only_what_people_did_has_changed(desk: Desk, saved: str) -> None:
    """
    Tags come back as they were; and the next run changes nothing.
    """
    before = {(entry.state, entry.target) for entry in desk.read(sample.NAME).entries}
    visit(desk, saved)
    after = desk.read(sample.NAME).entries

    changed = {each for each in after if (each.state, each.target) not in before}
    assert len(DONE[saved]) == len(changed)
    assert DONE[saved] == {
        (start, entry.state, entry.target)
        for entry in changed
        for start, _, _ in DONE[saved]
        if entry.source.startswith(start)
    }
    written = desk.po(sample.NAME).read_bytes()
    desk.run()
    assert written == desk.po(sample.NAME).read_bytes()


@pytest.mark.parametrize("saved", DONE)
def test_what_she_typed_without_its_tags_is_not_exported(desk: Desk, saved: str) -> None:
    """
    The line of the article is named, and the tag.
    """
    is_untagged = any(text == TYPED for _, _, text in DONE[saved])
    failures = visit(desk, saved)

    assert is_untagged == bool(failures)
    for failure in failures:
        assert "it is not exported in vi: in its translation <1" in failure


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext's tools are not installed")
@pytest.mark.parametrize("saved", [name for name in DONE if name.endswith(".po")])
def test_msgfmt_accepts_tags(desk: Desk, saved: str) -> None:
    """
    With its strictest checks.
    """
    visit(desk, saved)

    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", desk.po(sample.NAME)], check=True)
