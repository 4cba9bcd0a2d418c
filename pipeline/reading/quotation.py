"""Quotation marks: where they stand, and whether each opens or closes."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ENGLISH = ("“”", "‘’")
"""The pairs in which English quotations stand, straight ones aside."""

TYPOGRAPHIC = "“”„‟«»"

STRAIGHT = ('"', "''")
"""Two straight apostrophes are the quotation mark of people without one."""

_SIGN = re.compile(r"[\"“”„‟«»‘’]|''?(?!')")
_OPEN_AFTER = "([{—–-/=«“„‘\"'…"
_CLOSE_BEFORE = ")]}.,;:!?—–-/…»”“’\"'"


class Mark(NamedTuple):
    """A quotation mark of a text, `text[start:end]`."""

    start: int
    end: int
    sign: str
    opens: bool


def marks(text: str, pairs: Sequence[str]) -> list[Mark]:
    """Find the quotation marks of a text; apostrophes are none.

    Signs of `pairs` open or close as these say; of the others, and of those that do both, the
    spaces beside them tell.
    """
    openers, closers = ("".join(pair[at] for pair in pairs) for at in (0, 1))
    found: list[Mark] = []
    singles = 0
    is_open = False
    for each in _SIGN.finditer(text):
        sign, start, end = each[0], each.start(), each.end()
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if sign in "‘’'":
            opens = _single_opens(sign, before, after)
            if (opens is None) or (not opens and not singles):
                continue
            singles += 1 if opens else -1
        elif sign in STRAIGHT:
            opens = _opens(before, after, toggled=not is_open)
            is_open = opens
        elif (sign in openers) != (sign in closers):
            opens = sign in openers
        else:
            opens = _opens(before, after)
        found.append(Mark(start, end, sign, opens))
    return found


def unpaired(found: Sequence[Mark], pairs: Sequence[str]) -> Iterator[Mark]:
    """Yield the marks that have no partner; any that closes will do where none of `pairs` is there.

    Where a quotation ends inside another, one sign may close both, as Russian has it; so may an
    apostrophe stand inside that looks as if it opened one.
    """
    waiting: list[Mark] = []
    closes_both = False
    for mark in found:
        if mark.opens:
            waiting.append(mark)
            continue
        while waiting and waiting[-1].sign == "'" and not _fits(waiting[-1], mark, pairs):
            waiting.pop()
        last_fits = len(waiting) < 2 or _fits(waiting[-1], mark, pairs)
        if not last_fits and _fits(waiting[-2], mark, pairs):
            waiting.pop()
        if not waiting:
            yield mark
            continue
        closed = waiting.pop()
        closes_both = len(waiting) == 1 and waiting[0].sign == closed.sign
    if not (closes_both and len(waiting) == 1 and not found[-1].opens):
        yield from waiting


def _fits(opener: Mark, closer: Mark, pairs: Sequence[str]) -> bool:
    both = opener.sign + closer.sign
    return opener.sign == closer.sign or both in pairs or both in {"‘'", "'’"}


def _single_opens(sign: str, before: str, after: str) -> bool | None:
    """Say whether a single mark opens; None if it is an apostrophe for certain."""
    if before.isalnum() and after.isalnum():
        return None
    if sign == "'":
        return not before.isalnum() and after.isalnum() and (not before or before not in ".,!?…")
    return sign == "‘"


def _opens(before: str, after: str, *, toggled: bool | None = None) -> bool:
    if not before or not after:
        return not before
    opens = before.isspace() or before in _OPEN_AFTER
    closes = after.isspace() or after in _CLOSE_BEFORE
    return toggled if opens == closes and toggled is not None else opens
