"""HTML, read into a flow and written again."""

import time
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import tags
from pipeline.articles import html, lines
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions
from pipeline.errors import ArticleError
from pipeline.model import Article, Kind

CASES = Path(__file__).parent.parent / "cases" / "html"


def read(text: str | bytes, name: str = "river.html", encoding: str = "utf-8") -> Article:
    """Read HTML."""
    data = text.encode() if isinstance(text, str) else text
    return html.read(data, Path(name), name, ReadOptions(encoding))


def own(article: Article) -> list[str]:
    """Give the texts of the blocks of an article."""
    return [own_text(article, block) for block in article.blocks]


def flow(text: str | bytes, name: str = "river.html") -> list[str]:
    """Give the texts of the blocks of HTML."""
    return own(read(text, name))


def written(text: str | bytes, *texts: str | None, name: str = "river.html") -> str:
    """Write HTML with other texts in its blocks."""
    return html.write(read(text, name), texts, "vi").decode()


def plain(text: str) -> str:
    """Put a text on one line, without its tags."""
    return " ".join(tags.bare(text, {}).text.split())


PIECES = st.sampled_from(
    """
    <p> </p> <div> </div> <b> </b> <i> </i> <a_href=x> </a> <br> <img_alt="A_boat"> <!--c--> word
    <script>if(a<b)</script> <style> </style> <code> </code> <span_translate=no> </span> <li> <td>
    <p_title='so'> <p_lang=fr> <b_lang=en-GB> <svg> </svg> <title> </title> <?x> <!x> </> <3 < >
    &amp; &lt;1&gt; &nbsp; &copy <x-y> </x-y> <button> </button> <pre> </pre> <textarea> </textarea>
    " ' = & Word, <1> </2> <3/> é 😀 1,200 <html_lang=en> <head> <meta_charset=latin1> <b/> <b
    <!-- --> <![CDATA[_a_]]> <a_b=' _ _ ~ %
    """.split()
)
SPACES = str.maketrans({"_": " ", "~": "\n  ", "%": "\r\n"})
PAGES = st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).translate(SPACES))


@given(PAGES, st.sampled_from(["river.html", "river.xhtml"]))
@settings(max_examples=200, deadline=None)
def test_an_article_in_which_nothing_changes_stays_as_it_is(page: str, name: str) -> None:
    """
    With its own texts, an HTML file is written byte for byte.
    """
    article = read(f"<p>word{page}", name)

    assert f"<p>word{page}".encode() == html.write(article, own(article), "vi")


@given(PAGES)
@settings(max_examples=200, deadline=None)
def test_tags_of_a_block_are_whole(page: str) -> None:
    """
    Whatever a file holds, pairs close and do not cross, and each tag stands in its block.
    """
    for block, text in zip((article := read(f"<p>word{page}")).blocks, own(article), strict=True):
        found = tags.find(text)
        assert tags.is_nested(found)
        assert {each.number for each in found} == {tag.number for tag in block.tags}


@given(PAGES)
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_again(page: str) -> None:
    """
    With a word more in every block, a file has the same blocks again, each with that word.
    """
    article = read(f"<p>word{page}")
    more = [f"{text} more" for text in own(article)]

    again = read(html.write(article, more, "en"))

    assert list(map(plain, more)) == list(map(plain, own(again)))


TEXTS = st.text("ab <>&\"'/!-?=;#\n", min_size=1, max_size=20).filter(str.strip)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
@example("</title><script>")
@example("<!--")
@example("&lt;b&gt; &amp;amp")
def test_no_text_becomes_mark_up(text: str) -> None:
    """
    Whatever a translation holds, it is read back as text, from elements and attributes alike.
    """
    page = """<title>A</title><p>B</p><img alt="C"><img alt='D'><img alt=E>"""

    assert [plain(text)] * 5 == list(map(plain, flow(written(page, *[text] * 5))))


INLINE = """<p>Rain <b>fell</b> in <a href="x.html">the <i>north</i></a>.<br>Then <code>it</code>
  <img src=a.png alt="A boat"> ended.</p>"""


def test_what_stands_within_a_line_is_tags() -> None:
    """
    Links and emphasis are pairs, breaks, code and pictures stand for themselves; notes tell.
    """
    article = read(INLINE)

    assert [
        "Rain <1>fell</1> in <2>the <3>north</3></2>.<4/> Then <5/>\n<6/> ended.",
        "A boat",
    ] == own(article)
    assert [
        "strong emphasis",
        "link to x.html",
        "emphasis",
        "line break",
        "code it",
        "image a.png",
    ] == [tag.note for tag in article.blocks[0].tags]


def test_a_pair_around_nothing_is_one_tag() -> None:
    """
    It is told of as all that it is, and written whole, with attributes that were translated.
    """
    page = '<p>Follow us: <a href="t" title="On air"><i class="t"></i></a> now</p>'
    article = read(page)

    assert ["Follow us: <1/> now", "On air"] == own(article)
    assert "link to t, emphasis" == article.blocks[0].tags[0].note
    assert '<p><a href="t" title="Lên sóng"><i class="t"></i></a> theo dõi</p>' == written(
        page, "<1/> theo dõi", "Lên sóng"
    )


def test_tags_move_with_their_words() -> None:
    """
    A translation may put tags elsewhere; an attribute in a tag is translated in its place.
    """
    made = written(INLINE, "<6/> <2><3>Bắc</3></2> <1>mưa</1>, <5/><4/>rồi tạnh.", 'Thuyền "nhỏ"')

    assert (
        '<p><img src=a.png alt="Thuyền &quot;nhỏ&quot;"> <a href="x.html"><i>Bắc</i></a> '
        "<b>mưa</b>, <code>it</code><br>rồi tạnh.</p>"
    ) == made


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a<p>b<div>c</div>d", ["a", "b", "c", "d"]),
        ("<ul><li>a<li>b<ul><li>c</ul>d</ul>", ["a", "b", "c", "d"]),
        ("<dl><dt>a<dd>b<dt>c</dl>", ["a", "b", "c"]),
        ("<table><tr><td>a<th>b<tr><td>c</table>", ["a", "b", "c"]),
        ("<p>a<br>b<br> <br/>c</p>", ["a<1/> b", "c"]),
        ("<a href=x><h2>a</h2><p>b</p></a>", ["a", "b"]),
        ("<p>a <b>b</p><p>c</b> d</p>", ["a <1/>b", "c<1/> d"]),
        ("<p>a <b>b <i>c</b> d</i> e</p>", ["a <1>b <2/>c</1> d<3/> e"]),
        ("<p>a <b><i>b</i></b> <b></b> c <b><i>d</i> e</b></p>",
         ["a <1>b</1> <2/> c <3><4>d</4> e</3>"]),
        ("<p>a <a href=x><i class=y></i></a> <b><i></i>b</b></p>", ["a <1/> <2><3/>b</2>"]),
        ("<p>a<wbr>b&shy;c d\u00ade</p>", ["abc de"]),
        ("<p>a<sup>[<a href=#n>1</a>]</sup> b m<sup>2</sup> <a href=x><sup>c</sup></a>",
         ["a<1/> b m<2>2</2> <3>c</3>"]),
        ("<nav><a href=a>a</a> | <a href=b>b <i>c</i></a> <img alt=></nav>", ["a", "b <1>c</1>"]),
        ("<p><a href=a>a</a> and <a href=b>b</a></p>", ["<1>a</1> and <2>b</2>"]),
        ("<p><sup><a href=#n>1</a></sup><p>a.<sup><a href=#n>1</a></sup>", ["a."]),
        ("<p><b><i>a</i></b><img src=x></p>", ["a"]),
        ("<p>a <b>b</b></p>", ["a <1>b</1>"]),
        ("a<x-y>b</x-y>", ["a<1>b</1>"]),
        ("<p>a <script>b</script> c <!-- d --> e</p>", ["a <1/> c <2/> e"]),
        ("<p>a</p><pre>b</pre><script>c</script><style>d</style><!-- e --><svg>f</svg>", ["a"]),
        ("<p>a < b & c &lt;d&gt; &copy 5 &#233;&#x1F600; &nope; AT&T</p>",
         ["a < b & c <d> © 5 é😀 &nope; AT&T"]),
        ("<p>a  \t b\r\n   c\u00a0\u00a0d</p>", ["a b\r\nc\u00a0\u00a0d"]),
        ("<p>&nbsp;</p><p> &nbsp; a&nbsp;\n</p>", ["a"]),
        ("<p>a &lt;1&gt; <b>b</b></p>", ["a <1/> <2>b</2>"]),
        ("<p>a <![CDATA[b]]> c <svg><![CDATA[<p>]]></svg> d</p>", ["a <1/> c <2/> d"]),
        ("<!--[if IE]><p>a</p><![endif]--><![if !IE]><p>b</p><![endif]>", ["b"]),
        ("<template><p>a</p></template><noscript>b</noscript>", ["a", "b"]),
        ("<textarea>a</textarea><p>b</p><iframe>c</iframe>", ["b"]),
        ("<p>a</p><script><!-- <script> </script> <p>b</p> --></script><p>c</p>", ["a", "c"]),
        ("<p title=x title=y class = z alt='a>b'>a", ["a", "x", "a>b"]),
    ],
)  # fmt: skip
def test_blocks_are_what_a_browser_puts_on_lines(page: str, expected: list[str]) -> None:
    """
    Elements that begin a line part blocks, whether they close or not; all others are tags.
    """
    assert expected == flow(page)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<p>The <span translate="no">Red <b>Hat</b></span> is here.', ["The <1/> is here."]),
        ('<p>The <i class="a notranslate">Red Hat</i> is here.', ["The <1/> is here."]),
        (
            '<p>The <i lang="fr">Monde</i> is <i lang="en-US">here</i>.',
            ["The <1/> is <2>here</2>."],
        ),
        ("<div translate=no title=a><p>a<p translate=yes>b <i>c</i></div>d", ["b <1>c</1>", "d"]),
        ("<div lang=de>a <b lang=en>b</b> c <b lang=en>d</b></div>", ["b", "d"]),
        ("<p translate=no>a<p>b", ["b"]),
        ("<p>a <code>b<p>c", ["a", "c"]),
        ("<html lang=de><p>a", ["a"]),
    ],
)
def test_what_is_not_to_be_translated_stays(page: str, expected: list[str]) -> None:
    """
    What says so, or that it is in another language, is no text; within a line it is one tag.
    """
    assert expected == flow(page)


HEAD = """<head><title>A</title><meta name=description content="B"><meta name=keywords content=b>
<meta property="og:title" content='C'><link rel=alternate title=d href=x></head>
<input placeholder="E" value=e><i aria-label="F" data-title=f></i><area alt=G><p title="H">I</p>
<iframe title=J></iframe><textarea placeholder=K>k</textarea><svg aria-label=L></svg>
<code title=m>m</code><img alt=""><img alt=" ">"""


def test_attributes_that_are_read_are_blocks() -> None:
    """
    So are descriptions of the page; names, values and addresses are not.
    """
    assert list("ABCEFGIHJKL") == flow(HEAD)


def test_elements_say_what_their_text_is() -> None:
    """
    Titles, headings and captions have their kinds, as have lists and tables; the rest has none.
    """
    page = (
        "<title>a</title><h1>b</h1><h3>c</h3><p>d</p><figure><img alt=e><figcaption><p>f</p>"
        "</figcaption></figure><ul><li>g</ul><div>h</div>"
    )

    assert [
        Kind.HEADLINE, Kind.HEADLINE, Kind.SUBHEADING, None,
        Kind.CAPTION, Kind.CAPTION, Kind.BODY, None,
    ] == [block.kind for block in read(page).blocks]  # fmt: skip


def test_blocks_know_their_lines() -> None:
    """
    A position within a block leads to its line in the file, over the lines of its tags.
    """
    article = read("<html>\r\n<p>One <a\n href=x>two</a>\n   three\n\n<p>four")
    line = lines.of(article)

    assert [2, 4, 6] == [line(article.text.index(word)) for word in ("One", "three", "four")]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<html lang="en"><p>a', '<html lang="vi"><p>b'),
        ("<html lang=en-US><p>a", "<html lang=vi><p>b"),
        ("<html class=x><p>a", '<html lang="vi" class=x><p>b'),
        ('<html xml:lang="en" lang="en"><p>a', '<html xml:lang="vi" lang="vi"><p>b'),
        ('<body lang="en"><p lang=EN-us>a', '<body lang="vi"><p lang=vi>b'),
        ("<p>a <code lang=en>x</code>", "<p>b <code lang=en>x</code>"),
        ("<p lang=fr>x</p>a", "<p lang=fr>x</p>b"),
        ("<p>a", "<p>b"),
    ],
)
def test_a_translated_page_says_its_language(page: str, expected: str) -> None:
    """
    The page, and each element with a translation in it that says it is in English.
    """
    encoded = page.replace("<html", "<!--charset--><html", 1)
    article = read(encoded)
    made = html.write(article, [own(article)[0].replace("a", "b")], "vi").decode()

    assert expected == made.replace("<!--charset-->", "").replace('<meta charset="utf-8">', "")


def test_what_stays_english_says_so() -> None:
    """
    An element without a translation in it keeps its language.
    """
    assert '<p lang="en">a</p><p lang="vi">c</p>' == written(
        '<p lang="en">a</p><p lang="en">b</p>', "a", "c"
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<meta charset="windows-1252"><p>a', '<meta charset="utf-8"><p>b'),
        ("<meta charset=UTF-8><p>a", "<meta charset=UTF-8><p>b"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>a',
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>b',
        ),
        ("<!doctype html><html lang=vi><head><p>a",
         '<!doctype html><html lang=vi><head><meta charset="utf-8"><p>b'),
        ("<!doctype html><p>a", '<!doctype html><meta charset="utf-8"><p>b'),
        ("<p>a", "<p>b"),
    ],
)  # fmt: skip
def test_a_changed_page_says_that_it_is_utf_8(page: str, expected: str) -> None:
    """
    A declaration is put right, or added where a page has none; a part of a page gets none.
    """
    assert expected == written(page, "b")


def test_xhtml_is_read_by_its_own_rules() -> None:
    """
    Elements may close themselves, data is no comment, and the declaration names the encoding.
    """
    page = (
        "<?xml version='1.0' encoding='iso-8859-1'?>\n<html xml:lang='en'><head><title/>"
        "<script src='x'/></head><body><p/><p>caf\u00e9 <![CDATA[a > b]]> b<br/></p></body></html>"
    )
    expected = (
        "<?xml version='1.0' encoding='utf-8'?>\n<html lang=\"vi\" xml:lang='vi'><head><title/>"
        "<script src='x'/></head><body><p/><p>Å <![CDATA[a > b]]><br/></p></body></html>"
    )

    assert expected == written(page.encode("latin-1"), "Å <1/>", name="river.xhtml")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a</p>\n<p>b</p>\n<p>c</p>", "<p>a</p>\n<p>c</p>"),
        ("<p>a\n<p>b\n<p>c", "<p>a\n<p>c"),
        ("<ul><li>a<li><a href=x>b</a></li><li>c</ul>", "<ul><li>a<li>c</ul>"),
        ("<tr><td>a<td>b</td><td>c", "<tr><td>a<td></td><td>c"),
        ("<p>a<p>b<img src=x></p><p>c", "<p>a<p><img src=x></p><p>c"),
        ("a<div><b>b</b></div>c", "ac"),
    ],
)
def test_a_block_is_taken_out_with_its_element(page: str, expected: str) -> None:
    """
    Nothing empty is left of it, unless it is a cell, or a picture is in it.
    """
    assert expected == written(page, "a", None, "c")


CAFE = "<meta charset={}><p>The caf\u00e9 is open.</p>"


@pytest.mark.parametrize(
    ("data", "setting", "encoding"),
    [
        (CAFE.format("utf-8").encode(), "utf-8", "utf-8"),
        (CAFE.format("windows-1252").encode("cp1252"), "utf-8", "cp1252"),
        (CAFE.format("'ISO-8859-1'").encode("cp1252"), "utf-8", "cp1252"),
        (CAFE.format("iso-8859-1").encode(), "utf-8", "utf-8"),
        (CAFE.format("utf-8").encode("cp1252"), "cp1252", "cp1252"),
        (CAFE.format("utf-16").encode(), "utf-8", "utf-8"),
        (CAFE.format("nonsense").encode(), "utf-8", "utf-8"),
        (CAFE.format("utf-8").encode("utf-16"), "utf-8", "utf-16-le"),
        (CAFE.format("latin1").encode("utf-8-sig"), "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_what_fits(data: bytes, setting: str, encoding: str) -> None:
    """
    A mark at the beginning counts first, then what the page says, then the settings; and a file
    in which nothing changes keeps its encoding.
    """
    article = read(data, encoding=setting)

    assert (["The caf\u00e9 is open."], encoding) == (own(article), article.encoding)
    assert data == html.write(article, own(article), "vi")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"River levels < 3 m.", "there is no HTML in it"),
        (b"<!doctype html>\n<!-- <p>none</p> -->", "there is no HTML in it"),
        (b"<p>\x00</p>", "binary file: byte 3 is zero"),
        (b"\x89PNG\r\n\x1a\n<p>a", "a PNG image"),
        (CAFE.format("utf-8").encode("cp1252"), r'Windows-1252.* set encoding = "cp1252"'),
        (b"<html><script>x</script><div id=app></div>", "no text that may be translated"),
        (b"<html translate=no><p>a", "no text that may be translated"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(data: bytes, message: str) -> None:
    """
    Each refusal is a sentence that says what the file is, or what to do.
    """
    with pytest.raises(ArticleError, match=message):
        read(data)


@pytest.mark.parametrize("cut", ["<!-- never closed", "<script> a", "<a href='x>", "<style>"])
def test_what_is_never_closed_is_told(cut: str) -> None:
    """
    The line is named on which something begins that swallows the rest of the file.
    """
    article = read(f"<p>One.\n<p>Two.{cut}\n<p>Three.")

    assert ["One.", "Two."] == own(article)
    assert [2] == [remark.line for remark in article.remarks] if cut != "<style>" else True


HARBOUR = (CASES / "harbour.html").read_text(encoding="utf-8")


def test_only_texts_change_in_a_long_page() -> None:
    """
    With a sign more in each of its texts, all else of a page stays but white space and references.
    """
    article = read(HARBOUR)
    made = html.write(article, [f"{text}ж" for text in own(article)], "vi").decode()

    assert len(article.blocks) == made.count("ж")
    assert squeezed(HARBOUR) == squeezed(made.replace("ж", "").replace('lang="vi"', 'lang="en"'))


def squeezed(page: str) -> str:
    """Put a page without white space, with its references resolved."""
    return "".join(unescape(page).split())


def test_texts_of_a_long_page() -> None:
    """
    What a reader sees is there, in a browser or by the ear; what machines read is not.
    """
    texts = own(read(HARBOUR))

    for seen in (
        "Sections",
        "Search the archive",
        "Send",
        "In figures",
        "Coast",
        "Why mussels came back",
    ):
        assert seen in texts
    for unseen in ("Please reload", "GET /board", "NewsArticle", "House style", "Strøm"):
        assert not [text for text in texts if unseen in text]


DEEP = 10_000


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * DEEP + "word" + "</div>" * DEEP,
        "<p>word " + "<b>a " * DEEP + "</b>" * DEEP,
        "<table><tr><td>word " * DEEP,
        "<p>word" + "<span translate=no>" * DEEP,
        "<p>word" + "<a b='" * DEEP,
        "<p>word" + "</b>" * DEEP + "<!--" * DEEP + "<script>" * DEEP,
        "<p>word" + "&nbsp;" * DEEP + "<" * DEEP,
        "<p>word</p><script>" + "if (a < '</b>') <!-- \n" * 120_000 + "</script><style>"
        + "a > b { color: red }\n" * 120_000 + "</style>",
    ],
    ids=["deep", "bold", "tables", "kept", "quotes", "unclosed", "signs", "scripts"],
)  # fmt: skip
def test_no_page_takes_long(page: str) -> None:
    """
    Elements 10,000 deep, megabytes of script, and what never closes are read at once.
    """
    begun = time.process_time()
    article = read(page)

    assert page.encode() == html.write(article, own(article), "vi")
    assert time.process_time() - begun < 5
