"""What has changed from one text to another, word by word, to be shown in colours."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from pipeline import tags

# Words of both texts together beyond which nobody reads a difference, and finding it takes long.
MOST = 2_000

_WORD = re.compile(rf"{tags.TAG.pattern}|\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What became of a stretch of text: it stayed, or it stands in one of the texts only."""

    NONE = ""
    OLD = "old"
    NEW = "new"


class Piece(NamedTuple):
    """A stretch of text that is in both texts, in the old or in the new one."""

    text: str
    change: Change = Change.NONE


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Lay two texts over each other; the pieces that are not new make up the old one."""
    return tuple(piece for piece in _pieces(old, new) if piece.text)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = ([each[0] for each in _WORD.finditer(text)] for text in (old, new))
    if len(before) + len(after) > MOST:
        yield from (Piece(old, Change.OLD), Piece(new, Change.NEW)) if old != new else (Piece(new),)
        return
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for tag, start, end, begin, stop in steps:
        if tag == "equal":
            yield Piece("".join(before[start:end]))
        else:
            yield Piece("".join(before[start:end]), Change.OLD)
            yield Piece("".join(after[begin:stop]), Change.NEW)
