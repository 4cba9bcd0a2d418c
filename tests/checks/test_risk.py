"""The order in which translations are to be looked at."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.risk import risk
from pipeline.model import Entry, Severity, State

DRAFT = Entry("Ships wait.", "Tàu chờ.", State.DRAFT, origin="en_vi 0.2", confidence=0.7)
REVIEWED = Entry("Ships wait.", "Tàu chờ.", State.REVIEWED)
CHANGED = Entry("Ships wait.", "Tàu chờ.", State.SUGGESTED, previous="Boats wait.")


def value(entry: Entry, *findings: Severity) -> float:
    """The risk of an entry with these findings."""
    return risk(entry, findings, low_below=0.4).value


def test_errors_come_before_low_confidence_before_changed_sources_before_the_rest() -> None:
    """
    Whatever else speaks for or against them.
    """
    order = [
        value(REVIEWED, Severity.ERROR),
        value(replace(DRAFT, confidence=0.39)),
        value(CHANGED),
        value(replace(DRAFT, warnings=("a loop",)), *[Severity.WARNING] * 9),
    ]

    assert sorted(order, reverse=True) == order


def test_among_the_rest_warnings_doubts_and_confidence_count() -> None:
    """
    The more speaks against a draft, the riskier it is.
    """
    order = [
        value(replace(DRAFT, warnings=("a loop",)), Severity.WARNING),
        value(DRAFT, Severity.WARNING),
        value(DRAFT, Severity.NOTE),
        value(DRAFT),
        value(replace(DRAFT, confidence=0.9)),
        value(REVIEWED),
    ]

    assert sorted(order, reverse=True) == order
    assert len(set(order)) == len(order)


def test_of_two_alike_the_longer_is_riskier() -> None:
    """
    More can be wrong in it.
    """
    assert value(replace(DRAFT, source="Ships wait. " * 9)) > value(DRAFT)


@given(
    st.sampled_from([DRAFT, REVIEWED, CHANGED]),
    st.lists(st.sampled_from(Severity), max_size=2_000),
    st.floats(0, 1),
    st.integers(0, 9),
)
def test_the_risk_lies_between_0_and_1(
    entry: Entry, findings: list[Severity], confidence: float, warnings: int
) -> None:
    """
    However much was found.
    """
    if entry.state is State.DRAFT:
        entry = replace(entry, confidence=confidence, warnings=("a loop",) * warnings)

    assert 0 <= value(entry, *findings) < 1


def test_the_main_reason_is_named() -> None:
    """
    A person reads why an entry without findings is among the first.
    """
    low = risk(replace(DRAFT, confidence=0.21), (), low_below=0.4)

    assert "low confidence 0.21" == low.reason
    assert "its sentence has changed" == risk(CHANGED, (), low_below=0.4).reason
    assert "" == risk(DRAFT, (), low_below=0.4).reason
