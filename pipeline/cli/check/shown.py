"""What is shown of all that checks found: from a severity on, and the riskiest entries only."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model import Severity, State

if TYPE_CHECKING:
    from pipeline.workflow.looked import Checked, Looked

_RANKS = {severity: rank for rank, severity in enumerate(reversed(Severity))}


def is_at_least(severity: Severity, least: Severity | None) -> bool:
    """Say whether a severity is as grave as another; nothing is as grave as none."""
    return least is not None and _RANKS[severity] >= _RANKS[least]


@dataclass(frozen=True, slots=True)
class Shown:
    """The entries of a catalogue that have something to show; to be gone through repeatedly."""

    catalogue: Checked
    least: Severity
    dismissed: bool = False

    def __iter__(self) -> Iterator[Looked]:
        """Give the entries with findings of at least that severity, and only these findings."""
        for looked in self.catalogue:
            found = _only(looked, self.least, dismissed=self.dismissed)
            if found.findings or found.dismissed:
                yield found


def riskiest(
    catalogues: Iterable[Checked], number: int, least: Severity, *, dismissed: bool = False
) -> list[list[Looked]]:
    """Give the riskiest entries of all, those of one file that follow each other together.

    What nobody has reviewed is among them also where nothing was found.
    """
    entries = (
        _only(looked, least, dismissed=dismissed)
        for catalogue in catalogues
        for looked in catalogue
        if looked.findings or looked.entry.state is not State.REVIEWED
    )
    best = heapq.nlargest(number, entries, key=lambda looked: looked.risk.value)
    return [list(group) for _, group in itertools.groupby(best, key=lambda looked: looked.file)]


def _only(looked: Looked, least: Severity, *, dismissed: bool) -> Looked:
    return replace(
        looked,
        findings=tuple(each for each in looked.findings if is_at_least(each.severity, least)),
        dismissed=tuple(
            each for each in looked.dismissed if dismissed and is_at_least(each[0].severity, least)
        ),
    )
