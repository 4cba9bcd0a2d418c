"""Another number or date is put into a translation, or it is left alone."""

import pytest

from pipeline import languages
from pipeline.memory.adapt import adapt

VI, RU = languages.load("vi"), languages.load("ru")


@pytest.mark.parametrize(
    ("old", "target", "new", "language", "expected"),
    [
        (
            "Only 12 came.",
            "Chỉ có 12 người đến.",
            "Only 1,300 came.",
            VI,
            "Chỉ có 1.300 người đến.",
        ),
        ("It cost 2.5 million.", "Giá 2,5 triệu.", "It cost 3.75 million.", VI, "Giá 3,75 triệu."),
        (
            "It opens on May 15, 2024.",
            "Khai mạc ngày 15 tháng 5 năm 2024.",
            "It opens on June 8, 2025.",
            VI,
            "Khai mạc ngày 8 tháng 6 năm 2025.",
        ),
        (
            "It opens on May 15.",
            "Khai mạc ngày 15/05.",
            "It opens on June 8.",
            VI,
            "Khai mạc ngày 8/06.",
        ),
        (
            "It opens on May 15, 2024.",
            "Откроется 15 мая 2024 года.",
            "It opens on June 8, 2025.",
            RU,
            "Откроется 8 июня 2025 года.",
        ),
        ("It fell to -5.", "Упала до -5.", "It fell to -12.", RU, "Упала до -12."),
        ("Only <1>1</1> came.", "Chỉ <1>1</1>.", "Only <1>12</1> came.", VI, "Chỉ <1>12</1>."),
        ("<1>2</1> of 3.", "<1>2</1> trên 3.", "<1>2</1> of 1.", VI, "<1>2</1> trên 1."),
        (
            "From 3 to 7 boats.",
            "Từ 3 đến 7 thuyền.",
            "From 7 to 9 boats.",
            VI,
            "Từ 7 đến 9 thuyền.",
        ),
    ],
)
def test_figures_and_dates_take_the_place_of_others(
    old: str, target: str, new: str, language: languages.Language, expected: str
) -> None:
    """
    What is written in the translation is what the language writes.
    """
    assert expected == adapt(old, target, new, language)


@pytest.mark.parametrize(
    ("old", "target", "new"),
    [
        ("Only 12 came.", "Chỉ có 12 người đến.", "Only 12 left."),  # another word
        ("Only 12 came.", "Chỉ có 12 người đến.", "Only 12 came."),  # nothing to adapt
        ("Only 12 came.", "Chỉ có một tá người đến.", "Only 13 came."),  # no figure there
        ("Only 5 of 5 came.", "Chỉ 5 trong 5 người đến.", "Only 4 of 5 came."),  # which one?
        ("He came at 5 p.m.", "Ông đến lúc 17h và 5 phút.", "He came at 6 p.m."),  # more there
        ("Only 2 came.", "Chỉ có 2 trong số 9 người đến.", "Only 3 came."),  # not in the source
        ("Only <1>2</1> came.", "Chỉ <1>2</1> đến.", "Only <2>2</2> came."),  # only a tag differs
        ("Only <1>2</1> came.", "Chỉ <1>2</1> đến.", "<1>Only</1> 3 came."),  # nor where it is
    ],
)
def test_what_cannot_be_told_is_left(old: str, target: str, new: str) -> None:
    """
    Where it is not certain which figure is meant, or another word differs, nothing is adapted.
    """
    assert adapt(old, target, new, VI) is None
