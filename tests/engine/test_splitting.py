import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine.splitting import after_quotes, clauses, split


def test_splits_at_the_strongest_break_near_the_middle() -> None:
    """
    A semicolon in the middle is better than a comma in the middle.
    """
    text = "The river rose, the road closed; the town waited, the rain went on"

    assert split(text, len, 40) == [
        "The river rose, the road closed;",
        "the town waited, the rain went on",
    ]


def test_short_text_stays_whole() -> None:
    """
    What fits is not split.
    """
    assert split("It rains, it pours", len, 40) == ["It rains, it pours"]


@given(st.text(), st.integers(1, 30))
def test_every_part_fits_and_no_character_goes(text: str, limit: int) -> None:
    """
    Parts are never too long, and together hold every character but white space.
    """
    parts = split(text, len, limit)

    assert all(0 < len(part) <= limit for part in parts)
    assert "".join(text.split()) == "".join("".join(parts).split())


def test_clauses_are_two_or_one() -> None:
    """
    A sentence is halved at a clause, and left whole where it has none.
    """
    assert clauses("The river rose, the road closed") == ["The river rose,", "the road closed"]
    assert clauses("The river rose") == ["The river rose"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('…other fields." Envoy Roe said.', ['…other fields."', "Envoy Roe said."]),
        ("“It rains.” He left.", ["“It rains.”", "He left."]),
        ('"It rains," he said.', ['"It rains," he said.']),
        ('"Will it?" he said.', ['"Will it?" he said.']),
    ],
)
def test_what_follows_an_ended_quotation_is_a_sentence(text: str, expected: list[str]) -> None:
    """
    It has a capital; a small letter goes on with the sentence.
    """
    assert expected == after_quotes(text)
