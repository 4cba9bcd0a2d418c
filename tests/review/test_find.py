"""Words are found whatever the case and, if one likes, the accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.find import LONGEST, Sheet, Words, pieces, spans


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("viet nam", "Tại Việt Nam, VIỆT NAM", ["Việt Nam", "VIỆT NAM"]),
        ("bạn", "ban, bán, Bạn", ["Bạn"]),
        ("ещё", "Еще и ещё", ["Еще", "ещё"]),
        ("еще", "Ещё", ["Ещё"]),
        ("ещё новый", "еще новый", ["еще новый"]),  # й has an accent that counts, ё has none
        ("«Việt, Nam»", "Việt – Nam", ["Việt – Nam"]),
        ("storm", "Storms, no brainstorm", ["Storms"]),
        ("…", "So…", []),
    ],
)
def test_hits_are_where_a_person_sees_them(asked: str, text: str, expected: list[str]) -> None:
    """
    Accents that are asked for count, others may be missing; ё and е are one letter.
    """
    words = Words.of(asked)

    assert expected == [text[slice(*span)] for span in spans(words, text)]
    assert ([0] if expected else []) == list(Sheet([text]).find(words))


def test_a_sheet_numbers_each_text_once() -> None:
    """
    Words that end one text and begin the next one are no hit.
    """
    sheet = Sheet(["High water, high water", "Low", "", "water low", "HIGH WATER"])

    assert [0, 4] == list(sheet.find(Words.of("high water")))
    assert [1, 3] == list(sheet.find(Words.of("low")))
    assert [] == list(sheet.find(Words.of("")))


def test_a_text_is_taken_apart_at_its_hits() -> None:
    """
    The pieces are the text again.
    """
    text = "Mưa lũ và mưa"
    found = pieces(text, spans(Words.of("mua"), text))

    assert [("Mưa", True), (" lũ và ", False), ("mưa", True)] == [tuple(each) for each in found]


def test_of_a_very_long_text_a_stretch_is_shown() -> None:
    """
    With the first hit in it; nobody can look at a page of megabytes.
    """
    text = f"{'sand ' * 2_000}gold{' sand' * 2_000}"
    found = pieces(text, spans(Words.of("gold"), text))

    assert LONGEST + 2 == sum(len(piece.text) for piece in found)
    assert ["gold"] == [piece.text for piece in found if piece.is_hit]
    assert ("…", "…") == (found[0].text[0], found[-1].text[-1])
    assert LONGEST + 1 == sum(len(piece.text) for piece in pieces(text, ()))


@given(st.text(alphabet="aăđĐ eẹёЕй.\n\u0301", max_size=12), st.lists(st.text(max_size=9)))
def test_a_sheet_misses_nothing(asked: str, texts: list[str]) -> None:
    """
    Whatever is in a text is among the numbers that its sheet gives.
    """
    texts.append(f"x {asked} y")
    words = Words.of(asked)
    numbers = set(Sheet(texts).find(words))

    assert {at for at, text in enumerate(texts) if spans(words, text)} <= numbers
