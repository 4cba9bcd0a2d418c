"""What a person does to a segment: saving its text, approving it, dismissing a finding."""

import contextlib
import getpass
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline.catalogues import dismissals, store
from pipeline.catalogues import header as headers
from pipeline.catalogues.lifecycle import bare
from pipeline.config import Record
from pipeline.errors import CatalogueChanged, CatalogueError, FileError, PipelineError
from pipeline.evaluation import reviews
from pipeline.evaluation.reviews import Review
from pipeline.model import Catalogue, Entry, Kind, State
from pipeline.review import article as articles
from pipeline.review import looking
from pipeline.review.article import Line
from pipeline.review.desk import Desk
from pipeline.review.difference import Piece, pieces
from pipeline.review.looking import Seen
from pipeline.review.opened import Opened, find
from pipeline.workflow.check import named
from pipeline.workflow.dismiss import BLOCKED, keeps_from_export

# What no PO file can hold: it ends a text for gettext's tools, or is half a character.
_UNFIT = re.compile("[\0\ud800-\udfff]")

_FUZZY = {State.DRAFT, State.SUGGESTED}


@dataclass(frozen=True, slots=True)
class Saved:
    """A segment as it now stands in the file.

    `notice` is a sentence for the person where something else did not work out; empty if all did.
    """

    line: Line
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was saved: the segment has been changed since the page showed it.

    `theirs` is how it stands in the file now; its `expected` is what a save over it has to
    bring. `mine` is the text that was to be saved, and `pieces` lay it over theirs.
    """

    theirs: Line
    mine: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for: a text for the segment of a key, approved or not.

    `expected` is the fingerprint of the entry that she had before her. `seconds` and
    `keystrokes` are what it took, where somebody has counted. With `is_undo` she goes back to
    what stood there before the last save.
    """

    key: str
    target: str
    is_reviewed: bool
    expected: str
    seconds: float | None = None
    keystrokes: int | None = None
    is_undo: bool = False


class NotSaved(PipelineError):
    """What was asked for cannot be, as the file or the text is; nothing was saved."""


class _Moved(Exception):
    """The entry is no longer what a person had before her."""

    def __init__(self, opened: Opened, entry: Entry) -> None:
        super().__init__()
        self.opened = opened
        self.entry = entry


def look(desk: Desk, article: str, language: str, key: str, target: str) -> Seen:
    """Say what the checks would find in a text if it were approved. Raises as `save` does."""
    opened = desk.shelf.open(article, language)
    entry = _with(_entry(opened, key), fit(target), is_reviewed=True)
    (seen,) = (
        looking.look(desk.project, desk.known, [entry], opened.language)
        if entry.target
        else [Seen()]
    )
    return seen


def save(desk: Desk, article: str, language: str, asked: Asked) -> Saved | Conflict:
    """Save the text of a segment; a change that somebody made to it meanwhile stays, and is shown.

    What others have made of other segments stays, too. What is there already as asked for is
    saved whoever did it. Raises NotSaved for a text that cannot be, a segment that is gone and a
    catalogue that is, and whatever reading and writing the catalogue raises; it is whole then.
    """
    target = fit(asked.target)
    if asked.is_reviewed and not target:
        raise NotSaved("an empty text cannot be approved", "Type a translation first")
    before: list[Entry] = []
    name = article, language, asked.key

    def change(opened: Opened, entry: Entry) -> Entry:
        before[:] = [entry]
        new = _with(entry, target, is_reviewed=asked.is_reviewed)
        replaced = desk.replaced.get(name)
        if asked.is_undo:
            new = _back(replaced, entry, new)
        seen = [entry]
        if replaced and entry.target == target and entry.state is not State.REVIEWED:
            # Her own save has made these words of it, whose answer may have got lost.
            seen.append(replaced)
        if new is entry or asked.expected in map(articles.expected, seen):
            return new
        raise _Moved(opened, entry)

    try:
        opened, entry = _save(desk, article, language, asked.key, change)
    except _Moved as moved:
        return _conflict(desk, moved, target)
    line, notice = _line(desk, opened, entry)
    if entry is before[0]:
        return Saved(line, notice)
    desk.replaced[name] = before[0]
    return Saved(line, notice or _noted(desk, article, language, asked, before[0], entry))


def dismiss(
    desk: Desk, article: str, language: str, key: str, check: str, reason: str, expected: str
) -> Saved | Conflict:
    """Put a finding in a segment's saved text aside. Raises as `save` does."""
    (name,) = named([check])
    why = " ".join(fit(reason).split())
    if not why:
        raise NotSaved("a dismissal needs a reason", "Such as: the source is wrong")
    if keeps_from_export(name, article):
        raise NotSaved(BLOCKED, "Mend them in the text")

    def change(opened: Opened, entry: Entry) -> Entry:
        if articles.expected(entry) != expected:
            raise _Moved(opened, entry)
        (seen,) = looking.look(desk.project, desk.known, [entry], opened.language)
        if any(finding.check == name for finding, _ in seen.dismissed):
            return entry
        if all(finding.check != name for finding in seen.findings):
            raise NotSaved(
                f"{name} finds nothing in this text as it is saved", "Save the text first"
            )
        return dismissals.add(entry, name, why)

    try:
        opened, entry = _save(desk, article, language, key, change)
    except _Moved as moved:
        return _conflict(desk, moved, moved.entry.target)
    return Saved(*_line(desk, opened, entry))


def fit(text: str) -> str:
    """Give a typed text as a catalogue holds it. Raises NotSaved for what no PO file can hold."""
    if found := _UNFIT.search(text):
        raise NotSaved(
            f"character {found.start() + 1} (U+{ord(found[0]):04X}) cannot stand in a PO file",
            "Delete it; nothing was saved",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return "" if text.isspace() else text


def _save(
    desk: Desk,
    article: str,
    language: str,
    key: str,
    change: Callable[[Opened, Entry], Entry],
) -> tuple[Opened, Entry]:
    """Change an entry in the file as it is now, however often that takes.

    Gives the catalogue as it then is, and the entry, which is the very same if nothing is to do.
    """
    with desk.saving:
        opened = desk.shelf.open(article, language)
        shown = desk.project.shown(opened.path)
        old = new = Entry("")

        def changed() -> Catalogue:
            nonlocal opened, old, new
            if not opened.catalogue.fingerprint:
                raise NotSaved(
                    f"there is no catalogue {shown}; nothing was saved",
                    "If it was there before, bring it back, or let `pipeline run` make it anew",
                )
            # What is dismissed are the texts as they now stand, before one changes.
            sealed = dismissals.sealed(opened.catalogue)
            if sealed is not opened.catalogue:
                opened = replace(opened, catalogue=sealed)
            old = _entry(opened, key)
            new = change(opened, old)
            if new is old:
                return opened.catalogue
            catalogue = _put(opened.catalogue, new)
            is_text = (new.target, new.state) != (old.target, old.state)
            return _dated(catalogue, opened.catalogue, _person(desk)) if is_text else catalogue

        def remake(fresh: Catalogue) -> Catalogue:
            nonlocal opened
            opened = replace(opened, catalogue=fresh)
            return changed()

        catalogue = changed()
        if new is old:
            return opened, old
        try:
            saved = store.save(opened.path, catalogue, remake, before=opened.before)
        except (FileError, CatalogueChanged) as error:
            hint = "Nothing was saved, and the file is whole. Mend that, then save again"
            raise CatalogueError(error.message, hint) from error
        opened = opened.after(saved.catalogue, new)
        desk.shelf.put(opened)
        return opened, new


def _entry(opened: Opened, key: str) -> Entry:
    entry = opened.by_key.get(key)
    if entry is None:
        raise NotSaved(
            "this sentence is no longer in the article; nothing was saved",
            "Load the page again to see what has become of it",
        )
    return entry


def _with(entry: Entry, target: str, *, is_reviewed: bool) -> Entry:
    """Give an entry as a person leaves it; an untouched draft stays one until it is changed."""
    is_approved = entry.state is State.REVIEWED
    if target == entry.target and is_reviewed is is_approved:
        return entry
    if not target:
        return replace(bare(entry), target="", state=State.EMPTY)
    state = State.REVIEWED if is_reviewed else State.SUGGESTED
    previous = None if is_reviewed else entry.previous
    return replace(bare(entry), target=target, state=state, previous=previous)


def _back(replaced: Entry | None, entry: Entry, new: Entry) -> Entry:
    """Give what a save has replaced, with its draft mark, if that is what is asked for."""
    if replaced is None or replaced.target != new.target:
        return new
    if (replaced.state is State.REVIEWED) is not (new.state is State.REVIEWED):
        return new
    return replace(
        replaced,
        places=entry.places,
        kinds=entry.kinds,
        terms=entry.terms,
        note=entry.note,
        flags=entry.flags,
    )


def _put(catalogue: Catalogue, new: Entry) -> Catalogue:
    """Put an entry into its place; one that the file has not yet goes behind the others."""
    if known := find(catalogue, new.source):
        # What a run writes beside a text is left to runs.
        new = replace(new, places=known.places, kinds=known.kinds, terms=known.terms)
    entries = [new if entry.source == new.source else entry for entry in catalogue.entries]
    if new not in entries:
        entries.append(new)
    entries.sort(key=lambda entry: entry.state is State.RETIRED)
    return replace(catalogue, entries=tuple(entries))


def _dated(new: Catalogue, old: Catalogue, person: str) -> Catalogue:
    """Sign a catalogue as an editor does.

    A file that has lost all its fuzzy flags under the same PO-Revision-Date counts as stripped by
    some program, and these dates have no seconds. So whoever approves the last text within the
    minute in which the file was saved before gives it the next one.
    """
    now = datetime.now().astimezone().replace(second=0, microsecond=0)
    with contextlib.suppress(ValueError):
        last = datetime.strptime(headers.get(old.header, headers.REVISED), "%Y-%m-%d %H:%M%z")
        if not _is_any_fuzzy(new) and _is_any_fuzzy(old):
            last += timedelta(minutes=1)
        # A clock that was an hour fast once need not be followed.
        if now < last < now + timedelta(hours=1):
            now = last
    header = headers.put(new.header, headers.REVISED, headers.date(now))
    if person:
        header = headers.put(header, headers.TRANSLATOR, person)
    return replace(new, header=header)


def _is_any_fuzzy(catalogue: Catalogue) -> bool:
    return any(entry.state in _FUZZY for entry in catalogue.entries)


def _person(desk: Desk) -> str:
    """Name who works here, on one line; empty if nobody knows."""
    name = desk.project.settings.review.person
    if not name:
        # Whatever a system without users raises.
        with contextlib.suppress(OSError, KeyError, ImportError):
            name = getpass.getuser()
    return " ".join(_UNFIT.sub("", name).split())


def _line(desk: Desk, opened: Opened, entry: Entry) -> tuple[Line, str]:
    """Lay an entry out; a glossary that cannot be read must not look like a save that failed."""
    try:
        return articles.line(desk, opened, entry), ""
    except PipelineError as error:
        return articles.line(desk, opened, entry, Seen()), str(error)


def _conflict(desk: Desk, moved: _Moved, mine: str) -> Conflict:
    theirs, _ = _line(desk, moved.opened, moved.entry)
    return Conflict(theirs, mine, pieces(moved.entry.target, mine))


def _noted(
    desk: Desk, article: str, language: str, asked: Asked, before: Entry, after: Entry
) -> str:
    """Add a save to the record; give a sentence if that does not work, which undoes nothing."""
    record = desk.project.settings.review.record
    if record is Record.NOTHING:
        return ""
    is_draft = before.state is State.DRAFT
    is_timed = record is Record.EFFORT
    review = Review(
        reviews.now(),
        _person(desk),
        article,
        language,
        before.source,
        (before.kinds or (Kind.BODY,))[0].value,
        after.target,
        after.state is State.REVIEWED,
        before.target,
        before.target if is_draft else "",
        before.origin if is_draft else "",
        before.confidence if is_draft else None,
        asked.seconds if is_timed else None,
        asked.keystrokes if is_timed else None,
    )
    try:
        reviews.append(desk.project.reviews_path, review)
    except FileError as error:
        return f"{error.message}: the text is saved, but not in the history"
    return ""
