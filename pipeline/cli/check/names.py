"""How names are written in the translations: the ledger that `pipeline check --names` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cli import tables
from pipeline.cli.app import App
from pipeline.cli.check.json import text
from pipeline.cli.terminal import Terminal

if TYPE_CHECKING:
    from pipeline.workflow.project import Selection


def tell(app: App, selection: Selection, *, json: bool) -> int:
    """Print each name with its forms in a language; 1 if a catalogue could not be read."""
    from pipeline.workflow.names import names

    project = app.project()
    with Terminal(app, project) as terminal:
        found = names(project, selection, terminal)
    if json:
        for row in found.rows:
            app.show(text(row.as_dict()))
    elif found.rows:
        tables.show(
            ("language", "name", "kind", "forms"),
            [
                (
                    row.language,
                    row.source,
                    row.kind,
                    ", ".join(f"{form} ({len(places)})" for form, places in row.forms.items()),
                )
                for row in found.rows
            ],
        )
    else:
        app.say("No names were found.")
    return 1 if found.failures else 0
