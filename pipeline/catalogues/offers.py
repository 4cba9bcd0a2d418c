"""Matches of the memory and a catalogue: what is entered, and what is only shown beside."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.catalogues import header as headers
from pipeline.catalogues.drafting import is_untouched
from pipeline.catalogues.lifecycle import bare, have_changed
from pipeline.model import Catalogue, Entry, State

SAME = 1.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What the memory has for a sentence.

    `target` is to be entered; if it is empty, nothing is good enough for that. `score` has two
    digits and is 1 for the same sentence only; else `previous` is the one that the match belongs
    to. `reasons` say what deserves a look, `similar` are lines to show beside. What `is_trusted`
    needs no review.
    """

    target: str = ""
    score: float = 0.0
    origin: str = ""
    previous: str | None = None
    reasons: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    is_trusted: bool = False


def enter(
    catalogue: Catalogue, offers: Mapping[str, Offer], *, now: datetime, refresh: bool = False
) -> Catalogue:
    """Write offers (by source) into empty entries, and over worse texts that nobody has touched.

    The same sentence is worth more than any draft, a sentence that is alike only with `refresh`.
    What a person has touched is never written over. PO-Revision-Date moves to `now` only if a
    translation has changed.
    """
    entries = tuple(
        _entered(entry, offer, refresh=refresh) if (offer := offers.get(entry.source)) else entry
        for entry in catalogue.entries
    )
    header = catalogue.header
    if have_changed(catalogue.entries, entries):
        header = headers.put(header, headers.REVISED, headers.date(now))
    return replace(catalogue, entries=entries, header=header)


def _entered(entry: Entry, offer: Offer, *, refresh: bool) -> Entry:
    if not offer.target:
        return replace(entry, similar=offer.similar) if entry.state is State.EMPTY else entry
    if not _is_better(entry, offer, refresh=refresh):
        return entry
    if offer.is_trusted:
        return replace(bare(entry), target=offer.target, state=State.REVIEWED)
    return replace(
        bare(entry),
        target=offer.target,
        state=State.SUGGESTED,
        previous=offer.previous,
        origin=offer.origin,
        confidence=offer.score,
        warnings=offer.reasons,
        is_match=True,
        similar=offer.similar,
    )


def _is_better(entry: Entry, offer: Offer, *, refresh: bool) -> bool:
    if entry.state is State.EMPTY:
        return True
    if not is_untouched(entry):
        return False
    if offer.target == entry.target and entry.is_match:
        return offer.is_trusted
    worth = (entry.confidence or 0.0) if entry.is_match else SAME
    return refresh or offer.score >= worth
