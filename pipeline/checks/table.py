"""All checks by their permanent names, in the order in which pages and reports list them."""

from pipeline.checks import Across, Check, empty
from pipeline.model import Severity

CHECKS: tuple[Check, ...] = (
    # What is there at all
    Check("empty", Severity.ERROR, empty.find),
    # Values
    # Text
    # Names
    # Typography
    # State
)

ACROSS: tuple[Across, ...] = ()
"""Checks that look at all entries of a language at once."""

BY_ID: dict[str, Check | Across] = {row.id: row for row in CHECKS}
BY_ID |= {row.id: row for row in ACROSS}
