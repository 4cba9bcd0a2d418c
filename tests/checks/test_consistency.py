"""Texts that are translated in several ways, and several texts that are translated in one."""

import time

import pytest

from pipeline import languages
from pipeline.checks import Pair
from pipeline.checks.consistency import inconsistent, same
from pipeline.model import Kind

VI = languages.load("vi")


def pairs(*texts: tuple[str, str]) -> list[Pair]:
    """Make Vietnamese pairs."""
    return [Pair(source, target, VI) for source, target in texts]


def test_the_rarer_translation_is_reported() -> None:
    """
    Capitals and the last sign do not make another text; each other translation is said once.
    """
    ((at, hit),) = inconsistent(
        pairs(
            ("The road is open.", "Đường đã mở."),
            ("THE ROAD IS OPEN", "Con đường thông xe."),
            ("The road is open", "Con đường thông xe"),
        )
    )

    assert 0 == at
    assert "elsewhere the same text is “Con đường thông xe.”" == hit.message


@pytest.mark.parametrize(
    "texts",
    [
        [("The road is open.", "Đường đã mở."), ("The road is open", "đường đã mở")],
        [("The road is open.", "Đường đã mở."), ("The road is closed.", "Đường đã đóng.")],
        [("The road is open.", "Đường đã mở."), ("The road is open.", "")],
        [("…", "…"), ("—", "-")],
    ],
)
def test_what_agrees_is_left_alone(texts: list[tuple[str, str]]) -> None:
    """
    Signs around a text, and translations that are not there yet, are no difference.
    """
    assert [] == list(inconsistent(pairs(*texts)))


def test_one_translation_of_two_texts_is_reported() -> None:
    """
    Figures and words that differ must not be translated by the same text.
    """
    ((at, hit),) = same(
        pairs(
            ("Exports rose 5 percent.", "Xuất khẩu tăng 5 phần trăm."),
            ("Exports fell 7 percent.", "Xuất khẩu tăng 5 phần trăm."),
            ("Exports fell 7 percent.", "Xuất khẩu tăng 5 phần trăm."),
        )
    )

    assert 1 == at
    assert "also the translation of “Exports rose 5 percent.”" == hit.message


@pytest.mark.parametrize(
    "texts",
    [
        # Short.
        [("Oil", "Dầu mỏ"), ("Crude", "Dầu mỏ")],
        # Nothing but articles, and the order of words.
        [
            ("Now the roads are open again.", "Các con đường đã mở lại."),
            ("Roads are open again now.", "Các con đường đã mở lại."),
        ],
        [
            ("Exports rose 5 percent.", "Xuất khẩu tăng 5 phần trăm."),
            ("Exports fell 7 percent.", "Xuất khẩu giảm 7 phần trăm."),
        ],
    ],
)
def test_texts_may_share_a_translation(texts: list[tuple[str, str]]) -> None:
    """
    What says the same, or is short, may have one translation.
    """
    assert [] == list(same(pairs(*texts)))


def test_credits_may_share_a_translation() -> None:
    """
    Labels are few in any language.
    """
    labels = [
        Pair(source, "Ảnh do ban tổ chức cung cấp", VI, (Kind.CREDIT,))
        for source in ("Photo courtesy of the organisers", "Image provided by the organisers")
    ]

    assert [] == list(same(labels))


def test_long_texts_are_cut_in_messages() -> None:
    """
    A message is one line, however long the other text is.
    """
    ((_, hit),) = inconsistent(
        pairs(("It is open. " * 20, "Mở. " * 50), ("It is open. " * 20, "A"))
    )

    assert len(hit.message) < 100


def test_time_is_linear() -> None:
    """
    A hundred thousand pairs, or a text of a million signs, take a moment.
    """
    many = pairs(*((f"Item {at % 50_000} is here", f"Mục {at} ở đây") for at in range(100_000)))
    many += pairs(*((sign * 1_000_000, sign * 1_000_000) for sign in ("!", "a!", "a ", "“")))
    many += pairs(("a" + "\u0323\u0301" * 500_000 + "b", "a"))
    began = time.process_time()

    assert 50_000 == sum(1 for _ in inconsistent(many))
    assert 0 == sum(1 for _ in same(many))
    assert time.process_time() - began < 10
