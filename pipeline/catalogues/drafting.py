"""Machine drafts and a catalogue: which entries want one, and filling them in."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from pipeline.catalogues import header as headers
from pipeline.catalogues import marks
from pipeline.model import SET_PHRASE, Catalogue, Draft, Entry, Kind, State


def is_left_out(entry: Entry, kinds: Collection[Kind]) -> bool:
    """Say whether an entry needs no translation: by its translator's word, or all its kinds."""
    by_kind = bool(entry.kinds) and all(kind in kinds for kind in entry.kinds)
    return by_kind or marks.is_skipped(entry)


def is_untouched(entry: Entry) -> bool:
    """Say whether an entry holds a text as we wrote it, which no person has touched."""
    return entry.state is State.DRAFT or (entry.state is State.SUGGESTED and entry.is_match)


def pending(
    catalogue: Catalogue, left_out: Collection[Kind] = (), *, refresh: bool = False
) -> tuple[str, ...]:
    """Name the sentences that need a draft, in the order of the article.

    These are the empty ones, and with `refresh` also those that nobody has touched: whether another
    package, other options, or another version of the engine made them is for the draft store
    to say, which knows what the engine in use has made already.
    """
    return tuple(
        entry.source
        for entry in catalogue.entries
        if (entry.state is State.EMPTY or (refresh and is_untouched(entry)))
        and not is_left_out(entry, left_out)
    )


def is_outdated(entry: Entry, origin: str) -> bool:
    """Say whether an entry is an untouched draft of another package than `origin`."""
    own = {marks.plain(origin), SET_PHRASE}
    return entry.state is State.DRAFT and marks.plain(entry.origin) not in own


def fill(
    catalogue: Catalogue,
    drafts: Mapping[str, Draft],
    *,
    now: datetime,
    refresh: Collection[str] = (),
) -> Catalogue:
    """Write drafts (by source) into empty entries, and over untouched texts in `refresh`.

    What a person has touched is never written over. A draft without text leaves an empty
    entry empty, with the reasons as its warnings, and an older draft as it was.
    PO-Revision-Date moves to `now` only if a translation has changed.
    """
    entries = tuple(
        _filled(entry, drafts.get(entry.source), refresh) for entry in catalogue.entries
    )
    header = catalogue.header
    if any(old.target != new.target for old, new in zip(catalogue.entries, entries, strict=True)):
        header = headers.put(header, headers.REVISED, headers.date(now))
    return replace(catalogue, entries=entries, header=header)


def _filled(entry: Entry, draft: Draft | None, refresh: Collection[str]) -> Entry:
    if draft is None:
        return entry
    # msgfmt refuses line ends at the edges of a translation if its sentence has none.
    text = draft.text.strip()
    wanted = entry.state is State.EMPTY or (
        is_untouched(entry) and entry.source in refresh and text
    )
    if not wanted:
        return entry
    return replace(
        entry,
        target=text,
        state=State.DRAFT if text else State.EMPTY,
        origin=draft.origin,
        confidence=draft.confidence if text else None,
        warnings=draft.warnings,
        errors=(),
        previous=None,
        is_match=False,
    )
