"""Counting how far a catalogue is."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipeline import tags
from pipeline.catalogues.drafting import is_left_out, is_outdated
from pipeline.model import Catalogue, Entry, Kind, State


@dataclass(frozen=True, slots=True)
class Counts:
    """`segments` are the active entries: reviewed, drafts, suggested, empty or left out.

    `words` are those of their sources, `words_left` of those that nobody has reviewed and that are
    not left out. `low` and `outdated` are parts of `drafts`; `doubtful`
    are the low ones and whatever carries a warning of the engine's; `retired` are counted nowhere
    else. `errors` and `warnings` are the entries in which checks find some, None if nobody has
    asked them.
    """

    segments: int = 0
    words: int = 0
    words_left: int = 0
    reviewed: int = 0
    drafts: int = 0
    suggested: int = 0
    empty: int = 0
    left_out: int = 0
    retired: int = 0
    low: int = 0
    outdated: int = 0
    doubtful: int = 0
    errors: int | None = None
    warnings: int | None = None


def count(
    catalogue: Catalogue,
    left_out: Collection[Kind] = (),
    *,
    origin: str | None = None,
    low_below: float = 0.0,
) -> Counts:
    """Count entries by state.

    `left_out` are kinds that need no translation. Drafts that do not come from `origin` are
    outdated, those with a confidence below `low_below` are low.
    """

    def is_low(entry: Entry) -> bool:
        rank = entry.confidence if entry.state is State.DRAFT else None
        return rank is not None and rank < low_below

    active = [entry for entry in catalogue.entries if entry.state is not State.RETIRED]
    counted = [entry for entry in active if not is_left_out(entry, left_out)]
    states = Counter(entry.state for entry in counted)
    drafts = [entry for entry in counted if entry.state is State.DRAFT]
    return Counts(
        segments=len(active),
        words=_words(active),
        words_left=_words(entry for entry in counted if entry.state is not State.REVIEWED),
        reviewed=states[State.REVIEWED],
        drafts=len(drafts),
        suggested=states[State.SUGGESTED],
        empty=states[State.EMPTY],
        left_out=len(active) - len(counted),
        retired=len(catalogue.entries) - len(active),
        low=sum(is_low(entry) for entry in drafts),
        outdated=sum(origin is not None and is_outdated(entry, origin) for entry in drafts),
        doubtful=sum(
            (bool(entry.warnings) and not entry.is_match) or is_low(entry) for entry in counted
        ),
    )


def _words(entries: Iterable[Entry]) -> int:
    return sum(len(tags.bare(entry.source).text.split()) for entry in entries)
