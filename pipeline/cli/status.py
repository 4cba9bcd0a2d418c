"""`pipeline status`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli.app import App, as_json, print_json, selecting, shared

if TYPE_CHECKING:
    from pipeline.workflow.status import Row, Status

_COLUMNS = ("segments", "words", "reviewed", "drafts", "needs work", "empty", "stale", "doubtful")
_BAR = 12


@click.command("status")
@selecting
@as_json
@shared
def command(app: App, articles: tuple[str, ...], languages: tuple[str, ...], json: bool) -> int:
    """Show how far every article is in every language. Nothing is changed.

    Needs work: a person's or an older translation, marked fuzzy. Stale: sentences of the
    article that the next run will bring into the catalogue. Doubtful: drafts of low confidence
    or with a warning.
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
    _table(found, bars=sys.stdout.isatty())
    _remarks(app, found)
    return found.exit_code


def _table(found: Status, *, bars: bool) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD if bars else None, pad_edge=False)
    table.add_column("article", overflow="fold")
    table.add_column("language")
    for column in _COLUMNS:
        table.add_column(column, justify="right")
    if bars:
        table.add_column("")
    for row in found.rows:
        table.add_row(*_cells(row), *([_bar(row)] if bars else []))
    # Without a terminal there is no width to keep to, and programs read line by line.
    Console(width=None if bars else 10_000).print(table)


def _cells(row: Row) -> list[str]:
    counts = row.counts
    share = 100 * counts.reviewed // max(1, counts.segments - counts.left_out)
    numbers = (
        counts.segments,
        counts.words,
        f"{share} %",
        counts.drafts,
        counts.suggested,
        counts.empty,
        row.stale,
        counts.low + counts.warned,
    )
    return [row.article, row.language, *map(str, numbers)]


def _bar(row: Row) -> str:
    counts = row.counts
    wanted = max(1, counts.segments - counts.left_out)
    done = _BAR * counts.reviewed // wanted
    drafted = _BAR * (counts.reviewed + counts.drafts + counts.suggested) // wanted - done
    return (
        f"[green]{'█' * done}[/][yellow]{'▒' * drafted}[/][dim]{'·' * (_BAR - done - drafted)}[/]"
    )


def _remarks(app: App, found: Status) -> None:
    outdated = sum(row.counts.outdated for row in found.rows)
    if outdated:
        app.say(f"{outdated} drafts come from another package than the one in use (--refresh).")
    for orphan in found.orphans:
        app.say(f"The catalogues of {orphan} have no article any more.")
    for failure in found.failures:
        app.complain(failure.message, failure.hint)
