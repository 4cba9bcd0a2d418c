"""Segments that need no model: credits and bylines, agencies, and text without words."""

import re

from pipeline.languages import Language
from pipeline.reading import dates, figures
from pipeline.reading.english_words import is_name
from pipeline.segmentation.labels import NAMED_AGENCY

_CREDIT = re.compile(
    r"(?P<open>[(\[]?)\s*(?:(?P<label>[A-Za-z][A-Za-z ]{2,24}?)\s*:"
    r"|(?P<by>[A-Za-z ]{2,24} (?:by|of))(?=\s))\s*(?P<names>\S.*?)(?P<close>\s*[)\]]?\.?)"
)
_AGENCY = re.compile(r"[(\[](?:[A-Z]{2,}|[A-Z][A-Za-z]+(?=/))(?:/[A-Z][A-Za-z]+)*[)\]]\.?")
_LABEL = re.compile(r"(?P<open>[(\[]?)\s*(?P<label>[A-Za-z][A-Za-z ]+?)\s*(?P<close>[)\]]?\.?)")
_ONE_AGENCY = rf"(?:(?!(?i:getty)){NAMED_AGENCY}|[A-Z]{{2,8}})"
# "AP Photo/Jane Doe, File", "VNA/VNS Photo Jane Doe", "Xinhua file photo"
_AGENCY_PHOTO = re.compile(
    rf"(?P<open>[(\[]?)\s*(?P<agency>{_ONE_AGENCY}(?:/{_ONE_AGENCY})*)\s"
    r"(?P<label>(?i:(?:file )?(?:photo|image|graphic|video|illustration)s?))"
    r"(?:(?:\s?[/:]\s?|\s(?:by\s)?)(?P<names>[^\W\d_].*?))?"
    r"(?P<file>,?\s[Ff]ile)?(?P<close>\s*[)\]]?\.?)"
)
_SIGNED = re.compile(r"[(\[]?(?P<names>[^/:()\[\]]+(?:/[^/:()\[\]]+)+?)[)\]]?\.?")
_IS_AGENCY = re.compile(NAMED_AGENCY)
_BYLINE = re.compile(r"(?:By|BY)\s+(?P<names>[^\W\d_].*[^\W\d_.?!:]|.*\s[A-Z]\.)")
_LONGEST_BYLINE = 120
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s(?:(?:al|bin|da|de|del|der|di|la|le|van|von)\s)*"
    r"[^\W\d_a-z][\w.'’-]*){1,4}"
)
# What a credit may not keep: such words are no part of a name.
_ENGLISH = re.compile(r"(?:the|an?)\s|.*\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!\s[A-Z])")
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
    if _is_signed(text):
        return _dated(text, language)
    return _labelled(text, language) or _byline(text)


def _is_signed(text: str) -> bool:
    """Say whether agencies known by name, and persons, stand beside slashes and nothing else."""
    signed = _SIGNED.fullmatch(text)
    if not signed or re.search(r"\bphotos?\b", text, re.IGNORECASE):
        return False
    parts = [part.strip() for part in signed["names"].split("/")]
    return any(_IS_AGENCY.fullmatch(part) for part in parts) and _are_names(text, 8)


def _labelled(text: str, language: Language) -> str | None:
    label = _LABEL.fullmatch(text)
    if label and (label["open"] or " " in label["label"]):
        shown = language.labels.get(label["label"].lower())
        if shown:
            return f"{label['open']}{shown}{label['close']}"
    photo = _AGENCY_PHOTO.fullmatch(text)
    if photo and (not photo["names"] or _are_names(photo["names"], 6)):
        name = photo["label"].lower()
        by = "/".join(part for part in (photo["agency"], photo["names"]) if part)
        return _credit(
            photo, "file photo" if photo["file"] and name == "photo" else name, by, language
        )
    credit = _CREDIT.fullmatch(text)
    if credit and _are_names(credit["names"], 10 if credit["open"] else 6):
        return _credit(credit, (credit["label"] or credit["by"]).lower(), credit["names"], language)
    return None


def _credit(found: re.Match[str], label: str, names: str, language: Language) -> str | None:
    shown, names_shown = language.labels.get(label), _dated(names, language)
    if not shown or names_shown is None:
        return None
    return f"{found['open']}{shown}: {names_shown}{found['close']}"


def _dated(names: str, language: Language) -> str | None:
    """Write the dates beside names as the language does; None if English words would remain."""
    shown = dates.translate(names, language)
    if _ENGLISH.match(shown) or any(dates.left(shown, language)):
        return None
    return shown


def _byline(text: str) -> str | None:
    """Keep the names of "By JANE DOE and JOHN ROE, Associated Press", as newspapers sign."""
    byline = _BYLINE.fullmatch(text)
    if not byline or len(text) > _LONGEST_BYLINE:
        return None
    first, *others = re.split(r",\s+(?:and\s+)?|\s+(?:and|&)\s+", byline["names"])
    persons = [first, *others] if not _IS_AGENCY.fullmatch(first) else others
    if not all(_NAME.fullmatch(each) or _IS_AGENCY.fullmatch(each) for each in persons):
        return None
    if not all(is_name(each) for each in persons):
        return None
    return ", ".join(_usual(each) for each in (first, *others))


def _usual(name: str) -> str:
    """Write a name in capitals as names are written; agencies and initials keep theirs."""
    if _IS_AGENCY.fullmatch(name):
        return name
    return " ".join(
        word.title() if word.isupper() and len(word) > 1 and "." not in word else word
        for word in name.split()
    )


def _are_names(text: str, limit: int) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return (
        bool(words)
        and len(words) <= limit
        and all(word in _SMALL or not word[0].islower() for word in words)
    )
