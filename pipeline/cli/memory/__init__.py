"""`pipeline memory`."""

import click

from pipeline.cli.doors import Doors

COMMANDS: dict[str, str] = {
    "import": "Take in the memories of other programs.",
    "export": "Write the memory for other programs.",
    "stats": "Count what the memory holds.",
    "search": "Show how words have been translated before.",
    "prune": "Take out what is old or was a mistake.",
}


@click.group("memory", cls=Doors, package="pipeline.cli.memory", table=COMMANDS)
def command() -> None:
    """Look after the translation memory: what people have translated before.

    `pipeline run` learns from reviewed catalogues by itself, and offers matches before it asks
    the engine.
    """
