"""`pipeline status`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli import tables
from pipeline.cli.app import App, as_json, print_json, selecting, shared

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.workflow.status import Row, Status

_COLUMNS = (
    *("article", "language", "segments", "words", "reviewed", "drafts"),
    *("fuzzy", "empty", "stale", "doubtful", "errors", "warnings"),
)
_ALWAYS = 6
_BAR = 12
# On a terminal narrower than that, the names of articles need the room.
_NARROW, _SPARED = 105, "words"


@click.command("status")
@selecting
@as_json
@shared
def command(app: App, articles: tuple[str, ...], languages: tuple[str, ...], json: bool) -> int:
    """Show how far every article is in every language. Nothing is changed.

    Fuzzy: a person's or an older translation that is marked so, or one that the memory suggests.
    Stale: sentences of the article that the next run will bring into the catalogue. Doubtful:
    drafts of low confidence or with a warning of the engine's. Errors, warnings: translations and
    drafts in which `pipeline check` finds such by themselves; "?" until that, or a run, has looked
    at them.
    """
    from pipeline.workflow.project import Selection
    from pipeline.workflow.report import Observer
    from pipeline.workflow.status import status

    found = status(
        app.project(), Selection(articles, languages), Observer(), engines=app.engine_maker
    )
    if json:
        print_json(found.as_dict())
        return found.exit_code
    _table(found, terminal=sys.stdout.isatty())
    _remarks(app, found)
    return found.exit_code


def _table(found: Status, *, terminal: bool) -> None:
    """Print a line a catalogue; a terminal gets a bar, and no column that has nothing to say."""
    is_narrow = tables.width() < _NARROW
    spared = _SPARED if is_narrow else None
    cells = [_cells(row, bar=terminal and not is_narrow) for row in found.rows]
    shown = [
        column
        for column, name in enumerate(_COLUMNS)
        if not terminal
        or (name != spared and (column < _ALWAYS or any(line[column] != "0" for line in cells)))
    ]
    tables.show(
        [_COLUMNS[column] for column in shown],
        [[line[column] for column in shown] for line in cells],
        numbers=_COLUMNS[2:],
    )


def _cells(row: Row, *, bar: bool) -> list[str | Text]:
    counts = row.counts
    share = f"{100 * counts.reviewed // max(1, counts.segments - counts.left_out)}%"
    from rich.text import Text

    numbers = (
        counts.segments,
        counts.words,
        Text.from_markup(f"{_bar(row)} {share:>4}") if bar else share,
        counts.drafts,
        counts.suggested,
        counts.empty,
        row.stale,
        counts.doubtful,
        counts.errors,
        counts.warnings,
    )
    cells = (
        each if isinstance(each, Text) else "?" if each is None else str(each) for each in numbers
    )
    return [row.article, row.language, *cells]


def _bar(row: Row) -> str:
    counts = row.counts
    wanted = max(1, counts.segments - counts.left_out)
    done = _BAR * counts.reviewed // wanted
    begun = _BAR * (counts.reviewed + counts.drafts + counts.suggested) // wanted - done
    return f"[green]{'█' * done}[/][yellow]{'▒' * begun}[/][dim]{'·' * (_BAR - done - begun)}[/]"


def _remarks(app: App, found: Status) -> None:
    outdated = sum(row.counts.outdated for row in found.rows)
    if outdated:
        app.say(f"{outdated} drafts come from another package than the one in use (--refresh).")
    if errors := sum(row.counts.errors or 0 for row in found.rows):
        app.say(
            f"{errors} translations or drafts have errors; `pipeline check --top 20` shows what to"
            " look at first."
        )
    if found.advice:
        app.say(f"{found.advice}.")
    for orphan in found.orphans:
        app.say(f"The catalogues of {orphan} have no article any more.")
    for failure in found.failures:
        app.complain(failure.message, failure.hint)
