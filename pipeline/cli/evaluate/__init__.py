"""`pipeline evaluate`."""

import click

from pipeline.cli.doors import Doors

COMMANDS: dict[str, str] = {
    "package": "Score a package on sentences that people have translated.",
    "effort": "Measure what reviewers changed in the drafts of this project.",
}


@click.group("evaluate", cls=Doors, package="pipeline.cli.evaluate", table=COMMANDS)
def command() -> None:
    """Measure packages, and the work that their drafts leave to people."""
