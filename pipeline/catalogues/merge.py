"""Bringing a catalogue in line with its article, losing nobody's work."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.catalogues import header as headers
from pipeline.catalogues import tagged
from pipeline.catalogues.lifecycle import retire, revive
from pipeline.catalogues.matching import Loose, match
from pipeline.model import Catalogue, Entry, Kind, Place, Segment, State


@dataclass(frozen=True, slots=True)
class Merge:
    """A catalogue in line with its article, and what became of how many entries.

    `kept`, `new`, `changed` and `revived` are the sentences of the article: they add up to
    its active entries. `retired` are old ones put aside.
    """

    catalogue: Catalogue
    kept: int = 0
    new: int = 0
    changed: int = 0
    revived: int = 0
    retired: int = 0


def sources(segments: Iterable[Segment], place_of: Callable[[Segment], Place]) -> tuple[Entry, ...]:
    """Make one empty entry of all segments with the same text, with their places and kinds."""
    places: dict[str, dict[Place, None]] = {}
    kinds: dict[str, dict[Kind, None]] = {}
    told: dict[str, dict[str, None]] = {}
    for segment in segments:
        if segment.tags:
            told.setdefault(segment.text, {})[tagged.line(segment.tags)] = None
        places.setdefault(segment.text, {})[place_of(segment)] = None
        kinds.setdefault(segment.text, {})[segment.kind] = None
    return tuple(
        Entry(
            text,
            places=tuple(places[text]),
            kinds=tuple(kinds[text]),
            terms=tuple(told.get(text, ())),
        )
        for text in places
    )


def merge(catalogue: Catalogue, found: Sequence[Entry], *, created: str) -> Merge:
    """Line a catalogue up with the sentences of its article, as `sources` gives them.

    A sentence that stays keeps all; one that returns comes back as it was. A changed one
    keeps a reviewed or suggested translation as a suggestion, together with the sentence
    that it belongs to; an untouched draft or match is let go, for it is better made anew. Of two
    sentences that were joined the translations are joined too, and of one that was split the
    first part gets it. A sentence that is gone is retired.

    `created` is the POT-Creation-Date of the template; it is taken over when the sentences,
    or their order, are not what they were.
    """
    known = {entry.source: entry for entry in catalogue.entries}
    active = [entry for entry in catalogue.entries if entry.state is not State.RETIRED]
    wanted = {entry.source for entry in found}
    staying = wanted & {entry.source for entry in active}
    gone = [entry for entry in active if entry.source not in wanted]
    fresh = [entry for entry in found if entry.source not in known]

    heirs: dict[str, Entry] = {}
    matched: set[str] = set()
    for pair in match(_loose(active, staying, gone), _loose(found, staying, fresh)):
        heir, forebears = fresh[pair.new[0]], [gone[at] for at in pair.old]
        heirs[heir.source] = _inherit(heir, forebears)
        matched.update(entry.source for entry in forebears)

    entries = [
        replace(
            revive(known[entry.source]),
            places=entry.places,
            kinds=entry.kinds,
            terms=entry.terms,
        )
        if entry.source in known
        else heirs.get(entry.source, entry)
        for entry in found
    ]
    waiting = [
        entry
        for entry in catalogue.entries
        if entry.state is State.RETIRED and entry.source not in wanted
    ]
    retired = [kept for entry in gone if entry.source not in matched and (kept := retire(entry))]
    header = catalogue.header
    if [entry.source for entry in active] != [entry.source for entry in found]:
        header = headers.put(header, headers.CREATED, created)
    return Merge(
        replace(catalogue, entries=(*entries, *waiting, *retired), header=header),
        kept=len(staying),
        new=len(fresh) - len(heirs),
        changed=len(heirs),
        revived=len(found) - len(staying) - len(fresh),
        retired=len(retired),
    )


def _loose(everything: Sequence[Entry], staying: set[str], wanted: Sequence[Entry]) -> list[Loose]:
    """Give the sentences without partner, with the unchanged sentences around each."""
    before: list[str | None] = [None]
    for entry in everything:
        before.append(entry.source if entry.source in staying else before[-1])
    after: list[str | None] = [None]
    for entry in reversed(everything):
        after.append(entry.source if entry.source in staying else after[-1])
    after.reverse()
    loose = {entry.source for entry in wanted}
    return [
        Loose(entry.source, at, before[at], after[at + 1])
        for at, entry in enumerate(everything)
        if entry.source in loose
    ]


def _inherit(heir: Entry, forebears: Sequence[Entry]) -> Entry:
    """Hand what people left in old entries on to the sentence that has come of them."""
    kept = [
        entry
        for entry in forebears
        if entry.state in {State.SUGGESTED, State.REVIEWED} and not entry.is_match
    ]
    # What a suggestion belongs to is the sentence that it was made for, however long ago.
    previous = " ".join(entry.previous or entry.source for entry in kept)
    return replace(
        heir,
        target=" ".join(entry.target for entry in kept),
        state=State.SUGGESTED if kept else State.EMPTY,
        previous=previous if previous and previous != heir.source else None,
        note=tuple(dict.fromkeys(line for entry in forebears for line in entry.note)),
        flags=tuple(dict.fromkeys(flag for entry in forebears for flag in entry.flags)),
    )
