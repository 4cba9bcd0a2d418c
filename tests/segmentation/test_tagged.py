"""Segments of texts with mark-up."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import tags
from pipeline.articles.flow import Inline, flow
from pipeline.export.stitch import stitch
from pipeline.model import Article, Kind, Segment
from pipeline.segmentation import split


def article(*texts: str) -> Article:
    """Make an article of texts with *pairs*, marks (^), `words`, breaks (/) and tabs (→)."""
    made = []
    for text in texts:
        inline = Inline()
        opened: list[int] = []
        for part in re.split(r"(\*|\^|→|(?<!\.)/|/(?!\.)|`[^`]*`)", text):
            if part == "*" and opened:
                inline.close(opened.pop(), "*")
            elif part == "*":
                opened.append(inline.open("*", "emphasis"))
            elif part == "^":
                inline.alone("[^1]", "footnote 1")
            elif part == "/":
                inline.alone("<br>", "line break", "\n")
            elif part == "→":
                inline.alone("<w:tab/>", "tab", "\t")
            elif part.startswith("`"):
                inline.alone(part, f"code {part}", part)
            else:
                inline.text(part)
        for number in reversed(opened):
            inline.close(number, "*")
        made.append(inline.made(line=1))
    text, blocks = flow(made)
    return Article("a", Path("a.md"), text, blocks, layout=())


def segments(*texts: str) -> list[str]:
    """Give the texts of the segments."""
    return [segment.text for segment in split(article(*texts))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It *rained*. Rivers *rose*.", ["It <1>rained</1>.", "Rivers <1>rose</1>."]),
        ("*It* rained. *Rivers* rose.", ["<1>It</1> rained.", "<1>Rivers</1> rose."]),
        ("It *rained. Rivers rose* a lot.", ["It <1>rained. Rivers rose</1> a lot."]),
        ("It rained.^ Rivers^ rose.", ["It rained.", "Rivers<1/> rose."]),
        ("*It rained. Rivers rose.*", ["It rained.", "Rivers rose."]),
        ("*It rained.* Rivers rose.", ["It rained.", "Rivers rose."]),
        ("*It rained*. Rivers rose.", ["<1>It rained</1>.", "Rivers rose."]),
        ("Use `a.b. C`. `npm` is next.", ["Use <1/>.", "<1/> is next."]),
        ("It rained./Rivers rose.", ["It rained.", "Rivers rose."]),
        ("It rained/all day.", ["It rained<1/>all day."]),
        ("River News→ Special *report*", ["River News", "Special <1>report</1>"]),
        ("→*Level*→ 4.2 m", ["Level", "4.2 m"]),
        ("*River→ News*", ["River", "News"]),
        ("`code`", []),
        ("* ^*", []),
        ("It rained. `a` ^", ["It rained."]),
        ("* It* rained.", ["<1> It</1> rained."]),
        ("It *rained*./.", ["It <1>rained</1>."]),
        ("It *rained./.*", ["It <1>rained./.</1>"]),
    ],
)
def test_sentences_take_their_tags_along(text: str, expected: list[str]) -> None:
    """
    What is around all of a sentence, and what stands at its ends for no word, stays outside.
    """
    assert expected == segments(text)


def test_a_segment_remembers_the_tags_of_its_block() -> None:
    """
    In the order of its own numbers, so that the mark-up can be put back.
    """
    _, second = split(article("It *rained*. The *rivers* `x` rose."))

    assert ("The <1>rivers</1> <2/> rose.", [2, 3]) == (
        second.text,
        [tag.number for tag in second.tags],
    )


def test_the_same_sentence_is_one_entry() -> None:
    """
    Wherever its tags stand among those of its paragraph.
    """
    first, _, third = segments("It *rained*.", "*No*. It *rained*.")

    assert first == third


def test_tags_hide_no_kind() -> None:
    """
    A credit is one in italics, too; what a format says of a block comes before all rules.
    """
    made = article("Floods", "It *rained* and *rained*.", "*Photo*: VNA")

    assert [Kind.HEADLINE, Kind.BODY, Kind.CREDIT] == [segment.kind for segment in split(made)]


PIECES = st.sampled_from(
    [
        "*",
        "*",
        "^",
        "/",
        "`a`",
        "`B.`",
        "Rain",
        "rain",
        "fell",
        ".",
        ". ",
        "? ",
        " ",
        "  ",
        "\n",
        "./.",
        "<1>",
    ]
)


@given(st.lists(st.lists(PIECES, max_size=25).map("".join), min_size=1, max_size=3))
def test_segments_hold_whole_pairs_and_fit_together(texts: list[str]) -> None:
    """
    Each has both tags of a pair or none, and gives its own text back with their old numbers.
    """
    made = article(*texts)
    found = split(made)

    def again(segment: Segment) -> str:
        numbers = {at: tag.number for at, tag in enumerate(segment.tags, 1)}
        text = tags.renumbered(segment.text, numbers)
        own = made.text[slice(*segment.span)]
        assert " ".join(own.split()) == " ".join(text.split())
        assert tags.is_nested(tags.find(segment.text))
        assert segment.text.strip() == segment.text
        return own

    assert made.text == stitch(made, found, again)
