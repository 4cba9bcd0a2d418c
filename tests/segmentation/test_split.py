"""Articles into segments: laws, options, and whole articles of several agencies."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles import plain
from pipeline.errors import UsageError
from pipeline.model import Article, Kind, Segment, Span
from pipeline.segmentation import SegmentationOptions, split

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases" / "articles"
SOURCES = sorted((ROOT / "source_texts").glob("*.txt"))
INVENTED = sorted(CASES.glob("*.txt"))

PIECES = st.sampled_from(
    [
        "a", "The", "said", "Mr.", "U.S.", "p.m.", "5%", "eBay", "Ж", "中", "\u0301", "\u200b",
        ".", ". ", "? ", "!", "…", "...", '"', "“", "”", "’", "(", ")", "[", "]", ":", ",", "-",
        " ", "  ", "\u00a0", "\t", "\n", "\r\n", "\r", "\n\n\n", "\u2028", "\x0c", "\x1f",
        "./.", "/.", "(Photo: X)", "Source: Y", "1. ", "- ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


def article(text: str) -> Article:
    """Make an article of a text."""
    return Article("a", Path("a.txt"), text, plain.blocks(text))


def stitch(source: str, segments: Iterable[Segment], replace: Callable[[Segment], str]) -> str:
    """Put a text where each segment stood."""
    parts, at = [], 0
    for segment in segments:
        parts += [source[at : segment.span.start], replace(segment)]
        at = segment.span.end
    return "".join(parts) + source[at:]


@given(TEXTS)
def test_stitching_gives_the_article_back(text: str) -> None:
    """
    Law 1: an article stitched from its own segments is what it was.
    """
    segments = split(article(text))

    assert text == stitch(text, segments, lambda segment: text[slice(*segment.span)])


@given(TEXTS)
def test_spans_ascend_and_texts_are_one_line(text: str) -> None:
    """
    Segments never overlap, are never empty, and hold their span with line breaks as spaces.
    """
    at = 0
    for segment in split(article(text)):
        start, end = segment.span
        assert at <= start < end
        at = end
        assert segment.text == segment.text.strip()
        assert [segment.text] == segment.text.splitlines()
        assert text[start:end].split() == segment.text.split()


@given(TEXTS)
def test_gaps_hold_no_words(text: str) -> None:
    """
    Every letter and digit is in exactly one segment.
    """
    gaps = stitch(text, split(article(text)), lambda _: "")

    assert not any(character.isalnum() for character in gaps)


@given(TEXTS)
def test_blocks_with_words_have_gaps_of_space_only(text: str) -> None:
    """
    Punctuation goes with its sentence: end marks aside, a block with words has no other gap.
    """
    for block in article(text.replace("/.", "")).blocks:
        own = text.replace("/.", "")[slice(*block.span)]
        gaps = stitch(own, split(article(own)), lambda _: "")
        assert gaps.isspace() or not gaps or not any(map(str.isalnum, own))


def snapshot(path: Path) -> list[list[str]]:
    """Split an article file as its snapshot is written: kind and text, one after another."""
    found = split(article(path.read_bytes().decode()))
    return [[segment.kind.value, segment.text] for segment in found]


@pytest.mark.parametrize("path", [*SOURCES, *INVENTED], ids=lambda path: path.stem)
def test_whole_articles(path: Path) -> None:
    """
    Articles of several agencies have the segments and kinds that their snapshot lists.
    """
    expected = json.loads((CASES / f"{path.stem}.segments.json").read_text("utf-8"))

    assert expected == snapshot(path)


def test_the_first_article_has_the_kinds_of_the_policy() -> None:
    """
    A headline in six places, five captions with credits (four distinct), headings and links.
    """
    segments = split(article(SOURCES[0].read_bytes().decode()))
    counts = Counter(segment.kind for segment in segments)
    by_kind = {kind: {s.text for s in segments if s.kind is kind} for kind in Kind}

    assert 6 == counts[Kind.HEADLINE]
    assert 5 == counts[Kind.CAPTION] == counts[Kind.CREDIT] == counts[Kind.RELATED]
    assert 3 == counts[Kind.SUBHEADING]
    assert {"(Source: WVR/VNA)"} == by_kind[Kind.SOURCE]
    assert (1, 4) == (len(by_kind[Kind.HEADLINE]), len(by_kind[Kind.CREDIT]))
    prefix = "Deepening Vietnam-Russian bilateral cooperation: "
    assert all(text.startswith(prefix) for text in by_kind[Kind.CAPTION])


def test_the_end_mark_of_the_second_article_is_a_gap() -> None:
    """
    The second article has body text only, and its end mark is in no segment.
    """
    text = SOURCES[1].read_bytes().decode()
    segments = split(article(text))

    assert {Kind.BODY} == {segment.kind for segment in segments}
    assert "/." == stitch(text, segments, lambda _: "").strip()


def test_the_same_article_gives_the_same_segments() -> None:
    """
    Law 5, here: splitting is repeatable, whatever was split before.
    """
    first, second = (article(path.read_bytes().decode()) for path in SOURCES)
    before = split(first)
    split(second)

    assert before == split(first)


def test_blocks_that_are_left_have_no_segments() -> None:
    """
    A block to be kept as it is stays a gap, and does not count as the first one.
    """
    text = "Tiêu đề tiếng Việt\n\nA headline\n\nA sentence. And another."
    whole = article(text)

    segments = split(whole, leave=[whole.blocks[0].span])

    assert [Span(20, 30), Span(32, 43), Span(44, 56)] == [segment.span for segment in segments]
    assert Kind.HEADLINE is segments[0].kind


def test_line_breaks_within_a_sentence_are_spaces() -> None:
    """
    A hard-wrapped paragraph gives sentences in one line; other space in them stays.
    """
    text = "The harbour was\r\n  quiet for a\u00a0year\nor longer. It is\nfull now."

    assert ["The harbour was quiet for a\u00a0year or longer.", "It is full now."] == [
        segment.text for segment in split(article(text))
    ]


def texts(text: str, options: SegmentationOptions) -> list[str]:
    """Split a text with a project's own rules."""
    return [segment.text for segment in split(article(text), options)]


@pytest.mark.parametrize("written", ["Bdr.", "bdr", "BDR."])
def test_a_projects_abbreviation_ends_no_sentence(written: str) -> None:
    """
    After a project's own abbreviation the sentence goes on, however it was written down.
    """
    text = "They met Bdr. The of Leeds. He laughed."

    assert 3 == len(texts(text, SegmentationOptions()))
    options = SegmentationOptions(abbreviations=(written,))
    assert ["They met Bdr. The of Leeds.", "He laughed."] == texts(text, options)


def test_join_takes_away_boundaries_within_and_behind_a_match() -> None:
    """
    No sentence starts inside a match of `join` or right behind it.
    """
    text = "Ask Jeeves! Now. Then ask again. It works."
    options = SegmentationOptions(join=(r"Jeeves! Now", r"Now\."))

    assert ["Ask Jeeves! Now. Then ask again.", "It works."] == texts(text, options)


def test_split_makes_a_boundary_behind_a_match() -> None:
    """
    A sentence starts behind each match of `split`, and `join` cannot undo it.
    """
    text = "Trade: roads; schools; clinics."
    options = SegmentationOptions(join=(".*",), split=(";",))

    assert ["Trade: roads;", "schools;", "clinics."] == texts(text, options)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"join": ("(",)}, r'join has "\("'),
        ({"split": ("a{2,1}",)}, r'split has "a\{2,1\}"'),
        ({"abbreviations": ("a b",)}, '"a b"'),
        ({"abbreviations": (".",)}, r'"\."'),
    ],
)
def test_options_that_cannot_be_used_are_named(
    options: dict[str, tuple[str, ...]], named: str
) -> None:
    """
    A pattern or abbreviation that cannot work is refused with its name.
    """
    with pytest.raises(UsageError, match=named):
        SegmentationOptions(**options)


def test_nupunkt_waits_for_the_first_article() -> None:
    """
    Importing the room does not load nupunkt.
    """
    code = "import sys, pipeline.segmentation; sys.exit('nupunkt' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
