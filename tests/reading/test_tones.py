"""Old and new placement of tone marks."""

from pipeline.languages import load
from pipeline.reading.tones import Placement, placement, tones

VI, RU = load("vi"), load("ru")


def test_a_syllable_is_given_the_other_way_too() -> None:
    """
    Whoever wants one way in all texts finds what to write, capitals as they stand.
    """
    found = list(tones("HÒA và thuý", VI))

    assert [("ÒA", True, "OÀ"), ("uý", False, "úy")] == [
        ("HÒA và thuý"[slice(*each.span)], each.is_old, each.other) for each in found
    ]


def test_there_is_one_way_after_q_and_before_a_letter() -> None:
    """
    Neither “quý” nor “hoàn” says anything about a style.
    """
    assert not list(tones("quý, quỳ, hoàn toàn, khoảng", VI))


def test_a_catalogue_has_a_style() -> None:
    """
    All texts together tell which way is usual; a language without tones has none.
    """
    texts = ["hòa bình", "sức khỏe", "thuý"]

    assert Placement(old=2, new=1) == placement(texts, VI)
    assert Placement(old=0, new=0) == placement(texts, RU)
