"""The page with an article and its translation side by side."""

from html.parser import HTMLParser
from pathlib import Path

from pipeline.export.bilingual import page
from pipeline.export.choose import Policy
from pipeline.model import Article, Block, Entry, Kind, Segment, Span, State, Tag

TEXT = "<b>Rain</b> & wind\nIt fell."
ARTICLE = Article("news/<a>", Path("a.txt"), TEXT, (Block(Span(0, 18)), Block(Span(19, 27))))
SEGMENTS = (
    Segment(TEXT[:18], Span(0, 18), Kind.HEADLINE),
    Segment("It fell.", Span(19, 27), Kind.BODY),
)


def made(entry: Entry) -> str:
    """Show the article with this entry for its headline and nothing for the rest."""
    return page(ARTICLE, SEGMENTS, {entry.source: entry}, "vi", "Vietnamese", Policy())


class Outside(HTMLParser):
    """Collects what a page would fetch, and the tags that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its addresses."""
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    """
    No script and no address is in the page, and an article's own mark-up is only text.
    """
    outside = Outside()
    outside.feed(made(Entry(TEXT[:18], "<script>alert(1)</script>", State.REVIEWED)))

    assert [] == outside.fetched
    assert not {"script", "b", "link", "img"} & set(outside.tags)


def test_drafts_say_what_they_are() -> None:
    """
    A draft carries its state, its confidence and its warnings, for eyes and for readers.
    """
    text = made(
        Entry(TEXT[:18], "Mưa", State.DRAFT, confidence=0.43, warnings=("numbers differ: 3",))
    )

    assert (
        '<span class="draft doubt" title="machine draft; confidence 0.43; numbers differ: 3">Mưa'
        in text
    )


def test_tags_are_shown_as_what_they_stand_for() -> None:
    """
    On both sides; what an author wrote himself is text.
    """
    known = (Tag(1, "*", "*", "emphasis"), Tag(2, "`<b>`", None, "code <b>", "<b>"))
    source = "<1>Rain</1> <2/>"
    segment = Segment(source, Span(0, len(source)), Kind.BODY, known)
    article = Article("a.md", Path("a.md"), source, (Block(segment.span, tags=known),))
    entry = Entry(source, "<2/> <1>Mưa</1>", State.REVIEWED)

    text = page(article, (segment,), {source: entry}, "vi", "Vietnamese", Policy())

    assert '<div lang="en"><em>Rain</em> &lt;b&gt;</div>' in text
    assert "<span>&lt;b&gt; <em>Mưa</em></span>" in text


def test_what_stands_around_sentences_is_shown_too() -> None:
    """
    On both sides, as emphasis around them and breaks between them.
    """
    known = (Tag(1, "**", "**", "strong emphasis"), Tag(2, "<br>", None, "line break", "\n"))
    source = "<1>Rain.</1><2/> Wind."
    segments = [
        Segment(each, Span(at, at + 5), Kind.BODY) for each, at in [("Rain.", 3), ("Wind.", 17)]
    ]
    article = Article("a.md", Path("a.md"), source, (Block(Span(0, 22), tags=known),))

    text = page(article, segments, {}, "vi", "Vietnamese", Policy())

    assert '<div lang="en"><strong>Rain.</strong><br> Wind.</div>' in text
    assert "Rain.</span></strong><br> <span" in text


def test_languages_are_named() -> None:
    """
    Each side names its language, so that voices and hyphenation fit.
    """
    text = made(Entry(TEXT[:18], "Mưa", State.REVIEWED))

    assert '<section class="row headline"><div lang="en">' in text
    assert '<div lang="vi"><span>Mưa</span></div>' in text
