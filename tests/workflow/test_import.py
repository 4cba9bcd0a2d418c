"""What translators' tools have saved (tests/tools/record.py), brought in from outside."""

from datetime import timedelta

import pytest

from pipeline.model import State
from pipeline.workflow.import_ import Import, Wanted, import_
from pipeline.workflow.report import Observer
from tests.catalogues import sample
from tests.catalogues.desk import Desk
from tests.catalogues.test_tools import CHANGED, NAMES, STATES, TOOLS, states

# Without flags nobody can tell whether she is sure; what OmegaT emptied is here as it was.
EXPECTED = CHANGED | {"omegat": {"Rescuers": State.SUGGESTED}}


def bring(desk: Desk, tool: str) -> Import:
    """Import what a tool has saved."""
    desk.now += timedelta(hours=1)
    path = TOOLS / f"{tool}.po"
    (done,) = import_(desk.project, [path], Wanted(), Observer(), now=desk.now).done
    return done


@pytest.mark.parametrize("tool", [name for name in NAMES if name != "msgmerge"])
def test_only_people_have_changed_states(desk: Desk, tool: str) -> None:
    """
    What nobody has touched is what it was, whatever became of flags; nothing is in conflict.
    """
    done = bring(desk, tool)

    assert () == done.conflicts + done.unknown
    assert STATES | EXPECTED[tool] == states(desk)


@pytest.mark.parametrize("tool", NAMES)
def test_the_second_time_changes_nothing(desk: Desk, tool: str) -> None:
    """
    Also after a run.
    """
    bring(desk, tool)
    desk.run()
    before = desk.po(sample.NAME).read_bytes()
    done = bring(desk, tool)

    assert ({}, before) == (
        {fate: number for fate, number in done.fates.items() if fate not in {"kept", "unknown"}},
        desk.po(sample.NAME).read_bytes(),
    )
