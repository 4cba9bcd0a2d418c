"""`pipeline translate`."""

from pathlib import Path

import click

from pipeline.cli.app import App, as_json, drafting, rehearsing, selecting, shared, with_cluster


@click.command("translate")
@selecting
@drafting
@with_cluster
@rehearsing
@as_json
@shared
def command(
    app: App,
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    packages: tuple[Path, ...],
    refresh: bool,
    cluster: str,
    dry_run: bool,
    json: bool,
) -> int:
    """Put machine drafts into the catalogues where a translation is missing.

    Catalogues are brought up to date first. Nothing is exported.
    """
    from pipeline.cli.running import tell
    from pipeline.workflow.work import Steps

    steps = Steps(draft=True, export=False, refresh=refresh, dry_run=dry_run)
    return tell(app, steps, articles, languages, packages, cluster=cluster, json=json)
