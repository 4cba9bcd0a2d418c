"""What working hours yield, and when drafts were approved, from the record of the review page.

A segment is finished when its last save approves it. Its saves add up: time and keystrokes are
those of all of them, and what counts of its text is what was approved last.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from pipeline import tags
from pipeline.evaluation.reviews import Review

LEAST = 20
"""Segments below which no share or rate is given: with 20, chance moves a share by 22 points."""

LEAST_SECONDS = 600
"""Recorded time below which no rate is given."""

MOST_SECONDS = 900
"""The most that one save counts for: whoever sits longer over a segment has been away."""

_MOST_SPANS = 31


class Start(StrEnum):
    """What a person began with: an engine's draft, nothing, or any other text."""

    DRAFT = "draft"
    NOTHING = "nothing"
    OTHER = "other text"


class Unit(StrEnum):
    """The stretches of time into which approvals are sorted."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Finished:
    """A segment that was approved on the review page.

    `words` are those of the source. `seconds` and `keystrokes` are None where one of the saves
    has not counted them. `cuts` counts the saves of which more than MOST_SECONDS was cut off.
    """

    article: str
    language: str
    kind: str
    start: Start
    draft: str
    origin: str
    confidence: float | None
    final: str
    words: int
    day: date
    seconds: float | None
    keystrokes: int | None
    cuts: int


class Hour(NamedTuple):
    """Segments of which the time is known, their words, and that time; what an hour yields."""

    segments: int = 0
    words: int = 0
    seconds: float = 0.0

    @property
    def is_enough(self) -> bool:
        """Whether there is enough to give a rate."""
        return self.segments >= LEAST and self.seconds >= LEAST_SECONDS

    @property
    def words_per_hour(self) -> float | None:
        """Words of the source that were reviewed in an hour; None where there is too little."""
        return 3600 * self.words / self.seconds if self.is_enough else None

    @property
    def segments_per_hour(self) -> float | None:
        """Segments that were reviewed in an hour; None where there is too little."""
        return 3600 * self.segments / self.seconds if self.is_enough else None


class Typing(NamedTuple):
    """Segments of which the keystrokes are known; `characters` are those of the approved texts.

    Who translates from nothing types at least these characters.
    """

    segments: int = 0
    words: int = 0
    keystrokes: int = 0
    characters: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether there is enough to give a rate."""
        return self.segments >= LEAST and self.words > 0

    @property
    def keystrokes_per_word(self) -> float | None:
        """Keystrokes for a word of the source; None where there is too little."""
        return self.keystrokes / self.words if self.is_enough else None

    @property
    def characters_per_word(self) -> float | None:
        """Characters of the approved texts for a word of the source; None as above."""
        return self.characters / self.words if self.is_enough else None


def finish(reviews: Iterable[Review]) -> list[Finished]:
    """Find the segments that are finished, in the order of their first save."""
    segments: dict[tuple[str, str, str], list[Review]] = defaultdict(list)
    for review in reviews:
        segments[review.article, review.language, review.source].append(review)
    return [_finished(saves) for saves in segments.values() if saves[-1].is_reviewed]


def hour(finished: Iterable[Finished]) -> Hour:
    """Add up the time of segments, as far as it is known."""
    known = [(each.words, each.seconds) for each in finished if each.seconds is not None]
    return Hour(len(known), sum(words for words, _ in known), sum(seconds for _, seconds in known))


def typing(finished: Iterable[Finished]) -> Typing:
    """Add up the keystrokes of segments, as far as they are known."""
    known = [
        (each.words, each.keystrokes, len(each.final))
        for each in finished
        if each.keystrokes is not None
    ]
    return Typing(len(known), *map(sum, zip((0, 0, 0), *known, strict=True)))


def unit(days: Sequence[date]) -> Unit:
    """Choose the shortest stretches of which most hold enough approvals, and not too many."""
    for each in (Unit.DAY, Unit.WEEK):
        spans = Counter(begin(day, each) for day in days)
        enough = sum(number >= LEAST for number in spans.values())
        if len(spans) <= _MOST_SPANS and 2 * enough > len(spans):
            return each
    return Unit.MONTH


def begin(day: date, unit: Unit) -> date:
    """Give the first day of the stretch of time in which a day lies."""
    if unit is Unit.MONTH:
        return day.replace(day=1)
    # No week of the calendar begins before its first day.
    back = day.weekday() if unit is Unit.WEEK and day.toordinal() > day.weekday() else 0
    return day - timedelta(days=back)


def _finished(saves: Sequence[Review]) -> Finished:
    last = saves[-1]
    drafted = next((each for each in reversed(saves) if each.draft.strip()), None)
    start = Start.OTHER if saves[0].before.strip() else Start.NOTHING
    times = [each.seconds for each in saves if each.seconds is not None]
    strokes = [each.keystrokes for each in saves if each.keystrokes is not None]
    return Finished(
        article=last.article,
        language=last.language,
        kind=last.kind,
        start=Start.DRAFT if drafted else start,
        draft=drafted.draft.strip() if drafted else "",
        origin=drafted.origin if drafted else "",
        confidence=drafted.confidence if drafted else None,
        final=last.after.strip(),
        words=len(tags.bare(last.source).text.split()),
        day=datetime.fromisoformat(last.when).date(),
        seconds=sum(min(each, MOST_SECONDS) for each in times)
        if len(times) == len(saves)
        else None,
        keystrokes=sum(strokes) if len(strokes) == len(saves) else None,
        cuts=sum(each > MOST_SECONDS for each in times),
    )
