"""Which text stands for a segment in an exported article, and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline import tags
from pipeline.articles import lines
from pipeline.articles.plain import joined
from pipeline.catalogues import is_left_out, is_skipped
from pipeline.export.stitch import source, texts
from pipeline.model import Article, Entry, Kind, Segment, State


@dataclass(frozen=True, slots=True)
class Policy:
    """What an exported article may hold."""

    allow_drafts: bool = False
    """Take drafts, and the source where there is none, instead of refusing."""

    untranslated_source: bool = False
    """Keep the source where there is no translation, instead of refusing."""

    not_translated: frozenset[Kind] = frozenset()
    """Kinds that stay English without being missed."""

    not_exported: frozenset[Kind] = frozenset()
    """Kinds that are taken out."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A segment that keeps an article from being exported, and why."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Exported:
    """An article in another language, and what is not fit for publication in it.

    `blocks` are the texts of its blocks, None for one that is taken out, and `text` is all of it:
    of plain text the file, else its flow.
    """

    text: str
    unfit: tuple[Unfit, ...]
    blocks: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands for one segment: `text` (None: it is taken out), and a reason against it."""

    text: str | None
    reason: str = ""


def export(
    article: Article,
    segments: Sequence[Segment],
    entries: Mapping[str, Entry],
    policy: Policy,
) -> Exported:
    """Put an article together from the texts of its catalogue.

    `entries` are the catalogue's, by source text. A segment without an entry stays as it is. A
    text whose tags are not those of its segment never stands in a file, for none could be made with
    it: what is reviewed is unfit then, anything else gives way to the source in a draft.
    """
    unfit: list[Unfit] = []
    ending = newline(article.text)
    line = lines.of(article)

    def replace(segment: Segment) -> str | None:
        entry = entries.get(segment.text)
        choice = choose(entry, policy)
        wrong = trouble(article, segment, choice.text or "")
        is_waiting = policy.allow_drafts and entry is not None and entry.state is not State.REVIEWED
        if reason := ("" if is_waiting else wrong) or choice.reason:
            unfit.append(Unfit(line(segment.span.start), reason, segment.text))
        if choice.text == "" or wrong:
            return source(article, segment)
        return None if choice.text is None else _placed(choice.text, segment, ending)

    made = tuple(texts(article, segments, replace))
    return Exported(joined(article, made), tuple(unfit), made)


def trouble(article: Article, segment: Segment, text: str) -> str:
    """Say what is wrong with the tags of a translation, so that no file could be made with it."""
    if not text or article.layout is None:
        return ""
    found = next(tags.troubles(segment.text, text), None)
    return f"in its translation {found.message}" if found else ""


def _placed(text: str, segment: Segment, ending: str) -> str:
    """Fit a translation into its block: the line ends of the article, the numbers of its tags."""
    text = text.replace("\n", ending)
    if not segment.tags:
        return text
    return tags.renumbered(text, {at: tag.number for at, tag in enumerate(segment.tags, 1)})


def choose(entry: Entry | None, policy: Policy) -> Choice:
    """Choose what stands for a segment with this entry; the empty text is the source."""
    if entry is None:
        return Choice("")
    if entry.kinds and policy.not_exported.issuperset(entry.kinds):
        return Choice(None)
    if entry.state is State.REVIEWED and not is_skipped(entry):
        return Choice(entry.target)
    if is_left_out(entry, policy.not_translated):
        return Choice("")
    if entry.state is State.EMPTY:
        fine = policy.untranslated_source or policy.allow_drafts
        return Choice("", "" if fine else "not translated")
    return Choice(entry.target, "" if policy.allow_drafts else _doubt(entry))


def _doubt(entry: Entry) -> str:
    if entry.state is State.DRAFT:
        return "a machine draft that nobody has reviewed"
    if entry.is_match:
        return "a match of the memory that nobody has reviewed"
    if entry.previous is not None:
        return "the sentence has changed since it was translated"
    return "marked fuzzy"


def newline(text: str) -> str:
    """Say which line end a text uses first; a line feed if it has none."""
    for at, character in enumerate(text):
        if character == "\n":
            return "\n"
        if character == "\r":
            return "\r\n" if text[at + 1 : at + 2] == "\n" else "\r"
    return "\n"
