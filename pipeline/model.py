"""The nouns that travel between rooms: frozen values, no behaviour beyond what they are.

Offsets count code points of `Article.text` and are half-open. This file imports nothing of
the package, so that every room may import it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of an article's text: `text[start:end]`."""

    start: int
    end: int


class Kind(StrEnum):
    """What a segment is in its article. The values stand in `#.` comments and settings."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED = "related"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Tag:
    """Mark-up in a block's text: `<number>…</number>`, or `<number/>` if `closing` is None.

    `opening` and `closing` are what stands in the file. `note` tells a translator what it is
    (`link to https://…`). `shown` is what a reader sees in the place of a stand-alone one: words,
    a line break, or nothing, as for the mark of a footnote.
    """

    number: int
    opening: str
    closing: str | None = None
    note: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence crosses: a paragraph, or a line of its own.

    `kind` is what its format says of it, None where it says nothing. `tags` are those in it, by
    number from 1. `line` is where it starts in a file whose lines the flow does not have, else 0.
    """

    span: Span
    kind: Kind | None = None
    tags: tuple[Tag, ...] = ()
    line: int = 0


class Remark(NamedTuple):
    """Something about an article that its writer may want to look at, and the line it is on."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One English text as it was read, with all that its format needs to write it again.

    `id` names the article everywhere: its path below the articles folder with `/` between
    parts and without a `.txt` ending (`world/floods`, but `world/floods.md`). Of plain text,
    `text.encode(encoding)`, after the BOM, is the file, line ends and all. Of any other format
    `text` is the flow: the texts of its blocks, mark-up as tags, with nothing between them but
    white space; `layout` is for the format's writer, and for nobody else.
    """

    id: str
    path: Path
    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    bom: bool = False
    layout: object | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """What a translator sees as one unit: a sentence, or a line that is none.

    `text` is the article's text at `span` with each run of white space that holds a line
    break as one space. It is never empty, and never starts or ends with white space. Tags in it
    are numbered from 1, whatever their numbers in the block; `tags` are the block's, in the order
    of these numbers.
    """

    text: str
    span: Span
    kind: Kind
    tags: tuple[Tag, ...] = ()


class State(StrEnum):
    """How far an entry is.

    DRAFT is an untouched machine draft; SUGGESTED any other fuzzy text (a person's, an older
    translation, or a match of the memory); REVIEWED whatever is not fuzzy; RETIRED an entry
    whose sentence is gone.
    """

    EMPTY = "empty"
    DRAFT = "draft"
    SUGGESTED = "suggested"
    REVIEWED = "reviewed"
    RETIRED = "retired"


class Place(NamedTuple):
    """Where a segment starts, for people: a path as shown, and a line from 1."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A distinct segment text with its translation, as a catalogue holds it.

    `note` is what people wrote as comments, line by line, never ours. `flags` are gettext
    flags other than `fuzzy`. `fuzzy` matters for RETIRED entries only, whose state hides it.
    `origin` and `confidence` come from the draft mark and are empty once a person has taken
    over; `warnings` are the reasons why a draft deserves doubt or why there is none, `errors`
    what checks have found wrong with it. `terms` tells of the tags in the source, and of the
    glossary's terms. With `is_match` the text, its origin and its confidence come from the
    memory, and no person has touched it; `similar` shows what else the memory has, a line each.
    `line` is where the translation stands in the file that was read, 0 if in none; two entries
    are the same wherever they stand.
    """

    source: str
    target: str = ""
    state: State = State.EMPTY
    places: tuple[Place, ...] = ()
    kinds: tuple[Kind, ...] = ()
    previous: str | None = None
    note: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    fuzzy: bool = False
    origin: str = ""
    confidence: float | None = None
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    is_match: bool = False
    similar: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One article's entries in one language, as a PO file holds them.

    `entries` are active ones in the order of their first place, then retired ones; no source
    stands twice. `header` are the fields of the PO header in order, `header_comment` the
    comment lines above it. `foreign` is PO text that is not ours (contexts, plurals, comments
    at the end of the file), kept as it stood. `fingerprint` names the bytes that were read
    and is empty for a new catalogue; `wrapped` says that long lines were broken in them, as
    gettext's tools do by default, `stripped` that some program had dropped their fuzzy flags.
    """

    article: str
    language: str
    entries: tuple[Entry, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    header_comment: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    fingerprint: str = ""
    wrapped: bool = False
    stripped: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary as one language has it; with `span`, where it stands in a text.

    `targets` are the forms that it may have, the preferred one first, `forbidden` those that it
    may not. With `keep` it stays as it is in English, which `targets` then say, too.
    """

    source: str
    targets: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    keep: bool = False
    case_sensitive: bool = False
    note: str = ""
    span: Span = Span(0, 0)  # noqa: RUF009 -- a tuple, which nobody can change


SET_PHRASE = "set phrase"
"""The origin of drafts that come from a language file, whatever the package."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine's translation of one segment, as the engine returned it.

    `text` is empty where nothing usable came; `warnings` then says why. `confidence` is a
    rank between 0 and 1 (the length-normalised probability of the output), no promise.
    `origin` names the packages and their versions (`en_vi 0.2`).
    """

    text: str
    confidence: float | None
    origin: str
    warnings: tuple[str, ...] = ()


class Severity(StrEnum):
    """How much a finding matters: errors are wrong, warnings may be, notes are for taste."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a translation that a person should look at.

    `check` is the permanent name of the check that found it, `message` one line. `span` is the
    stretch of the translation that it is about, `source_span` that of the source; None where it
    is about all of it.
    """

    check: str
    severity: Severity
    message: str
    span: Span | None = None
    source_span: Span | None = None
