"""Law 1: an article put together from its own segments is the same article."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles import plain
from pipeline.export.stitch import source, stitch
from pipeline.model import Article, Segment
from pipeline.segmentation import split

ARTICLES = sorted((Path(__file__).parents[2] / "source_texts").glob("*.txt"))


def read(text: str) -> tuple[Article, tuple[Segment, ...]]:
    """Segment a text as an article."""
    article = Article("a", Path("a.txt"), text, plain.blocks(text))
    return article, split(article)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_articles_come_back_byte_for_byte(path: Path) -> None:
    """
    Each of the project's articles is its own identity export.
    """
    text = path.read_bytes().decode()
    article, segments = read(text)

    assert text == stitch(article, segments, lambda segment: source(article, segment))


@given(st.text(st.sampled_from("aB .\n\r\t\u00a0\u2028é\u0301\"'()-/,1?!"), max_size=200))
def test_any_text_comes_back(text: str) -> None:
    """
    Whatever white space, marks and line ends a text has, they are where they were.
    """
    article, segments = read(text)

    assert text == stitch(article, segments, lambda segment: source(article, segment))


def test_only_the_sentences_are_swapped() -> None:
    """
    Gaps between sentences stay as they were, however odd.
    """
    article, segments = read("The talks ended.  They will resume.\r\n\r\n\tNobody knows.")

    assert "A.  A.\r\n\r\n\tA." == stitch(article, segments, lambda _: "A.")


def test_what_is_taken_out_leaves_no_hole() -> None:
    """
    A block goes with the blank lines behind it, the last one and a sentence with those before.
    """
    article, segments = read("One is here.\n\nTwo is here. Three is here.\n\nFour is here.\n")

    def without(*words: str) -> str:
        return stitch(article, segments, lambda s: None if s.text.split()[0] in words else s.text)

    assert "Two is here. Three is here.\n\nFour is here.\n" == without("One")
    assert "One is here.\n\nTwo is here.\n\nFour is here.\n" == without("Three")
    assert "One is here.\n\nFour is here.\n" == without("Two", "Three")
    assert "One is here.\n\nTwo is here. Three is here.\n" == without("Four")
