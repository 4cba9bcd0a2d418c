"""The packages of word processors: what is refused, and what stays as it is."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from pipeline.articles import docx
from pipeline.articles.office import zipped
from pipeline.articles.options import ReadOptions
from pipeline.errors import ArticleError
from tests.tools.word_file import archive, p, r, word_file

PATH = Path("river.docx")
RAIN = word_file(p(r("Rain.")), {"settings": "<w:zoom/>"})


def refusal(data: bytes) -> str:
    """Say with which words a file is refused."""
    with pytest.raises(ArticleError) as refused:
        docx.read(data, PATH, "river.docx", ReadOptions())
    assert refused.value.hint
    return refused.value.message


def files(data: bytes) -> dict[str, bytes]:
    """Give the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return {name: made.read(name) for name in made.namelist()}


TYPES, MAIN = "[Content_Types].xml", "word/document.xml"
PARTS = files(RAIN)


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """Make a Word file that has something else in a part."""
    assert old in PARTS[part]
    return archive(PARTS | {part: PARTS[part].replace(old, new, 1)})


def without(part: str) -> bytes:
    """Make a Word file that lacks a part."""
    return archive({name: data for name, data in PARTS.items() if name != part})


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
_DTD = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<w:document'
_HUGE = p(*[r("Rain fell on the town. ")] * 60_000)


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "another file": (b"Rain.", "it is no Word file"),
    "old Word": (_OLE, "it is a .doc of an old Word, with another name"),
    "password": (_OLE + "EncryptedPackage".encode("utf-16-le"), "it is protected with a password"),
    "cut off": (RAIN[:-200], "it is damaged, or was cut off"),
    "cut off early": (RAIN[:300], "it is damaged, or was cut off"),
    "other bytes": (
        word_file(p(r("Rain.")), method=zipfile.ZIP_STORED).replace(b"Rain.", b"Sun!!"),
        "it is damaged, or was cut off: word/document.xml: Bad CRC-32",
    ),
    "other packing": (
        word_file(p(r("Rain.")), method=zipfile.ZIP_BZIP2),
        "[Content_Types].xml is packed in a way that word processors do not know",
    ),
    "bomb": (word_file(_HUGE), "word/document.xml would be"),
    "no document": (without(MAIN), "it has no part word/document.xml"),
    "no types": (without(TYPES), "it has no part [Content_Types].xml"),
    "no relations": (without("_rels/.rels"), "it is no Word file: it names no"),
    "workbook": (
        changed(TYPES, b"wordprocessingml.document", b"spreadsheetml.sheet"),
        "it is no Word document, but application/vnd.openxmlformats-officedocument.spreadsheetml",
    ),
    "macros": (archive(PARTS | {"word/vbaProject.bin": b"\x01"}), "it holds macros"),
    "type of macros": (
        changed(
            TYPES,
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"vnd.ms-word.document.macroEnabled.main",
        ),
        "it holds macros",
    ),
    "entities": (
        changed(MAIN, b"<w:document", _DTD),
        "word/document.xml has a DTD",
    ),
    "no XML": (changed(MAIN, b"</w:body>", b""), "word/document.xml is no XML that can be read"),
    "another encoding": (
        changed(MAIN, b'"UTF-8"', b'"ISO-8859-1"'),
        "word/document.xml is in ISO-8859-1, not in UTF-8",
    ),
    "deep": (
        word_file(p("<w:smartTag>" * 10_000 + r("Rain") + "</w:smartTag>" * 10_000)),
        "word/document.xml has elements over 256 deep",
    ),
    "insertion": (
        word_file(
            p(r("Rain.")) + p(r("It "), f'<w:ins w:id="1">{r("still ")}</w:ins>', r("fell."))
        ),
        'paragraph 2 ("It fell.") has tracked changes',
    ),
    "deletion": (
        word_file(
            p(r("It fell " * 9), '<w:del w:id="1"><w:r><w:delText>Now</w:delText></w:r></w:del>')
        ),
        'paragraph 1 ("It fell It fell It fell It fell It fell…")',
    ),
    "row": (
        word_file(
            f'<w:tbl><w:tr><w:trPr><w:ins w:id="1"/></w:trPr><w:tc>{p(r("Cell"))}</w:tc></w:tr>'
            "</w:tbl>"
        ),
        'paragraph 1 ("Cell") has tracked changes',
    ),
    "end of the text": (word_file(p(r("Rain.")) + '<w:del w:id="1"/>'), "paragraph 1"),
    "tags without end": (
        word_file(p(*[r("a"), r("b", "<w:b/>")] * 1_000)),
        "paragraph 1 has over 999 tags",
    ),
    "fields without end": (
        word_file(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5_000, r("Rain"))),
        "paragraph 1 has over 999 tags",
    ),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_article_is_refused_with_a_sentence(data: bytes, message: str) -> None:
    """
    Whatever a file is, or has come to be, one sentence says it, and another what to do.
    """
    assert message in refusal(data)


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    An archive of more entries than any Word file has is not looked into.
    """
    monkeypatch.setattr(zipped, "MOST_ENTRIES", 3)

    assert "entries, as no Word file has" in refusal(RAIN)


def test_parts_may_not_be_too_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What all parts would take is known before one is unpacked.
    """
    monkeypatch.setattr(zipped, "LARGEST", 100)

    assert "when unpacked" in refusal(RAIN)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_a_name_are_refused() -> None:
    """
    Programs would not agree which of the two is the text.
    """
    out = io.BytesIO(RAIN)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("word/DOCUMENT.xml", "<a/>")

    assert "two parts with the name word/DOCUMENT.xml" in refusal(out.getvalue())


def test_an_encrypted_entry_is_refused() -> None:
    """
    A ZIP archive with a password is said to be one.
    """
    at = RAIN.index(b"PK\x01\x02") + 8

    assert "it is encrypted" in refusal(RAIN[:at] + struct.pack("<H", 1) + RAIN[at + 2 :])


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_other_entries_stay_byte_for_byte(method: int) -> None:
    """
    Entries that do not change keep their bytes, order, dates and compression.
    """
    data = word_file(p(r("Rain.")), {"settings": "<w:zoom/>"}, method=method)
    package = zipped.opened(data, PATH)

    made = zipped.replaced(package, {"word/document.xml": b"<other/>" * 9})

    def entries(of: bytes) -> dict[str, tuple[object, ...]]:
        package = zipped.opened(of, PATH)
        return {
            name: (entry.info.date_time, entry.info.compress_type, of[entry.start : entry.end])
            for name, entry in package.entries.items()
        }

    before, after = entries(data), entries(made)
    assert list(before) == list(after)
    assert ["word/document.xml"] == [name for name in before if before[name] != after[name]]
    assert before["word/document.xml"][:2] == after["word/document.xml"][:2]
    assert b"<other/>" * 9 == files(made)["word/document.xml"]
    assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None


def test_what_stands_before_and_behind_an_archive_stays() -> None:
    """
    A comment at its end, and bytes before its beginning, are kept.
    """
    out = io.BytesIO(b"before" + RAIN)
    with zipfile.ZipFile(out, "a") as made:
        made.comment = b"behind"
    data = b"PK" + out.getvalue()[2:]

    new = zipped.replaced(zipped.opened(data, PATH), {"word/document.xml": b"<other/>"})

    assert (data[:6], b"behind") == (new[:6], new[-6:])
    assert b"<other/>" == files(new)["word/document.xml"]


def test_an_entry_with_its_sizes_behind_it_is_replaced() -> None:
    """
    Programs that write as they go put sizes behind an entry; the new one has them before it.
    """

    class Pipe(io.BytesIO):
        """Takes bytes, and cannot go back."""

        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files(RAIN).items():
            made.writestr(name, text)
    data = pipe.getvalue()
    assert b"PK\x07\x08" in data

    new = zipped.replaced(zipped.opened(data, PATH), {"word/document.xml": b"<other/>"})

    assert b"<other/>" == files(new)["word/document.xml"]
    assert zipfile.ZipFile(io.BytesIO(new)).testzip() is None


def test_what_is_not_translated_is_told() -> None:
    """
    Charts, and the signature that a translation cannot have, are worth a remark.
    """
    made = files(word_file(p(r("Rain.")), {"chart1.xml": "<c/>"}))
    data = archive(made | {"_xmlsignatures/sig1.xml": b"<s/>"})

    remarks = docx.read(data, PATH, "river.docx", ReadOptions()).remarks

    assert [
        "the words of charts stay English",
        "it is signed, and its translations will not be: sign them anew",
    ] == [remark.text for remark in remarks]


def test_words_that_come_from_elsewhere_in_the_file_are_left() -> None:
    """
    A control that shows a property of the file would show the English one again.
    """
    bound = (
        "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>"
        f"{p(r('Title'))}</w:sdtContent></w:sdt>"
    )

    article = docx.read(word_file(bound + p(r("Rain."))), PATH, "river.docx", ReadOptions())

    assert "Rain." == article.text
