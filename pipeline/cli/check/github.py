"""Findings as GitHub shows them beside a change: workflow commands, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.cli.app import visible
from pipeline.model import Severity

if TYPE_CHECKING:
    from pipeline.workflow.looked import Looked
    from pipeline.workflow.report import Failure

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_LONG = 2_000
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def lines(groups: Iterable[Iterable[Looked]], failures: Sequence[Failure] = ()) -> Iterator[str]:
    """Write an annotation a finding; GitHub has no place for dismissed ones.

    `failures` is what could not be looked at, known once all groups are.
    """
    for group in groups:
        for looked in group:
            for finding in looked.findings:
                places = f"file={_property(looked.file)},line={looked.entry.line}"
                title = _property(f"{finding.check} ({looked.language})")
                parts = (finding.message, looked.entry.source, looked.entry.target)
                message = "%0A".join(map(_data, parts))
                yield f"::{_LEVELS[finding.severity]} {places},title={title}::{message}"
    for failure in failures:
        yield f"::error title=unread::{_data(failure.message)}"


def _property(text: str) -> str:
    return visible(text).translate(_PROPERTY)


def _data(text: str) -> str:
    # GitHub itself cuts a message of more than 64 kB off, wherever that is.
    shown = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    return visible(shown).translate(_DATA)
