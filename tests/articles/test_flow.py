"""The flow that readers make, and the mark-up that writers put back."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline import tags
from pipeline.articles import lines
from pipeline.articles.flow import Inline, flow, own_text, rendered, spliced
from pipeline.model import Article, Kind, Span


def link() -> Inline:
    """Make a block with a link, over two lines of its file, and code."""
    inline = Inline()
    inline.text("Read ")
    number = inline.open("[", "link to a")
    inline.text("this")
    inline.close(number, "](\na)")
    inline.text(" or type ")
    inline.alone("`x`", "code x", "x")
    return inline


def test_blocks_follow_each_other() -> None:
    """
    Each knows its place in the flow, its tags, and its line.
    """
    text, blocks = flow([link().made(line=3), link().made(kind=Kind.CAPTION, line=7)])

    assert "Read <1>this</1> or type <2/>\n\nRead <1>this</1> or type <2/>" == text
    assert [(3, None), (7, Kind.CAPTION)] == [(block.line, block.kind) for block in blocks]
    article = Article("a", Path("a.md"), text, blocks, layout=())
    assert own_text(article, blocks[0]) == own_text(article, blocks[1])


def test_lines_are_those_of_the_file() -> None:
    """
    Behind mark-up that goes over several lines, too.
    """
    text, blocks = flow([link().made(line=3), link().made(line=7)])
    line = lines.of(Article("a", Path("a.md"), text, blocks, layout=()))

    assert (3, 4, 8) == (line(0), line(text.index("or")), line(text.rindex("or")))


def test_tags_become_mark_up_again() -> None:
    """
    Wherever they stand; what is around them is escaped.
    """
    made = link().made()

    assert "`x` HAY [BÀI](\na)" == rendered("<2/> hay <1>bài</1>", made.tags, str.upper)


@given(st.lists(st.text("<1/> a2", max_size=6), max_size=4))
def test_what_looks_like_a_tag_is_text(texts: list[str]) -> None:
    """
    It is put into a tag of its own, however it is cut, and comes back as text, escaped as such.
    """
    inline = Inline()
    for text in texts:
        inline.text(text)
    made = inline.made()

    assert [each.number for each in tags.find(made.text)] == [tag.number for tag in made.tags]
    assert "".join(texts).strip().replace("a", "b") == rendered(
        made.text, made.tags, lambda plain: plain.replace("a", "b")
    )


def test_a_block_with_too_many_tags_has_no_text() -> None:
    """
    It stays as it is, for tags without a number would be lost.
    """
    inline = Inline()
    for _ in range(tags.MOST + 1):
        inline.text("a")
        inline.alone("<br>", "line break", "\n")

    assert ("", ()) == inline.made()[:2]
    assert tags.find(tags.alone(tags.MOST))
    assert not tags.find(tags.alone(tags.MOST + 1))


def test_spans_get_other_texts() -> None:
    """
    What lies between them stays.
    """
    assert "-A-B" == spliced("-a-b", [(Span(1, 2), "A"), (Span(3, 4), "B")])
