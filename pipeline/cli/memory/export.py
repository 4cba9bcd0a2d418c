"""`pipeline memory export`."""

from pathlib import Path

import click

from pipeline.cli.app import App, shared


@click.command("export")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--language", default="", metavar="CODE", help="Only this language.")
@shared
def command(app: App, path: Path, language: str) -> None:
    """Write the memory to FILE, as TMX 1.4b, which OmegaT and other CAT tools read."""
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.memory import export

    project = app.project()
    if language:
        project.languages([language])
    with Terminal(app, project) as terminal:
        many = export(project, path, language, terminal)
    app.say(f"{path} is written; units: {many:,}")
