"""`pipeline glossary`."""

import click

from pipeline.cli.doors import Doors

COMMANDS: dict[str, str] = {
    "check": "Look for mistakes in a glossary, line by line.",
    "extract": "Propose terms that the articles use and the glossary lacks.",
}


@click.group("glossary", cls=Doors, package="pipeline.cli.glossary", table=COMMANDS)
def command() -> None:
    """Look after the terms of the house."""
