import math

import pytest

from pipeline.engine.plausible import score

SOURCE = "The two sides will meet again on Monday in the capital"
OUTPUT = "Hai bên sẽ gặp lại nhau vào ngày thứ Hai tại thủ đô nước này"


def confidence(
    output: str = OUTPUT, source: str = SOURCE, pieces: tuple[int, int] = (20, 23)
) -> float:
    """Give what a draft would be believed."""
    return math.exp(score(source, output, *pieces))


def test_a_translation_of_usual_looks_is_believed() -> None:
    """
    But never wholly, since looks are not everything.
    """
    assert 0.75 < confidence() <= 0.8


@pytest.mark.parametrize("pieces", [(20, 8), (20, 60), (100, 50)])
def test_an_unusual_length_is_doubted(pieces: tuple[int, int]) -> None:
    """
    Words were left out, or the model has gone on and on.
    """
    assert confidence(pieces=pieces) < 0.5


def test_the_more_unusual_the_length_the_greater_the_doubt() -> None:
    """
    So drafts can be put in order.
    """
    found = [confidence(pieces=(20, made)) for made in (23, 30, 40, 60, 90)]

    assert sorted(found, reverse=True) == found


def test_short_texts_may_be_longer_or_shorter() -> None:
    """
    Two pieces more are nothing to wonder at.
    """
    assert confidence("Phải không", "Right", (2, 4)) > 0.6


def test_the_length_in_characters_counts_too() -> None:
    """
    Words that a model spells out have many pieces, and hide that others are missing.
    """
    assert confidence("Hai bên") < confidence() / 2


def test_words_left_in_english_are_doubted() -> None:
    """
    By their share among the words.
    """
    half = "Hai bên will meet again nhau vào ngày thứ Hai tại thủ đô nước"

    assert confidence(SOURCE) < confidence(half) < confidence() - 0.1
    assert confidence(SOURCE) < 0.2


def test_names_may_stay() -> None:
    """
    A name has a capital in the source.
    """
    assert confidence("Ông Putin gặp ông Modi", "Putin met Modi", (3, 5)) > 0.6


def test_nothing_is_worth_nothing() -> None:
    """
    An empty output has no looks at all.
    """
    assert confidence("  ") == pytest.approx(0)
