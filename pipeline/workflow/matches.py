"""What of that which the memory finds is offered: one text to enter, others to show beside it.

A text that has not the tags of the sentence is never entered, nor one whose own sentence has them
around other words.
"""

from collections.abc import Sequence

from pipeline import tags
from pipeline.catalogues import marks
from pipeline.catalogues.offers import SAME, Offer
from pipeline.config import MemorySettings
from pipeline.memory import Match, Unit

# How long a reason may be that names what was adapted, for it is one line for a person.
_LONG = 120
_UNKNOWN = "unknown"
# What is only alike is never rounded to the same.
_MOST_ALIKE = 0.99


def same(units: Sequence[Unit], settings: MemorySettings) -> Offer:
    """Offer the first translation of the very same sentence; others are shown beside."""
    first = next((unit for unit in units if _has_tags(unit.source, unit.target)), None)
    others = {unit.target: unit for unit in units if not first or unit.target != first.target}
    shown = [marks.similar(SAME, unit.source, unit.target) for unit in others.values()]
    if first is None:
        return Offer(similar=tuple(shown[: settings.most]))
    return Offer(
        first.target.strip(),
        SAME,
        _origin(first),
        similar=tuple(shown[: settings.most - 1]),
        is_trusted=settings.trust_exact and not others,
    )


def alike(source: str, matches: Sequence[Match], settings: MemorySettings) -> Offer:
    """Offer the best of a sentence's matches that is good enough; else it is shown beside."""
    from pipeline.memory.near import has_tags_alike

    good = [match for match in matches if match.score >= settings.least]
    fit = (match for match in good if has_tags_alike(match.unit.source, source))
    best = next((match for match in fit if _has_tags(source, match.target)), None)
    if best is None:
        return Offer(similar=tuple(map(_shown, good or matches[:1])))
    return Offer(
        best.target.strip(),
        _rank(best),
        _origin(best.unit),
        best.unit.source,
        (_adapted(best),) * best.is_adapted,
        tuple(_shown(match) for match in good if match is not best),
    )


def _has_tags(source: str, target: str) -> bool:
    return next(tags.troubles(source, target), None) is None


def _adapted(match: Match) -> str:
    changes = ", ".join(f"{change.old} → {change.new}" for change in match.difference)
    reason = f"adapted: {changes}"
    return reason if len(reason) <= _LONG else f"{reason[: _LONG - 1]}…"


def _origin(unit: Unit) -> str:
    return unit.article or unit.origin or _UNKNOWN


def _shown(match: Match) -> str:
    return marks.similar(_rank(match), match.unit.source, match.unit.target)


def _rank(match: Match) -> float:
    return min(round(match.score, 2), _MOST_ALIKE)
