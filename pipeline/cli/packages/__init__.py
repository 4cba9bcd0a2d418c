"""`pipeline packages`."""

import click

from pipeline.cli.doors import Doors

COMMANDS: dict[str, str] = {
    "list": "List the packages at hand, and which ones serve this project.",
    "info": "Show what is known of a package.",
    "install": "Bring packages into the project.",
    "remove": "Take a package out of the project.",
    "verify": "See whether packages are whole, and translate.",
    "build": "Make a package of a model of your own.",
}


@click.group("packages", cls=Doors, package="pipeline.cli.packages", table=COMMANDS)
def command() -> None:
    """Look at translation packages, bring others, make some."""
