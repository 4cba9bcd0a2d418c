"""PO files: bytes to a catalogue and back. The only file that knows polib."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

import polib

from pipeline import files
from pipeline.catalogues import header as headers
from pipeline.catalogues import marks, terms
from pipeline.catalogues.decoding import decode
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.catalogues.lifecycle import unite
from pipeline.catalogues.scan import Block, is_wrapped, scan
from pipeline.catalogues.unwrap import unwrapped
from pipeline.errors import CatalogueBroken
from pipeline.model import Catalogue, Entry, Kind, Place, State

# What cannot stand in a `#:` line: white space parts names there, and gettext before 0.22
# does not know the U+2068 signs that newer ones put around such names.
_UNSAFE = re.compile(r"[\s%\x00-\x1f\x7f\u2068\u2069\ud800-\udfff]")
_KINDS = frozenset(Kind)
_FUZZY = {State.DRAFT, State.SUGGESTED}
_NOTHING = " "


class _Lines(str):
    """Text that polib parts at line feeds only, not at U+2028 and its kind inside a message."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


class _Messages(polib.POFile):
    """Leaves the header among the messages: polib forgets its repeats and the order of fields."""

    def find(self, *_args: object, **_kwargs: object) -> None:
        return None


def parse(
    data: bytes, path: Path, article: str, language: str, *, before: Fuzzy | None = None
) -> Catalogue:
    """Read a PO file, by whatever tool it was saved, without losing what a person wrote.

    `before` is what was fuzzy in the file when it was last saved: if its PO-Revision-Date
    still stands and no fuzzy flag is left among the active messages, or the retired ones, some
    program has stripped them. Then what nobody has touched stays fuzzy, and suggestions that
    are empty now come back. Raises CatalogueBroken for a file that cannot be understood in
    full, or is in another language than `language`; without one the file is taken at its word.

    Comments at the end of the file, which gettext's own tools drop, move to its head.
    """
    lines = decode(data, path).split("\n")
    blocks, fields = scan(lines, path)
    ending = blocks.pop() if not blocks[-1].fields else Block(0)
    pairs = list(zip(blocks, _messages(fields, path), strict=True))
    if not pairs:
        raise CatalogueBroken(path, 0, "the file is empty, it has not even a header")
    heads = [pair for pair in pairs if _is_header(*pair)]
    header, comment = _header(heads)
    stated = headers.get(header, "Language")
    if language:
        _check_language(stated, language, path, heads)
    revised = headers.get(header, headers.REVISED)
    same_date = before is not None and revised == before.revised
    flagged = {block.retired for block in blocks if "fuzzy" in block.flags}

    entries: dict[str, Entry] = {}
    foreign: dict[tuple[str | None, str], str] = {}
    twins: list[str] = []
    stripped = False
    for block, message in pairs:
        source = message.msgid
        if block.is_plain and source:
            lost = before if same_date and block.retired not in flagged else None
            entry = _entry(block, message, lost)
            stripped |= lost is not None and entry.state in _FUZZY
            entries[source] = unite(entries[source], entry) if source in entries else entry
        elif not _is_header(block, message):
            text = "\n".join(lines[block.start : block.end]).lstrip()
            if foreign.setdefault((message.msgctxt, source), text) is not text:
                twins.append(text)
    # To gettext a plural is a twin of the entry with its msgid. Twins make it refuse the
    # whole file; as a comment the second loses no word.
    twins += [foreign.pop((None, source)) for source in entries if (None, source) in foreign]
    comment += [line for text in twins for line in text.split("\n")]
    comment += [*marks.take(ending.notes)[1], *_kinds(ending.extracted)[1]]
    return Catalogue(
        article,
        language or stated,
        _in_order(entries.values()),
        header,
        tuple(comment),
        tuple(foreign.values()),
        files.fingerprint(data),
        is_wrapped(lines),
        stripped,
    )


def source_at(data: bytes, path: Path, line: int) -> str | None:
    """Name the active message that a line of a PO file belongs to; None if it is none of ours.

    Raises CatalogueBroken.
    """
    blocks, fields = scan(decode(data, path).split("\n"), path)
    messages = _messages(fields, path)
    for block, message in zip(blocks, messages, strict=False):
        if block.start < line <= block.end:
            is_ours = block.is_plain and not block.retired
            return (message.msgid or None) if is_ours else None
    return None


def render(catalogue: Catalogue) -> bytes:
    """Write a catalogue as a PO file: the same catalogue gives the same bytes.

    The form is that of `msgcat --no-wrap`, with a line for each reference.
    """
    entries = _in_order(catalogue.entries)
    active = [_text(entry) for entry in entries if entry.state is not State.RETIRED]
    head = [_remark(comment) for comment in catalogue.header_comment]
    head += _field("msgid", "")
    head += _field("msgstr", "".join(f"{name}: {value}\n" for name, value in catalogue.header))
    retired = [_text(entry) for entry in entries[len(active) :]]
    messages = ["\n".join(head), *active, *catalogue.foreign, *retired]
    return ("\n\n".join(messages) + "\n").encode()


def compiled(text: str) -> bytes:
    """Give a catalogue as the MO file of gettext; what is fuzzy or empty is left out."""
    return polib.pofile(text).to_binary()


def _messages(fields: Sequence[str], path: Path) -> Iterable[polib.POEntry]:
    try:
        return polib.pofile(_Lines("\n".join(fields)), encoding="utf-8", klass=_Messages)
    except OSError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CatalogueBroken(path, int(line[1]) if line else 0, "this is no PO") from error


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.state is State.RETIRED))


def _is_header(block: Block, message: polib.POEntry) -> bool:
    return not message.msgid and block.is_plain and not block.retired


def _header(heads: Sequence[tuple[Block, polib.POEntry]]) -> tuple[headers.Header, list[str]]:
    """Read the fields; what is no field joins the comments."""
    fields: list[tuple[str, str]] = []
    comment: list[str] = []
    for block, message in heads:
        comment += block.notes + block.extracted
        for line in message.msgstr.split("\n"):
            name, colon, value = line.partition(":")
            if colon:
                fields.append((name.strip(), value.strip()))
            elif line.strip():
                comment.append(line)
    return headers.arrange(fields), comment


def _check_language(
    found: str, expected: str, path: Path, heads: Sequence[tuple[Block, polib.POEntry]]
) -> None:
    if found and not headers.is_same_language(found, expected):
        message = f"the header says that this is a catalogue in {found}, not in {expected}"
        raise CatalogueBroken(path, heads[0][0].line, message)


def _entry(block: Block, message: polib.POEntry, lost: Fuzzy | None) -> Entry:
    """Read a message; `lost` is what was fuzzy if the flags have been stripped since."""
    found, note = marks.take(unwrapped(block.notes, marks.is_cut))
    source, target = message.msgid, message.msgstr.strip("\r\n")
    if target.isspace():
        target = ""
    fuzzy = "fuzzy" in block.flags and bool(target)
    previous = (message.previous_msgid or None) if fuzzy else None
    known = lost.suggestions.get(source) if lost else None
    if known and target in {"", known.target}:
        target, previous, fuzzy = known.target, known.previous, True
    seal = marks.seal(source, target) if target and found else ""
    mark = next((one for one in found if one.seal == seal), None)
    # Several programs drop the flags of retired messages, and nobody approves these.
    approved = target and not fuzzy and not lost and not block.retired
    if approved or (mark and previous is not None and not mark.is_match):
        mark = None
    similar, note = marks.take_similar(note)
    own = tuple(filter(terms.is_ours, terms.unwrapped(block.extracted)))
    kinds, others = _kinds(block.extracted)
    is_match = bool(mark and mark.is_match)
    state = _state(target, fuzzy=fuzzy, is_draft=mark is not None and not is_match)
    return Entry(
        source,
        target,
        State.RETIRED if block.retired else state,
        () if block.retired else tuple(map(_place, block.references)),
        () if block.retired else kinds,
        previous,
        (*note, *others),
        tuple(flag for flag in dict.fromkeys(block.flags) if flag != "fuzzy"),
        block.retired and state in _FUZZY,
        mark.origin if mark else "",
        mark.confidence if mark else None,
        mark.warnings if mark else (),
        mark.errors if mark else (),
        () if block.retired else own,
        is_match,
        similar if mark or not target else (),
        block.target,
    )


def _state(target: str, *, fuzzy: bool, is_draft: bool) -> State:
    if not target:
        return State.EMPTY
    if is_draft:
        return State.DRAFT
    return State.SUGGESTED if fuzzy else State.REVIEWED


def _kinds(extracted: Sequence[str]) -> tuple[tuple[Kind, ...], list[str]]:
    """Read our line of kinds; a `#.` line that is not ours would be lost, so it joins the note."""
    kinds: list[Kind] = []
    others: list[str] = []
    for line in terms.unwrapped(extracted):
        names = line.split(", ")
        if _KINDS.issuperset(names):
            kinds += map(Kind, names)
        elif line and not terms.is_ours(line):
            others.append(line)
    return tuple(dict.fromkeys(kinds)), others


def _place(reference: str) -> Place:
    path, _, line = reference.rpartition(":")
    if not path or not line.isdecimal():
        path, line = reference, "0"
    return Place(unquote(path, errors="surrogateescape"), int(line))


def _reference(place: Place) -> str:
    path = _UNSAFE.sub(lambda sign: quote(sign[0], errors="surrogateescape"), place.path)
    return f"{path}:{place.line}" if place.line else path


# An editor saves a whole catalogue for each text that changes in it.
@lru_cache(maxsize=1 << 12)
def _text(entry: Entry) -> str:
    retired = entry.state is State.RETIRED
    dead = "#~" if retired else ""
    mark = marks.line(entry)
    ours = [*([mark] if mark else []), *marks.similar_lines(entry)]
    lines = [_remark(comment) for comment in (*ours, *entry.note)]
    if entry.kinds:
        lines.append("#. " + ", ".join(entry.kinds))
    lines += [_remark(comment, "#.") for comment in entry.terms]
    lines += [f"#: {_reference(place)}" for place in entry.places]
    # Gettext's tools drop retired messages without a translation, comments and all.
    target = entry.target or _NOTHING * retired
    is_fuzzy = target == _NOTHING or entry.state in _FUZZY or entry.fuzzy
    flags = ["fuzzy"] * is_fuzzy + list(entry.flags)
    if flags:
        lines.append("#, " + ", ".join(flags))
    if entry.previous is not None:
        lines += _field("msgid", entry.previous, "#~| " if retired else "#| ")
    lines += _field("msgid", entry.source, dead and "#~ ")
    lines += _field("msgstr", target, dead and "#~ ")
    return "\n".join(lines)


def _remark(comment: str, start: str = "#") -> str:
    # To gettext a backslash at the end of any line, comments too, takes in the next line, be it
    # the fuzzy flag. Blanks behind it do not help, for Poedit and OmegaT cut them off.
    if comment.rstrip().endswith("\\"):
        comment = f"{comment.rstrip()}\u200b"
    return f"{start} {comment}" if comment else start


def _field(name: str, text: str, start: str = "") -> Iterator[str]:
    """Write a field on one line, or as gettext does: a line for each line of its text."""
    parts = [polib.escape(part).replace("\a", r"\a") for part in re.split(r"(?<=\n)(?!\Z)", text)]
    if len(parts) > 1:
        parts.insert(0, "")
    yield f'{start}{name} "{parts[0]}"'
    for part in parts[1:]:
        yield f'{start}"{part}"'
