"""What may become of one entry when its sentence goes, returns, or stands in a file twice."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Entry, State

_STRENGTH = (State.EMPTY, State.DRAFT, State.SUGGESTED, State.REVIEWED)


def bare(entry: Entry) -> Entry:
    """Take off an entry what belonged to the translation that it had: others take its place."""
    return replace(
        entry,
        previous=None,
        origin="",
        confidence=None,
        warnings=(),
        errors=(),
        is_match=False,
        similar=(),
    )


def have_changed(before: Iterable[Entry], after: Iterable[Entry]) -> bool:
    """Say whether any of the same entries has another translation now, or another state."""
    return any(
        (old.target, old.state) != (new.target, new.state)
        for old, new in zip(before, after, strict=True)
    )


def retire(entry: Entry) -> Entry | None:
    """Put an entry aside whose sentence is gone; None if there is nothing to keep of it.

    An untouched draft is kept too, as gettext's own tools do, so that it comes back with its
    sentence even where the draft store is gone.
    """
    if not (entry.target or entry.note or entry.flags):
        return None
    fuzzy = entry.state in {State.DRAFT, State.SUGGESTED}
    return replace(entry, state=State.RETIRED, places=(), kinds=(), terms=(), fuzzy=fuzzy)


def revive(entry: Entry) -> Entry:
    """Give a retired entry back the state that it had; an active one stays as it is."""
    if entry.state is not State.RETIRED:
        return entry
    if not entry.target:
        state = State.EMPTY
    elif not entry.fuzzy:
        state = State.REVIEWED
    else:
        is_draft = entry.origin and not entry.is_match
        state = State.DRAFT if is_draft else State.SUGGESTED
    return replace(entry, state=state, fuzzy=False)


def unite(first: Entry, second: Entry) -> Entry:
    """Make one entry of two with the same source, which gettext's tools refuse to read.

    The more reviewed one wins, the first if they are alike. A person's translation that
    loses stays in the note.
    """
    one, other = revive(first), revive(second)
    if _STRENGTH.index(other.state) > _STRENGTH.index(one.state):
        one, other = other, one
    note = dict.fromkeys((*first.note, *second.note))
    if other.state in {State.SUGGESTED, State.REVIEWED} and other.target != one.target:
        note[f"another translation: {other.target}".replace("\n", "\\n")] = None
    united = replace(
        one,
        note=tuple(note),
        flags=tuple(dict.fromkeys((*first.flags, *second.flags))),
        places=tuple(dict.fromkeys((*first.places, *second.places))),
        kinds=tuple(dict.fromkeys((*first.kinds, *second.kinds))),
        terms=tuple(dict.fromkeys((*first.terms, *second.terms))),
    )
    both_retired = first.state is second.state is State.RETIRED
    return (both_retired and retire(united)) or united
