"""What came back from a translator, brought into the catalogue that it was sent from: three-way.

What a catalogue held when it was sent is the third side: by it one tells what she has changed,
and what has changed here meanwhile. Nothing she wrote is let go without being named, and
nothing that a person wrote here is written over unless she had it before her.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pipeline.catalogues import header as headers
from pipeline.catalogues.lifecycle import bare, have_changed
from pipeline.catalogues.merge import merge
from pipeline.model import Catalogue, Entry, State


@dataclass(frozen=True, slots=True)
class Answer:
    """One text as it came back.

    `is_approved` is None where the format, or the program, does not tell. `is_draft` says that
    the target is a draft of ours, by the mark beside it. `note` are comments, line by line.
    """

    source: str
    target: str
    is_approved: bool | None = None
    note: tuple[str, ...] = ()
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file holds of one article in one language; either is empty if it does not say.

    `stripped` says that no text is marked as not approved, as if a program had dropped such
    marks; with a `revised` (the file's own PO-Revision-Date) that holds only if this is the
    date under which the file was sent. `translator` is her name, as PO headers have it. `sent`
    is what was sent, where the format keeps it.
    """

    article: str
    language: str
    answers: tuple[Answer, ...]
    stripped: bool = False
    revised: str = ""
    created: str = ""
    translator: str = ""
    sent: tuple[Answer, ...] | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What is known of a catalogue as it was sent, by source.

    `untouched` are answers that are as they were sent; `standing` entries that still are what
    was sent. A source in neither counts as changed on that side. Unless the base `is_exact`, it
    is inferred, and a person's text that gives way to another's stays as a comment.
    """

    untouched: Collection[str] = frozenset()
    standing: Collection[str] = frozenset()
    is_exact: bool = False


class Fate(StrEnum):
    """What became of an answer."""

    REVIEWED = "reviewed"
    SUGGESTED = "suggested"
    KEPT = "kept"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Brought:
    """A catalogue with answers brought in, and what became of each that has a translation."""

    catalogue: Catalogue
    fates: tuple[tuple[Answer, Fate], ...] = ()


def bring(
    catalogue: Catalogue,
    returned: Returned,
    base: Base,
    *,
    name: str,
    now: datetime,
    theirs: bool = False,
) -> Brought:
    """Bring answers into a catalogue; `name` is the file's, for the comment of a conflict.

    What changed on both sides is a conflict: ours stays, hers stands beside it as a comment, and
    the entry is fuzzy. Once it stands there it is settled, and the same file changes nothing any
    more. With `theirs` hers is taken, and ours becomes the comment. An empty answer is never a
    deletion. An answer to a sentence that has changed since is suggested for what became of it,
    where nobody has translated that.
    """
    heirs = _heirs(catalogue, returned, base)
    entries = {entry.source: entry for entry in catalogue.entries}
    fates: list[tuple[Answer, Fate]] = []
    for answer in returned.answers:
        entry = entries.get(answer.source)
        if entry is None:
            if answer.target:
                fates.append(_late(answer, entries, base, heirs, name))
            continue
        fate = _fate(entry, answer, base, theirs=theirs)
        new = _merged(entry, answer, fate, name, is_exact=base.is_exact)
        entries[answer.source] = replace(new, note=tuple(dict.fromkeys((*new.note, *answer.note))))
        if answer.target:
            fates.append((answer, fate))
    for heir in heirs:
        suggested = _with(entries[heir.source], heir.target, approved=False)
        entries[heir.source] = replace(suggested, previous=heir.previous)
    return Brought(_dated(catalogue, tuple(entries.values()), returned, now), tuple(fates))


def exact(catalogue: Catalogue, answers: Iterable[Answer], sent: Sequence[Answer]) -> Base:
    """Give the base where what was sent is known to the letter."""
    was = {answer.source: (answer.target, bool(answer.is_approved)) for answer in sent}
    return Base(
        frozenset(
            answer.source
            for answer in answers
            if was.get(answer.source) == (answer.target, bool(answer.is_approved))
        ),
        frozenset(
            entry.source
            for entry in catalogue.entries
            if was.get(entry.source) == (entry.target, is_approved(entry))
        ),
        is_exact=True,
    )


def is_approved(entry: Entry) -> bool:
    """Say whether a person has approved a translation, or had when its sentence went."""
    if entry.state is State.RETIRED:
        return bool(entry.target) and not entry.fuzzy
    return entry.state is State.REVIEWED


def _heirs(catalogue: Catalogue, returned: Returned, base: Base) -> list[Entry]:
    """Find sentences of ours, without a person's text, that have come of what she translated."""
    known = {entry.source: entry for entry in catalogue.entries}
    if all(answer.source in known or not answer.target for answer in returned.answers):
        return []
    older = [
        Entry(answer.source, answer.target, State.SUGGESTED)
        if answer.target and not answer.is_draft and answer.source not in base.untouched
        else Entry(answer.source)
        for answer in returned.answers
    ]
    found = [Entry(entry.source) for entry in catalogue.entries if entry.state is not State.RETIRED]
    merged = merge(replace(catalogue, entries=tuple(older)), found, created="").catalogue
    return [
        entry
        for entry in merged.entries
        if entry.previous and entry.target and not _is_persons(known[entry.source])
    ]


def _late(
    answer: Answer, entries: dict[str, Entry], base: Base, heirs: Iterable[Entry], name: str
) -> tuple[Answer, Fate]:
    """Tell what becomes of an answer whose sentence is gone.

    What somebody has made of its sentence meanwhile stays; hers then stands beside that.
    """
    if any(answer.source in (heir.previous or "") for heir in heirs):
        return answer, Fate.SUGGESTED
    found = [entry for entry in entries.values() if answer.source in (entry.previous or "")]
    if not found:
        return answer, Fate.UNKNOWN
    if answer.is_draft or answer.source in base.untouched:
        return answer, Fate.KEPT
    if any(_holds(entry, answer) or _is_settled(entry, answer) for entry in found):
        return answer, Fate.KEPT
    entry = found[0]
    entries[entry.source] = _beside(entry, f"import {name}: {_one_line(answer.target)}")
    return replace(answer, source=entry.source), Fate.CONFLICT


def _holds(entry: Entry, answer: Answer) -> bool:
    """Say whether an answer is what became of its sentence, or a part of two put together."""
    is_part = answer.source != entry.previous and answer.target in entry.target
    return is_part or answer.target == entry.target


def _fate(entry: Entry, answer: Answer, base: Base, *, theirs: bool) -> Fate:
    is_untouched, is_standing = answer.source in base.untouched, answer.source in base.standing
    if not answer.target or (answer.is_draft and not answer.is_approved):
        return Fate.KEPT
    if answer.target == entry.target:
        if is_approved(entry):
            # She doubts what she had before her as approved.
            doubted = answer.is_approved is False and (is_standing or not is_untouched)
            return Fate.SUGGESTED if doubted else Fate.KEPT
        return Fate.REVIEWED if answer.is_approved and not is_untouched else Fate.KEPT
    if is_untouched and (answer.is_approved is None or not is_standing):
        return Fate.KEPT
    if is_standing or theirs or not _is_persons(entry):
        return Fate.REVIEWED if answer.is_approved else Fate.SUGGESTED
    return Fate.KEPT if _is_settled(entry, answer) else Fate.CONFLICT


def _is_persons(entry: Entry) -> bool:
    return bool(entry.target) and not entry.origin


def _merged(entry: Entry, answer: Answer, fate: Fate, name: str, *, is_exact: bool) -> Entry:
    if fate is Fate.CONFLICT:
        beside = _beside(entry, f"import {name}: {_one_line(answer.target)}")
        return _with(beside, entry.target, approved=False)
    if fate not in {Fate.REVIEWED, Fate.SUGGESTED}:
        return entry
    if _is_persons(entry) and entry.target != answer.target and not is_exact:
        entry = _beside(entry, f"before import {name}: {_one_line(entry.target)}")
    return _with(entry, answer.target, approved=fate is Fate.REVIEWED)


def _beside(entry: Entry, comment: str) -> Entry:
    return replace(entry, note=(*entry.note, comment))


def _with(entry: Entry, target: str, *, approved: bool) -> Entry:
    is_retired = entry.state is State.RETIRED
    state = State.REVIEWED if approved else State.SUGGESTED
    return replace(
        bare(entry),
        target=target,
        state=State.RETIRED if is_retired else state,
        fuzzy=is_retired and not approved,
        previous=None if approved else entry.previous,
    )


def _is_settled(entry: Entry, answer: Answer) -> bool:
    ending = f": {_one_line(answer.target)}"
    return any(
        # A comment that ends in a backslash is saved with a sign behind it.
        line.startswith("import ") and line.rstrip("\u200b").rstrip().endswith(ending.rstrip())
        for line in entry.note
    )


def _one_line(text: str) -> str:
    return text.replace("\n", "\\n")


def _dated(
    catalogue: Catalogue, entries: tuple[Entry, ...], returned: Returned, now: datetime
) -> Catalogue:
    header = catalogue.header
    if have_changed(catalogue.entries, entries):
        header = headers.put(header, headers.REVISED, headers.date(now))
        if returned.translator:
            header = headers.put(header, headers.TRANSLATOR, returned.translator)
    return replace(catalogue, entries=entries, header=header)
