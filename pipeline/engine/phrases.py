"""Segments that need no model: credit and source lines, agencies, and text without words."""

import re

from pipeline.engine import figures
from pipeline.languages import Language

_CREDIT = re.compile(
    r"(?P<open>[(\[]?)\s*(?:(?P<label>[A-Za-z][A-Za-z ]{2,24}?)\s*:"
    r"|(?P<by>[A-Za-z ]{2,24} (?:by|of))(?=\s))\s*(?P<names>\S.*?)(?P<close>\s*[)\]]?\.?)"
)
_AGENCY = re.compile(r"[(\[](?:[A-Z]{2,}|[A-Z][A-Za-z]+(?=/))(?:/[A-Z][A-Za-z]+)*[)\]]\.?")
# Words in lower case that may stand in names and titles; any other makes it a sentence.
_SMALL = frozenset(
    "a an and at by courtesy de for from in of on provided the to van via von".split()
)


def translate(text: str, language: Language) -> str | None:
    """Translate a set phrase; None if it is none. "(Photo: VNA)." is "(Ảnh: VNA)."."""
    if not any(char.isalpha() for char in text):
        return re.sub(r"\d[\d.,]*\d", lambda found: figures.localise(found[0], language), text)
    if _AGENCY.fullmatch(text):
        return text
    credit = _CREDIT.fullmatch(text)
    if not credit or not _are_names(credit["names"], 10 if credit["open"] else 6):
        return None
    label = language.labels.get((credit["label"] or credit["by"]).lower())
    if not label:
        return None
    return f"{credit['open']}{label}: {credit['names']}{credit['close']}"


def _are_names(text: str, limit: int) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return (
        bool(words)
        and len(words) <= limit
        and all(word in _SMALL or not word[0].islower() for word in words)
    )
