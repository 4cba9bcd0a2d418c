"""DOCX, read into a flow and written again."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles import docx
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions
from pipeline.model import Article, Kind
from tests.tools.word_file import OOXML, archive, field, image, p, r, text_box, word_file

PATH = Path("river.docx")
CASES = Path(__file__).parents[1] / "cases" / "docx"
BOLD, ITALIC = "<w:b/>", "<w:i/>"
TAB, BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
LINKS = {"l1": "https://example.org/a"}


def read(data: bytes) -> Article:
    """Read a Word file."""
    return docx.read(data, PATH, "river.docx", ReadOptions())


def texts(data: bytes) -> list[str]:
    """Give the texts of the blocks of a Word file."""
    article = read(data)
    return [own_text(article, block) for block in article.blocks]


def written(data: bytes, *others: str | None) -> bytes:
    """Write a Word file with other texts in its blocks."""
    return docx.write(read(data), others, "vi")


def parts(data: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        return {name: given.read(name) for name in given.namelist()}


def document(data: bytes) -> str:
    """Give the main part of a Word file."""
    return parts(data)["word/document.xml"].decode()


def body(data: bytes) -> str:
    """Give the body of a document, without what stands around it."""
    return document(data).partition("<w:body>")[2].partition("</w:body>")[0]


def control(properties: str, content: str) -> str:
    """Write a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


PARAGRAPHS = {
    "cut at random": (
        (
            '<w:r w:rsidR="00A1"><w:t xml:space="preserve">Water </w:t></w:r>'
            '<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr>'
            '<w:lastRenderedPageBreak/><w:t>rises</w:t></w:r><w:proofErr w:type="spellEnd"/>'
            "<w:r><w:rPr><w:noProof/><w:bCs/></w:rPr><w:t>.</w:t></w:r>"
        ),
        "Water rises.",
        [],
    ),
    "the look of most": (r("Rain", BOLD + ITALIC) + r(" falls.", ITALIC), None, ["bold, italic"]),
    "all alike": (r("Water rises.", BOLD), "Water rises.", []),
    "space stays outside": (
        r("Water") + r(" rises ", BOLD) + r("in May."),
        "Water <1>rises</1> in May.",
        ["bold"],
    ),
    "off": (r("Water rises", BOLD) + r(" in May", '<w:b w:val="0"/>'), None, ["not bold"]),
    "plain": (r("Water rises", BOLD) + r(" now"), "Water rises <1>now</1>", ["plain"]),
    "fitted letters": (r("Wat", '<w:spacing w:val="-1"/>') + r("er"), "Water", []),
    "link": (
        r("Read ") + f'<w:hyperlink r:id="l1">{r("this", "<w:u/>")}</w:hyperlink>' + r("."),
        "Read <1>this</1>.",
        ["link to https://example.org/a"],
    ),
    "empty link": (
        r("Read") + f'<w:hyperlink r:id="l1">{r("")}</w:hyperlink>' + r(" on"),
        "Read<1/> on",
        ["link to https://example.org/a"],
    ),
    "link to a place": (
        r("Read ") + f'<w:hyperlink w:anchor="end">{r("on")}</w:hyperlink>',
        "Read <1>on</1>",
        ["link to #end"],
    ),
    "bold in a link": (
        f'<w:hyperlink r:id="l1">{r("Read ")}{r("on", BOLD)}{r(" and on")}</w:hyperlink>',
        "<1>Read <2>on</2> and on</1>",
        ["link to https://example.org/a", "bold"],
    ),
    "field as link": (
        r("Read ") + field('HYPERLINK "https://example.org/b"', r("this")) + r("."),
        "Read <1>this</1>.",
        ["link to https://example.org/b"],
    ),
    "field": (r("Page ") + field("PAGE", r("3")) + r(" of it"), None, ["field PAGE"]),
    "contents of LibreOffice": (
        field("PAGEREF a", r("What fell") + TAB + r("7")),
        "<1>What fell<2/> 7</1>",
        ["field PAGEREF", "tab"],
    ),
    "field in a field": (
        r("See ") + field("REF a", r("x") + field("SEQ b", r("1"))),
        "See <1/>",
        ["field REF"],
    ),
    "simple field": (
        r("On ") + f'<w:fldSimple w:instr="DATE">{r("1 May")}</w:fldSimple>',
        "On <1/>",
        ["field DATE"],
    ),
    "field that goes on elsewhere": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("Rain"),
        "<1/>Rain",
        ["part of a field"],
    ),
    "tab and break": (
        r("Rain") + TAB + r("fell") + BREAK + r("here"),
        "Rain<1/> fell<2/> here",
        ["tab", "line break"],
    ),
    "break in a look": (
        r("So ") + r("it", BOLD) + BREAK + r("fell", BOLD) + r(" and fell"),
        "So <1>it<2/> fell</1> and fell",
        ["bold", "line break"],
    ),
    "note": (r("Rain") + NOTE + r(" fell."), "Rain<1/> fell.", ["footnote 2"]),
    "picture": (
        r("Here ") + image("l1", "A   boat") + r(" it is."),
        "Here <1/> it is.",
        ["image A boat"],
    ),
    "formula": (r("As ") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", None, ["formula"]),
    "comment": (
        r("Rain ") + '<w:commentRangeStart w:id="1"/>' + r("fell"),
        "Rain <1/>fell",
        ["start of what a comment is about"],
    ),
    "control": (r("By ") + control("", r("us")), "By <1>us</1>", ["content control"]),
    "control with a list": (
        r("By ") + control("<w:dropDownList/>", r("us")),
        "By <1/>",
        ["content control"],
    ),
    "smart tag": (r("In ") + f'<w:smartTag w:element="c">{r("Hue")}</w:smartTag>', "In Hue", []),
    "hyphens": (
        "<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>kn</w:t><w:softHyphen/><w:t>own</w:t></w:r>",
        "well\u2011known",
        [],
    ),
    "space that does not count": ("<w:r><w:t> Rain\n</w:t></w:r>" + r(" fell"), "Rain fell", []),
    "looks like a tag": (r("<1> and ") + r("<") + r("2/>"), "<1/> and <2/>", ["<1>", "<2/>"]),
    "signs": (r('<a> & "b"'), '<a> & "b"', []),
    "symbol": (r("A ") + '<w:r><w:sym w:char="F0E0"/></w:r>' + r(" b"), None, ["symbol"]),
}


@pytest.mark.parametrize(("xml", "expected", "notes"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_is_a_text_with_tags(xml: str, expected: str | None, notes: list[str]) -> None:
    """
    Runs that look alike are one text; other looks, links and what is no text are tags.
    """
    data = word_file(p(xml), links=LINKS)
    block = read(data).blocks[0]

    assert notes == [tag.note for tag in block.tags]
    if expected is not None:
        assert [expected] == texts(data)


@pytest.mark.parametrize("xml", [case[0] for case in PARAGRAPHS.values()], ids=PARAGRAPHS)
def test_what_is_written_is_read_again(xml: str) -> None:
    """
    A paragraph written with another text is read with this one, and with the same tags.
    """
    data = word_file(p(xml), links=LINKS)
    wanted = texts(data)[0] + " мокро"

    made = written(data, wanted)

    assert [wanted] == texts(made)
    assert read(data).blocks[0].tags == read(made).blocks[0].tags


PIECES = st.sampled_from(
    [case[0] for case in PARAGRAPHS.values()]
    + [r(" "), r("  ", BOLD), r("one"), r("two", BOLD), r("Three", ITALIC), r("four. Five")]
    + [f'<w:bookmarkStart w:id="{n}" w:name="b{n}"/>' for n in (1, 2)]
    + ["<w:r><w:t/></w:r>", "<w:r/>", '<w:bookmarkEnd w:id="1"/>', text_box(p(r("Box ", BOLD)))]
)


@given(st.lists(PIECES, min_size=1, max_size=12))
@settings(max_examples=120, deadline=None)
def test_an_article_in_which_nothing_changes_stays_as_it_is(pieces: list[str]) -> None:
    """
    With its own texts a Word file is written byte for byte; with others these are read again.
    """
    data = word_file(p(*pieces) + p(r("End.")), links=LINKS)
    own = texts(data)
    others = [f"Ж{text}ж" for text in own]

    assert data == written(data, *own)
    assert others == texts(written(data, *others))


@given(st.text(min_size=1, max_size=30).filter(str.strip))
@settings(max_examples=150, deadline=None)
def test_no_text_becomes_mark_up(text: str) -> None:
    """
    Whatever a translation holds, the file stays XML, and the text is read as one.
    """
    made = written(word_file(p(r("Rain.")) + p(r("End."))), f"Ж{text}ж", "End.")

    assert 2 == len(read(made).blocks)
    ElementTree.fromstring(document(made))


def test_all_parts_with_text_are_read_in_their_order() -> None:
    """
    The document comes first, with its tables and text boxes, then notes, headers and footers.
    """
    table = f"<w:tbl><w:tr><w:tc>{p(r('Town'))}</w:tc><w:tc>{p(r('Level'))}</w:tc></w:tr></w:tbl>"
    data = word_file(
        p(r("Rain "), text_box(p(r("Box"))), r("fell")) + table + p(r("Last")),
        {
            "header1": p(r("Post")),
            "footer1": p(r("Page")),
            "endnotes": f'<w:endnote w:id="1">{p(r("Late"))}</w:endnote>',
            "footnotes": f'<w:footnote w:id="1">{p(r("Note"))}</w:footnote>',
            "comments": f'<w:comment w:id="1">{p(r("Who says so?"))}</w:comment>',
        },
    )

    assert [
        "Rain <1/>fell", "Box", "Town", "Level", "Last", "Note", "Late", "Post", "Page",
    ] == texts(data)  # fmt: skip


def test_a_line_is_the_number_of_a_paragraph_with_text() -> None:
    """
    Paragraphs without text do not count, as nobody counts them on a page.
    """
    data = word_file(p(r("One")) + p() + p(r(" ")) + p(r("Two"), BREAK, r("three")))

    assert [1, 2] == [block.line for block in read(data).blocks]


@pytest.mark.parametrize(
    ("style", "more", "kind"),
    [
        ("Titel", "", Kind.HEADLINE),
        ("berschrift1", "", Kind.HEADLINE),
        ("berschrift2", "", Kind.SUBHEADING),
        ("Own", "", Kind.SUBHEADING),
        ("Beschriftung", "", Kind.CAPTION),
        ("Round", "", None),
        ("", '<w:outlineLvl w:val="0"/>', Kind.HEADLINE),
        ("Level", "", Kind.SUBHEADING),
        ("", '<w:outlineLvl w:val="9"/>', None),
        ("", f'<w:outlineLvl w:val="{"1" * 5_000}"/>', None),
        ("", '<w:numPr><w:numId w:val="1"/></w:numPr>', Kind.BODY),
        ("", "", None),
    ],
)
def test_the_style_says_what_a_paragraph_is(style: str, more: str, kind: Kind | None) -> None:
    """
    Titles and headings go by the name of their style, whatever the language of Word, and what
    it is based on; else by their level.
    """
    names = {"Titel": "Title", "berschrift1": "heading 1", "berschrift2": "heading 2"}
    names |= {"Beschriftung": "caption"}
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    styles += '<w:style w:styleId="Own"><w:basedOn w:val="berschrift2"/></w:style>'
    styles += '<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
    styles += '<w:style w:styleId="Level"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'

    article = read(word_file(p(r("Rain"), style=style, more=more), {"styles": styles}))

    assert kind == article.blocks[0].kind


def test_only_the_runs_of_a_translated_paragraph_change() -> None:
    """
    Its properties, and all other paragraphs, stay as they are.
    """
    before = p(r("First")) + '<w:p w:rsidR="00A1"><w:pPr><w:keepNext/></w:pPr>'
    behind = '</w:p><w:p><w:r w:rsidR="7"><w:t>Last</w:t></w:r></w:p><w:sectPr/>'

    made = written(word_file(before + r("Rain", BOLD) + behind), "First", "Mưa", "Last")

    run = '<w:r><w:rPr><w:b/><w:lang w:val="vi"/></w:rPr><w:t xml:space="preserve">Mưa</w:t></w:r>'
    assert before + run + behind == body(made)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("", '<w:lang w:val="vi"/>'),
        (
            '<w:lang w:val="en-US" w:eastAsia="zh-CN"/><w:specVanish/>',
            '<w:lang w:val="vi" w:eastAsia="zh-CN"/><w:specVanish/>',
        ),
        (BOLD + "<w:specVanish/>", BOLD + '<w:lang w:val="vi"/><w:specVanish/>'),
        (BOLD + '<w:rPrChange w:id="1"><w:rPr/></w:rPrChange>', BOLD + '<w:lang w:val="vi"/>'),
        ('<w:lang w:eastAsia="ja-JP"></w:lang>', '<w:lang w:val="vi" w:eastAsia="ja-JP"/>'),
    ],
)
def test_translated_runs_say_their_language(properties: str, expected: str) -> None:
    """
    The language stands where Word's schema wants it, and keeps what it says of other scripts.
    """
    made = written(word_file(p(r("Rain", properties))), "Mưa")

    assert f"<w:rPr>{expected}</w:rPr>" in body(made)


def test_a_text_box_is_translated_for_old_programs_too() -> None:
    """
    The copy that programs of before 2010 show is no text of its own, and is written as well.
    """
    data = word_file(p(r("Rain "), text_box(p(r("Box"))), r("fell.")))

    made = written(data, "Mưa <1/>rơi.", "Hộp")

    assert ["Rain <1/>fell.", "Box"] == texts(data)
    assert (2, 0) == (body(made).count("Hộp"), body(made).count("Box<"))


def test_a_text_box_is_translated_in_a_paragraph_that_is_not() -> None:
    """
    A paragraph and one in its text box change on their own.
    """
    data = word_file(p(r("Rain "), text_box(p(r("Box"))), r("fell.")))

    assert ["Rain <1/>fell.", "Hộp"] == texts(written(data, "Rain <1/>fell.", "Hộp"))


def test_tags_may_change_places() -> None:
    """
    A link that comes to stand before bold words keeps its address, and these their look.
    """
    link = f'<w:hyperlink r:id="l1">{r("this")}</w:hyperlink>'
    data = word_file(p(r("Now", BOLD), r(" you all read "), link), links=LINKS)
    assert ["<1>Now</1> you all read <2>this</2>"] == texts(data)

    made = written(data, "<2>Это</2> <1>сейчас</1> читаете вы")

    assert ["<1>Это</1> <2>сейчас</2> читаете вы"] == texts(made)
    assert ["link to https://example.org/a", "bold"] == [
        tag.note for tag in read(made).blocks[0].tags
    ]


def test_lines_and_tabs_of_a_translation_are_words() -> None:
    """
    A line break in a translation is one of Word's, and so is a tab.
    """
    made = written(word_file(p(r("Rain"))), "Mưa\nrơi\tở")

    assert '<w:t xml:space="preserve">Mưa</w:t><w:br/><w:t xml:space="preserve">rơi' in body(made)
    assert "<w:tab/>" in body(made)


def test_a_paragraph_that_is_taken_out_leaves_what_is_no_text() -> None:
    """
    A paragraph of words alone goes; of others the words go, and pictures and cells stay.
    """
    cell = f"<w:tbl><w:tr><w:tc>{p(r('Cell'))}</w:tc></w:tr></w:tbl>"
    data = word_file(p(r("One")) + p(r("Two "), image("l1", "a")) + cell + p(r("End")))

    made = written(data, None, None, None, "End")

    assert p(image("l1", "a")) + cell.replace(r("Cell"), "") + p(r("End")) == body(made)


STRICT = "http://purl.oclc.org/ooxml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"(</?|\s|xmlns:)w(?=:|=)", r"\1word"),
        (rf"{OOXML}/(wordprocessingml|officeDocument)/2006", rf"{STRICT}/\1"),
    ],
)
def test_other_names_for_the_same_are_known(old: str, new: str) -> None:
    """
    A file may give Word's namespace another prefix, or be of the strict kind of OOXML.
    """
    data = word_file(p(r("Rain "), r("fell", BOLD), r(" all over.")))
    other = archive(parts(data) | {"word/document.xml": re.sub(old, new, document(data))})

    made = written(other, "Mưa <1>rơi</1>.")

    assert document(data) != document(other)
    assert ["Rain <1>fell</1> all over."] == texts(other)
    assert ["Mưa <1>rơi</1>."] == texts(made)
    ElementTree.fromstring(document(made))


def test_a_real_document_stays_as_it_is() -> None:
    """
    An article of ten pages is written byte for byte, and its parts without text in any case.
    """
    data = (CASES / "river.docx").read_bytes()
    article = read(data)
    own = [own_text(article, block) for block in article.blocks]
    assert data == docx.write(article, own, "vi")

    made = docx.write(article, [f"{text} ж" for text in own], "vi")

    before, after = parts(data), parts(made)
    assert list(before) == list(after)
    assert {"document", "footnotes", "header1", "footer1"} == {
        Path(name).stem for name in before if before[name] != after[name]
    }
