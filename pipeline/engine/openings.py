"""What stands before a sentence and is no part of it: datelines, agencies, speakers, list marks.

`HANOI, May 15 (Reuters) - `, `WVR/VNA - `, `FILE - ` and `Q: ` are cut off, so that the model
gets a plain sentence, and written anew as the target language's newspapers do.
"""

import re

from pipeline.engine.casing import is_capitals
from pipeline.languages import Language, cldr
from pipeline.reading.dates import MONTH, month_number
from pipeline.reading.english_words import is_name

_DASH = r"(?:\s+[-–—]{1,2}\s+|\s*—\s*|\s*--\s*)"
_PLACE = r"[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,3}(?:,\s[^\W\d_a-z][\w.]+)?"
_CAPITALS = r"[^\W\d_a-z]{2}[^a-z\d(),]*?(?:,\s[^\W\d_a-z][\w.]+)?"
_AGENCY = r"\((?:[A-Z][\w./&-]*)(?:\s[A-Z][\w./&-]*){0,3}\)"
_DATE = (
    rf"(?:(?P<month>{MONTH})\s(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s(?P<month2>{MONTH}))"
    r"(?:,?\s(?P<year>[12]\d{3}))?"
)

_DATELINE = re.compile(
    r"(?:(?P<agencies>[A-Z]{2,}(?:/[A-Z][A-Za-z]+)+|VNA|VNS|VOV|VOVworld|AP|AFP|TASS|WVR|DPA|EPA"
    r"|Reuters|Xinhua|Kyodo|Yonhap|Bernama)\s+[-–—]\s+"
    rf"|(?P<place>{_PLACE})(?:,\s{_DATE})?\s*(?P<agency>{_AGENCY}){_DASH}"
    rf"|(?P<capitals>{_CAPITALS})(?:,\s{_DATE.replace('>', '_>')})?{_DASH}"
    rf"|(?P<alone>{_AGENCY}){_DASH})"
)
_FILE = re.compile(r"FILE(?: PHOTO)?(?P<colon>\s?:\s+)?(?(colon)|\s?[-–—]\s+)(?=\S)")
# Behind a stop, only such words tell an answer from a name ("A. Smith") and from a list.
_SPOKEN = (
    r"(?:Are|Can|Could|Did|Do|Does|Has|Have|How|I|I['’]\w+|Is|It|It['’]s|No|Our|Should|That"
    r"|That['’]s|There|They|We|We['’]\w+|Well|Were|What|When|Where|Which|Who|Why|Will|Would"
    r"|Yes|You)"
)
_SIDE = re.compile(
    r"(?P<label>Q|A|Question|Answer)"
    rf"(?::\s+(?=\S)|(?<=\b[QA])\.\s+(?={_SPOKEN}[\s,.]))"
)
_OFFICES = frozenset(
    "Agency Assembly Association Authority Bank Bureau City Commission Committee Company Congress"
    " Council Court Delta Department Embassy Exchange Fund Government Group House Institute Island"
    " Ministry Office Organization Parliament Party Province River Sea Senate State Union"
    " University".split()
)
_SPEAKER = re.compile(r"(?P<name>[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+){0,2}):\s+(?=[A-Z“\"‘'\d])")
_LIST_MARK = re.compile(r"(?:[-–—•*·▪►○●]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")


def cut(text: str, language: Language) -> tuple[str, str]:
    """Part a text into what stands before its sentence, as the target language has it, and that."""
    mark = _LIST_MARK.match(text)
    before = mark[0] if mark else ""
    rest = text[len(before) :]
    if sign := _sign(rest, language):
        return before + sign[0], sign[1]
    dateline = _DATELINE.match(rest)
    sentence = rest[dateline.end() :] if dateline else ""
    if not dateline or not sentence or not _is_place(dateline["capitals"], sentence, language):
        return before, rest
    return before + _rebuild(dateline, language), sentence


def _sign(text: str, language: Language) -> tuple[str, str] | None:
    """Cut off what says that a picture is an old one, or who speaks; None if nothing does."""
    label = language.labels.get("file photo")
    if label and (found := _FILE.match(text)):
        return label + (": " if found["colon"] else language.dateline.separator), text[
            found.end() :
        ]
    side = _SIDE.match(text)
    if side and (label := language.labels.get(side["label"].lower())):
        return f"{label}: ", text[side.end() :]
    # Where names are written in other letters, the model does it.
    speaker = _SPEAKER.match(text) if language.is_latin else None
    if speaker and _is_person(speaker["name"]) and not _is_known(speaker["name"], language):
        return f"{speaker['name']}: ", text[speaker.end() :]
    return None


def _is_person(name: str) -> bool:
    """Tell "Lan" from "Opinion" and "Foreign Ministry", each word of which may be a word."""
    words = name.split()
    return all(map(is_name, words)) and _OFFICES.isdisjoint(words)


def _is_known(name: str, language: Language) -> bool:
    """Say whether a name is a place, which has a form of its own in the target language."""
    return name.lower() in language.places or name != cldr.territory(name, language)


def _is_place(capitals: str | None, sentence: str, language: Language) -> bool:
    """Tell "HANOI - Exports rose" from "VIETNAM - RUSSIA SIGN DEAL" and "ASEAN - a bloc"."""
    if capitals is None:
        return True
    long = len(capitals) > 3 or capitals.lower() in language.places
    return long and sentence[0].isupper() and not is_capitals(sentence)


def _rebuild(found: re.Match[str], language: Language) -> str:
    parts = [_place(found["place"] or found["capitals"] or "", language)]
    day = found["day"] or found["day2"] or found["day_"] or found["day2_"]
    if day:
        month = found["month"] or found["month2"] or found["month_"] or found["month2_"]
        parts.append(_date(day, month, found["year"] or found["year_"], language))
    names = ", ".join(part for part in parts if part)
    agency = found["agency"] or found["alone"] or found["agencies"] or ""
    return " ".join(part for part in (names, agency) if part) + language.dateline.separator


def _place(name: str, language: Language) -> str:
    """Write "DA NANG, Vietnam" in the target language as far as it is known."""
    parts = []
    for part in name.split(", "):
        known = language.places.get(part.lower()) or cldr.territory(part, language)
        parts.append(known.upper() if part.isupper() else known)
    return ", ".join(parts)


def _date(day: str, month: str, year: str | None, language: Language) -> str:
    number = month_number(month)
    try:
        date = cldr.format_date(int(day), number, int(year) if year else None, language)
    except ValueError:
        return f"{day}/{number}/{year}" if year else f"{day}/{number}"
    return language.dateline.date.format(date=date)
