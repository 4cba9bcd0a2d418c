"""What has changed from one text to another, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.difference import MOST, Change, Piece, pieces


def test_words_that_changed_are_told_from_those_that_stayed() -> None:
    """
    What stands in both texts is shown once.
    """
    expected = (
        Piece("Exports "),
        Piece("rose", Change.OLD),
        Piece("fell", Change.NEW),
        Piece(" 5 percent."),
    )

    assert expected == pieces("Exports rose 5 percent.", "Exports fell 5 percent.")


def test_a_tag_is_one_word() -> None:
    """
    Another number makes it another tag.
    """
    expected = (
        Piece("<2>", Change.OLD),
        Piece("<1>", Change.NEW),
        Piece("Rain"),
        Piece("</2>", Change.OLD),
        Piece("</1>", Change.NEW),
    )

    assert expected == pieces("<2>Rain</2>", "<1>Rain</1>")


@given(st.text(), st.text())
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    """
    Nothing of either text is lost, or stands in the wrong place.
    """
    found = pieces(old, new)

    assert old == "".join(text for text, change in found if change is not Change.NEW)
    assert new == "".join(text for text, change in found if change is not Change.OLD)


def test_texts_without_end_are_not_compared() -> None:
    """
    Nobody reads such a difference, and to find it takes long.
    """
    long = "a " * MOST

    assert (Piece(long, Change.OLD), Piece("b", Change.NEW)) == pieces(long, "b")
