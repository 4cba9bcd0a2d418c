"""How news marks whose picture, film or text something is."""

import re

_LABEL = (
    r"(?:(?:file|illustrative|illustration) )?(?:photo|photograph|picture|image)s?"
    r"(?: (?:source|credit|courtesy))?|illustrations?|videos?|(?:info)?graphics?|credits?"
    r"|sources?"
)
_MADE_BY = r"(?:photo|photograph|picture|image|illustration|video|(?:info)?graphic)s?"

# Agencies that are not written in capitals; those that are need no table.
_AGENCY = (
    r"(?:(?i:reuters|xinhua|kyodo(?: news)?|yonhap(?: news)?|bernama|antara|sputnik|interfax"
    r"|bloomberg|anadolu|getty(?: images)?|vietnam ?plus|ria novosti)"
    r"|[A-Z][A-Z0-9]{1,7}(?: Photo| Images?)?)"
)
_NAMES = r"(?:\s?/\s?[^\W\d_][\w.'’-]*(?:[ ,]{1,2}[\w.'’-]+){0,4})"

_LABELLED = re.compile(
    rf"(?i:{_LABEL})\s?:\s*\S|(?i:{_MADE_BY}) (?:by|courtesy of) [A-Z]"
    r"|[A-Z]{2,8} (?:Photo|Image)s?\s?(?:/|\Z)"
)
_AGENCY_ALONE = re.compile(rf"{_AGENCY}{_NAMES}*")
_AGENCY_AND_NAME = re.compile(rf"{_AGENCY}{_NAMES}+")
_SOURCE = re.compile(r"[(\[]?\s*sources?\s?:\s*\S", re.IGNORECASE)

# A longer text that starts with such a label tells something: "Video: how the bridge fell …"
LONGEST = 120


def is_labelled(text: str) -> bool:
    """Say whether a segment starts with a label such as `Photo:`, in brackets or without."""
    return len(text) <= LONGEST and _LABELLED.match(_bare(text)) is not None


def is_agency(text: str) -> bool:
    """Say whether a segment is a bracketed agency, or an agency and a name with a slash."""
    if len(text) > LONGEST:
        return False
    shape = _AGENCY_ALONE if text[0] in "([" else _AGENCY_AND_NAME
    return shape.fullmatch(_bare(text)) is not None


def is_source(text: str) -> bool:
    """Say whether a block names where an article was taken from."""
    return len(text) <= LONGEST and _SOURCE.match(text) is not None


def _bare(text: str) -> str:
    return text.rstrip(".").strip("()[] \t")
