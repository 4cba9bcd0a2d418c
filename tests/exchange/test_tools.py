"""Our catalogue as XLIFF after a visit to CAT tools, as tests/tools/record.py recorded it."""

from pathlib import Path

import pytest

from pipeline.exchange import xliff
from pipeline.model import State
from pipeline.workflow.import_ import Wanted, import_
from tests.catalogues import sample
from tests.catalogues.desk import Desk
from tests.catalogues.test_tools import STATES

TOOLS = Path(__file__).parents[1] / "cases/catalogues/tools"
TYPED = "Dan-thong-bao."
TRANSLATED = "Đội cứu hộ đã tới ngôi làng cuối cùng hôm thứ Ba."

# What the translator has done in each tool: the state that a text now has, and what she typed.
# In Lokalize she has also signed off an empty text, which brings nothing.
# OmegaT 3 leaves all states as they were, so that what she has confirmed there is a suggestion.
# Poedit takes what needs a review for done, so that its user can doubt a draft, but not approve it.
DONE = {
    "ours": {},
    "lokalize_xliff": {
        "A notice": (State.REVIEWED, TYPED),
        "Waves": (State.REVIEWED, ""),
    },
    "omegat_xliff": {"Rescuers": (State.SUGGESTED, TRANSLATED)},
    "poedit_xliff": {"Nobody": (State.REVIEWED, TYPED)},
    "toolkit_xliff": {
        "A notice": (State.REVIEWED, ""),
        "“We are": (State.SUGGESTED, ""),
        "Rescuers": (State.REVIEWED, TRANSLATED),
    },
}


def bring(desk: Desk, tool: str) -> dict[str, tuple[State, str]]:
    """Bring in what a tool has saved; gives the entries that have changed since."""
    before = {entry.source: entry for entry in desk.read(sample.NAME).entries}
    done = import_(desk.project, [TOOLS / f"{tool}.xlf"], Wanted(), desk.said, now=desk.now)
    assert 0 == done.exit_code
    changed: dict[str, tuple[State, str]] = {}
    for entry in desk.read(sample.NAME).entries:
        old = before[entry.source]
        if (old.state, old.target) != (entry.state, entry.target):
            start = next(start for start in STATES if entry.source.startswith(start))
            changed[start] = (entry.state, entry.target if entry.target != old.target else "")
    return changed


def test_the_sample_is_what_the_tools_were_given(desk: Desk) -> None:
    """
    If it changes, the tools must be run again.
    """
    assert (TOOLS / "ours.xlf").read_bytes() == xliff.write(desk.read(sample.NAME))


@pytest.mark.parametrize("tool", DONE)
def test_only_what_people_did_comes_in(desk: Desk, tool: str) -> None:
    """
    Untouched drafts, matches and suggestions are what they were; and once is enough.
    """
    assert DONE[tool] == bring(desk, tool)
    assert {} == bring(desk, tool)


@pytest.mark.parametrize("tool", DONE)
def test_nothing_of_a_persons_is_lost(desk: Desk, tool: str) -> None:
    """
    Comments and flags stay here, whether the format carries them or not.
    """
    bring(desk, tool)
    saved = desk.po(sample.NAME).read_text(encoding="utf-8")

    assert [] == [words for words in sample.WORDS if words not in saved]
    assert ("kiểm tra lại" in saved) == (tool == "toolkit_xliff")
