"""Articles with mark-up put together: tags in their places, and refusals where they are wrong."""

import re
from pathlib import Path

import pytest

from pipeline.articles.flow import Inline, flow
from pipeline.export.choose import Policy, Unfit, export
from pipeline.model import Article, Block, Entry, Kind, Segment, Span, State, Tag
from pipeline.segmentation import split


def article() -> Article:
    """Make an article of two paragraphs, the second with a link in its second sentence."""
    plain, inline = Inline(), Inline()
    plain.text("Rain fell.")
    number = inline.open("*", "emphasis")
    inline.text("It")
    inline.close(number, "*")
    inline.text(" ended. See ")
    number = inline.open("[", "link to a")
    inline.text("this")
    inline.close(number, "](a)")
    inline.text(".")
    text, blocks = flow([plain.made(line=1), inline.made(kind=Kind.BODY, line=3)])
    return Article("a.md", Path("a.md"), text, blocks, layout=())


def exported(
    target: str, policy: Policy, state: State = State.REVIEWED
) -> tuple[str | None, tuple[Unfit, ...]]:
    """Export with this translation of the sentence with a link; give its block."""
    made = article()
    entries = {
        "Rain fell.": Entry("Rain fell.", "Mưa rơi.", State.REVIEWED),
        "<1>It</1> ended.": Entry("<1>It</1> ended.", "<1>Nó</1> hết.", State.REVIEWED),
        "See <1>this</1>.": Entry("See <1>this</1>.", target, state),
    }
    result = export(made, split(made), entries, policy)
    return result.blocks[1], result.unfit


def test_tags_get_the_numbers_of_their_block() -> None:
    """
    In the catalogue each sentence counts from 1, in the article each block.
    """
    assert ("<1>Nó</1> hết. Xem <2>bài này</2>.", ()) == exported("Xem <1>bài này</1>.", Policy())


@pytest.mark.parametrize("policy", [Policy(), Policy(allow_drafts=True)])
@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("Xem bài này.", "<1>…</1> is missing"),
        ("Xem <1>bài</1> <1>này</1>.", "<1>…</1> stands more than once"),
        ("Xem </1>bài này<1>.", "</1> stands before <1>, or crosses another pair"),
        ("Xem <1>bài</1> <2/>này.", "<2/> is not in the source"),
    ],
)
def test_wrong_tags_keep_an_article_back(policy: Policy, target: str, reason: str) -> None:
    """
    Once they are reviewed, also from its drafts: which segment it is, is said.
    """
    block, unfit = exported(target, policy)

    assert (Unfit(3, f"in its translation {reason}", "See <1>this</1>."),) == unfit
    assert "<1>Nó</1> hết. See <2>this</2>." == block


def test_a_draft_shows_the_source_of_what_waits_with_wrong_tags() -> None:
    """
    A sentence that has got a link since it was translated waits for a person, and is no failure.
    """
    target = "Xem bài này."
    block, unfit = exported(target, Policy(allow_drafts=True), State.SUGGESTED)
    _, strictly = exported(target, Policy(), State.SUGGESTED)

    assert ("<1>Nó</1> hết. See <2>this</2>.", ()) == (block, unfit)
    assert ["in its translation <1>…</1> is missing"] == [each.reason for each in strictly]


def credited(text: str, *known: Tag) -> str | None:
    """Export a paragraph of which each sentence with `VNA` is taken out, all others as they are."""
    block = Block(Span(0, len(text)), Kind.BODY, known)
    made = Article("a.md", Path("a.md"), text, (block,), layout=())
    segments = [
        Segment(text[slice(*found.span())], Span(*found.span()), Kind.BODY)
        for found in re.finditer(r"[A-Z][^.<]*\.", text)
    ]
    entries = {
        each.text: Entry(each.text, each.text, State.REVIEWED, kinds=(Kind.CREDIT,))
        for each in segments
        if "VNA" in each.text
    }
    return export(made, segments, entries, Policy(not_exported=frozenset({Kind.CREDIT}))).blocks[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell. <1>By VNA.</1>", "Rain fell."),
        ("Rain fell. <1>By VNA.</1> It ended.", "Rain fell. It ended."),
        ("<1>By VNA.</1> It ended.", "It ended."),
        ("Rain fell. <1>By VNA. It ended.</1>", "Rain fell. <1>It ended.</1>"),
        ("<1>By VNA. It ended.</1>", "<1>It ended.</1>"),
        ("<1>Rain fell. By VNA.</1> It ended.", "<1>Rain fell.</1> It ended."),
        ("Rain fell.<3/> By VNA.", "Rain fell.<3/>"),
        ("Rain fell.<4/> <1><2>By VNA.</2></1>", "Rain fell."),
    ],
)
def test_around_what_is_left_out_no_half_of_a_pair_stays(text: str, expected: str) -> None:
    """
    Nor a pair around nothing; marks of footnotes stay, line breaks go.
    """
    pairs = Tag(1, "*", "*", "emphasis"), Tag(2, "**", "**", "strong emphasis")
    alone = Tag(3, "[^1]", None, "footnote 1"), Tag(4, "<br>", None, "line break", "\n")
    assert expected == credited(text, *pairs, *alone)
