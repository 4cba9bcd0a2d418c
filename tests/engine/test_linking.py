"""Links between the words of a text and those of its translation."""

import pytest

from pipeline.engine import linking


def test_pieces_are_added_up_to_words() -> None:
    """
    `▁` begins a word, on both sides.
    """
    attention = [[0.8, 0.2, 0.0], [0.6, 0.2, 0.2], [0.0, 0.0, 1.0]]
    links = linking.from_attention(attention, ["▁Ra", "in", "▁fell"], ["▁M", "ưa", "▁rơi"], (2, 2))

    assert links is not None
    assert [[0.9, 0.1], [0.0, 1.0]] == [[round(each, 6) for each in row] for row in links]


@pytest.mark.parametrize("size", [(3, 2), (2, 3), (1, 1)])
def test_pieces_of_another_kind_give_no_links(size: tuple[int, int]) -> None:
    """
    Where words cannot be told from them, nothing is said.
    """
    pieces = ["▁a", "▁b"]

    assert linking.from_attention([[1, 0], [0, 1]], pieces, pieces, size) is None


def test_links_of_two_translations_are_chained() -> None:
    """
    Over the words of the language between.
    """
    assert [[0, 1], [1, 0]] == linking.chained([[0, 1], [1, 0]], [[1, 0], [0, 1]])


def test_parts_lie_beside_each_other() -> None:
    """
    No word of one part comes of a word of another.
    """
    assert [[1, 0, 0], [0, 0.5, 0.5]] == linking.joined([([[1]], 1), ([[0.5, 0.5]], 2)])


def test_links_go_over_to_a_text_that_was_repaired() -> None:
    """
    Words that were there before keep theirs; a new one has none.
    """
    assert [[0, 1, 0], [0, 0, 0], [0, 0, 1]] == linking.carried(
        [[1, 0], [0, 1]], ("a b", "x a b"), ("C d", "c, e D.")
    )


def test_a_small_word_comes_of_what_else_has_none() -> None:
    """
    Two words look at one; the one that does so less is left to the other.
    """
    links = [[0.9, 0.1], [1.0, 0.0]]
    balanced = linking.balanced(links)

    assert balanced[0][1] > 0.5 > balanced[1][1]


def test_without_attention_words_are_linked_by_place() -> None:
    """
    Names that are the same in both are each other's, wherever they stand.
    """
    links = linking.by_place("Hue has rain", "Mưa ở Hue")

    assert [1, 0, 0] == list(links[2])
    assert links[0][0] > links[0][2]
