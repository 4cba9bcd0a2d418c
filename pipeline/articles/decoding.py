"""From a file's bytes to its text: the encoding, or what kind of file it is instead."""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import ArticleError, UsageError

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Python would write a mark of its own with these. Files that carry none mostly come from
# Windows, which knows little-endian only.
WITHOUT_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Word or Office"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
)

_HTML = re.compile(r"\s*<(?:\?xml|!doctype|html|head|body)\b", re.IGNORECASE)
_PO = re.compile(r'^msgid ".*"\n(?:".*"\n)*msgstr', re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a]")
# The end of a text to gettext, and what parts a context from its message.
_NOT_IN_CATALOGUES = re.compile("[\x00\x04]")
_UNUSED_IN_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")

AS_UTF8 = "Save it as UTF-8"


class Decoded(NamedTuple):
    """A file's text; `text.encode(encoding)`, after the mark if `bom`, is the file."""

    text: str
    encoding: str
    bom: bool


def decode(data: bytes, path: Path, encoding: str, *, markup: bool = False) -> Decoded:
    """Decode a file without losing a byte; with `markup` it may begin as HTML and XML do.

    Raises ArticleError saying what the file is instead, and UsageError if Python knows no
    such encoding.
    """
    wanted = _known(encoding)
    _refuse_signatures(data, path)
    mark, found = next((row for row in BOMS if data.startswith(row[0])), (b"", wanted))
    if len(data) == len(mark):
        raise ArticleError(path, "the file is empty", "Write the article, or remove it")
    if not mark:
        found = _unmarked(data, path, wanted)
    elif wanted not in {found, _family(found)}:
        raise _other_encoding(path, _family(found))
    try:
        text = data[len(mark) :].decode(found)
    except UnicodeDecodeError as error:
        raise _undecodable(data, path, found, len(mark) + error.start) from error
    if not markup and _HTML.match(text):
        hint = "If it is HTML, name it .html; else save it as plain text"
        raise ArticleError(path, "it is HTML or XML, not plain text", hint)
    _refuse_other_texts(text, path)
    # UTF-8 cannot fail this; encodings with shift states can.
    if found != "utf-8" and mark + text.encode(found) != data:
        raise ArticleError(path, f"encoding {encoding} would not give the same bytes back", AS_UTF8)
    return Decoded(text, found, bool(mark))


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise UsageError(
            f'there is no encoding "{encoding}"', 'Use "utf-8", "cp1252", "utf-16" or the like'
        ) from None
    return "utf-8" if name == "utf-8-sig" else name


def _family(encoding: str) -> str:
    return encoding.removesuffix("-le").removesuffix("-be")


def _unmarked(data: bytes, path: Path, wanted: str) -> str:
    """Choose the encoding of a file without a mark, unless its bytes show another one."""
    if _family(wanted) in {"utf-16", "utf-32"}:
        return WITHOUT_MARK.get(wanted, wanted)
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    half = min(len(data), 4096) // 2
    # English in UTF-16 has a zero in nearly every other byte, and nowhere else.
    if max(even, odd) * 2 > half and min(even, odd) * 20 < half:
        raise _other_encoding(path, "utf-16-le" if odd > even else "utf-16-be")
    if even or odd or b"\x00" in data:
        raise ArticleError(path, f"it is a binary file: byte {data.index(0)} is zero", AS_UTF8)
    if wanted != "utf-8" and not data.isascii() and _is_utf8(data):
        # In any other encoding its letters would come out as garbage, and nobody be told.
        raise _other_encoding(path, "utf-8")
    return wanted


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(data: bytes, path: Path, encoding: str, offset: int) -> ArticleError:
    looks_windows = not _UNUSED_IN_WINDOWS.search(data) and not _UTF8_LETTER.search(data)
    if encoding == "utf-8" and looks_windows:
        return _other_encoding(path, "cp1252", f": byte {offset} (0x{data[offset]:02x})")
    return ArticleError(
        path, f"byte {offset} (0x{data[offset]:02x}) is no {encoding.upper()}", AS_UTF8
    )


def _other_encoding(path: Path, encoding: str, where: str = "") -> ArticleError:
    names = {"cp1252": "Windows-1252"}
    return ArticleError(
        path,
        f"it seems to be {names.get(encoding, encoding.upper())}, another encoding than the "
        f"settings say{where}",
        f'{AS_UTF8}, or set encoding = "{encoding}" under [articles] in pipeline.toml, '
        "for all articles or for this one",
    )


def _refuse_signatures(data: bytes, path: Path) -> None:
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            if name == "a ZIP archive" and b"word/" in data:
                raise ArticleError(path, "it is a Word file, not plain text", "Name it .docx")
            if data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text"):
                raise ArticleError(path, "it is an ODT file, not plain text", "Name it .odt")
            raise ArticleError(path, f"it is {name}, not plain text", "Save it as plain text")


def _refuse_other_texts(text: str, path: Path) -> None:
    if 'msgid "' in text and _PO.search(text.replace("\r\n", "\n")):
        raise ArticleError(path, "it is a PO catalogue, not an article", "Move it to its language")
    controls = len(_CONTROL.findall(text))
    if controls * 100 > len(text):
        raise ArticleError(path, "it is a binary file: it is full of control characters", AS_UTF8)
    if found := _NOT_IN_CATALOGUES.search(text):
        line = text.count("\n", 0, found.start()) + 1
        reason = f"line {line} has the character U+{ord(found[0]):04X}, which no catalogue can hold"
        raise ArticleError(path, reason, "Remove it")
