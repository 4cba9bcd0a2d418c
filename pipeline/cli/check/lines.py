"""Findings as editors jump to: `file:line: severity[check] message`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.cli.app import visible

if TYPE_CHECKING:
    from pipeline.workflow.looked import Looked


def lines(groups: Iterable[Iterable[Looked]]) -> Iterator[str]:
    """Write a line a finding; the line is that of the translation in its PO file."""
    for group in groups:
        for looked in group:
            place = f"{looked.file}:{looked.entry.line}"
            for each in looked.findings:
                yield visible(f"{place}: {each.severity}[{each.check}] {each.message}")
            for each, reason in looked.dismissed:
                end = f"(dismissed{': ' * bool(reason)}{reason})"
                yield visible(f"{place}: {each.severity}[{each.check}] {each.message} {end}")
