"""What `pipeline check` prints: findings on stdout as they come, then a line of counts."""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click

from pipeline import __version__
from pipeline.checks.choose import choose
from pipeline.cli import streams, tables
from pipeline.cli.app import App
from pipeline.cli.check import github, json, junit, lines, sarif, table
from pipeline.cli.check.shown import Shown, is_at_least, riskiest
from pipeline.cli.running import count
from pipeline.cli.terminal import Terminal
from pipeline.model import Severity
from pipeline.workflow.check import Totals, check, named
from pipeline.workflow.looked import Checked, Looked
from pipeline.workflow.project import Project, Selection
from pipeline.workflow.report import Failure

# Remarks about comments that are told one by one.
_REMARKS = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: `checks` by name (none: all), from which severity on, in which form.

    `fail_on` is the severity from which on the exit code is 1, None if it never is.
    """

    checks: tuple[str, ...]
    least: Severity
    fail_on: Severity | None
    top: int | None
    dismissed: bool
    form: str


def tell(app: App, selection: Selection, wanted: Wanted) -> int:
    """Print what checks find, end with a line of counts; returns the exit code."""
    began = time.monotonic()
    project, totals = app.project(), Totals()
    with Terminal(app, project) as terminal:
        catalogues = check(project, selection, terminal, totals, only=wanted.checks)
        groups: Iterable[Iterable[Looked]]
        if wanted.top is None:
            groups = _begun(_shown(catalogues, terminal, wanted))
        else:
            groups = riskiest(catalogues, wanted.top, wanted.least, dismissed=wanted.dismissed)
            terminal.clear()
        for line in _written(groups, project, wanted, totals.failures):
            with streams.printing():
                click.echo(line)
    _remarks(app, totals)
    if not totals.catalogues and not totals.failures:
        app.say("There are no catalogues yet; `pipeline run` makes them.")
    else:
        app.say(f"{summary(totals, wanted)}; {time.monotonic() - began:.1f} s")
    return exit_code(totals, wanted.fail_on)


def _shown(
    catalogues: Iterable[Checked], terminal: Terminal, wanted: Wanted
) -> Iterator[Iterable[Looked]]:
    for each in catalogues:
        terminal.clear()
        yield Shown(each, wanted.least, wanted.dismissed)


def _begun(groups: Iterator[Iterable[Looked]]) -> Iterator[Iterable[Looked]]:
    """Get the first group now, so that wrong usage is told before any line is printed."""
    return itertools.chain(list(itertools.islice(groups, 1)), groups)


def _written(
    groups: Iterable[Iterable[Looked]],
    project: Project,
    wanted: Wanted,
    failures: Sequence[Failure],
) -> Iterator[str]:
    match wanted.form:
        case "lines":
            return lines.lines(groups)
        case "json":
            return json.lines(groups)
        case "github":
            return github.lines(groups, failures)
        case "junit":
            return junit.lines(groups, wanted.fail_on, failures)
        case "sarif":
            chosen = choose(project.settings.checks, named(wanted.checks))
            return sarif.lines(groups, (*chosen.checks, *chosen.across), __version__, failures)
        case _:
            colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
            return table.lines(groups, colour=colour, width=tables.width())


def summary(totals: Totals, wanted: Wanted) -> str:
    """Say in a line what was found."""
    found = ", ".join(count(totals.counts[severity], severity.value) for severity in Severity)
    text = (
        f"{count(totals.catalogues, 'catalogue')}, {count(totals.entries, 'translation')}: {found}"
    )
    if totals.dismissed:
        text += f", {totals.dismissed} dismissed"
    hidden = sum(
        number
        for severity, number in totals.counts.items()
        if not is_at_least(severity, wanted.least)
    )
    if hidden and wanted.least is Severity.WARNING:
        text += " (notes are shown with --severity note)"
    return text


def exit_code(totals: Totals, fail_on: Severity | None) -> int:
    """1 if something could not be read, or a finding is grave enough."""
    is_grave = any(
        number and is_at_least(severity, fail_on) for severity, number in totals.counts.items()
    )
    return 1 if is_grave or totals.failures else 0


def _remarks(app: App, totals: Totals) -> None:
    shown = totals.remarks if app.verbosity > 0 else totals.remarks[:_REMARKS]
    for file, line, message in shown:
        app.say(f"Note: {file}:{line}: {message}")
    if more := len(totals.remarks) - len(shown):
        app.say(f"Note: {more} more dismissals are not what they were (-v names them)")
