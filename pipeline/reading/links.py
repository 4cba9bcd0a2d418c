"""What a translation keeps to the letter: web and e-mail addresses, names of accounts, topics."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# What has none of these has no link; most texts end here.
_SIGNS = re.compile(r"://|@|#[A-Za-z]|[a-z0-9/-]\.(?:com|org|net|edu|gov|info|vn|ru|uk|io)\b|www\.")

URL = r"(?:https?://|ftp://|www\.)[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?')\]}…’]"
EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
DOMAIN = (
    r"(?<![\w-])(?<!\w\.)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|info|vn|ru|uk|io)"
    r"(?:/[^\s<>\"]*\w)?\b"
)
HANDLE = r"(?<![\w@])[@#][A-Za-z]\w+"
_LINK = re.compile(
    f"(?P<url>{URL})|(?P<email>{EMAIL})|(?P<domain>(?i:{DOMAIN}))|(?P<handle>{HANDLE})"
)


class Link(NamedTuple):
    """A stretch of a text, `text[start:end]`, that is kept to the letter."""

    kind: str
    start: int
    end: int


def find(text: str) -> Iterator[Link]:
    """Find the links of a text in their order; `kind` is url, email, domain or handle."""
    if not _SIGNS.search(text):
        return
    for found in _LINK.finditer(text):
        yield Link(found.lastgroup or "", found.start(), found.end())
