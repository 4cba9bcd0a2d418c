"""What `run`, `segment` and `translate` share: the same story with other steps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.app import App, print_json

if TYPE_CHECKING:
    from pipeline.workflow.project import Project
    from pipeline.workflow.report import Outcome, Report
    from pipeline.workflow.work import Steps


def tell(
    app: App,
    steps: Steps,
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    packages: tuple[Path, ...] = (),
    output: Path | None = None,
    *,
    cluster: str = "",
    json: bool,
) -> int:
    """Run the story, show it as it unfolds, end with a line of counts; returns the exit code."""
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.project import Selection
    from pipeline.workflow.run import run

    began = time.monotonic()
    project = app.project(packages, output)
    with Terminal(app, project, json=json) as terminal:
        report = run(
            project,
            Selection(articles, languages),
            steps,
            terminal,
            engines=app.engine_maker,
            cluster=cluster,
        )
    seconds = time.monotonic() - began
    if json:
        print_json(as_dict(project, report, terminal.outcomes, seconds, dry_run=steps.dry_run))
    else:
        app.say(summary(report, seconds, dry_run=steps.dry_run))
    return report.exit_code


def as_dict(
    project: Project, report: Report, outcomes: Sequence[Outcome], seconds: float, *, dry_run: bool
) -> dict[str, Any]:
    """Give what a run did as JSON has it; docs/reference/json.md documents the shape."""
    return {
        "dry_run": dry_run,
        "seconds": round(seconds, 3),
        "articles": report.articles,
        "segments": report.segments,
        "recalled": report.recalled,
        "drafted": report.drafted,
        "reviewed": report.reviewed,
        "drafts": report.drafts,
        "suggested": report.suggested,
        "empty": report.empty,
        "doubtful": report.doubtful,
        "errors": report.errors,
        "warnings": report.warnings,
        "catalogues": [
            {
                "article": outcome.article,
                "language": outcome.language,
                **asdict(outcome.counts),
                "new": outcome.new,
                "changed": outcome.changed,
                "revived": outcome.revived,
                "gone": outcome.retired,
                "recalled": outcome.recalled,
                "drafted": outcome.drafted,
                "unchanged": outcome.unchanged,
                "exported": project.shown(outcome.exported) if outcome.exported else None,
                "draft_export": outcome.draft_export,
            }
            for outcome in sorted(outcomes, key=lambda outcome: outcome.article)
        ],
        "failures": [failure.as_dict() for failure in report.failures],
    }


def summary(report: Report, seconds: float, *, dry_run: bool) -> str:
    """Say in a line what a run did."""
    drafted = "would be drafted" if dry_run else "drafted now"
    numbers = [f"{report.recalled} from the memory"] * bool(report.recalled)
    numbers += [f"{report.drafted} {drafted}", f"{report.reviewed} reviewed"]
    numbers += [
        f"{number} {word}"
        for number, word in (
            (report.drafts, "to review"),
            (report.suggested, "fuzzy"),
            (0 if dry_run else report.empty, "empty"),
            (report.doubtful, "doubtful"),
            (report.errors, "with errors"),
            (report.warnings, "with warnings"),
            (len(report.failures), "failed"),
        )
        if number
    ]
    exported = [
        count(number, noun)
        for number, noun in (
            (report.exported, "reviewed article"),
            (report.exported_drafts, "draft"),
        )
        if number
    ]
    size = f"{count(report.articles, 'article')}, {count(report.segments, 'segment')}"
    parts = [f"{size}: {', '.join(numbers)}"]
    were_exported = "would be exported" if dry_run else "exported"
    parts += [f"{' and '.join(exported)} {were_exported}"] * bool(exported)
    return "; ".join([*parts, f"{seconds:.1f} s"])


def count(number: int, noun: str) -> str:
    """Put a noun behind its number."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
