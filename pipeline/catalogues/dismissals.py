"""Findings that a person has looked at and put aside, as comments of an entry.

    # pipeline: dismiss numbers 3fa94c21 (the source is wrong)

The hex seals source and translation: when either text changes, the dismissal has ended.
Without it, as a person types it, a dismissal is about the texts as they are, and the next run
puts the seal in. All else that stands there stays as it was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.catalogues.marks import seal
from pipeline.model import Catalogue, Entry

_DISMISS = re.compile(
    r"(?P<start>\s*pipeline:\s*dismiss\s+(?P<check>[\w-]+))"
    r"(?:\s+(?P<seal>[0-9a-f]{8})(?![\w-]))?(?P<rest>(?:[\s(:,–—-].*)?)",
    re.DOTALL,
)


class Dismissal(NamedTuple):
    """What one such comment says. `check` is the name as it is written there."""

    check: str
    reason: str
    is_sealed: bool
    has_ended: bool


def read(entry: Entry) -> Iterator[Dismissal]:
    """Give the dismissals of an entry, in their order."""
    for comment in entry.note:
        if "dismiss" in comment and (found := _DISMISS.fullmatch(comment)):
            own = seal(entry.source, entry.target)
            yield Dismissal(
                found["check"],
                _reason(found["rest"]),
                is_sealed=bool(found["seal"]),
                has_ended=found["seal"] not in (None, own),
            )


def is_one(comment: str) -> bool:
    """Say whether a comment dismisses something."""
    return "dismiss" in comment and _DISMISS.fullmatch(comment) is not None


def sealed(catalogue: Catalogue) -> Catalogue:
    """Put seals into the dismissals that have none."""
    if not any("dismiss" in comment for entry in catalogue.entries for comment in entry.note):
        return catalogue
    return replace(catalogue, entries=tuple(map(_sealed, catalogue.entries)))


def add(entry: Entry, check: str, reason: str) -> Entry:
    """Dismiss what a check finds in an entry as it is. `reason` is one line."""
    comment = f"pipeline: dismiss {check} {seal(entry.source, entry.target)} ({reason})"
    return replace(entry, note=(*entry.note, comment))


def _sealed(entry: Entry) -> Entry:
    note = tuple(_with_seal(comment, entry) for comment in entry.note)
    return entry if note == entry.note else replace(entry, note=note)


def _with_seal(comment: str, entry: Entry) -> str:
    found = _DISMISS.fullmatch(comment)
    if not found or found["seal"]:
        return comment
    return f"{found['start']} {seal(entry.source, entry.target)}{found['rest']}"


def _reason(rest: str) -> str:
    text = rest.strip().lstrip(":,–—- ")
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text
