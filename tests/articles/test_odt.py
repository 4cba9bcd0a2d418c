"""ODT, read into a flow and written again."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles import odt
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions
from pipeline.errors import ArticleError
from pipeline.model import Article, Kind
from tests.tools.odf_file import (
    DECLARED,
    DEFAULT,
    KIND,
    LANGUAGE,
    manifest,
    odf_file,
    p,
    span,
    style,
)
from tests.tools.word_file import archive

PATH = Path("river.odt")
CASES = Path(__file__).parents[1] / "cases" / "odt"
AUTOMATIC = "".join(
    [
        style("B", 'fo:font-weight="bold"'),
        style("I", 'fo:font-style="italic" style:font-style-asian="italic"'),
        style("GB", 'fo:language="en" fo:country="GB"'),
        style("BGB", 'fo:font-weight="bold" fo:language="en" fo:country="GB"'),
        style("FR", 'fo:language="fr" fo:country="FR"'),
        style("Off", 'fo:font-weight="normal"'),
        style("Raised", 'style:text-position="super 58%"'),
        style("Hidden", 'text:display="none"'),
        style("Big", 'fo:font-size="20pt"'),
        style("BigP", 'fo:font-size="20pt"', "paragraph"),
        style("Own", more='style:parent-style-name="Strong_20_Emphasis"'),
    ]
)
STYLES = "".join(
    [
        style("Strong_20_Emphasis", 'fo:font-weight="bold"'),
        style("Title", family="paragraph", more='style:parent-style-name="Heading"'),
        style("Heading_20_1", family="paragraph", more='style:display-name="Heading 1"'),
        style("Heading_20_2", family="paragraph", more='style:display-name="Heading 2"'),
        style("Caption", family="paragraph"),
        style("Figure", family="paragraph", more='style:parent-style-name="Caption"'),
        style("Level", family="paragraph", more='style:default-outline-level="2"'),
        style("Round", family="paragraph", more='style:parent-style-name="Round"'),
    ]
)
TAB, BREAK, S = "<text:tab/>", "<text:line-break/>", "<text:s/>"
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>2</text:note-citation>'
    f"<text:note-body>{p('So it did.')}</text:note-body></text:note>"
)
BOX = f"<draw:frame><draw:text-box>{p('A box ' + span('fell', 'B'))}</draw:text-box></draw:frame>"
IMAGE = "<draw:frame><draw:image/><svg:desc>A   boat</svg:desc></draw:frame>"
COMMENT = f"<office:annotation>{p('Who says so?')}</office:annotation>"
MARK = '<text:bookmark-start text:name="a"/>'


def file(*body: str, header: str = "") -> bytes:
    """Make an ODT file with the styles above."""
    return odf_file("".join(body), automatic=AUTOMATIC, styles=STYLES, header=header)


def read(data: bytes) -> Article:
    """Read an ODT file."""
    return odt.read(data, PATH, "river.odt", ReadOptions())


def texts(data: bytes) -> list[str]:
    """Give the texts of the blocks of an ODT file."""
    article = read(data)
    return [own_text(article, block) for block in article.blocks]


def written(data: bytes, *others: str | None, language: str = "vi") -> bytes:
    """Write an ODT file with other texts in its blocks."""
    return odt.write(read(data), others, language)


def parts(data: bytes) -> dict[str, bytes]:
    """Give the parts of an ODT file."""
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        return {name: given.read(name) for name in given.namelist()}


def body(data: bytes) -> str:
    """Give the text of a document, without what stands around it."""
    content = parts(data)["content.xml"].decode()
    return content.partition("<office:text>")[2].partition("</office:text>")[0]


PARAGRAPHS = {
    "cut at random": (
        f"Water {span('rises', 'GB')}<text:soft-page-break/>{span('.', 'FR')}",
        "Water rises.",
        [],
    ),
    "looks": (
        f"Rain that {span('falls', 'B')}{span(' hard', 'BGB')} and for {span('long', 'I')}.",
        "Rain that <1>falls hard</1> and for <2>long</2>.",
        ["bold", "italic"],
    ),
    "look in a look": (
        f"Rain {span('falls ' + span('hard', 'I'), 'B')} here",
        "Rain <1>falls</1> <2>hard</2> here",
        ["bold", "bold, italic"],
    ),
    "all alike": (span("Water rises.", "B"), "Water rises.", []),
    "plain": (span("Water rises", "B") + " now", "Water rises <1>now</1>", ["plain"]),
    "off": (f"Water {span('rises', 'Off')}", "Water <1>rises</1>", ["not bold"]),
    "raised": (f"It rose 3 m{span('2', 'Raised')}", "It rose 3 m<1>2</1>", ["superscript"]),
    "hidden": (f"It rose {span('now', 'Hidden')}", "It rose <1>now</1>", ["hidden"]),
    "named style": (
        f"The river {span('rose', 'Strong_20_Emphasis')} and {span('fell', 'Own')}",
        "The river <1>rose</1> and <2>fell</2>",
        ["style Strong Emphasis", "style Strong Emphasis"],
    ),
    "unknown style": (f"It {span('rose', 'Nowhere')}", "It rose", []),
    "spaces": (f"  Rain \n  fell{span(' ', 'B')}{S}here ", "Rain fell  here", []),
    "several spaces": ('Rain<text:s text:c="3"/>fell', "Rain   fell", []),
    "spaces without end": ('Rain<text:s text:c="999999999"/>fell', "Rain<1/>fell", ["spaces"]),
    "optional hyphen": ("Wa\xadter", "Water", []),
    "link": (
        f'Read <text:a xlink:href="https://example.org/a">{span("this", "B")}</text:a>.',
        "Read <1>this</1>.",
        ["link to https://example.org/a"],
    ),
    "link in a look": (
        span('Read <text:a xlink:href="#end">this</text:a> now', "I") + " or never, as you like",
        "<1>Read</1> <2>this</2> <3>now</3> or never, as you like",
        ["italic", "link to #end", "italic"],
    ),
    "empty link": ('Read<text:a xlink:href="#b"/> on', "Read<1/> on", ["link to #b"]),
    "tab and break": (
        f"Rain{TAB}fell{BREAK}here",
        "Rain<1/> fell<2/> here",
        ["tab", "line break"],
    ),
    "break in a look": (
        f"So {span('it' + BREAK + 'fell', 'B')} and fell",
        "So <1>it<2/> fell</1> and fell",
        ["bold", "line break"],
    ),
    "note": (f"Rain{NOTE} fell.", "Rain<1/> fell.", ["footnote 2"]),
    "picture": (f"Here {IMAGE} it is.", "Here <1/> it is.", ["image A boat"]),
    "formula": ("As <draw:frame><draw:object/></draw:frame> says", None, ["object"]),
    "text box": (f"Rain{BOX} fell.", "Rain<1/> fell.", ["text box"]),
    "comment": (f"Rain {COMMENT}fell", "Rain <1/>fell", ["comment"]),
    "bookmark": (f"Rain {MARK}fell", "Rain <1/>fell", ["start of a bookmark"]),
    "field": (
        "Page <text:page-number>3</text:page-number> of it",
        "Page <1/> of it",
        ["field page number"],
    ),
    "control": (
        "By <loext:content-control>us</loext:content-control>",
        "By <1>us</1>",
        ["content control"],
    ),
    "control with a list": (
        'By <loext:content-control loext:dropdown="true">us</loext:content-control>',
        "By <1/>",
        ["field content control"],
    ),
    "looks like a tag": ("&lt;1> and &lt;<![CDATA[2/>]]>", "<1/> and <2/>", ["<1>", "<2/>"]),
    "signs": ("&lt;a&gt; &amp; &quot;b&quot;<!-- no --> c", '<a> & "b" c', []),
}


@pytest.mark.parametrize(("xml", "expected", "notes"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_is_a_text_with_tags(xml: str, expected: str | None, notes: list[str]) -> None:
    """
    Words that look alike are one text; other looks, links and what is no text are tags.
    """
    data = file(p(xml))
    block = read(data).blocks[0]

    assert notes == [tag.note for tag in block.tags]
    if expected is not None:
        assert expected == texts(data)[0]


@pytest.mark.parametrize("xml", [case[0] for case in PARAGRAPHS.values()], ids=PARAGRAPHS)
def test_what_is_written_is_read_again(xml: str) -> None:
    """
    A paragraph written with another text is read with this one, and with the same tags.
    """
    data = file(p(xml))
    wanted = [f"{text} мокро" for text in texts(data)]

    made = written(data, *wanted)

    assert wanted == texts(made)
    assert read(data).blocks[0].tags == read(made).blocks[0].tags


PIECES = st.sampled_from(
    [case[0] for case in PARAGRAPHS.values()]
    + [" ", span("  ", "B"), S, "one", span("two", "B"), span(" Three ", "I"), "four. Five"]
    + [
        "<text:span/>",
        span("", "B"),
        '<text:bookmark text:name="b"/>',
        f"<text:meta>six{S}</text:meta>",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=12))
@settings(max_examples=120, deadline=None)
def test_an_article_in_which_nothing_changes_stays_as_it_is(pieces: list[str]) -> None:
    """
    With its own texts an ODT file is written byte for byte; with others these are read again.
    """
    data = file(p("".join(pieces)), p("End."))
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
    made = written(file(p("Rain."), p("End.")), f"Ж{text}ж", "End.")

    assert 2 == len(read(made).blocks)
    ElementTree.fromstring(parts(made)["content.xml"])


def test_all_texts_are_read_in_their_order() -> None:
    """
    A note and a text box follow the paragraph in which they stand; headers come last.
    """
    table = (
        f"<table:table><table:table-row><table:table-cell>{p('Town')}</table:table-cell>"
        f"<table:covered-table-cell>{p('Old')}</table:covered-table-cell></table:table-row>"
        "</table:table>"
    )
    listed = f"<text:list><text:list-item>{p('Item')}</text:list-item></text:list>"
    contents = f"<text:table-of-content><text:index-body>{p('One 7')}</text:index-body>"
    data = file(
        contents, "</text:table-of-content>", p(f"Rain{NOTE} {BOX}fell{COMMENT}"), p(" "), table,
        f"<text:section>{p('Last')}</text:section>", listed, header=p("Post"),
    )  # fmt: skip

    article = read(data)

    assert [
        "Rain<1/> <2/>fell<3/>", "So it did.", "A box <1>fell</1>", "Town", "Last", "Item", "Post",
    ] == texts(data)  # fmt: skip
    body = Kind.BODY
    assert [None, body, body, body, None, body, body] == [block.kind for block in article.blocks]
    assert [1, 2, 3, 4, 5, 6, 7] == [block.line for block in article.blocks]
    assert ["its table of contents stays English until it is updated in LibreOffice"] == [
        remark.text for remark in article.remarks
    ]


@pytest.mark.parametrize(
    ("xml", "kind"),
    [
        (p("Rain", "Title"), Kind.HEADLINE),
        (p("Rain", "Heading_20_1"), Kind.HEADLINE),
        (p("Rain", "Heading_20_2"), Kind.SUBHEADING),
        (p("Rain", "Figure"), Kind.CAPTION),
        (p("Rain", "Level"), Kind.SUBHEADING),
        (p("Rain", "Round"), None),
        (p("Rain"), None),
        ("<text:h>Rain</text:h>", Kind.HEADLINE),
        ('<text:h text:outline-level="1">Rain</text:h>', Kind.HEADLINE),
        ('<text:h text:outline-level="3">Rain</text:h>', Kind.SUBHEADING),
        ('<text:h text:outline-level="x">Rain</text:h>', None),
        (f'<text:h text:outline-level="{"9" * 5_000}">Rain</text:h>', None),
    ],
)
def test_headings_go_by_level_and_style(xml: str, kind: Kind | None) -> None:
    """
    A heading has a level; titles, captions and other headings go by their style.
    """
    assert kind == read(file(xml)).blocks[0].kind


def test_a_look_that_the_paragraph_has_anyway_is_none() -> None:
    """
    What is said again of some words needs no tag.
    """
    data = file(p(f"Rain {span('fell', 'Big')}", "BigP"), p(f"Rain {span('fell', 'Big')}"))

    assert ["Rain fell", "Rain <1>fell</1>"] == texts(data)


def test_automatic_styles_hold_in_their_part() -> None:
    """
    A name of the document's means nothing in a header.
    """
    data = file(p(f"Rain {span('fell', 'B')}"), header=p(f"River {span('News', 'B')}"))

    assert ["Rain <1>fell</1>", "River News"] == texts(data)


def test_only_translated_paragraphs_and_the_language_change() -> None:
    """
    All other paragraphs stay as they are, and all other parts.
    """
    data = odf_file(
        p("First") + f'<text:p xml:id="a">{span("Rain", "B")}{span("  fell all", "GB")}</text:p>',
        automatic=AUTOMATIC,
        parts={"settings.xml": "<a/>"},
    )

    made = written(data, "First", "Mưa  <1>rơi</1>")

    want = (
        p("First") + '<text:p xml:id="a">Mưa <text:s text:c="1"/>' + span("rơi", "B") + "</text:p>"
    )
    assert want == body(made)
    changed = [name for name, old in parts(data).items() if parts(made)[name] != old]
    assert ["content.xml", "styles.xml"] == changed
    assert list(parts(data)) == list(parts(made))
    assert data[:80] == made[:80]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ru", 'fo:language="ru" fo:country="none"'),
        ("pt_BR", 'fo:language="pt" fo:country="BR"'),
        ("zh_Hant", 'fo:language="zh" fo:country="none" fo:script="Hant"'),
    ],
)
def test_styles_say_the_language(language: str, told: str) -> None:
    """
    Styles in English, and what holds for all texts, name the new language; French stays French.
    """
    made = parts(written(file(p("Rain")), "Mưa", language=language))

    assert DEFAULT.replace('fo:language="en" fo:country="US"', told).encode() in made["styles.xml"]
    content = made["content.xml"].decode()
    assert f'<style:text-properties fo:font-weight="bold" {told}/>' in content
    assert (2, 1) == (content.count(told), content.count('fo:language="fr" fo:country="FR"'))


def test_the_language_of_the_document_changes_whatever_it_is() -> None:
    """
    Who writes English in a German program's document does not get Vietnamese that says so, too.
    """
    german = 'fo:language="de" style:rfc-language-tag="de-DE-x" fo:country="DE"'
    automatic = style("T", f"{german} fo:color='#ff0000'")
    styles = style("S", german, "paragraph")
    data = odf_file(p("Rain"), automatic=automatic, styles=styles)
    all_parts = {name: text.decode() for name, text in parts(data).items()}
    all_parts["styles.xml"] = all_parts["styles.xml"].replace(
        LANGUAGE, LANGUAGE.replace("en", "de")
    )

    made = parts(written(archive(all_parts), "Mưa"))

    assert b'fo:language="vi" fo:country="none"' in made["content.xml"]
    assert b'"de' not in made["content.xml"] + made["styles.xml"]


def test_a_text_box_is_translated_in_a_paragraph_that_is_not() -> None:
    """
    A paragraph and one in its text box change on their own, or both.
    """
    data = file(p(f"Rain{NOTE}{BOX} fell."))
    own = texts(data)

    assert [own[0], "Thế", own[2]] == texts(written(data, own[0], "Thế", own[2]))
    made = texts(written(data, "<2/>Mưa<1/>", "Thế", "Hộp"))
    assert ["<1/>Mưa<2/>", "Hộp", "Thế"] == made


def test_a_paragraph_that_is_taken_out_leaves_what_is_no_text() -> None:
    """
    A paragraph of words alone goes; of others the words go, and pictures and items stay.
    """
    listed = "<text:list><text:list-item>{}</text:list-item></text:list>"
    data = file(p("One"), p(f"Two {IMAGE}"), listed.format(p("Three")), p("End"))

    made = written(data, None, None, None, "End")

    assert p(IMAGE) + listed.format(p("")) + p("End") == body(made)


def test_lines_and_tabs_of_a_translation_are_elements() -> None:
    """
    A line break in a translation is one of the document's, and so is a tab; no space gets lost.
    """
    made = written(file(p("Rain")), " Mưa\nrơi\t ở  ")

    assert p(
        '<text:s text:c="1"/>Mưa<text:line-break/>rơi<text:tab/> ở <text:s text:c="1"/>'
    ) == body(made)


def test_other_prefixes_for_the_same_are_known() -> None:
    """
    A file may give the namespaces of OpenDocument other prefixes.
    """
    data = file(p(f"Rain  {S}{span('fell', 'B')} here."))
    content = re.sub(
        r"(</?|\s|xmlns:)(text|fo)(?=:[a-z]|=)", r"\1\2x", parts(data)["content.xml"].decode()
    )
    other = archive({**parts(data), "content.xml": content})

    made = written(other, "Mưa  <1>rơi</1>")

    assert ["Rain  <1>fell</1> here."] == texts(other)
    assert ["Mưa  <1>rơi</1>"] == texts(made)
    ElementTree.fromstring(parts(made)["content.xml"])


def change(kind: str) -> str:
    """Write the list of one tracked change."""
    region = f'<text:changed-region text:id="c1"><text:{kind}>{p("Old")}</text:{kind}>'
    return f"<text:tracked-changes>{region}</text:changed-region></text:tracked-changes>"


CHANGED = p("Rain."), p('It <text:change-start text:change-id="c1"/>still fell.')
RAIN = odf_file(p("Rain."))
_MANIFEST = "META-INF/manifest.xml"


def holding(name: str, text: str | bytes = b"x") -> bytes:
    """Make an ODT file with another part."""
    return odf_file(p("Rain."), parts={name: text})


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "another file": (b"Rain.", "it is no OpenDocument file"),
    "cut off": (RAIN[:-200], "it is damaged, or was cut off"),
    "insertion": (
        file(change("insertion"), *CHANGED),
        'paragraph 2 ("It still fell.") has tracked',
    ),
    "deletion": (
        file(change("deletion"), p("Rain."), '<text:change text:change-id="c1"/>', p("Fell.")),
        'paragraph 2 ("Fell.") has tracked changes',
    ),
    "in a note": (
        file(change("deletion"), p('A<text:note><text:change text:change-id="c1"/></text:note>')),
        'paragraph 1 ("A") has tracked changes',
    ),
    "macros": (
        holding("Basic/Standard/Module1.xml"),
        "it holds macros (Basic/Standard/Module1.xml)",
    ),
    "scripts": (holding("Scripts/python/a.py"), "it holds macros (Scripts/python/a.py)"),
    "password": (
        holding(_MANIFEST, manifest({"/": KIND, "content.xml": ""}, "<m:encryption-data/>")),
        "it is protected with a password",
    ),
    "spreadsheet": (
        holding(_MANIFEST, manifest({"/": KIND.replace("text", "spreadsheet")})),
        "it is no OpenDocument text, but application/vnd.oasis.opendocument.spreadsheet",
    ),
    "template": (holding(_MANIFEST, manifest({"/": f"{KIND}-template"})), "it is no OpenDocument"),
    "of no kind": (holding(_MANIFEST, manifest({})), "it is no OpenDocument text, but of no kind"),
    "no manifest": (archive({"mimetype": KIND}), f"it has no part {_MANIFEST}"),
    "no content": (
        archive({name: part for name, part in parts(RAIN).items() if name != "content.xml"}),
        "it has no part content.xml",
    ),
    "bomb": (odf_file(p("Rain fell on the town. " * 60_000)), "content.xml would be"),
    "entities": (
        holding(
            "content.xml", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
        ),
        "content.xml has a DTD",
    ),
    "entities in styles": (holding("styles.xml", "<!DOCTYPE d []><d/>"), "styles.xml has a DTD"),
    "entities of elsewhere": (
        holding("content.xml", '<!DOCTYPE d SYSTEM "file:///etc/hostname"><d>&x;</d>'),
        "content.xml has &x;, which only a DTD could tell",
    ),
    "no XML": (holding("content.xml", "<office:text>"), "content.xml is no XML that can be read"),
    "deep": (
        odf_file(p("<text:span>" * 9_000 + "Rain" + "</text:span>" * 9_000)),
        "content.xml has elements over 256 deep",
    ),
    "tags without end": (
        file(p(f"a{span('b', 'B')}" * 1_000)),
        "paragraph 1 has over 999 tags",
    ),
    "marks without end": (file(p("a" + MARK * 5_000)), "paragraph 1 has over 999 tags"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_article_is_refused_with_a_sentence(data: bytes, message: str) -> None:
    """
    Whatever a file is, or has come to be, one sentence says it, and another what to do.
    """
    with pytest.raises(ArticleError) as refused:
        read(data)

    assert message in refused.value.message
    assert refused.value.hint


_OLD = '<!DOCTYPE m:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
HARMLESS: dict[str, tuple[bytes, int]] = {
    "formatting": (file(change("format-change"), *CHANGED), 2),
    "list without changes": (file("<text:tracked-changes/>", *CHANGED), 2),
    "empty libraries": (
        odf_file(
            "".join(CHANGED),
            parts={"Basic/script-lc.xml": "<a/>", "Basic/Standard/script-lb.xml": "<a/>"},
        ),
        2,
    ),
    "no text": (
        holding(
            "content.xml",
            "<style:style xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'/>",
        ),
        0,
    ),
    "old OpenOffice": (
        holding(_MANIFEST, manifest({"/": KIND}).replace(DECLARED, DECLARED + _OLD)),
        1,
    ),
}


@pytest.mark.parametrize(("data", "count"), HARMLESS.values(), ids=HARMLESS)
def test_what_only_looks_like_trouble_is_read(data: bytes, count: int) -> None:
    """
    Changes of formatting do not matter, nor empty libraries, nor a DTD that is only named.
    """
    assert count == len(texts(data))


def test_what_is_not_translated_is_told() -> None:
    """
    Charts, and the signature that a translation cannot have, are worth a remark.
    """
    kinds = {"/": KIND, "Object 1/": KIND.replace("text", "chart")}
    data = odf_file(
        p("Rain."),
        parts={_MANIFEST: manifest(kinds), "META-INF/documentsignatures.xml": "<s/>"},
    )

    assert [
        "the words of charts stay English",
        "it is signed, and its translations will not be: sign them anew",
    ] == [remark.text for remark in read(data).remarks]


def test_a_real_document_stays_as_it_is() -> None:
    """
    An article of ten pages is written byte for byte, and its parts without text in any case.
    """
    data = (CASES / "river.odt").read_bytes()
    own = texts(data)
    assert data == written(data, *own)

    made = written(data, *(f"{text} ж" for text in own))

    before, after = parts(data), parts(made)
    assert list(before) == list(after)
    assert ["styles.xml", "content.xml"] == [name for name in before if before[name] != after[name]]
    assert [f"{text} ж" for text in own] == texts(made)
