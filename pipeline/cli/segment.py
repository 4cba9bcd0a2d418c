"""`pipeline segment`."""

import click

from pipeline.cli.app import App, as_json, rehearsing, selecting, shared


@click.command("segment")
@selecting
@rehearsing
@as_json
@shared
def command(
    app: App, articles: tuple[str, ...], languages: tuple[str, ...], dry_run: bool, json: bool
) -> int:
    """Bring templates and catalogues up to date with the articles, without any engine."""
    from pipeline.cli.running import tell
    from pipeline.workflow.work import Steps

    steps = Steps(draft=False, export=False, dry_run=dry_run)
    return tell(app, steps, articles, languages, json=json)
