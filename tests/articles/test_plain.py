"""Blocks of plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles import plain


def blocks(text: str) -> list[str]:
    """Give the texts of all blocks."""
    return [text[slice(*block.span)] for block in plain.blocks(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0c"])
def test_a_line_is_a_block(end: str) -> None:
    """
    Whatever ends a line, each is a block; blank lines and space around are gaps.
    """
    assert ["A line.", "Another", "A third."] == blocks(
        f"  A line. {end}{end} \t{end}Another{end}A third."
    )


WRAPPED = """\
The harbour of the old town was quiet for years, and
nobody believed that ships would come back. Now the
first ones have arrived."""


def test_hard_wrapped_lines_are_one_block() -> None:
    """
    Lines that were cut to a width are one paragraph.
    """
    assert [WRAPPED, "Next."] == blocks(f"{WRAPPED}\n\nNext.\n")


@pytest.mark.parametrize(
    "text",
    [
        "Deepening ties: Press Conference\nDeepening ties: Ambassador Doe speaks at the event.",
        "A title of some length\nA caption that is longer than the title",
        "Roses are red and\nso on\nto the end of the row",
        "w" * 101 + "\nand so on",
    ],
)
def test_other_lines_stay_apart(text: str) -> None:
    """
    A line with room for the next word, no lower case below, or long lines were not wrapped.
    """
    assert text.splitlines() == blocks(text)


@given(st.text(st.sampled_from("ab .\n\r\t\x0b\u2028\u00a0"), max_size=60))
def test_blocks_hold_all_that_is_no_space(text: str) -> None:
    """
    Blocks are in order, have no space at their edges, and miss nothing but space.
    """
    at = 0
    for block in plain.blocks(text):
        start, end = block.span
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert not text[at:].strip()
