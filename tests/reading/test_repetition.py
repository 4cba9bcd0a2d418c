"""Loops, and what is said again on purpose."""

import pytest

from pipeline.reading.repetition import loop


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("Ông nói. Ông nói. Ông nói.", "ông nói"),
        ("mở, mở, mở, mở ra", "mở"),
        ("Hai thế giới: thế giới giàu và thế giới nghèo", ""),
        ("người dùng, người dùng không trả", ""),
        ("Quần đảo Hoàng Sa (Hoàng Sa)", ""),
        ("Được...... và rồi.... thôi", ""),
        ("gạo v.v. và muối v.v.", ""),
        ("5 5 5 5 5", ""),
        ("Рой М. М. Ли и Ли К. К. Рой", ""),
        ("тьфу-тьфу-тьфу", ""),
    ],
)
def test_signs_part_what_is_said_again_on_purpose(output: str, expected: str) -> None:
    """
    A loop repeats its signs as well; what is named has none of them.
    """
    assert expected == loop("He spoke.", output)


def test_what_the_source_says_often_may_be_said_often() -> None:
    """
    A list of counts has the same words in each of them.
    """
    source = "one count of theft from the old shop, two counts of theft from the old shop, "
    output = "một tội trộm đồ ở tiệm cũ, hai tội trộm đồ ở tiệm cũ, "

    assert not loop(source * 3, output * 3 + "ba")
    assert loop("He spoke.", output * 3 + "ba")
