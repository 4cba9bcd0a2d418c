"""`pipeline memory search`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli import tables
from pipeline.cli.app import App, as_json, print_json, shared, visible

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.memory import Unit


@click.command("search")
@click.argument("text")
@click.option("--language", default="", metavar="CODE", help="Only this language.")
@click.option(
    "--most", type=click.IntRange(1), default=20, show_default=True, help="How many to show."
)
@as_json
@shared
def command(app: App, text: str, language: str, most: int, json: bool) -> int:
    """Show how words have been translated before, the newest first.

    TEXT is one word or several that stand side by side, in English or in the translation; the
    last, from four letters on, may be the beginning of one. Case counts for nothing, and accents
    may be left out: those that are given must be there. The exit code is 1 if nothing is found.
    """
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.memory import search

    project = app.project()
    if language:
        project.languages([language])
    with Terminal(app, project) as terminal:
        found = search(project, text, language, most, terminal)
    if json:
        print_json([_as_dict(unit, text) for unit in found])
    elif found:
        tables.show(
            ("language", "source", "translation", "from", "date"),
            [
                (
                    *(unit.language, _marked(unit.source, text), _marked(unit.target, text)),
                    *(unit.article or unit.origin, unit.when),
                )
                for unit in found
            ],
        )
    else:
        app.say(f"Nothing in the memory has {text!r}.")
    return 0 if found else 1


def _as_dict(unit: Unit, asked: str) -> dict[str, object]:
    import dataclasses

    from pipeline.memory.concordance import find

    return {
        **dataclasses.asdict(unit),
        "in_source": [list(span) for span in find(asked, unit.source)],
        "in_target": [list(span) for span in find(asked, unit.target)],
    }


def _marked(text: str, asked: str) -> str | Text:
    """Let what was asked for stand out on a terminal; programs get the text as it is."""
    from rich.text import Text

    from pipeline.memory.concordance import find

    if not sys.stdout.isatty():
        return text
    shown, at = Text(), 0
    for start, end in find(asked, text):
        shown.append(visible(text[at:start]))
        shown.append(visible(text[start:end]), "bold yellow")
        at = end
    return shown.append(visible(text[at:]))
