"""An article as its readers will see it, with drafts and English where nobody has reviewed yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline import articles
from pipeline.catalogues import is_left_out
from pipeline.errors import ArticleError
from pipeline.export import seen, stitch
from pipeline.export.choose import Exported, Policy, Unfit, choose, export, trouble
from pipeline.languages import Language
from pipeline.model import Article, Entry, Kind, Segment, State, Tag
from pipeline.workflow import exporting

if TYPE_CHECKING:
    from pipeline.review.desk import Desk
    from pipeline.review.opened import Opened


class Standing(StrEnum):
    """How fit a sentence is to be published: reviewed, or wanted in English."""

    FIT = "fit"
    DRAFT = "draft"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What readers see of a segment, once more as HTML, and the HTML of what stands `before` it."""

    text: str
    html: str
    kind: Kind
    standing: Standing
    before: str = ""
    is_english: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that stand together; `kind` is that of the first. What is no English is one.

    `after` is the HTML of what stands behind the last one.
    """

    kind: Kind
    sentences: tuple[Sentence, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """An article in a language. `unfit` is what keeps any file of it from being made."""

    article: str
    language: Language
    passages: tuple[Passage, ...]
    unfit: tuple[Unfit, ...]

    def count(self, standing: Standing) -> int:
        """Count the sentences that are so far."""
        return sum(
            each.standing is standing for passage in self.passages for each in passage.sentences
        )

    @property
    def is_fit(self) -> bool:
        """Say whether all of it is reviewed."""
        return not self.unfit and not self.count(Standing.DRAFT) + self.count(Standing.ENGLISH)


@dataclass(frozen=True, slots=True)
class Download:
    """A file for readers, in the article's own format."""

    name: str
    data: bytes


def preview(desk: "Desk", article: str, language: str) -> Preview:
    """Lay an article out for readers.

    Raises UsageError for an article or a language that the project has not, and whatever
    reading the article or its catalogue raises.
    """
    opened = desk.shelf.open(article, language)
    policy = exporting.policy(desk.project, allow_drafts=True)
    entries = exporting.entries_by_source(opened.merged)
    made = _export(opened, entries, policy)
    passages = tuple(_passages(opened, entries, policy))
    return Preview(article, opened.language, passages, made.unfit)


def download(desk: "Desk", article: str, language: str) -> Download:
    """Make the file that `pipeline export` would write; its name says so if it holds drafts.

    Raises ArticleError where no file can be made, and what `preview` raises.
    """
    opened = desk.shelf.open(article, language)
    entries = exporting.entries_by_source(opened.merged)
    made = _export(opened, entries, exporting.policy(desk.project))
    is_draft = bool(made.unfit)
    if is_draft:
        made = _export(opened, entries, exporting.policy(desk.project, allow_drafts=True))
    if made.unfit:
        first = made.unfit[0]
        place = f"{desk.project.shown(opened.text.source.path)}:{first.line}"
        raise ArticleError(place, f"{first.reason}: {first.text}", "Correct this translation first")
    name = PurePosixPath(desk.project.name(opened.text.source).name)
    parts = (name.stem, language, *["draft"] * is_draft)
    data = articles.write(opened.text.article, made.blocks, language)
    return Download(".".join(parts) + name.suffix, data)


def _export(opened: "Opened", entries: Mapping[str, Entry], policy: Policy) -> Exported:
    return export(opened.text.article, opened.text.segments, entries, policy)


def _passages(opened: "Opened", entries: Mapping[str, Entry], policy: Policy) -> Iterator[Passage]:
    article, segments = opened.text.article, opened.text.segments
    for block, inside in stitch.paragraphs(article, segments):
        known = {tag.number: tag for tag in block.tags}
        if not inside:
            shown = _seen(article.text[slice(*block.span)], known)
            if shown[0].strip():
                yield Passage(Kind.BODY, (Sentence(*shown, Kind.BODY, Standing.FIT),))
            continue
        sentences: list[Sentence] = []
        before, *gaps = seen.htmls(stitch.gaps(article, block, inside), known)
        for segment, gap in zip(inside, gaps, strict=True):
            entry = entries.get(segment.text)
            found = tuple(_sentence(article, segment, before, entry, policy))
            sentences += found
            before = gap if found else before + gap
        if sentences:
            yield Passage(sentences[0].kind, tuple(sentences), before)


def _sentence(
    article: Article, segment: Segment, before: str, entry: Entry | None, policy: Policy
) -> Iterator[Sentence]:
    """Give what stands for a segment; nothing where it is taken out."""
    text = choose(entry, policy).text
    if text is None:
        return
    if trouble(article, segment, text):
        text = ""
    standing = Standing.FIT
    if not text and entry and not is_left_out(entry, policy.not_translated):
        standing = Standing.ENGLISH
    elif text and entry and entry.state is not State.REVIEWED:
        standing = Standing.DRAFT
    # In the article's own text, tags have the numbers that they have in their paragraph.
    known = dict(enumerate(segment.tags, 1)) if text else {tag.number: tag for tag in segment.tags}
    shown = _seen(text or stitch.source(article, segment), known)
    yield Sentence(*shown, segment.kind, standing, before, is_english=not text)


def _seen(text: str, known: Mapping[int, Tag]) -> tuple[str, str]:
    return seen.plain(text, known), seen.html(text, known)
