"""Kinds by shape and place, rule by rule."""

from pathlib import Path

import pytest

from pipeline.articles import plain
from pipeline.model import Article, Kind
from pipeline.segmentation import split

BODY = "Trade grew in May. Prices fell."


def kinds(*blocks: str) -> list[str]:
    """Name the kinds of an article's segments."""
    text = "\n\n".join(blocks)
    return [s.kind.value for s in split(Article("a", Path("a"), text, plain.blocks(text)))]


@pytest.mark.parametrize("first", ["Trade grows", "TRADE GROWS IN MAY", "Will trade grow?"])
def test_a_first_line_is_the_headline(first: str) -> None:
    """
    The first line is a headline if no sentence ends in it; a short question is one, too.
    """
    assert ["headline", "body", "body"] == kinds(first, BODY)


@pytest.mark.parametrize(
    "first", ["Trade grew in May.", "- Trade grows", "Q: Will trade grow", "The tasks:", "w " * 31]
)
def test_other_first_blocks_are_no_headline(first: str) -> None:
    """
    A sentence, a point of a list, a turn of an interview or a whole paragraph is none.
    """
    assert Kind.HEADLINE.value not in kinds(first, BODY)


def test_a_headline_that_returns_is_one_again() -> None:
    """
    The repeated title over a picture is a headline, and the line up to the credit a caption.
    """
    assert ["headline", "body", "body", "headline", "caption", "credit", "body", "body"] == kinds(
        "Trade grows", BODY, "Trade grows", "A port at night", "Photo: VNA", BODY
    )


def test_a_credit_makes_its_block_a_caption() -> None:
    """
    What stands before a credit in its block is a caption, all of it.
    """
    assert ["body", "body", "caption", "caption", "credit", "body", "body"] == kinds(
        BODY, "A port at night. It sleeps. (Photo: VNA)", BODY
    )


@pytest.mark.parametrize("sign", ["(VNA)", "(Source: VNA)"])
def test_an_agency_may_sign_the_last_paragraph(sign: str) -> None:
    """
    An agency or a source at the end of an article's text does not make a caption of it.
    """
    assert ["body", "body", "body", "body", "credit"] == kinds(BODY, f"{BODY} {sign}")


def test_the_source_line_is_the_last() -> None:
    """
    Only the last block is a source line; elsewhere a source is a credit.
    """
    assert ["body", "body", "credit", "body", "body", "source"] == kinds(
        BODY, "Source: VNA", BODY, "(Source: VNA)/."
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("New ports", "subheading"),
        ("New ports:", "body"),
        ("- New ports", "body"),
        ("A: New ports", "body"),
        ("w " * 12 + "w", "body"),
    ],
)
def test_a_short_line_over_a_paragraph_is_a_subheading(line: str, kind: str) -> None:
    """
    At most twelve words, no sentence end, no point of a list, and text below.
    """
    assert ["body", "body", kind, "body", "body"] == kinds(BODY, line, BODY)


def test_a_picture_may_stand_between_a_subheading_and_its_text() -> None:
    """
    Captions and credits are passed over on the way to the paragraph.
    """
    assert ["body", "body", "subheading", "caption", "credit", "body", "body"] == kinds(
        BODY, "New ports", "A port at night. (Photo: VNA)", BODY
    )


def test_links_end_an_article() -> None:
    """
    Two or more lines in the last fifth are links; a question may be among them.
    """
    article = [BODY] * 6
    assert ["related", "related", "related"] == kinds(*article, "A port", "A road", "Why a road?")[
        12:
    ]
    assert ["body"] == kinds(*article, "A port")[12:]
    assert "related" not in kinds(BODY, "A port", "A road", *article)
