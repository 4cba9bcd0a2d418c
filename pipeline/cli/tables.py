"""Tables on stdout: lines and colours on a terminal, plain columns for programs."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from pipeline.cli import streams
from pipeline.cli.app import visible

if TYPE_CHECKING:
    from rich.text import Text

# On a terminal narrower than that, lines that it breaks read better than columns cut off.
_NARROWEST = 72


def show(
    columns: Sequence[str],
    rows: Sequence[Sequence[str | Text]],
    *,
    numbers: Collection[str] = (),
) -> None:
    """Print rows under the names of their columns; those in `numbers` line up on the right.

    A cell is plain text, or a rich Text where it brings its own colours.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = sys.stdout.isatty()
    table = Table(box=box.SIMPLE_HEAD if terminal else None, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        is_number = column in numbers
        table.add_column(
            column,
            justify="right" if is_number else "left",
            no_wrap=is_number,
            overflow="fold",
        )
    for row in rows:
        # As a Text, or brackets in a name would be taken for a colour.
        table.add_row(*(Text(visible(cell)) if isinstance(cell, str) else cell for cell in row))
    with streams.printing():
        Console(width=width()).print(table)


def width() -> int:
    """Say how wide lines on stdout may be."""
    from rich.console import Console

    # Without a terminal there is no width to keep to, and programs read line by line.
    return max(Console().width, _NARROWEST) if sys.stdout.isatty() else 10_000
