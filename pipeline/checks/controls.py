"""Whether characters hide in a translation that nobody can see or read."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffd\ue000-\uf8ff\ud800-\udfff]"
    # Letters of some scripts, and emoji, are joined by what would be invisible elsewhere.
    "|(?<=[A-Za-z\u00c0-\u052f\u1e00-\u1eff\\s])[\u200c\u200d]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def find(pair: Pair) -> Iterator[Hit]:
    """The translation holds an invisible or unreadable character that its source has not.

    Such are control characters, zero-width spaces, soft hyphens, marks of direction in a text
    without letters that run from right to left, private characters, and the sign for what could
    not be decoded.
    """
    found = list(_HIDDEN.finditer(pair.target))
    if not found:
        return
    allowed = set(pair.source)
    if _RIGHT_TO_LEFT.search(pair.target):
        allowed |= _DIRECTION
    for each in found:
        sign = each[0]
        if sign in allowed:
            continue
        name = unicodedata.name(sign, "no character").lower()
        yield Hit(f"U+{ord(sign):04X} ({name})", Span(*each.span()))
