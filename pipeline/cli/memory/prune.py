"""`pipeline memory prune`."""

import sys
from datetime import datetime

import click

from pipeline.cli.app import App, rehearsing, shared
from pipeline.errors import UsageError


@click.command("prune")
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Units from before this day (2024-12-31); those without a date stay.",
)
@click.option("--article", default="", metavar="NAME", help="Units that come from this article.")
@click.option("--origin", default="", metavar="FILE", help="Units that were imported from there.")
@click.option("--language", default="", metavar="CODE", help="Units of this language.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@rehearsing
@shared
def command(
    app: App,
    before: datetime | None,
    article: str,
    origin: str,
    language: str,
    yes: bool,
    dry_run: bool,
) -> None:
    """Take units out of the memory: those to which all the options given apply.

    Catalogues keep their texts, and what was turned down stays so.
    """
    from pipeline.cli.terminal import Terminal
    from pipeline.memory.store import Selection
    from pipeline.workflow.memory import count, prune

    project = app.project()
    day = before.date().isoformat() if before else ""
    asked = Selection(language, article, origin, day)
    with Terminal(app, project) as terminal:
        many = count(project, asked, terminal)
        if dry_run or not many:
            app.show(f"units that would go: {many:,}")
            return
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("nobody is there to be asked", "Say so with --yes")
            if not click.confirm(f"Take units out of the memory ({many:,})?", err=True):
                app.say("Nothing was taken out.")
                return
        app.show(f"units taken out: {prune(project, asked, terminal):,}")
