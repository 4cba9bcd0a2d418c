"""What the record of the review page says: how drafts fared over time, what an hour yields."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pipeline.evaluation import ranking
from pipeline.evaluation.effort import Effort, Meter, total
from pipeline.evaluation.hours import (
    LEAST,
    Finished,
    Hour,
    Start,
    Typing,
    Unit,
    begin,
    finish,
    hour,
    typing,
    unit,
)
from pipeline.evaluation.reviews import Reviews
from pipeline.model import SET_PHRASE
from pipeline.workflow.project import Project, Selection


class Period(NamedTuple):
    """What was done to the drafts that were approved in a day, a week or a month."""

    begin: date
    effort: Effort

    def as_dict(self) -> dict[str, Any]:
        """Give the period as JSON has it."""
        return {"from": self.begin.isoformat(), **effort_as_dict(self.effort, least=LEAST)}


class Group(NamedTuple):
    """Segments that have something in common, and what work on them yielded.

    `by` says what that is: the language, kind, package, or start; empty for all segments.
    """

    by: str
    name: str
    hour: Hour
    typing: Typing

    def as_dict(self) -> dict[str, Any]:
        """Give the group as JSON has it, without rates where there is too little."""
        return {
            "by": self.by or None,
            "name": self.name or None,
            "hour": {
                **self.hour._asdict(),
                "words_per_hour": self.hour.words_per_hour,
                "segments_per_hour": self.hour.segments_per_hour,
            },
            "typing": {
                **self.typing._asdict(),
                "keystrokes_per_word": self.typing.keystrokes_per_word,
                "characters_per_word": self.typing.characters_per_word,
            },
        }


class Foretold(NamedTuple):
    """How the confidence of a package's drafts goes with seconds for a word: by ranks, -1 to 1."""

    package: str
    drafts: int
    correlation: float | None


@dataclass(frozen=True, slots=True)
class Worked:
    """What is recorded, and what it says.

    `record` is the setting, `file` the record as shown. `saves` counts the lines that could be
    read, `broken` the others, `segments` those finished since `since`, `cuts` the saves that
    took too long to be work.
    """

    record: str
    file: str
    since: date | None = None
    saves: int = 0
    broken: int = 0
    segments: int = 0
    cuts: int = 0
    unit: Unit = Unit.DAY
    periods: tuple[Period, ...] = ()
    groups: tuple[Group, ...] = ()
    foretold: tuple[Foretold, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the whole as JSON has it; docs/packages.md documents the shape."""
        return {
            "record": self.record,
            "file": self.file,
            "since": self.since and self.since.isoformat(),
            "saves": self.saves,
            "broken": self.broken,
            "segments": self.segments,
            "cut": self.cuts,
            "unit": self.unit,
            "periods": [period.as_dict() for period in self.periods],
            "groups": [group.as_dict() for group in self.groups],
            "confidence": [
                {"package": each.package, "drafts": each.drafts, "spearman": each.correlation}
                for each in self.foretold
            ],
        }


def worked(
    project: Project,
    selection: Selection,
    reviews: Reviews,
    *,
    since: date | None,
    meter: Meter,
) -> Worked:
    """Say what the record tells of the articles and languages asked for. Raises FileError."""
    found = reviews.all()
    asked = found
    if selection.articles:
        names = {each.id for each in project.select(project.sources(), selection.articles)}
        asked = tuple(each for each in asked if each.article in names)
    if selection.languages:
        asked = tuple(each for each in asked if each.language in selection.languages)
    finished = [each for each in finish(asked) if since is None or each.day >= since]
    drafted = [each for each in finished if each.start is Start.DRAFT]
    chosen = unit([each.day for each in drafted])
    return Worked(
        record=project.settings.review.record,
        file=project.shown(reviews.path),
        since=since,
        saves=len(found),
        broken=reviews.broken,
        segments=len(finished),
        cuts=sum(each.cuts for each in finished),
        unit=chosen,
        periods=_periods(drafted, chosen, meter),
        groups=tuple(_groups(finished, drafted)),
        foretold=tuple(_foretold(drafted)),
    )


def effort_as_dict(effort: Effort, *, least: int = 0) -> dict[str, Any]:
    """Give an effort as JSON has it; below `least` segments, without what chance would make."""
    is_enough = effort.segments >= least
    return {
        **effort.as_counts(),
        "ter": round(effort.ter, 2) if is_enough else None,
        "share_untouched": round(effort.share_untouched, 4) if is_enough else None,
        "share_kept": round(effort.share_kept, 4) if is_enough else None,
    }


def _periods(drafted: Sequence[Finished], unit: Unit, meter: Meter) -> tuple[Period, ...]:
    efforts: dict[date, list[Effort]] = defaultdict(list)
    measured = meter([(each.draft, each.final) for each in drafted])
    for each, effort in zip(drafted, measured, strict=True):
        efforts[begin(each.day, unit)].append(effort)
    return tuple(Period(day, total(efforts[day])) for day in sorted(efforts))


def _groups(finished: Sequence[Finished], drafted: Sequence[Finished]) -> Iterable[Group]:
    if finished:
        yield Group("", "", hour(finished), typing(finished))
    yield from _grouped("start", finished, lambda each: each.start)
    yield from _grouped("language", finished, lambda each: each.language)
    yield from _grouped("kind", finished, lambda each: each.kind)
    yield from _grouped("package", drafted, lambda each: each.origin)


def _grouped(
    by: str, finished: Sequence[Finished], name: Callable[[Finished], str]
) -> Iterable[Group]:
    groups: dict[str, list[Finished]] = defaultdict(list)
    for each in finished:
        groups[name(each)].append(each)
    for key in sorted(groups):
        yield Group(by, key, hour(groups[key]), typing(groups[key]))


def _foretold(drafted: Sequence[Finished]) -> Iterable[Foretold]:
    packages: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for each in drafted:
        if each.confidence is not None and each.seconds is not None and each.origin != SET_PHRASE:
            packages[each.origin].append((each.confidence, each.seconds / max(1, each.words)))
    for package, pairs in sorted(packages.items()):
        is_enough = len(pairs) >= ranking.LEAST
        rank = ranking.spearman(*zip(*pairs, strict=True)) if is_enough else None
        yield Foretold(package, len(pairs), rank)
