"""Which translations to look at first: a number between 0 and 1 for each."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Entry, Severity, State

# How much trust is left when something speaks against a translation. Confidence tells most of how
# far drafts are from what people write, so that it outweighs what is no error
# (tests/benchmarks/risk.py).
_WEIGHTS = {Severity.ERROR: 0.3, Severity.WARNING: 0.1, Severity.NOTE: 0.02}
_WARNING = 0.05  # a doubt of the engine's own
_LENGTH = 0.02  # a very long text
_LONG = 60  # words
_STANDING = {State.REVIEWED: 0.3, State.SUGGESTED: 0.7}


@dataclass(frozen=True, slots=True)
class Risk:
    """How risky a translation is, and the main reason in a few words (empty: none)."""

    value: float
    reason: str = ""


def risk(entry: Entry, findings: Iterable[Severity], *, low_below: float) -> Risk:
    """Rank an entry among others: errors first, low confidence, changed sources, then the rest.

    Each of these four has a quarter of the scale. Within it, findings by their severity, the
    engine's doubts, confidence, length and what a person has approved count together. Drafts
    with a confidence below `low_below` are low.
    """
    severities = list(findings)
    doubt = _doubt(entry, severities)
    if Severity.ERROR in severities:
        return Risk(0.75 + doubt / 4, "an error")
    rank = entry.confidence
    if entry.state is State.DRAFT and rank is not None and rank < low_below:
        return Risk(0.5 + doubt / 4, f"low confidence {rank:.2f}")
    if entry.state is State.SUGGESTED and entry.previous is not None:
        return Risk(0.25 + doubt / 4, "its sentence has changed")
    return Risk(doubt / 4, "a warning" if Severity.WARNING in severities else "")


def _doubt(entry: Entry, findings: Iterable[Severity]) -> float:
    """Put all that speaks against a translation together, below 1."""
    trust = math.prod(1 - _WEIGHTS[severity] for severity in findings)
    trust *= (1 - _WARNING) ** len(entry.warnings)
    if entry.state is State.DRAFT and entry.confidence is not None:
        trust *= min(1.0, entry.confidence)
    trust *= 1 - _LENGTH * (1 - math.exp(-entry.source.count(" ") / _LONG))
    return (1 - trust) * _STANDING.get(entry.state, 1.0) * 0.999
