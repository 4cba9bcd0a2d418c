"""Findings as SARIF 2.1.0, the form in which code scanning services take results.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ is the standard. It is one JSON document, written
piece by piece so that any number of results needs no more memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipeline.cli.check.json import text

if TYPE_CHECKING:
    from pipeline.checks import Across, Check
    from pipeline.model import Finding
    from pipeline.workflow.looked import Looked
    from pipeline.workflow.report import Failure

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def lines(
    groups: Iterable[Iterable[Looked]],
    rows: Sequence[Check | Across],
    version: str,
    failures: Sequence[Failure] = (),
) -> Iterator[str]:
    """Write a result a finding; dismissed ones are suppressed in the source, with the reason.

    `rows` are the checks that were asked, `version` is this program's. `failures` is what could
    not be looked at, known once all groups are.
    """
    driver = {"name": "pipeline", "version": version, "rules": [_rule(row) for row in rows]}
    index = {row.id: at for at, row in enumerate(rows)}
    yield f'{{"$schema": {text(_SCHEMA)}, "version": "2.1.0", "runs": [{{'
    yield f'"tool": {{"driver": {text(driver)}}}, "columnKind": "unicodeCodePoints", "results": ['
    before = ""
    for group in groups:
        for looked in group:
            for finding in looked.findings:
                yield before + text(_result(looked, finding, index))
                before = ","
            for finding, reason in looked.dismissed:
                suppression = {"kind": "inSource", "justification": reason}
                result = _result(looked, finding, index)
                yield before + text({**result, "suppressions": [suppression]})
                before = ","
    notes = [{"level": "error", "message": {"text": each.message}} for each in failures]
    invocation = {"executionSuccessful": not notes, "toolExecutionNotifications": notes}
    yield f'], "invocations": [{text(invocation)}]}}]}}'


def _rule(row: Check | Across) -> dict[str, Any]:
    return {
        "id": row.id,
        "shortDescription": {"text": f"{row.title}."},
        "fullDescription": {"text": row.explanation or f"{row.title}."},
        "defaultConfiguration": {"level": row.severity.value},
    }


def _result(looked: Looked, finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    entry = looked.entry
    return {
        "ruleId": finding.check,
        "ruleIndex": index[finding.check],
        "level": finding.severity.value,
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(os.fsencode(looked.file))},
                    "region": {"startLine": max(1, entry.line)},
                }
            }
        ],
        "rank": round(100 * looked.risk.value, 2),
        "properties": {
            "article": looked.article,
            "language": looked.language,
            "source": entry.source,
            "target": entry.target,
        },
    }
