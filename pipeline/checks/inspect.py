"""Asking the checks about a pair."""

from collections.abc import Iterator, Sequence

from pipeline.checks import Check, Pair
from pipeline.checks.table import CHECKS
from pipeline.model import Finding


def inspect(pair: Pair, checks: Sequence[Check] = CHECKS) -> Iterator[Finding]:
    """Yield what the checks find in a pair, in their order.

    Of a translation that is empty, or the English text, only that is said.
    """
    is_empty = not pair.target.strip()
    for check in checks:
        if is_empty and check.id != "empty":
            continue
        hits = list(check.find(pair))
        for hit in hits:
            # What is shown of a text may run over several of its lines.
            message = " ".join(hit.message.split())
            yield Finding(check.id, check.severity, message, hit.span, hit.source)
        if hits and check.id == "copied":
            return
