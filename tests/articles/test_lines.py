"""Counting lines as editors do."""

import pytest

from pipeline.articles.lines import counter


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_end_counts(ending: str) -> None:
    """
    A character's line is the same whatever ends the lines before it.
    """
    text = ending.join(["one", "", "three"])

    line = counter(text)

    assert [1, 1, 3] == [line(0), line(3), line(text.index("three"))]
