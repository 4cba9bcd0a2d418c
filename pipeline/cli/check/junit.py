"""Findings as a report of tests that failed: JUnit's XML, which most CI services read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pipeline.cli.app import visible
from pipeline.cli.check.shown import is_at_least

if TYPE_CHECKING:
    from pipeline.model import Finding, Severity
    from pipeline.workflow.looked import Looked
    from pipeline.workflow.report import Failure

# XML knows no way to write these.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def lines(
    groups: Iterable[Iterable[Looked]],
    fail_on: Severity | None,
    failures: Sequence[Failure] = (),
) -> Iterator[str]:
    """Write a suite a catalogue and a case a finding; `fail_on` and graver are failures.

    `failures` is what could not be looked at, known once all groups are; it counts as errors.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<testsuites name="pipeline check">'
    for group in groups:
        yield from _suite(group, fail_on)
    if failures:
        yield from _unread(failures)
    yield "</testsuites>"


def _unread(failures: Sequence[Failure]) -> Iterator[str]:
    numbers = f'tests="{len(failures)}" failures="0" errors="{len(failures)}" skipped="0"'
    yield f'  <testsuite name="unread" {numbers}>'
    for failure in failures:
        message = _attribute(failure.message)
        yield f'    <testcase classname="unread" name={message}>'
        yield f"      <error message={message}>{_text(failure.hint)}</error>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _suite(group: Iterable[Looked], fail_on: Severity | None) -> Iterator[str]:
    name, tests, failures = "", 0, 0
    for looked in group:
        name = looked.file
        tests += len(looked.findings) + len(looked.dismissed)
        failures += sum(is_at_least(each.severity, fail_on) for each in looked.findings)
    if not tests:
        return
    numbers = f'tests="{tests}" failures="{failures}" errors="0" skipped="0"'
    yield f"  <testsuite name={_attribute(name)} {numbers}>"
    for looked in group:
        for finding in looked.findings:
            yield from _case(looked, finding, is_failure=is_at_least(finding.severity, fail_on))
        for finding, reason in looked.dismissed:
            dismissed = f"dismissed: {reason}\n" if reason else "dismissed\n"
            yield from _case(looked, finding, is_failure=False, before=dismissed)
    yield "  </testsuite>"


def _case(looked: Looked, finding: Finding, *, is_failure: bool, before: str = "") -> Iterator[str]:
    # Services take cases of one class and name for one.
    name = _attribute(f"{finding.check} at line {looked.entry.line}: {finding.message}")
    group = _attribute(f"{looked.language}/{looked.article}")
    where = f'file={_attribute(looked.file)} line="{looked.entry.line}"'
    title = f"{finding.severity}[{finding.check}] {finding.message}"
    text = _text(
        f"{before}{looked.file}:{looked.entry.line}: {title}\n"
        f"{looked.entry.source}\n{looked.entry.target}"
    )
    yield f"    <testcase classname={group} name={name} {where}>"
    if is_failure:
        kind = _attribute(finding.severity)
        yield f"      <failure type={kind} message={_attribute(finding.message)}>{text}</failure>"
    else:
        yield f"      <system-out>{text}</system-out>"
    yield "    </testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_shown(text))


def _text(text: str) -> str:
    return "\n".join(escape(_shown(line)) for line in text.split("\n"))


def _shown(text: str) -> str:
    """Show what XML cannot hold, and what would turn the line around, as escapes."""
    return _FORBIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode(), visible(text))
