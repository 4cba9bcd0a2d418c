"""How much sentences are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.memory import Change, near

RAIN = "Heavy rain fell in Hanoi for two days and rivers rose."


def score(one: str, other: str) -> float:
    """Score a pair; 0 if it is below all."""
    found = near.best(one, [(1, other)], 0.01)
    return found[0].score if found else 0.0


def test_only_the_same_sentence_is_the_same() -> None:
    """
    Case alone is a small difference, but one.
    """
    assert 1.0 == score(RAIN, RAIN)
    assert near.MOST_ALIKE == score(RAIN, RAIN.lower().replace("hanoi", "Hanoi"))


def test_tags_are_no_words() -> None:
    """
    A sentence with others, or with none, is as near as can be; only one that stands for a word,
    as code does, is one.
    """
    tagged = RAIN.replace("Hanoi", "<1>Hanoi</1>")

    assert near.MOST_ALIKE == score(RAIN, tagged)
    assert near.MOST_ALIKE == score(RAIN.replace("Heavy", "<1><2>Heavy</2></1>"), tagged)
    assert 1.0 == score(tagged, tagged)
    assert near.MOST_ALIKE > score(RAIN, RAIN.replace("Hanoi", "<1/>"))


def test_another_name_costs_less_than_another_word() -> None:
    """
    What differs in a name or figure is nearer than what differs in a word.
    """
    assert (
        score(RAIN, RAIN.replace("Heavy", "No"))
        < score(RAIN, RAIN.replace("Hanoi", "Hue"))
        < score(RAIN, RAIN)
    )


def test_the_best_come_first_and_the_newest_of_those_that_are_alike() -> None:
    """
    Candidates below the least score are left out.
    """
    candidates = [(1, RAIN), (2, RAIN), (3, RAIN.replace("Hanoi", "Hue")), (4, "Nothing of that.")]

    assert [2, 1, 3] == [each.number for each in near.best(RAIN, candidates, 0.75)]


def test_the_difference_is_told_in_words() -> None:
    """
    Each place in which two sentences differ has what stood there and what stands there.
    """
    assert (Change("12", "30"), Change("", "again")) == near.difference(
        "Then 12 came.", "Then 30 came again."
    )


@given(st.text(max_size=40), st.text(max_size=40))
def test_scores_are_shares(one: str, other: str) -> None:
    """
    A score lies between 0 and 1, is 1 for equals only, and is the same both ways.
    """
    found = score(one, other)

    assert 0 <= found <= 1
    assert (found == 1) <= (one == other)
    assert found == score(other, one)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It costs 3 and opens in <1>2026</1>.", "It costs <1>3</1> and opens in 2026.", False),
        ("It costs <1>3</1> and opens.", "It costs <1>5</1> and opens.", True),
        ("<1>Anna Bell</1> said so.", "<1>John Moore</1> said so.", True),
        ("<1>Heavy rain</1> fell.", "<1>Very heavy rain</1> fell.", True),
        ("<1>Heavy rain</1> fell.", "Very <1>heavy rain</1> fell.", True),
        ("<1>Heavy rain</1> fell.", "Heavy <1>rain</1> fell.", False),
        ("Rain and <1>rain</1> again.", "<1>Rain</1> and rain again.", False),
        ("Rivers rose<1/> and fell.", "Rivers rose and fell<1/>.", False),
        ("Rivers rose<1/> and fell.", "Rivers sank<1/> and fell.", True),
        ("<1>Rain</1> fell.", "Rain fell.", False),
        ("Rain fell.", "Snow fell.", True),
        ("<1/>", "<1/>", True),
    ],
)
def test_tags_stand_between_the_same_words_or_not(old: str, new: str, expected: bool) -> None:
    """
    Whatever else the two sentences have not in common; figures and names count as the same.
    """
    assert expected == near.has_tags_alike(old, new)
