"""`pipeline run`."""

from pathlib import Path

import click

from pipeline.cli.app import App, as_json, selecting, shared, with_output, with_packages


@click.command("run")
@selecting
@with_packages
@with_output
@click.option(
    "--refresh",
    is_flag=True,
    help="Redo untouched drafts that another package or other settings made.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@as_json
@shared
def command(
    app: App,
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    packages: tuple[Path, ...],
    output: Path | None,
    refresh: bool,
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
    return tell(app, steps, articles, languages, packages, output, json=json)
