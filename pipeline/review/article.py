"""An article as a person reviews it: in its own flow, each segment with what is known of it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.catalogues import dismissals, is_left_out, tagged
from pipeline.export import stitch
from pipeline.export.seen import plain
from pipeline.languages import Language
from pipeline.model import Entry, Finding, Kind, State
from pipeline.review import looking
from pipeline.review.looking import Seen
from pipeline.workflow.exporting import entries_by_source
from pipeline.workflow.looked import looked_at

if TYPE_CHECKING:
    from pipeline.review.desk import Desk
    from pipeline.review.opened import Opened


@dataclass(frozen=True, slots=True)
class Line:
    """A segment of an article with its translation.

    `key` names its entry in addresses; a text that stands twice is one entry, so `is_repeat` says
    that it stood further up already. `number` counts the article's segments from 1. `expected`
    is the fingerprint that a save brings back. `findings` are those that nobody has dismissed,
    the gravest first, `dismissed` the others with their reasons. `is_low` says that a draft's
    confidence is below what the project trusts.
    """

    key: str
    number: int
    kind: Kind
    entry: Entry
    expected: str
    findings: tuple[Finding, ...] = ()
    dismissed: tuple[tuple[Finding, str], ...] = ()
    is_left_out: bool = False
    is_low: bool = False
    is_repeat: bool = False

    @property
    def tags(self) -> tuple[str, ...]:
        """What the tags of the sentence stand for, as translators are told."""
        return tuple(filter(tagged.is_ours, self.entry.terms))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together in the article; `kind` is that of the first one.

    What stays as it is in every language has no lines, only its `text`.
    """

    kind: Kind
    lines: tuple[Line, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An article in one language.

    With `is_new` there is no catalogue yet: only a run makes it, and until then nothing can be
    saved. `retired` are translations whose sentence is gone.
    """

    article: str
    language: Language
    paragraphs: tuple[Paragraph, ...]
    retired: tuple[Entry, ...] = ()
    is_new: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All segments in order."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph.lines)


def read(desk: "Desk", article: str, language: str) -> Page:
    """Lay an article out, sentences that no run has seen yet as empty ones among the others.

    Raises UsageError for an article or a language that the project has not, and whatever
    reading the article, its catalogue or the glossary raises.
    """
    opened = desk.shelf.open(article, language)
    entries = looked_at(desk.project, opened.merged)
    found = looking.look(desk.project, desk.known, entries, opened.language)
    seen = {entry.source: each for entry, each in zip(entries, found, strict=True)}
    return Page(
        article,
        opened.language,
        tuple(_paragraphs(desk, opened, seen)),
        tuple(entry for entry in opened.merged.entries if entry.state is State.RETIRED),
        is_new=not opened.catalogue.fingerprint,
    )


def line(desk: "Desk", opened: "Opened", entry: Entry, seen: Seen | None = None) -> Line:
    """Lay a single entry out, where it first stands in the article; asks the checks if need be."""
    sources = [segment.text for segment in opened.text.segments]
    number = sources.index(entry.source) + 1 if entry.source in sources else 0
    seen = _seen(desk, opened, entry) if seen is None else seen
    kind = entry.kinds[0] if entry.kinds else Kind.BODY
    return _line(desk, entry, number, kind, seen, is_repeat=False)


def expected(entry: Entry) -> str:
    """Name all of an entry that a person has before her when she changes it.

    Dismissals are not part of it, for they end by themselves when a text changes.
    """
    facts = (entry.source, entry.target, entry.state.value, entry.previous, remarks(entry))
    return hashlib.blake2b(repr(facts).encode(), digest_size=8).hexdigest()


def remarks(entry: Entry) -> tuple[str, ...]:
    """Give what people wrote as comments, but for dismissals."""
    return tuple(each for each in entry.note if not dismissals.is_one(each))


def key(source: str) -> str:
    """Name a sentence in addresses."""
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _seen(desk: "Desk", opened: "Opened", entry: Entry) -> Seen:
    only = looked_at(desk.project, replace(opened.catalogue, entries=(entry,)))
    return next(iter(looking.look(desk.project, desk.known, only, opened.language)), Seen())


def _paragraphs(desk: "Desk", opened: "Opened", seen: Mapping[str, Seen]) -> Iterator[Paragraph]:
    article, segments = opened.text.article, opened.text.segments
    entries = entries_by_source(opened.merged)
    number = 0
    before: set[str] = set()
    for block, inside in stitch.paragraphs(article, segments):
        if not inside:
            known = {tag.number: tag for tag in block.tags}
            text = plain(article.text[slice(*block.span)], known)
            if text.strip():
                yield Paragraph(Kind.BODY, (), text)
            continue
        lines = []
        for segment in inside:
            number += 1
            entry = entries[segment.text]
            found = seen.get(segment.text, Seen())
            is_repeat = segment.text in before
            before.add(segment.text)
            lines.append(_line(desk, entry, number, segment.kind, found, is_repeat=is_repeat))
        yield Paragraph(lines[0].kind, tuple(lines))


def _line(
    desk: "Desk",
    entry: Entry,
    number: int,
    kind: Kind,
    seen: Seen,
    *,
    is_repeat: bool,
) -> Line:
    settings = desk.project.settings.translation
    rank = entry.confidence if entry.state is State.DRAFT else None
    return Line(
        key(entry.source),
        number,
        kind,
        entry,
        expected(entry),
        seen.findings,
        seen.dismissed,
        is_left_out=is_left_out(entry, settings.leave_out),
        is_low=rank is not None and rank < settings.low_confidence,
        is_repeat=is_repeat,
    )
