"""Counting sentences."""

import pytest

from pipeline.reading.sentence_ends import count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. Nobody came.", 2),
        ("“Who came?” she asked. “Nobody.”", 2),
        ("Gen. J. R. Roe of the U.S. Army came at 5 p.m. Friday.", 1),
        ("It rained... Then it snowed", 2),
        ("Тел. 12, ул. Новая.", 1),
        ("Rain", 1),
    ],
)
def test_sentences_are_counted(text: str, expected: int) -> None:
    """
    A stop of an abbreviation or of initials ends none, nor does a sign before a small letter.
    """
    assert expected == count(text, ("тел", "ул"))
