"""Quotation marks: where they stand, and whether each opens or closes."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ENGLISH = ("“”", "‘’")
"""The pairs in which English quotations stand, straight ones aside."""

TYPOGRAPHIC = "“”„‟«»"

# Two straight apostrophes are a quotation mark of people without one.
_SIGNS = re.compile(r"[\"“”„‟«»‘’]|(?<!')''(?!')")
_OPEN_AFTER = "([{—–-/=«“„‘\"'…"
_CLOSE_BEFORE = ")]}.,;:!?—–-/…»”“’\"'"


class Mark(NamedTuple):
    """A quotation mark of a text, `text[start:end]`."""

    start: int
    end: int
    sign: str
    opens: bool


def marks(text: str, pairs: Sequence[str]) -> list[Mark]:
    """Find the quotation marks of a text; apostrophes, inches and minutes are none.

    Signs of `pairs` open or close as these say; of the others, and of those that do both, the
    spaces beside them tell.
    """
    openers, closers = ("".join(pair[at] for pair in pairs) for at in (0, 1))
    found: list[Mark] = []
    singles = straights = 0
    for each in _SIGNS.finditer(text):
        sign, start, end = each[0], each.start(), each.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if sign in "‘’" and before.isalnum() and after.isalnum():
            continue
        if sign == "’" and not singles:
            continue
        if sign in {'"', "''"} and not straights and before.isdigit():
            continue
        if (sign in openers) != (sign in closers):
            opens = sign in openers
        else:
            opens = _opens(before, after, straights % 2 == 0 if sign in {'"', "''"} else None)
        if sign in "‘’":
            singles += 1 if opens else -1
        if sign in {'"', "''"}:
            straights += 1
        found.append(Mark(start, end, sign, opens))
    return found


def unpaired(found: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks that have no partner.

    Where one quotation ends inside another, one sign may close both, as Russian has it.
    """
    waiting: list[Mark] = []
    depth = 0
    for mark in found:
        if mark.opens:
            waiting.append(mark)
            depth = max(depth, len(waiting))
        elif waiting:
            waiting.pop()
        else:
            yield mark
    if len(waiting) == 1 and depth == 2 and found[-1] is not waiting[0] and not found[-1].opens:
        return
    yield from waiting


def _opens(before: str, after: str, toggled: bool | None) -> bool:
    opens = not before or before.isspace() or before in _OPEN_AFTER
    closes = not after or after.isspace() or after in _CLOSE_BEFORE
    if opens == closes and toggled is not None:
        return toggled
    return opens
