"""What the state of an entry says of it."""

import pytest

from pipeline import languages
from pipeline.checks import Pair, doubts
from pipeline.model import State

VI = languages.load("vi")


def draft(confidence: float | None, state: State = State.DRAFT) -> Pair:
    """Make a draft of which the model was so sure."""
    return Pair("Rain fell.", "Mưa rơi.", VI, state=state, confidence=confidence, low_below=0.5)


def test_a_doubtful_draft_is_named_with_its_confidence() -> None:
    """
    The message says how sure the model was, and what the setting asks for.
    """
    (hit,) = doubts.low_confidence(draft(0.314))

    assert "confidence 0.31, below 0.50" == hit.message


@pytest.mark.parametrize(
    "fine", [draft(0.5), draft(None), draft(0.3, State.REVIEWED), draft(0.3, State.SUGGESTED)]
)
def test_other_drafts_are_not(fine: Pair) -> None:
    """
    Drafts at the limit, those without a confidence, and what a person has touched pass.
    """
    assert [] == list(doubts.low_confidence(fine))


def test_fuzzy_without_a_reason() -> None:
    """
    A fuzzy text that is no draft, with nothing beside it, is worth a second look.
    """
    pair = Pair("Rain fell.", "Mưa rơi.", VI, state=State.SUGGESTED)

    assert ["marked fuzzy without a reason"] == [
        hit.message for hit in doubts.unexplained_fuzzy(pair)
    ]


@pytest.mark.parametrize(
    "explained",
    [
        Pair("Rain fell.", "Mưa rơi.", VI, state=State.SUGGESTED, previous="Rain falls."),
        Pair("Rain fell.", "Mưa rơi.", VI, state=State.SUGGESTED, note=("which rain?",)),
        Pair("Rain fell.", "Mưa rơi.", VI, state=State.SUGGESTED, warnings=("figure",)),
        Pair("Rain fell.", "Mưa rơi.", VI, state=State.SUGGESTED, confidence=1.0),
        Pair("Rain fell.", "Mưa rơi.", VI, state=State.DRAFT),
        Pair("Rain fell.", "Mưa rơi.", VI, state=State.REVIEWED),
    ],
)
def test_fuzzy_with_a_reason(explained: Pair) -> None:
    """
    An older source, a note, a warning or a mark of ours says why; reviewed texts are not fuzzy.
    """
    assert [] == list(doubts.unexplained_fuzzy(explained))
