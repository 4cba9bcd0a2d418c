"""Whether the confidence of drafts said beforehand which of them would need work."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.evaluation.effort import Effort, total

LEAST = 30
"""Reviewed drafts below which nothing is said: with 30, chance alone makes ranks agree to ±0.36."""

_BANDS = 10


class Judged(NamedTuple):
    """A draft's confidence, the effort that it then took, and whether it came with a warning."""

    confidence: float
    effort: Effort
    warned: bool


class Band(NamedTuple):
    """The effort for drafts with a confidence from `low` up to, but not including, `high`.

    The last band includes 1.
    """

    low: float
    high: float
    effort: Effort


class Flag(NamedTuple):
    """How well a mark finds the drafts that people then edited.

    `marked` and `edited` count drafts, `both` those that were marked and edited.
    """

    marked: int
    edited: int
    both: int

    @property
    def precision(self) -> float | None:
        """The share of marked drafts that were edited; None if none was marked."""
        return self.both / self.marked if self.marked else None

    @property
    def recall(self) -> float | None:
        """The share of edited drafts that had been marked; None if none was edited."""
        return self.both / self.edited if self.edited else None


class Judgement(NamedTuple):
    """What the confidence of some drafts was worth.

    `correlation` is Spearman's, of confidence and TER: -1 where the more confident of any two
    drafts always took less work, 0 where confidence says nothing; None where all are alike.
    """

    drafts: int
    correlation: float | None
    bands: tuple[Band, ...]
    low: Flag
    doubtful: Flag


def judge(judged: Sequence[Judged], *, low_below: float) -> Judgement | None:
    """Judge confidence by the effort that came after; None if there is too little to say.

    Low is a confidence below `low_below`, doubtful a low one or any warning.
    """
    if len(judged) < LEAST:
        return None
    low = [each.confidence < low_below for each in judged]
    doubtful = [is_low or each.warned for is_low, each in zip(low, judged, strict=True)]
    edited = [not each.effort.untouched for each in judged]
    return Judgement(
        len(judged),
        spearman([each.confidence for each in judged], [each.effort.ter for each in judged]),
        bands(judged),
        flag(low, edited),
        flag(doubtful, edited),
    )


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Correlate two rows of figures by their ranks, -1 to 1; None where one row is all alike."""
    try:
        return statistics.correlation(ranks(one), ranks(other))
    except statistics.StatisticsError:
        return None


def ranks(values: Sequence[float]) -> list[float]:
    """Rank figures from 1, the smallest first; equal ones share the mean of their ranks."""
    counts = Counter(values)
    rank, at = {}, 0
    for value in sorted(counts):
        rank[value] = at + (counts[value] + 1) / 2
        at += counts[value]
    return [rank[value] for value in values]


def bands(judged: Iterable[Judged]) -> tuple[Band, ...]:
    """Add the effort up by tenths of confidence; tenths without drafts are left out."""
    efforts: dict[int, list[Effort]] = defaultdict(list)
    for each in judged:
        efforts[min(_BANDS - 1, math.floor(each.confidence * _BANDS))].append(each.effort)
    return tuple(
        Band(band / _BANDS, (band + 1) / _BANDS, total(efforts[band])) for band in sorted(efforts)
    )


def flag(marked: Sequence[bool], edited: Sequence[bool]) -> Flag:
    """Count how marks and edits fall together."""
    both = sum(one and other for one, other in zip(marked, edited, strict=True))
    return Flag(sum(marked), sum(edited), both)
