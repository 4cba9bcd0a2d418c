"""Old and new placement of tone marks."""

from pipeline.languages import load
from pipeline.reading.tones import tones

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


def test_a_language_without_tones_has_none() -> None:
    """
    Its texts may have the letters, in a name.
    """
    assert not list(tones("hòa và thuý", RU))
