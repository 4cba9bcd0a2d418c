"""Articles of other formats than plain text, from the file to the exported one."""

from pathlib import Path

import pytest

from pipeline.articles import docx, odt
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions
from tests.cli.conftest import HARVEST, Newsroom
from tests.tools import odf_file
from tests.tools.word_file import p, r, word_file

RIVER = word_file(
    p(r("The river "), r("rose", "<w:b/>"), r(" in May. Nobody left the town."))
    + p(r("Rain fell."), "<w:r><w:tab/></w:r>", r("The market was closed.")),
    {"footnotes": f'<w:footnote w:id="2">{p(r("The town council said so."))}</w:footnote>'},
)
INSERTED = word_file(p(r("Rain fell. "), f'<w:ins w:id="1">{r("It fell all day.")}</w:ins>'))
REPORT = odf_file.odf_file(
    odf_file.p(f"The river {odf_file.span('rose', 'B')} in May. Nobody left the town.")
    + odf_file.p("Rain fell.<text:tab/>The market was closed."),
    automatic=odf_file.style("B", 'fo:font-weight="bold"'),
    header=odf_file.p("The town council said so."),
)
LOCKED = odf_file.odf_file(
    odf_file.p("Rain fell."),
    parts={
        "META-INF/manifest.xml": odf_file.manifest({"/": odf_file.KIND}, "<m:encryption-data/>")
    },
)
SUBTITLES = """\
1
00:00:01,000 --> 00:00:03,000
The river rose in May, and

2
00:00:03,000 --> 00:00:05,000
nobody left the town.
"""


def texts(path: Path) -> list[str]:
    """Give the texts of a word processor's file."""
    form = odt if path.suffix == ".odt" else docx
    article = form.read(path.read_bytes(), path, path.name, ReadOptions())
    return [own_text(article, block) for block in article.blocks]


@pytest.mark.parametrize(("name", "data"), [("river.docx", RIVER), ("river.odt", REPORT)])
def test_a_document_is_drafted_and_written(newsroom: Newsroom, name: str, data: bytes) -> None:
    """
    The sentences of a document come back in it, with their tags; a second run changes nothing.
    """
    newsroom.write(name, data)

    result = newsroom("run")

    made = newsroom.root / "build" / "drafts" / "vi" / name
    assert 0 == result.code
    assert [
        "vi: THE RIVER <1>ROSE</1> IN MAY. vi: NOBODY LEFT THE TOWN.",
        "vi: RAIN FELL.<1/> vi: THE MARKET WAS CLOSED.",
        "vi: THE TOWN COUNCIL SAID SO.",
    ] == texts(made)
    assert f"#: source_texts/{name}:3\n" in newsroom.po(name).read_text("utf-8")
    before = made.read_bytes(), newsroom.po(name).read_bytes()
    assert 0 == newsroom("run").code
    assert before == (made.read_bytes(), newsroom.po(name).read_bytes())


def test_what_cannot_be_used_stops_one_article_only(newsroom: Newsroom) -> None:
    """
    A file whose text is not decided is named with its paragraph, others by why; the rest is done.
    """
    newsroom.write("river.docx", INSERTED)
    newsroom.write("locked.odt", LOCKED)
    newsroom.write("cut.odt", REPORT[:-100])
    newsroom.write("river.fodt", b"<office:document/>")
    newsroom.write("harvest.txt", HARVEST)
    newsroom.write("river.odt", REPORT)

    result = newsroom("run")

    assert 1 == result.code
    assert 'river.docx: paragraph 1 ("Rain fell.' in result.err
    assert "locked.odt: it is protected with a password" in result.err
    assert "cut.odt: it is damaged, or was cut off" in result.err
    assert ".fodt files cannot be read" in result.err
    assert 4 == result.err.count("Error: ")
    assert newsroom.po("harvest").exists()
    assert newsroom.po("river.odt").exists()


def test_subtitles_are_drafted_and_written(newsroom: Newsroom) -> None:
    """
    A sentence over two cues is one entry, and comes back in both.
    """
    newsroom.write("river.srt", SUBTITLES)

    assert 0 == newsroom("run").code

    assert 'msgid "The river rose in May, and nobody left the town."' in newsroom.po(
        "river.srt"
    ).read_text("utf-8")
    made = newsroom.root / "build" / "drafts" / "vi" / "river.srt"
    expected = SUBTITLES.replace("The river rose in May, and", "vi: THE RIVER ROSE IN MAY,")
    expected = expected.replace("nobody left the town", "AND NOBODY LEFT THE TOWN")
    assert expected == made.read_text("utf-8")


def test_a_word_file_stays_whole_where_linked_words_are_left_out(newsroom: Newsroom) -> None:
    """
    The link goes with them.
    """
    credit = f'<w:hyperlink r:id="l1">{r("(Photo: First Agency)")}</w:hyperlink>'
    newsroom.write(
        "river.docx", word_file(p(r("The river rose. "), credit), links={"l1": "https://e.org/"})
    )
    (newsroom.root / "pipeline.toml").write_text(
        'languages = ["vi"]\n[export]\nleave_out = ["credit"]\n', encoding="utf-8"
    )

    assert 0 == newsroom("run").code

    made = newsroom.root / "build" / "drafts" / "vi" / "river.docx"
    assert ["vi: THE RIVER ROSE."] == texts(made)
