"""Words are found with their accents or without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.memory import concordance


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("lu lut", "Mưa gây lũ lụt, Lũ lụt lớn.", ["lũ lụt", "Lũ lụt"]),
        ("Lũ lụt", "lũ lụt, lu lut", ["lũ lụt"]),
        ("lũ", "Lu\u0303 lớn", ["Lu\u0303"]),  # the accent as a character of its own
        ("ũng", "Cu\u0303ng, u\u0303ng", ["u\u0303ng"]),  # from its letter on
        ("á", ":\u0300 a\u0301", ["a\u0301"]),  # behind an accent without a letter
        ("dong bang", "Đồng bằng sông Hồng", ["Đồng bằng"]),
        ("flood", "Floods and flooding", ["Floods", "flooding"]),
        ("lu", "lung, Lũ", ["Lũ"]),  # short words do not go on
        ("еще", "Ещё раз: еще", ["Ещё", "еще"]),
        ("ещё", "Ещё раз: еще", ["Ещё"]),
        ("two days", "for two\u00a0days", ["two\u00a0days"]),
        ("old", "a household", []),
        ("...", "a...", []),
        ("mưa to", "<1>Mưa</1> <2>to</2><3/>", ["Mưa</1> <2>to"]),
        ("harbour", "the har<1>bour</1>", ["har<1>bour"]),
    ],
)
def test_words_are_found_side_by_side(asked: str, text: str, expected: list[str]) -> None:
    """
    Accents may be left out, but those that are given count; case never does, nor do tags.
    """
    assert expected == [text[slice(*span)] for span in concordance.find(asked, text)]


@given(st.text(alphabet="aăâAĂđĐ eẹëЁеё.\u0301\u0323ßİ", max_size=20), st.data())
def test_a_word_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    """
    Whatever the accents, what is marked is what was asked for.
    """
    words = concordance.words(text)
    asked = data.draw(st.sampled_from(words or ["x"]))

    found = [concordance.folded(text[slice(*span)]) for span in concordance.find(asked, text)]

    assert bool(words) <= bool(found)
    assert all(asked in each for each in found)
