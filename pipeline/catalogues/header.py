"""The header of a PO file: its fields, their order, and the dates in them."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

Header: TypeAlias = tuple[tuple[str, str], ...]

CREATED = "POT-Creation-Date"
REVISED = "PO-Revision-Date"
TRANSLATOR = "Last-Translator"

# The order that msgcat and Poedit write; other fields follow as they stood.
_ORDER = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    CREATED,
    REVISED,
    TRANSLATOR,
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
)
_ENCODING = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
# No version in it: an upgrade must not change every file.
_GENERATOR = "pipeline"


def new(article: str, language: str, *, plural_forms: str, now: datetime) -> Header:
    """Fill the header of a catalogue that does not exist yet.

    `plural_forms` is the whole value (`nplurals=1; plural=0;`); `now` carries a time zone.
    Translator and team read as msginit writes them where nobody is known.
    """
    moment = date(now)
    return arrange(
        {
            "Project-Id-Version": _line(article),
            "Report-Msgid-Bugs-To": "",
            CREATED: moment,
            REVISED: moment,
            TRANSLATOR: "Automatically generated",
            "Language-Team": "none",
            "Language": language,
            "Plural-Forms": plural_forms,
            "X-Generator": _GENERATOR,
        }.items()
    )


def template(article: str, created: str) -> Header:
    """Fill the header of a template, with the words that msginit and Poedit replace."""
    return arrange(
        {
            "Project-Id-Version": _line(article),
            "Report-Msgid-Bugs-To": "",
            CREATED: created,
            REVISED: "YEAR-MO-DA HO:MI+ZONE",
            TRANSLATOR: "FULL NAME <EMAIL@ADDRESS>",
            "Language-Team": "LANGUAGE <LL@li.org>",
            "Language": "",
            "X-Generator": _GENERATOR,
        }.items()
    )


def arrange(fields: Iterable[tuple[str, str]]) -> Header:
    """Put fields into gettext's order, as those of a UTF-8 file; of repeats the first stays."""
    known: dict[str, str] = {}
    for name, value in fields:
        known.setdefault(name, value)
    known |= _ENCODING
    names = [name for name in _ORDER if name in known]
    names += [name for name in known if name not in _ORDER]
    return tuple((name, known[name]) for name in names)


def complete(header: Header, default: Header) -> Header:
    """Add what a header lacks, or holds only as a template's placeholder, from another."""
    kept = ((name, value) for name, value in header if not _is_placeholder(name, value))
    # A tool that has no X-Generator of its own has not become ours.
    added = ((name, value) for name, value in default if name in _ORDER)
    return arrange([*kept, *added])


def get(header: Header, name: str) -> str:
    """Look a field up; empty if there is none."""
    return dict(header).get(name, "")


def put(header: Header, name: str, value: str) -> Header:
    """Set a field."""
    return arrange({**dict(header), name: value}.items())


def is_same_language(one: str, other: str) -> bool:
    """Say whether two codes may mean one language: `vi` and `vi_VN` do, `zh_CN` and `zh_TW` not."""
    ours, theirs = (f"{code}_".replace("-", "_").casefold() for code in (one, other))
    return ours.startswith(theirs) or theirs.startswith(ours)


def date(moment: datetime) -> str:
    """Write a date as PO headers have it; an ISO date makes Babel and Sphinx skip the file."""
    return f"{moment:%Y-%m-%d %H:%M%z}"


def _line(article: str) -> str:
    # A line break in a file's name would begin another field.
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", article).strip()


def _is_placeholder(name: str, value: str) -> bool:
    return (name == "Plural-Forms" and "EXPRESSION" in value) or (
        name in {CREATED, REVISED} and value.startswith("YEAR")
    )
