"""What of a sentence counts when it is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.memory import keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He paid 5 dollars.", "He paid 1,200.50 dollars."),
        ("It opens on May 15, 2024.", "It opens on June 3, 2025."),
        ("An F-16 landed.", "An F-35 landed."),
        ("It rose <1>3 metres</1>.", "It rose <1>4 metres</1>."),
    ],
)
def test_figures_and_months_do_not_shape_a_sentence(one: str, other: str) -> None:
    """
    Sentences that differ in figures and dates only have the same shape.
    """
    assert keys.shape(one) == keys.shape(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You may go.", "You june go."),
        ("He paid 5 dollars.", "He paid five dollars."),
        ("He paid 5 dollars.", "he paid 5 dollars."),
        ("He <1>paid</1> 5 dollars.", "He paid <1>5 dollars</1>."),
        ("See <1/> and <2/>.", "See <2/> and <1/>."),
    ],
)
def test_words_do(one: str, other: str) -> None:
    """
    Another word, or another case, is another shape; "may" is no month without a figure. Tags
    belong to it, wherever they stand.
    """
    assert keys.shape(one) != keys.shape(other)


def test_names_are_alike_but_for_headlines_and_beginnings() -> None:
    """
    A capital inside a sentence says that a name stands there, where most words have none.
    """
    name = keys.general(keys.tokens("in Hanoi"))[1]

    assert ["rain", "fell", "in", name, "."] == keys.general(keys.tokens("Rain fell in Hue."))
    assert ["heavy", "rain", "in", "hue"] == keys.general(keys.tokens("Heavy Rain In Hue"))


@given(st.text())
def test_any_text_has_tokens_and_keys(text: str) -> None:
    """
    Nothing that a catalogue may hold is too odd, and what is found by words has such words.
    """
    found = keys.tokens(text)

    assert keys.words(found) <= set(keys.plain(found))
    assert len(found) == len(keys.general(found)) == len(keys.plain(found))
    assert -(2**63) <= keys.text_key("vi", text) < 2**63
    assert 0 <= keys.bucket(len(found)) < keys.BUCKETS
