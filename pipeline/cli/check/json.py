"""Findings as JSON lines: an object a finding, for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.model import Finding, Span
    from pipeline.workflow.looked import Looked

# What would turn a terminal's line around, end it, or cannot be written in UTF-8.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def lines(groups: Iterable[Iterable[Looked]]) -> Iterator[str]:
    """Write a line a finding; a dismissed one has the reason under `dismissed`."""
    for group in groups:
        for looked in group:
            for finding in looked.findings:
                yield text(as_dict(looked, finding))
            for finding, reason in looked.dismissed:
                yield text({**as_dict(looked, finding), "dismissed": reason})


def as_dict(looked: Looked, finding: Finding) -> dict[str, Any]:
    """Give a finding as JSON has it; docs/reference/json.md documents the shape."""
    entry = looked.entry
    return {
        "file": looked.file,
        "line": entry.line,
        "article": looked.article,
        "language": looked.language,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "source": entry.source,
        "target": entry.target,
        "span": _span(finding.span),
        "source_span": _span(finding.source_span),
        "state": entry.state,
        "confidence": entry.confidence,
        "risk": round(looked.risk.value, 4),
    }


def text(value: object) -> str:
    """Write JSON on one line that shows every language, and is obeyed by no terminal."""
    written = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None
