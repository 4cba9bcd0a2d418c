"""The bytes of a PO file as text, in whatever encoding and line ends a tool has left them."""

import codecs
import re
from pathlib import Path

from pipeline.errors import CatalogueBroken

_CHARSET = re.compile(rb'^"Content-Type:[^\n]*?charset=([\w.:-]+)', re.MULTILINE)

# UTF-7 and its kind can write halves of characters, which cannot be saved in UTF-8.
_HALF = re.compile("[\ud800-\udfff]")


def decode(data: bytes, path: Path) -> str:
    """Read the text of a PO file, with LF line ends. Raises CatalogueBroken."""
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise CatalogueBroken(path, line, "this is no PO file in UTF-8 but binary, or UTF-16")
    charset = "utf-8"
    found = _CHARSET.search(data)
    # CHARSET is what xgettext leaves in templates for people to fill in.
    if found and found[1] != b"CHARSET" and not data.startswith(codecs.BOM_UTF8):
        charset = found[1].decode()
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode(charset)
    except LookupError as error:
        line = data[: found.start() if found else 0].count(b"\n") + 1
        raise CatalogueBroken(path, line, f"its charset {charset} is not known") from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CatalogueBroken(path, line, f"this line is not in {charset}") from error
    if half := _HALF.search(text):
        line = text.count("\n", 0, half.start()) + 1
        raise CatalogueBroken(path, line, f"half a character stands here ({charset})")
    return text.replace("\r\n", "\n")
