"""What the page on effort shows: figures that people read, and where there are too few."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.evaluation.effort import Effort, skim, total
from pipeline.evaluation.hours import LEAST
from pipeline.review.desk import Desk
from pipeline.review.plots import Series
from pipeline.workflow.effort import Efforts, effort
from pipeline.workflow.project import Selection
from pipeline.workflow.worked import Group


class Part(NamedTuple):
    """Drafts that have something in common, under the name that the project has for it."""

    name: str
    effort: Effort

    @property
    def is_enough(self) -> bool:
        """Whether there are enough drafts to give shares."""
        return self.effort.segments >= LEAST


def look(desk: Desk, language: str = "", since: date | None = None) -> Efforts:
    """Measure what reviewing has taken, in one language or in all, but for TER.

    Raises UsageError and FileError.
    """
    asked = Selection(languages=(language,) if language else ())
    return effort(desk.project, asked, since=since, reviews=desk.reviews, meter=skim)


def everything(found: Efforts) -> Part:
    """Add up all drafts that were approved."""
    return Part("", total(row.effort for row in found.rows))


def languages(found: Efforts) -> list[Part]:
    """Sort the drafts by language."""
    return [Part(row.language, row.effort) for row in found.totals if row.language]


def parts(efforts: Mapping[str, Effort]) -> list[Part]:
    """Give drafts that are sorted already."""
    return [Part(name, each) for name, each in efforts.items()]


def periods(found: Efforts) -> list[Part]:
    """Sort the recorded drafts by the time of their approval; months are named as such."""
    if not found.worked:
        return []
    length = 7 if found.worked.unit == "month" else 10
    return [Part(begin.isoformat()[:length], each) for begin, each in found.worked.periods]


def groups(found: Efforts, by: str) -> list[Group]:
    """Pick the groups of recorded segments that are alike in the same way."""
    return [group for group in found.worked.groups if group.by == by] if found.worked else []


def untouched(name: str, parts: Sequence[Part]) -> Series:
    """Give the shares of drafts that were approved as they were, where there are enough."""
    return Series(name, [p.effort.share_untouched if p.is_enough else None for p in parts])


def kept(name: str, parts: Sequence[Part]) -> Series:
    """Give the shares of the drafts' characters that were kept, where there are enough drafts."""
    return Series(name, [p.effort.share_kept if p.is_enough else None for p in parts])


def percent(share: float) -> str:
    """Write a share."""
    return f"{share:.0%}"


def number(value: float) -> str:
    """Write a figure without decimals, in groups that are the same in all languages."""
    return f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
