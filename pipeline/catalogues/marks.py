"""The comments that belong to this tool, among the `# ` lines of an entry.

    # draft 1f0c9a3e · en_vi 0.2 · 0.71 · numbers differ: 1,234    an untouched machine draft
    # no draft · en_vi 0.2 · only a repeated word came             why an entry is still empty
    # pipeline: skip                                               a person: leave this one out

They stand there because `# ` lines are what gettext's tools keep: msgmerge drops old `#.`
lines, msgcat (so Poedit) unknown flags. Every other line is a person's and is never touched.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Entry

SKIP = "pipeline: skip"

_BETWEEN = " · "
_NOTHING = "-"
_DRAFT = re.compile(
    r"draft (?P<seal>[0-9a-f]{8}) · (?P<origin>.+?) · (?P<rank>-|[01]\.\d\d)(?: · (?P<why>.+))?"
)
_NO_DRAFT = re.compile(r"no draft · (?P<origin>.+?) · (?P<why>.+)")


class Mark(NamedTuple):
    """What one of our lines says. `seal` is empty where there is no draft."""

    seal: str
    origin: str
    confidence: float | None
    warnings: tuple[str, ...]


def seal(source: str, target: str) -> str:
    """Name a draft together with its sentence, so that a change of either shows."""
    return hashlib.blake2b(f"{source}\0{target}".encode(), digest_size=4).hexdigest()


def take(comments: Iterable[str]) -> tuple[list[Mark], tuple[str, ...]]:
    """Part our own lines from people's, which keep their order."""
    marks, note = [], []
    for comment in comments:
        mark = _read(comment)
        if mark:
            marks.append(mark)
        else:
            note.append(comment)
    return marks, tuple(note)


def line(entry: Entry) -> str:
    """Write the line that belongs to an entry; empty if none does."""
    origin, *warnings = map(plain, (entry.origin, *entry.warnings))
    if not origin:
        return ""
    if not entry.target:
        return _BETWEEN.join(["no draft", origin, *warnings]) if warnings else ""
    rank = _NOTHING if entry.confidence is None else f"{entry.confidence:.2f}"
    return _BETWEEN.join([f"draft {seal(entry.source, entry.target)}", origin, rank, *warnings])


def plain(text: str) -> str:
    """Make `text` fit to be one part of such a line."""
    return " ".join(text.replace("·", "-").split())


def is_skipped(entry: Entry) -> bool:
    """Say whether a translator has asked to leave this entry out, by `# pipeline: skip`."""
    return any(comment.strip() == SKIP for comment in entry.note)


def _read(comment: str) -> Mark | None:
    if found := _DRAFT.fullmatch(comment):
        confidence = None if found["rank"] == _NOTHING else float(found["rank"])
        return Mark(found["seal"], found["origin"], confidence, _parts(found["why"]))
    if found := _NO_DRAFT.fullmatch(comment):
        return Mark("", found["origin"], None, _parts(found["why"]))
    return None


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(_BETWEEN)) if text else ()
