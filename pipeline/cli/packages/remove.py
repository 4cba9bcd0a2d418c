"""`pipeline packages remove`."""

import sys

import click

from pipeline.cli.app import App, shared
from pipeline.errors import UsageError


@click.command("remove")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@shared
def command(app: App, name: str, yes: bool) -> None:
    """Remove package NAME from the project: a pair such as en-vi, a folder's name, or a path."""
    from pipeline.workflow import remove as story
    from pipeline.workflow.install import changed, serving

    project = app.project()
    package = story.choose(project, name)
    shown = project.shown(package.path)
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError(
                f"nobody is there to be asked whether to remove {shown}", "Say so with --yes"
            )
        if not click.confirm(f"Remove {package.label} ({shown})?", err=True):
            app.say("Nothing was removed.")
            return
    before = serving(project)
    story.remove(project, package)
    if app.verbosity >= 0:
        app.show(f"{package.label} is removed: {shown}")
        for language, chain in changed(before, serving(project)).items():
            app.show(f"{language} is now translated by {chain or 'no package'}")
