"""`pipeline memory stats`."""

import click

from pipeline.cli import tables
from pipeline.cli.app import App, as_json, print_json, shared

_SHOWN = 10


@click.command("stats")
@as_json
@shared
def command(app: App, json: bool) -> None:
    """Count what the memory holds: units of each language, where they come from, from when."""
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.memory import stats

    project = app.project()
    with Terminal(app, project) as terminal:
        found = stats(project, terminal)
    if json:
        print_json({"path": str(project.memory_path), **found._asdict()})
        return
    if not found.units:
        app.show(f"{project.shown(project.memory_path)} holds nothing yet")
        return
    tables.show(
        ("language", "units"),
        [(language or "?", f"{many:,}") for language, many in found.units.items()],
        numbers=("units",),
    )
    origins = list(found.origins.items())[:_SHOWN]
    tables.show(
        ("most come from", "units"),
        [(origin or "?", f"{many:,}") for origin, many in origins],
        numbers=("units",),
    )
    app.show(f"sentences: {found.sources:,}, matches turned down: {found.rejected:,}")
    if found.last:
        app.show(f"from {found.first or '?'} to {found.last}")
    app.show(f"{project.shown(project.memory_path)}: {found.size / 1e6:.1f} MB")
