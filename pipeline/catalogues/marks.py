"""The comments that belong to this tool, among the `# ` lines of an entry.

    # draft 1f0c9a3e · en_vi 0.2 · 0.71 (numbers differ: 1,234)    an untouched machine draft
    # draft 90b1f3aa · en_vi 0.2 · 0.80 (error[quotes] “ is open)  one that a check finds wrong
    # no draft · en_vi 0.2 (only a repeated word came)             why an entry is still empty
    # memory 5c07d2e1 · world/floods · 0.87 (adapted: 5 → 7)       an untouched match of the memory
    # similar 77a1b5d0 · 0.68 · Ships wait. → Tàu chờ.             what else the memory has
    # pipeline: skip                                               a person: leave this one out

They stand there because `# ` lines are what gettext's tools keep: msgmerge drops old `#.`
lines, msgcat (so Poedit) unknown flags. Every other line is a person's and is never touched,
and so is what a person has written behind one of ours.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Entry

SKIP = "pipeline: skip"

_BETWEEN = " · "
_ERROR = "error["
_NOTHING = "-"
_STRUCTURE = str.maketrans({"·": "-", "(": "[", ")": "]"})
_DRAFT = re.compile(
    r"(?P<what>draft|memory) (?P<seal>[0-9a-f]{8}) · (?P<origin>.+?) · (?P<rank>-|[01]\.\d\d)"
    r"(?: \((?P<why>[^()]+)\))?(?: (?P<more>.+))?"
)
_NO_DRAFT = re.compile(r"no draft · (?P<origin>[^()]+?) \((?P<why>[^()]+)\)(?: (?P<more>.+))?")
_BEGINNING = re.compile(r"(?:draft|memory) [0-9a-f]{8} · |no draft · ")
_SIMILAR = re.compile(r"similar (?P<seal>[0-9a-f]{8}) · (?P<text>.+)")


class Mark(NamedTuple):
    """What one of our lines says. `seal` is empty where there is no text."""

    seal: str
    origin: str
    confidence: float | None
    warnings: tuple[str, ...]
    errors: tuple[str, ...] = ()
    is_match: bool = False


def seal(source: str, target: str) -> str:
    """Name a translation together with its sentence, so that a change of either shows."""
    return hashlib.blake2b(f"{source}\0{target}".encode(), digest_size=4).hexdigest()


def is_cut(comment: str) -> bool:
    """Say whether a line of ours is there without its end, as where a program has broken it."""
    if found := _SIMILAR.fullmatch(comment):
        return bool(found["seal"] != seal("", found["text"]))
    _, bracket, inside = comment.partition(" (")
    return bool(_BEGINNING.match(comment) and bracket and ")" not in inside)


def take(comments: Iterable[str]) -> tuple[list[Mark], tuple[str, ...]]:
    """Part our own lines from people's, which keep their order."""
    marks, note = [], []
    for comment in comments:
        mark, rest = _read(comment)
        if mark:
            marks.append(mark)
        if rest is not None:
            note.append(rest)
    return marks, tuple(note)


def line(entry: Entry) -> str:
    """Write the line that belongs to an entry; empty if none does."""
    origin, *reasons = map(plain, (entry.origin, *entry.warnings, *entry.errors))
    if not origin:
        return ""
    why = f" ({_BETWEEN.join(reasons)})" if reasons else ""
    if not entry.target:
        return f"no draft · {origin}{why}" if why else ""
    rank = _NOTHING if entry.confidence is None else f"{entry.confidence:.2f}"
    what = "memory" if entry.is_match else "draft"
    return f"{what} {seal(entry.source, entry.target)} · {origin} · {rank}{why}"


def take_similar(comments: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part what our lines show of the memory from other comments, among them changed ones."""
    shown, others = [], []
    for comment in comments:
        found = _SIMILAR.fullmatch(comment)
        if found and found["seal"] == seal("", found["text"]):
            shown.append(found["text"])
        else:
            others.append(comment)
    return tuple(shown), tuple(others)


def similar_lines(entry: Entry) -> list[str]:
    """Write the lines that show what else the memory has."""
    return [f"similar {seal('', text)} · {text}" for text in entry.similar]


def similar(score: float, source: str, target: str) -> str:
    """Put a pair of the memory on a line, to be shown beside a text."""
    # Behind a backslash at the end another sign would be written (see po.py).
    return " ".join(f"{score:.2f} · {source} → {target}".split()).rstrip("\\ ")


def plain(text: str) -> str:
    """Make `text` fit to be one part of such a line."""
    return " ".join(text.translate(_STRUCTURE).split())


def is_skipped(entry: Entry) -> bool:
    """Say whether a translator has asked to leave this entry out, by `# pipeline: skip`."""
    return any(comment.strip() == SKIP for comment in entry.note)


def _read(comment: str) -> tuple[Mark | None, str | None]:
    """Give our part of a line, and a person's."""
    if found := _DRAFT.fullmatch(comment):
        confidence = None if found["rank"] == _NOTHING else float(found["rank"])
        reasons = _parts(found["why"])
        warnings = tuple(reason for reason in reasons if not reason.startswith(_ERROR))
        errors = tuple(reason for reason in reasons if reason.startswith(_ERROR))
        is_match = found["what"] == "memory"
        return Mark(found["seal"], found["origin"], confidence, warnings, errors, is_match), found[
            "more"
        ]
    if found := _NO_DRAFT.fullmatch(comment):
        return Mark("", found["origin"], None, _parts(found["why"])), found["more"]
    return None, comment


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(_BETWEEN)) if text else ()
