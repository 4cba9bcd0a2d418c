"""`pipeline run`."""

from pathlib import Path

import click

from pipeline.cli.app import (
    App,
    as_json,
    drafting,
    rehearsing,
    selecting,
    shared,
    with_cluster,
    with_output,
)


@click.command("run")
@selecting
@drafting
@with_cluster
@with_output
@rehearsing
@as_json
@shared
def command(
    app: App,
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    packages: tuple[Path, ...],
    output: Path | None,
    refresh: bool,
    cluster: str,
    dry_run: bool,
    json: bool,
) -> int:
    """Segment the articles, draft what nobody has translated, export the result.

    Fully reviewed articles go to build/<language>/, all others, with their drafts, to
    build/drafts/<language>/. Drafts that wait for a person are no failure.
    """
    from pipeline.cli.running import tell
    from pipeline.workflow.work import Steps

    steps = Steps(draft=True, export=True, refresh=refresh, dry_run=dry_run)
    return tell(app, steps, articles, languages, packages, output, cluster=cluster, json=json)
