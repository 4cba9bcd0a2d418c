"""Whether confidence ranks effort: Spearman, bands, and what marks find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.effort import Effort
from pipeline.evaluation.ranking import LEAST, Flag, Judged, bands, flag, judge, ranks, spearman

FIGURES = st.lists(st.integers(-5, 5), min_size=2, max_size=12)
PAIRS = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=2, max_size=12)


def judged(confidence: float, edits: int = 0, *, warned: bool = False) -> Judged:
    """A draft of ten words, of which so many had to be changed."""
    return Judged(confidence, Effort(1, int(edits == 0), edits, 10), warned)


def test_equal_figures_share_their_rank() -> None:
    """
    It is the mean of the ranks that they take together.
    """
    assert [1, 2.5, 4, 2.5] == ranks([10, 20, 30, 20])


@given(FIGURES)
def test_ranks_add_up(figures: list[int]) -> None:
    """
    Sharing moves no rank to others: the sum is that of 1, 2, 3 and so on.
    """
    assert len(figures) * (len(figures) + 1) / 2 == sum(ranks(figures))


@given(st.permutations(range(9)), st.permutations(range(9)))
def test_without_ties_it_is_the_textbook_formula(one: list[int], other: list[int]) -> None:
    """
    1 - 6 Σd² / (n (n² - 1)), where d is how far the ranks of a pair are apart.
    """
    apart = sum((a - b) ** 2 for a, b in zip(one, other, strict=True))

    assert pytest.approx(1 - 6 * apart / (9 * 80)) == spearman(one, other)


def test_with_ties_it_is_the_correlation_of_the_shared_ranks() -> None:
    """
    Ranks 1.5 1.5 3 4 against 1 3 3 3, by hand: 2 over the root of 4.5 times 3.
    """
    assert pytest.approx(2 / 13.5**0.5) == spearman([1, 1, 2, 3], [0, 7, 7, 7])


@given(PAIRS)
def test_it_lies_between_minus_one_and_one(pairs: list[tuple[int, int]]) -> None:
    """
    Or there is none, where one of the rows is all alike.
    """
    one, other = zip(*pairs, strict=True)
    found = spearman(one, other)

    assert (found is None) == (len(set(one)) == 1 or len(set(other)) == 1)
    assert found is None or -1 <= found <= 1


@given(PAIRS)
def test_turning_one_row_around_turns_the_sign(pairs: list[tuple[int, int]]) -> None:
    """
    And the two rows may change places.
    """
    one, other = zip(*pairs, strict=True)
    found = spearman(one, other)

    if found is not None:
        assert pytest.approx(-found) == spearman(one, [-each for each in other])
        assert pytest.approx(found) == spearman(other, one)


@given(FIGURES.filter(lambda figures: len(set(figures)) > 1))
def test_the_same_order_is_one(figures: list[int]) -> None:
    """
    Whatever keeps the order of figures keeps their ranks.
    """
    assert pytest.approx(1) == spearman(figures, [each**3 + 2 for each in figures])


@given(st.lists(st.floats(0, 1), max_size=20))
def test_every_draft_is_in_one_band(confidences: list[float]) -> None:
    """
    Bands lose none, are in order, and hold only what lies in them.
    """
    found = bands(map(judged, confidences))

    assert len(confidences) == sum(band.effort.segments for band in found)
    assert sorted({band.low for band in found}) == [band.low for band in found]
    for low, high, effort in found:
        inside = [each for each in confidences if low <= each < high or each == high == 1]
        assert len(inside) == effort.segments


@pytest.mark.parametrize(
    ("confidence", "band"),
    [(0.0, (0.0, 0.1)), (0.39, (0.3, 0.4)), (0.4, (0.4, 0.5)), (1.0, (0.9, 1.0))],
)
def test_a_band_has_its_lower_edge(confidence: float, band: tuple[float, float]) -> None:
    """
    The upper one belongs to the next, but for the last.
    """
    assert [band] == [each[:2] for each in bands([judged(confidence)])]


def test_a_mark_is_judged_by_what_was_edited() -> None:
    """
    Precision is of the marked, recall of the edited.
    """
    found = flag([True, True, True, False], [True, False, False, True])

    assert Flag(marked=3, edited=2, both=1) == found
    assert (1 / 3, 1 / 2) == (found.precision, found.recall)


def test_a_mark_on_nothing_has_no_share() -> None:
    """
    Neither has one where nothing was edited.
    """
    assert (None, None) == (flag([False], [False]).precision, flag([False], [False]).recall)


def test_too_few_drafts_are_not_judged() -> None:
    """
    A figure that chance makes is worse than none.
    """
    assert judge([judged(0.5)] * (LEAST - 1), low_below=0.4) is None
    assert judge([judged(0.5)] * LEAST, low_below=0.4) is not None


def test_low_and_doubtful_are_those_of_status() -> None:
    """
    Low is what lies below the setting; a warning makes the others doubtful too.
    """
    drafts = [judged(0.2, 4), judged(0.4, 3, warned=True), *[judged(0.9)] * LEAST]

    found = judge(drafts, low_below=0.4)

    assert found is not None
    assert (1, 2, 1) == found.low
    assert (2, 2, 2) == found.doubtful
    assert found.correlation is not None
    assert found.correlation < -0.9
