"""What people's texts have stood in catalogues, and since when: the third side of an import.

A file that comes back does not say when it was sent. But a text in it that a person wrote here,
or a date in its header, shows that it was sent no earlier than that came to be. What came back
itself shows nothing: a translator may go on with her own copy, and send that once more.
"""

import hashlib
from datetime import datetime

from pipeline.catalogues import header as headers
from pipeline.catalogues.returned import Base, Returned, is_approved
from pipeline.model import Catalogue, Entry
from pipeline.state import DraftStore

_DATES = (headers.CREATED, headers.REVISED)
_NEVER = 0
_APPROVED, _FUZZY = "approved", "fuzzy"


def note(state: DraftStore, catalogue: Catalogue, now: datetime, *, returned: bool = False) -> None:
    """Note what people's texts stand in a catalogue, and the dates that it bears."""
    at = int(now.timestamp() * 1000)
    stands = [
        (entry.source, entry.target, _mark(entry))
        for entry in catalogue.entries
        if entry.target and not entry.origin
    ]
    stands += [("", headers.get(catalogue.header, name), name) for name in _DATES]
    keys = [_keys(catalogue, *each) for each in stands]
    state.keep_stood(keys, _NEVER if returned else at, at)


def has_borne(state: DraftStore, catalogue: Catalogue, revised: str) -> bool:
    """Say whether a catalogue has ever borne this PO-Revision-Date."""
    key = _keys(catalogue, "", revised, headers.REVISED)
    return key in state.stood([key[0]])


def base(state: DraftStore, catalogue: Catalogue, returned: Returned) -> Base:
    """Tell what is as it was sent, as far as runs have seen it."""
    answers = [answer for answer in returned.answers if answer.target]
    places = [_place(catalogue, name) for name in _DATES]
    places += [_place(catalogue, "", answer.source) for answer in answers]
    stood = state.stood(places)
    drafts = state.wrote(catalogue.language, [(each.source, each.target) for each in answers])

    def times(source: str, target: str, mark: str) -> tuple[int, int] | None:
        return stood.get(_keys(catalogue, source, target, mark))

    dates = zip(_DATES, (returned.created, returned.revised), strict=True)
    known = [times("", value, name) for name, value in dates]
    sent = max((first for first, _ in filter(None, known)), default=_NEVER)
    untouched: set[str] = set()
    for answer in answers:
        text = (answer.source, answer.target)
        approved = [] if answer.is_approved is False else [times(*text, _APPROVED)]
        fuzzy = [] if answer.is_approved else [times(*text, _FUZZY)]
        found = list(filter(None, approved + fuzzy))
        if found or (text in drafts and not answer.is_approved):
            untouched.add(answer.source)
        # That two people approve the same draft, or suggestion, proves nothing.
        if text not in drafts and not (answer.is_approved and times(*text, _FUZZY)):
            sent = max([sent, *(first for first, _ in found)])
    standing = {
        entry.source
        for entry in catalogue.entries
        if (seen := times(entry.source, entry.target, _mark(entry))) and seen[1] <= sent
    }
    return Base(untouched, standing)


def _mark(entry: Entry) -> str:
    return _APPROVED if is_approved(entry) else _FUZZY


def _keys(catalogue: Catalogue, source: str, target: str, mark: str) -> tuple[bytes, bytes]:
    """Name a place and what stands there; a header's dates have no source, but a name."""
    return _place(catalogue, "" if source else mark, source), _hash(target, mark)


def _place(catalogue: Catalogue, field: str, source: str = "") -> bytes:
    return _hash(catalogue.language, catalogue.article, field, source)


def _hash(*parts: str) -> bytes:
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=8).digest()
