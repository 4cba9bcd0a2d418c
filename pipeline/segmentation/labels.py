"""How news marks whose picture, film or text something is."""

import re

_LABEL = (
    r"(?:(?:file|illustrative|illustration) )?(?:photo|photograph|picture|image)s?"
    r"(?: (?:source|credit|courtesy))?|illustrations?|videos?|(?:info)?graphics?|credits?"
    r"|sources?"
)
_MADE_BY = r"(?:photo|photograph|picture|image|illustration|video|(?:info)?graphic)s?"

# Agencies known by name, for the engine as well; others are known by their capitals: "(WVR/VNA)".
NAMED_AGENCY = (
    r"(?i:ap(?: photo| images?)?|afp|epa(?:-efe)?|vna|tass|dpa|reuters|xinhua|kyodo(?: news)?"
    r"|yonhap(?: news)?|bernama|antara|sputnik|interfax|bloomberg|anadolu|getty(?: images)?"
    r"|vietnam ?plus|ria novosti)"
)
_AGENCY = rf"(?:{NAMED_AGENCY}|[A-Z][A-Z0-9]{{1,7}}(?: Photo| Images?)?)"
_NAME = r"(?:\s?/\s?[^\W\d_][\w.'’-]*(?:[ ,]{1,2}[\w.'’-]+){0,4})"

_LABELLED = re.compile(
    rf"[(\[]?\s*(?:(?i:{_LABEL})\s?:\s*\S|(?i:{_MADE_BY}) (?:by|courtesy of) [A-Z]"
    rf"|{NAMED_AGENCY}{_NAME}+\s*[)\].]*\Z)"
)
_AGENCY_ALONE = re.compile(rf"[(\[]\s*{_AGENCY}{_NAME}*\s*[)\]]\.?")
_SOURCE = re.compile(r"[(\[]?\s*sources?\s?:\s*\S", re.IGNORECASE)

# Captions of Reuters and AP start so; in brackets it is a credit: "(File photo: VNA)".
_CAPTION = re.compile(r"(?:FILE PHOTO|FILE|HANDOUT PHOTO)\s?(?::|[-–—]\s)")

# A longer text that starts with such a label tells something: "Video: how the bridge fell …"
LONGEST = 120


def is_labelled(text: str) -> bool:
    """Say whether a segment is a credit by itself, in brackets or without.

    It starts with a label (`Photo: VNA`, `Video by Jane Roe`), or a slash stands between an
    agency known by name and a person's (`REUTERS/Jane Roe`).
    """
    if len(text) > LONGEST or is_caption(text):
        return False
    return _LABELLED.match(text) is not None


def is_caption(text: str) -> bool:
    """Say whether a block starts as captions of some agencies do: `FILE PHOTO: A ship …`."""
    return text.startswith(("FILE", "HANDOUT")) and _CAPTION.match(text) is not None


def is_agency(text: str) -> bool:
    """Say whether a segment is an agency in brackets and nothing else: `(Xinhua)`, `(VNA)`."""
    in_brackets = len(text) <= LONGEST and text[0] in "(["
    return in_brackets and _AGENCY_ALONE.fullmatch(text) is not None


def is_source(text: str) -> bool:
    """Say whether a block names where an article was taken from."""
    return len(text) <= LONGEST and _SOURCE.match(text) is not None
