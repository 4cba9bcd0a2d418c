"""Markdown, read into a flow and written again."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline import tags
from pipeline.articles import lines, markdown
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions
from pipeline.errors import ArticleError
from pipeline.model import Article, Kind

PATH = Path("river.md")
CASES = Path(__file__).parent.parent / "cases" / "markdown"


def read(text: str, *keys: str) -> Article:
    """Read a Markdown text."""
    options = ReadOptions(front_matter=keys or ("title", "description"))
    return markdown.read(text.encode(), PATH, "river.md", options)


def flow(text: str) -> list[str]:
    """Give the texts of the blocks of a Markdown text."""
    article = read(text)
    return [own_text(article, block) for block in article.blocks]


def written(text: str, *texts: str | None) -> str:
    """Write a Markdown text with other texts in its blocks."""
    return markdown.write(read(text), texts, "vi").decode()


def plain(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


WORDS = """
    # ## - * + > 1. 2) | --- === ``` ~~~ **bold** *soft* _low_ __low__ `code` ~~out~~ [a](b) [a]
    [a][b] ![a](b) <b> </b> <br> <!--c--> <http://a.b> &amp; &lt; \\\\ \\* \\| [^1] [^1]: [b]: word
    {{x}} {{<a_b>}} {%c%} {{ }} {% Word,
    <1> </2> <3/> ! = : [x] [!NOTE] $ % ^ é й 1,200 @ "quoted" 'so'
"""
ENDS = [
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "\n    ",
    "\t",
    " ",
    "\r\n",
    "| a | b |\n|---|---|\n| c | d |\n",
]
PIECES = st.sampled_from([*WORDS.split(), *ENDS])
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map(" ".join)


@pytest.mark.parametrize(
    "raw",
    ['{{< ref "a_b_c.md" >}}', "{{% year %}}", "{{ page.title }}", '{% include "note.html" %}'],
    ids=["Hugo", "Hugo's other", "a variable", "Jekyll"],
)
def test_what_a_generator_fills_in_is_one_tag(raw: str) -> None:
    """
    Of Hugo and Jekyll; alone in its paragraph it is nothing to translate.
    """
    text = f"{raw}\n\nRead {raw} first.\n"

    assert ["<1/>", "Read <1/> first."] == flow(text)
    assert f"{raw}\n\nĐọc {raw} trước.\n" == written(text, "<1/>", "Đọc <1/> trước.")


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_an_article_in_which_nothing_changes_stays_as_it_is(text: str) -> None:
    """
    With its own texts, a Markdown file is written byte for byte.
    """
    article = read(f"word {text}")
    own = [own_text(article, block) for block in article.blocks]

    assert f"word {text}" == markdown.write(article, own, "vi").decode()


@given(TEXTS, st.sampled_from(["", " "]))
@settings(max_examples=150, deadline=None)
@example("&lt; 2&gt; \\< 3>", "")
def test_tags_of_a_block_are_whole(text: str, between: str) -> None:
    """
    Whatever a file holds, pairs close and do not cross, and each tag stands in its block.
    """
    article = read(f"word {text.replace(' ', between)}")

    for block in article.blocks:
        found = tags.find(own_text(article, block))
        assert tags.is_nested(found)
        assert {each.number for each in found} == {tag.number for tag in block.tags}


SIGNS = st.text("ab 1.)#*_`~[]()<>&!|+-=:\\\"'^\n/;", min_size=1, max_size=25).filter(
    lambda sign: bool(sign.strip()) and not tags.find(sign)
)
HOLDERS = st.sampled_from(
    [
        "Rain",
        "# Rain",
        "- Rain",
        "1. Rain",
        "> Rain",
        "Rain\nfell",
        "> Rain\n> fell",
        "- Rain\n  fell",
    ]
)


@given(HOLDERS, SIGNS)
@settings(max_examples=250, deadline=None)
@example("Rain", "1. b")
@example("Rain", "    b")
@example("Rain\nfell", "a\n===")
@example("Rain\nfell", "a | b\n--|--")
@example("Rain\nfell", "a\n\nb")
@example("# Rain", "a #")
def test_no_text_becomes_mark_up(holder: str, sign: str) -> None:
    """
    Whatever a translation holds, it is read back as text, in one block.
    """
    made = written(f"{holder}\n\nEnd.", sign, "End.")

    assert [plain(sign), "End."] == list(map(plain, flow(made)))


TAGGED = "*Rain* fell in [Hue](u) with `x`,\\\nand **wind** ~~stopped~~[^1].\n\n[^1]: End."
PARTS = st.sampled_from(
    ["", " ", "a", "a ", " a", ".", "“a”", "*", "_", "(", "]", "\\", "1. ", "а, "]
)


ORDERS = st.sampled_from(
    [
        "{}<1>{}a</1>{}<2>{}</2>{}<3/>{}a<4/> {}<5>{}</5>{}<6>b{}</6>{}<7/>",
        "{}<6>{}</6>{}<3/>{}<1>{}a<5>{}b</5></1>{}<7/>{}a<4/> {}<2>{}c</2>{}",
    ]
)


@given(ORDERS, st.lists(PARTS, min_size=11, max_size=11))
@settings(max_examples=250, deadline=None)
def test_mark_up_goes_where_its_tags_are(order: str, parts: list[str]) -> None:
    """
    Beside whatever letters and signs they come to stand, and in whatever order.
    """
    text = order.format(*parts)

    made = written(TAGGED, text, "End.")

    assert markdown.comparable(text) == markdown.comparable(flow(made)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Rain *fell* #\n", ["Rain <1>fell</1>"]),
        ("Rain\n====\n", ["Rain"]),
        ("- [ ] Buy rice\n- [x] Sell *it*\n", ["<1/> Buy rice", "<1/> Sell <2>it</2>"]),
        ("> [!NOTE]\n> Rain fell.\n", ["<1/>\nRain fell."]),
        ("| a | b\\|c |\n|---|---|\n| `d\\|e` | |\n", ["a", "b|c", "<1/>"]),
        ("![A boat](b.jpg)\n", ["<1>A boat</1>"]),
        ("![](b.jpg) ![*a*](c)\n", ["<1/> <2/>"]),
        ("Rain &amp; \\*wind\\*&nbsp;fell\n", ["Rain & *wind*\xa0fell"]),
        ("A <b>storm</b> <br> <i>came</b>.\n", ["A <1>storm</1> <2/> <3/>came<4/>."]),
        ("See <http://a.b> and [*this*][t].\n\n[t]: u\n", ["See <1/> and <2><3>this</3></2>."]),
        ("![Who won? The boat’s 5% & more!](b.jpg)\n", ["<1>Who won? The boat’s 5% & more!</1>"]),
        ("Rain ![a _b_ &amp; c](b.jpg)\n", ["Rain <1/>"]),
        ("Press <kbd>Ctrl *a*</kbd> <i translate='no'>now</i>.\n", ["Press <1/> <2/>."]),
        ("Red <b class='a notranslate'>Hat</b> <a name=x></a>[](u)*a*\n",
         ["Red <1/> <2/><3/><4>a</4>"]),
        ("Rain<br>fell<BR/> again\n", ["Rain<1/> fell<2/> again"]),
        ("Rain &lt;1&gt; \\<2> *a*\n", ["Rain <1/> <2/> <3>a</3>"]),
        ("Part <1> of </2/>\n", ["Part <1/> of <2/>"]),
        ("Line one  \n  line two\\\nthree\n", ["Line one<1/> line two<2/> three"]),
        (
            "Rain[^a].\n\n[^a]: It *fell*.\n\n    Twice.\n",
            ["Rain<1/>.", "It <1>fell</1>.", "Twice."],
        ),
        ("```\ncode\n```\n\n    more\n\n<div>\nraw\n</div>\n\n[a]: b 'c'\n\nText\n", ["Text"]),
        ("---\ntitle: A <1> b\nx: y\n---\nText\n", ["A <1/> b", "Text"]),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[str]) -> None:
    """
    What is text is in the flow, with its mark-up as tags; code, raw HTML and definitions are not.
    """
    assert expected == flow(text)


def test_translators_are_told_of_tags() -> None:
    """
    Each by what it is, and where it leads.
    """
    (block,) = read(
        "*a* **b** `c` [d](e) ![f](g) <http://h.i> <u>j</u>\\\nk"
        " <kbd>l</kbd> <i translate=no>m</i> [](n)"
    ).blocks

    assert [
        "emphasis",
        "strong emphasis",
        "code c",
        "link to e",
        "image g",
        "address http://h.i",
        "HTML <u>",
        "line break",
        "code l",
        "stays as it is: m",
        "link to n",
    ] == [tag.note for tag in block.tags]


def test_translators_are_told_of_html_as_in_pages() -> None:
    """
    What emphasis is, and where a link leads; other tags are shown as they stand.
    """
    (block,) = read(
        "a <b>b</b> <STRONG class=x>c</STRONG> <i>d</i> <em>e</em> <s>f</s>"
        ' <a href="http://g.h/?i&amp;j" id=k>l</a> <a id=m>n</a> <span lang="fr">o</span>'
    ).blocks

    assert [
        "strong emphasis",
        "strong emphasis",
        "emphasis",
        "emphasis",
        "struck out",
        "link to http://g.h/?i&j",
        "HTML <a id=m>",
        'HTML <span lang="fr">',
    ] == [tag.note for tag in block.tags]


def test_kinds_follow_from_mark_up() -> None:
    """
    Where mark-up says nothing, the rules for plain text do.
    """
    article = read("---\ntitle: A\ndescription: B\n---\n# C\n\n## D\n\n- E\n\nF\n\n![G](h)\n")

    assert [
        Kind.HEADLINE,
        Kind.BODY,
        Kind.HEADLINE,
        Kind.SUBHEADING,
        Kind.BODY,
        None,
        Kind.CAPTION,
    ] == [block.kind for block in article.blocks]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_blocks_know_their_lines(ending: str) -> None:
    """
    Those of the file, front matter and all, whatever ends them.
    """
    text = "---\nx: y\ntitle: A\n---\n\n# B\n\n> C *d\n> e* f\n".replace("\n", ending)
    article = read(text)
    line = lines.of(article)

    assert [3, 6, 8] == [block.line for block in article.blocks]
    assert 9 == line(article.text.index("f", article.text.index("C")))


@pytest.mark.parametrize(
    ("text", "texts", "expected"),
    [
        ("Rain *fell*.\n", ["<1>Mưa</1> rơi."], "*Mưa* rơi.\n"),
        ("# Rain ##\n", ["Mưa"], "# Mưa ##\n"),
        ("Rain\n----\n", ["Mưa"], "Mưa\n----\n"),
        ("> Rain\n> fell. It\n> ended.\n", ["Mưa\nrơi."], "> Mưa\n> rơi.\n"),
        ("- Rain\r\n  fell.\r\n", ["Mưa\nrơi."], "- Mưa\r\n  rơi.\r\n"),
        ("# Rain\n", ["Mưa\nrơi"], "# Mưa rơi\n"),
        (
            "| a | b |\n|--|--|\n| c | d |\n",
            ["a", "x | y", "c", "d"],
            "| a | x \\| y |\n|--|--|\n| c | d |\n",
        ),
        ("[Rain] fell.\n\n[rain]: a\n", ["<1>Mưa</1> rơi."], "[Mưa][Rain] rơi.\n\n[rain]: a\n"),
        ("![Boat][]\n\n[boat]: a\n", ["<1>Thuyền</1>"], "![Thuyền][Boat]\n\n[boat]: a\n"),
        ("*Rain* fell.\n", ["x<1>Mưa.</1>x"], "x<em>Mưa.</em>x\n"),
        ("Rain  \nfell!\n", ["Mưa! <1/> rơi."], "Mưa!   \nrơi.\n"),
        ("Rain\n fell\n     <!--c-->\n", ["Mưa\n rơi\n<1/>!"], "Mưa rơi <!--c-->\\!\n"),
        ("Rain  \nfell.\n", ["Mưa<1/> rơi."], "Mưa  \nrơi.\n"),
        ("---\ntitle: Rain\n---\n", ["Mưa: lũ"], '---\ntitle: "Mưa: lũ"\n---\n'),
        ("A.\n\nB\n===\n\nC.\n", ["A.", None, "C."], "A.\n\nC.\n"),
        ("A.\n\n- B\n- C\n", ["A.", None, "C"], "A.\n\n- \n- C\n"),
        ("Rain 2 * 3 snake_case\n", ["Mưa 2 * 3 snake_case *"], "Mưa 2 * 3 snake_case \\*\n"),
    ],
)
def test_texts_are_written_as_their_block_wants_them(
    text: str, texts: list[str | None], expected: str
) -> None:
    """
    Mark-up, line ends and beginnings are those of the block; no more is escaped than must be.
    """
    assert expected == written(text, *texts)


@pytest.mark.parametrize("text", ["Text\n\n```\ncode\n\nMore\n", "- ~~~~\n  code\n  ~~~\n"])
def test_a_fence_that_nothing_closes_is_told(text: str) -> None:
    """
    With its line; all that follows is code.
    """
    (remark,) = read(f"First\n\n{text}").remarks

    assert (3 + text.startswith("Text") * 2, True) == (remark.line, "nothing closes" in remark.text)


@pytest.mark.parametrize(
    "text", ["```\ncode\n```\n", "> ~~~ py\n> code\n> ~~~~\n", "- ```\n  a\n  ```\n"]
)
def test_a_fence_that_closes_is_not(text: str) -> None:
    """
    However long the closing one is, and whatever holds it.
    """
    assert () == read(f"First\n\n{text}").remarks


def test_front_matter_that_is_no_yaml_is_refused() -> None:
    """
    Rather than translated, or lost.
    """
    with pytest.raises(ArticleError, match="front matter is no YAML"):
        read("---\ntitle: a: b\n---\nText\n")


def test_a_document_of_ten_pages_keeps_its_mark_up() -> None:
    """
    With every text in it shouted, nothing but the texts is another.
    """
    raw = (CASES / "river.md").read_text(encoding="utf-8")
    own = flow(raw)
    shouted = [re.sub(r"[^<>]+(?![^<]*>)", lambda found: found[0].upper(), text) for text in own]

    made = written(raw, *shouted)

    assert raw == written(raw, *own)
    assert list(map(plain, shouted)) == list(map(plain, flow(made)))
    assert [skeleton(raw), len(own)] == [skeleton(made), len(shouted)]


def skeleton(raw: str) -> list[str]:
    """Give the tags of the HTML that a text becomes."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(raw)
    return [re.sub(r' alt="[^"]*"', "", tag) for tag in re.findall(r"<[^>]+>", html)]
