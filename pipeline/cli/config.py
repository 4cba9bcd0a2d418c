"""`pipeline config`."""

import click

from pipeline.cli.app import App, as_json, print_json, shared


@click.group("config")
def command() -> None:
    """Look at the settings in force."""


@command.command("show")
@as_json
@shared
def show(app: App, json: bool) -> None:
    """Print every setting in force, with its default if left out."""
    from pipeline import config

    project = app.project()
    root = project.settings.root
    written = config.read(root)
    if json:
        print_json({"project": str(root), "settings": dict(config.describe(written))})
        return
    import json as encoder

    app.show(f"# {root / config.FILE_NAME}")
    for name, value in config.describe(written):
        app.show(f"{name} = {encoder.dumps(value, ensure_ascii=False)}")
