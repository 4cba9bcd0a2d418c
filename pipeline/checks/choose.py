"""Which checks a project asks, and by which names they are known."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass, replace

from pipeline.checks import Across, Check, Finder, Row, table
from pipeline.checks.options import CheckOptions, Switch
from pipeline.model import Severity


@dataclass(frozen=True, slots=True)
class Chosen:
    """The checks that are asked, each with the severity that it has in the project."""

    checks: tuple[Check, ...]
    across: tuple[Across, ...]


def current(name: str) -> str | None:
    """Give the name that a check has now, by that one or one it had before; None if none has."""
    rows = table.rows()
    if any(row.id == name for row in rows):
        return name
    return next((row.id for row in rows if name in row.formerly), None)


def nearest(name: str) -> str:
    """Say which check may have been meant."""
    names = [row.id for row in table.rows()]
    near = difflib.get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}"


def choose(options: CheckOptions, only: Collection[str] = ()) -> Chosen:
    """Choose what is asked: all that is not switched off, or `only` these, by current names.

    A check that is asked for by name is asked although it is switched off.
    """
    switches = {current(name): switch for name, switch in options.switches.items()}

    def row(each: Row[Finder]) -> Row[Finder] | None:
        if only and each.id not in only:
            return None
        switch = switches.get(each.id)
        if switch is None or (switch is Switch.OFF and only):
            return each
        return None if switch is Switch.OFF else replace(each, severity=Severity(switch.value))

    return Chosen(
        tuple(filter(None, map(row, table.CHECKS))), tuple(filter(None, map(row, table.ACROSS)))
    )
