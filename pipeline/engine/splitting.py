"""Parting a text that is too long for the model at clause punctuation."""

import re
from collections.abc import Callable

# Strong breaks first: an ended sentence (no initial, no title), clauses, commas and dashes but
# not within dates, words that open clauses, any space.
_BREAKS = (
    r"(?<=[^\W\d_]{4}[.!?…])\s+",
    r"(?<=[;:])\s+",
    r"(?<=,)\s+(?!\d)|\s+(?=[–—-]\s)",
    r"\s+(?=(?:and|but|or|which|who|while|because|although|after|before|when|where|as|that)\s)",
    r"\s+",
)


def split(text: str, length: Callable[[str], int], limit: int) -> list[str]:
    """Part `text` so that no part is longer than `limit`, as near to the middle as breaks allow.

    `" ".join(parts)` is the text with its white space as single spaces; a word that alone is
    too long is cut, and the cut shows as a space.
    """
    text = " ".join(text.split())
    if length(text) <= limit:
        return [text] if text else []
    at = _best_break(text) or len(text) // 2
    first, second = text[:at].rstrip(), text[at:].lstrip()
    return [*split(first, length, limit), *split(second, length, limit)]


_AFTER_QUOTE = re.compile(r"(?<=[.!?…][\"”])\s+(?=[A-Z])")


def after_quotes(text: str) -> list[str]:
    """Part a text where a quotation ends with a full stop: what follows is another sentence.

    Models drop `Ambassador Doe affirmed.` after `…other fields."`.
    """
    return _AFTER_QUOTE.split(text)


def clauses(text: str) -> list[str]:
    """Part a sentence once, at the clause break nearest to its middle; whole if there is none."""
    at = _best_break(text, _BREAKS[:4])
    return [text[:at].rstrip(), text[at:].lstrip()] if at else [text]


def _best_break(text: str, breaks: tuple[str, ...] = _BREAKS) -> int:
    """Say where to part: the strongest break in the middle half, else the nearest of any."""
    middle = len(text) / 2
    for pattern in breaks:
        ends = [found.end() for found in re.finditer(pattern, text) if 0 < found.end() < len(text)]
        near = min(ends, key=lambda end: abs(end - middle), default=0)
        if near and abs(near - middle) <= len(text) / 4:
            return near
    ends = [found.end() for found in re.finditer(breaks[-1], text) if 0 < found.end() < len(text)]
    return min(ends, key=lambda end: abs(end - middle), default=0)
