"""Mark-up as numbered tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import tags

TEXTS = st.text("ab <>/12. ", max_size=30)


def test_tags_are_found_in_their_three_forms() -> None:
    """
    Pairs have two tags, others stand alone; other angles are text.
    """
    text = "<1>a</1> <2/> < 3 > <0> <b> </x>"

    assert ["<1>", "</1>", "<2/>"] == [text[each.start : each.end] for each in tags.find(text)]


def test_tags_get_other_numbers() -> None:
    """
    All at once, so that two may change places.
    """
    assert "<2>a</2> <1/> <3/>" == tags.renumbered("<1>a</1> <2/> <3/>", {1: 2, 2: 1})


@given(TEXTS)
def test_characters_keep_their_places(text: str) -> None:
    """
    Each character of a text without tags stands at its place in the text with them.
    """
    bare = tags.bare(text, {})

    assert list(bare.text) == [text[bare.place(at)] for at in range(len(bare.text))]
    assert tags.TAG.sub("", text) == bare.text
    assert len(text) == bare.place(len(bare.text))


def test_what_stands_for_a_word_shows() -> None:
    """
    A tag between spaces is one to those who look; one that clings to a word is a mark.
    """
    assert "Type \ufffc here." == tags.bare("Type <1/> <2>here</2><3/>.").text


@pytest.mark.parametrize(
    ("text", "is_nested"),
    [
        ("plain", True),
        ("<1>a <2>b</2></1> <3/>", True),
        ("<1>a <2>b</1></2>", False),
        ("<1>a", False),
        ("a</1>", False),
        ("<1>a</1> <1>b</1>", False),
    ],
)
def test_pairs_are_nested_or_not(text: str, is_nested: bool) -> None:
    """
    Every pair closes, once, and after what was opened within it.
    """
    assert is_nested == tags.is_nested(tags.find(text))


@given(TEXTS)
def test_a_text_has_its_own_tags(text: str) -> None:
    """
    Nothing is wrong with the tags of a text that stays as it is.
    """
    assert [] == list(tags.troubles(text, text))
