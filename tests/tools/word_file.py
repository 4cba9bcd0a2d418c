"""Word files for the tests: small ones from a few lines of XML, and a long one from an article.

    python -m tests.tools.word_file tests/cases/markdown/river.md tests/cases/docx/river.docx

writes a Markdown article as Word would: texts cut into runs at random, with marks of its spelling
checker between them, a table of contents, notes, a comment, a text box twice, a field a page.
"""

import io
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path

from pipeline import tags
from pipeline.articles import markdown
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions
from pipeline.model import Block, Kind, Tag
from pipeline.tags import Form

OOXML = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{OOXML}/wordprocessingml/2006/main" '
    f'xmlns:r="{OOXML}/officeDocument/2006/relationships" '
    f'xmlns:m="{OOXML}/officeDocument/2006/math" '
    f'xmlns:mc="{OOXML}/markup-compatibility/2006" '
    f'xmlns:wp="{OOXML}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{OOXML}/drawingml/2006/main" '
    f'xmlns:pic="{OOXML}/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DAY = (2026, 5, 14, 9, 30, 0)


def word_file(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, str] | None = None,
    *,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Make a Word file of a document's body.

    `parts` are others by their name in `word/`; what stands in one is put into its element where
    it has none (`footnotes`, `header1`). `links` are addresses by the ids of their relations.
    """
    given = parts or {}
    bare = {name: text for name, text in given.items() if "." not in name and isinstance(text, str)}
    wrapped = {
        f"{name}.xml": f"{DECLARED}<w:{tag} {NAMESPACES}>{text}</w:{tag}>"
        for name, text in bare.items()
        for tag in [{"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)]
    }
    others = {name: text for name, text in given.items() if "." in name}
    document = f"{DECLARED}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    names = [*wrapped, *others]
    related = [
        (f"p{at}", Path(name).stem.rstrip("0123456789"), name, "")
        for at, name in enumerate(names, 1)
        if "/_rels/" not in f"/{name}"
    ]
    related += [
        (key, "hyperlink", target, ' TargetMode="External"')
        for key, target in (links or {}).items()
    ]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(names),
        "_rels/.rels": _relations([("d", "officeDocument", "word/document.xml", "")]),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(related),
        **{f"word/{name}": text for name, text in (wrapped | others).items()},
    }
    return archive(files, method)


def archive(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a ZIP archive, the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, text in files.items():
            # OpenDocument wants to be known by its first bytes.
            how = zipfile.ZIP_STORED if name == "mimetype" else method
            made.writestr(zipfile.ZipInfo(name, _DAY), text, how)
    return out.getvalue()


def _types(names: list[str]) -> str:
    kinds = {"document": "document.main", "header": "header", "footer": "footer"}
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{kinds.get(stem, stem)}+xml"/>'
        for name in ["document.xml", *names]
        if name.endswith(".xml")
        for stem in [Path(name).stem.rstrip("0123456789")]
    )
    return (
        f'{DECLARED}<Types xmlns="{OOXML}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    )


def _relations(rows: list[tuple[str, str, str, str]]) -> str:
    kinds = {"media/image": "image"}
    told = "".join(
        f'<Relationship Id="{key}" '
        f'Type="{OOXML}/officeDocument/2006/relationships/{kinds.get(kind, kind)}" '
        f'Target="{escape(target)}"{mode}/>'
        for key, kind, target, mode in rows
    )
    return (
        f'{DECLARED}<Relationships xmlns="{OOXML}/package/2006/relationships">'
        f"{told}</Relationships>"
    )


def p(*runs: str, style: str = "", more: str = "") -> str:
    """Write a paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if style or more else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Write a run."""
    return f'<w:r>{_properties(properties)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _properties(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def field(told: str, result: str) -> str:
    """Write a field as Word does, in five runs."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve"> {escape(told)} </w:instrText></w:r>'
    return (
        char.format("begin") + instruction + char.format("separate") + result + char.format("end")
    )


def text_box(content: str) -> str:
    """Write a text box as Word does, once for itself and once for programs of before 2010."""
    shape = (
        '<wp:inline><wp:extent cx="5400000" cy="900000"/><wp:docPr id="7" name="Text Box 7"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" '
        'y="0"/><a:ext cx="5400000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    )
    old = (
        '<v:shape style="width:425pt;height:71pt"><v:textbox><w:txbxContent>{}</w:txbxContent>'
        "</v:textbox></v:shape>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"{shape.format(content)}</w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"{old.format(content)}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def image(relation: str, told: str) -> str:
    """Write a picture that stands in a text."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="1800000"/>'
        f'<wp:docPr id="3" name="Picture 3" descr="{escape(told)}"/><a:graphic><a:graphicData '
        f'uri="{OOXML}/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="3" '
        'name="hall.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="1800000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" '
    'w:hAnsi="Liberation Serif" w:cs="Liberation Serif"/><w:sz w:val="24"/>'
    '<w:lang w:val="en-US"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="240" w:line="552" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)


def _style(key: str, name: str, looks: str = "", kind: str = "paragraph", more: str = "") -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{key}"><w:name w:val="{name}"/>{more}'
        f"{_properties(looks)}</w:style>"
    )


def _styles() -> str:
    sans = '<w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans"/>'
    grid = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>'
        for side in "top left bottom right insideH insideV".split()
    )
    return _STYLES + "".join(
        [
            _style("Normal", "Normal"),
            _style("Titel", "Title", f'{sans}<w:sz w:val="56"/>'),
            *(
                _style(f"berschrift{at}", f"heading {at}", f'{sans}<w:b/><w:sz w:val="{size}"/>')
                for at, size in ((1, 34), (2, 28))
            ),
            _style("Beschriftung", "caption", '<w:i/><w:sz w:val="20"/>'),
            _style("Zitat", "Quote", "<w:i/>"),
            _style("TOC1", "toc 1"),
            _style("Funotentext", "footnote text", '<w:sz w:val="20"/>'),
            _style("Hyperlink", "Hyperlink", '<w:color w:val="0563C1"/><w:u w:val="single"/>',
                   "character"),
            _style("Funotenzeichen", "footnote reference", '<w:vertAlign w:val="superscript"/>',
                   "character"),
            _style("Tabelle", "Table Grid", "", "table",
                   f"<w:tblPr><w:tblBorders>{grid}</w:tblBorders></w:tblPr>"),
        ]
    )  # fmt: skip


class _Maker:
    """Writes the blocks of a Markdown article as paragraphs of Word."""

    NOTES = 5  # the last blocks, of which two are one note

    def __init__(self, source: Path) -> None:
        self.article = markdown.read(source.read_bytes(), source, "", ReadOptions(front_matter=()))
        self.random = random.Random(13)
        self.links: dict[str, str] = {}
        self.notes: list[str] = []
        self.headings: list[str] = []

    def body(self) -> str:
        made: list[str] = []
        for _, group in groupby(self.article.blocks[: -self.NOTES], key=self._row):
            blocks = list(group)
            if len(blocks) > 1:
                made.append(self._table_row(blocks))
                continue
            made.append(self._paragraph(blocks[0]))
        return "".join(self._tables(made)) + _SECTION

    def _row(self, block: Block) -> tuple[str, int]:
        places = getattr(self.article.layout, "places", ())
        is_cell = places[self.article.blocks.index(block)].form == "cell"
        return ("row", block.line) if is_cell else ("paragraph", block.span.start)

    def _tables(self, made: list[str]) -> Iterator[str]:
        for is_table, rows in groupby(made, key=lambda each: each.startswith("<w:tr>")):
            if is_table:
                joined = "".join(rows)
                columns = joined.split("</w:tr>")[0].count("<w:tc>")
                grid = f'<w:gridCol w:w="{9000 // columns}"/>' * columns
                yield (
                    '<w:tbl><w:tblPr><w:tblStyle w:val="Tabelle"/><w:tblW w:w="9000" '
                    f'w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{joined}</w:tbl>'
                )
            else:
                yield from rows

    def _table_row(self, blocks: list[Block]) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{9000 // len(blocks)}" w:type="dxa"/></w:tcPr>'
            f"{self._paragraph(block)}</w:tc>"
            for block in blocks
        )
        return f"<w:tr>{cells}</w:tr>"

    def front(self) -> str:
        """Write the list of what follows, as a field over several paragraphs."""
        char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        entries = [
            f'<w:hyperlink w:anchor="_Toc{at}" w:history="1">{r(text)}<w:r><w:tab/></w:r>'
            f"{field(f'PAGEREF _Toc{at} ', r(str(1 + at // 2)))}</w:hyperlink>"
            for at, text in enumerate(self.headings, 1)
        ]
        told = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h </w:instrText></w:r>'
        entries[0] = char.format("begin") + told + char.format("separate") + entries[0]
        tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
        return "".join(
            [
                p(r("In this report"), more="<w:keepNext/>"),
                *(p(entry, style="TOC1", more=tabs) for entry in entries),
                p(char.format("end"), '<w:r><w:br w:type="page"/></w:r>'),
            ]
        )

    def _paragraph(self, block: Block) -> str:
        text = own_text(self.article, block)
        style, before, behind, more = "", "", "", ""
        if block.kind in {Kind.HEADLINE, Kind.SUBHEADING}:
            plain = tags.TAG.sub("", text)
            self.headings.append(plain)
            number = len(self.headings)
            style = "Titel" if block.kind is Kind.HEADLINE else "berschrift2"
            before = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>'
            behind = f'<w:bookmarkEnd w:id="{number}"/>'
        elif block.kind is Kind.CAPTION:
            style = "Beschriftung"
        runs = before + self.runs(text, block.tags) + behind
        if text.startswith("The council put the wall aside"):
            runs = (
                f'<w:commentRangeStart w:id="1"/>{runs}<w:commentRangeEnd w:id="1"/>'
                '<w:r><w:commentReference w:id="1"/></w:r>'
            )
        if text.startswith("Tu is 71 years old"):
            box = p(r("Three ways to warn: ", "<w:b/>"), r("telephone, siren, bicycle."))
            runs += text_box(box)
        if text.startswith("Owners of houses paid"):
            runs += (
                "<m:oMath><m:r><m:t>s = h · d · c · 25</m:t></m:r></m:oMath>"
                '<w:sdt><w:sdtPr><w:alias w:val="Reviewed by"/><w:id w:val="99"/></w:sdtPr>'
                f"<w:sdtContent>{r(' Checked by the newsroom.')}</w:sdtContent></w:sdt>"
            )
        return p(runs, style=style, more=more)

    def runs(self, text: str, known: tuple[Tag, ...], looks: str = "") -> str:
        made: list[str] = []
        stack = [looks]
        at = 0
        for found in tags.find(text):
            made.append(self._cut(text[at : found.start], stack[-1]))
            at = found.end
            tag = known[found.number - 1]
            if found.form is Form.ALONE:
                made.append(self._alone(tag, stack[-1]))
            elif found.form is Form.OPEN:
                opening, look = self._opening(tag, stack[-1])
                made.append(opening)
                stack.append(look)
            else:
                stack.pop()
                made.append("</w:hyperlink>" if tag.note.startswith("link to") else "")
        return "".join([*made, self._cut(text[at:], stack[-1])])

    def _opening(self, tag: Tag, look: str) -> tuple[str, str]:
        if tag.note.startswith("link to"):
            key = f"link{len(self.links) + 1}"
            self.links[key] = tag.note.removeprefix("link to ")
            return f'<w:hyperlink r:id="{key}">', '<w:rStyle w:val="Hyperlink"/>'
        looks = {"emphasis": "<w:i/>", "strong emphasis": "<w:b/>", "struck out": "<w:strike/>"}
        return "", looks.get(tag.note, '<w:highlight w:val="yellow"/>') + look

    def _alone(self, tag: Tag, look: str) -> str:
        if tag.note.startswith("footnote"):
            self.notes.append(tag.note.removeprefix("footnote "))
            return (
                '<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr>'
                f'<w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>'
            )
        if tag.note.startswith("image"):
            return image("p7", "Boats under the hall")
        if tag.note == "line break":
            return "<w:r><w:br/></w:r>"
        mono = '<w:rFonts w:ascii="Liberation Mono" w:hAnsi="Liberation Mono"/>'
        return self._cut(tag.shown, mono + look)

    def _cut(self, text: str, looks: str) -> str:
        """Cut a text into runs as Word does after some evenings of editing."""
        text = " ".join(text.replace("\n", " ").split(" "))
        made: list[str] = []
        at = 0
        while at < len(text):
            end = at + self.random.randint(9, 80)
            noise = self.random.choice(
                ["", "", '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="gramEnd"/>']
            )
            language = self.random.choice(["", '<w:lang w:val="en-GB"/>'])
            run = r(text[at:end], looks + language)
            rsid = f'<w:r w:rsidR="00{self.random.randint(0x100000, 0xFFFFFF):X}">'
            made += noise, run.replace("<w:r>", rsid, 1)
            at = end
        return "".join(made)


_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="p5"/><w:footerReference w:type="default" '
    'r:id="p6"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" '
    'w:bottom="1134" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)
_COMMENT = (
    '<w:comment w:id="1" w:author="Editor" w:date="2026-05-14T09:00:00Z">'
    "<w:p><w:r><w:t>Who voted how? Ask the council.</w:t></w:r></w:p></w:comment>"
)


def from_markdown(source: Path) -> bytes:
    """Write an article in Markdown as a Word file of about ten pages."""
    maker = _Maker(source)
    body = maker.body()
    front = maker.front()
    own = [
        r(" ") + maker.runs(own_text(maker.article, block), block.tags)
        for block in maker.article.blocks[-maker.NOTES :]
    ]
    own[2:4] = [f"{own[2]}<w:r><w:br/></w:r>{own[3]}"]
    mark = '<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{at}">{p(mark, text, style="Funotentext")}</w:footnote>'
        for at, text in enumerate(own, 2)
    )
    ends = "".join(
        f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>'
        for at, kind, element in (
            (0, "separator", "separator"),
            (1, "continuationSeparator", "continuationSeparator"),
        )
    )
    parts: dict[str, str | bytes] = {
        "media/image1.png": _picture(),
        "styles": _styles(),
        "footnotes": ends + notes,
        "comments": _COMMENT,
        "settings": "<w:footnotePr>"
        + "".join(f'<w:footnote w:id="{at}"/>' for at in (0, 1))
        + "</w:footnotePr>",
        "header1": p(r("River News"), "<w:r><w:tab/></w:r>", r("Special report", "<w:i/>")),
        "footer1": p(r("Page "), field("PAGE", r("1")), r(" of "), field("NUMPAGES", r("10"))),
    }
    return word_file(front + body, parts, maker.links)


def _picture() -> bytes:
    """Draw a small picture: water under a sky."""
    width, height = 80, 40
    rows = b"".join(
        b"\0" + bytes([90, 120 + 2 * y, 200]) * width if y < 24 else b"\0" + b"\x30\x50\x80" * width
        for y in range(height)
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(from_markdown(Path(sys.argv[1])))
