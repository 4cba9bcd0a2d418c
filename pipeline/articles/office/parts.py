"""The parts of word processors' files: their paragraphs found in order, and put back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline import tags
from pipeline.articles.flow import flow
from pipeline.articles.office import elements
from pipeline.articles.office.elements import Element
from pipeline.articles.office.paragraphs import MOST_TAGS, Crowded, Paragraph, shortened
from pipeline.articles.office.zipped import Package
from pipeline.errors import ArticleError
from pipeline.model import Article, Kind, Remark, Span

Write = Callable[[Paragraph, str, Callable[[Span], bytes]], bytes]
"""Writes the content of a paragraph with another text, where stretches of its part are by then."""


class Place(NamedTuple):
    """A paragraph, and the part in which it stands."""

    part: str
    paragraph: Paragraph


class Document(NamedTuple):
    """A package, its parts with text, and the places of each text: old programs have another."""

    package: Package
    parts: Mapping[str, bytes]
    places: tuple[tuple[Place, ...], ...]
    remarks: tuple[Remark, ...]

    def article(self, article_id: str) -> Article:
        """Make an article of it; a block's line is its number, since such files have no lines."""
        made = [places[0].paragraph.made for places in self.places]
        text, blocks = flow(each._replace(line=at) for at, each in enumerate(made, 1))
        path = self.package.path
        return Article(article_id, path, text, blocks, layout=self, remarks=self.remarks)

    @staticmethod
    def of(article: Article) -> "Document":
        """Give the document that an article was made of."""
        document = article.layout
        assert isinstance(document, Document)  # noqa: S101 - made by `article`
        return document


class Rules(NamedTuple):
    """What a format calls paragraphs, what else is looked at around them, and what is not read.

    `is_change` is asked of each element as it starts, whether it makes the text undecided;
    `is_left` when it is known as a whole, or as far as `noticed` ones go.
    """

    names: frozenset[str]
    is_change: Callable[[Element], bool]
    is_left: Callable[[Element], bool]
    noticed: frozenset[str] = frozenset()
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style is called, and what it says of headings: levels are counted from 0."""

    name: str
    based_on: str
    level: str


def styled(style: str, level: str, styles: Mapping[str, Style]) -> Kind | None:
    """Say what a paragraph is by its style, those that this one is based on, and its level."""
    for _ in range(10):
        known = styles.get(style)
        if known is None:
            break
        name = known.name.lower()
        if name in {"title", "heading 1"}:
            return Kind.HEADLINE
        if name == "subtitle" or name.startswith("heading "):
            return Kind.SUBHEADING
        if name == "caption":
            return Kind.CAPTION
        level = level or known.level
        style = known.based_on
    if not level.isdecimal() or len(level) > 1 or level == "9":
        return None
    return Kind.SUBHEADING if int(level) else Kind.HEADLINE


class _Found(NamedTuple):
    """An outermost paragraph with all that lies in it, and what lies around it."""

    element: Element
    around: tuple[str, ...]
    is_changed: bool


def paragraphs(
    package: Package,
    name: str,
    data: bytes,
    rules: Rules,
    read: Callable[[Element, tuple[str, ...]], Paragraph | None],
    before: int,
) -> Iterator[tuple[Place, ...]]:
    """Yield the paragraphs with text of a part, each with its copies for old programs.

    Raises ArticleError, with the paragraph's number behind those `before`, where nobody has
    decided what its text is, or has over 999 tags.
    """
    for found in _outermost(package, name, data, rules):
        groups: list[list[Place]] = []
        originals: dict[tuple[str, int], list[Place]] = {}
        for element, around in _within(found.element, found.around, rules):
            try:
                paragraph = read(element, around)
            except Crowded:
                told = f"paragraph {before + len(groups) + 1} has over {MOST_TAGS} tags"
                hint = "Part it, or clear its formatting"
                raise ArticleError(package.path, told, hint) from None
            if paragraph is None:
                continue
            key = (paragraph.made.text, len(paragraph.made.tags))
            is_copy = rules.copies in around
            if is_copy and key in originals:
                originals[key].append(Place(name, paragraph))
            else:
                groups.append([Place(name, paragraph)])
                if not is_copy:
                    originals[key] = groups[-1]
        if found.is_changed:
            first = groups[0][0].paragraph if groups else None
            raise ArticleError(
                package.path,
                f"{_named(before + 1, first)} has tracked changes, so that its text is not decided",
                "Accept or reject them all in Word (Review) or LibreOffice (Edit), and save it",
            )
        before += len(groups)
        yield from map(tuple, groups)


def _named(number: int, paragraph: Paragraph | None) -> str:
    told = shortened(tags.TAG.sub("", paragraph.made.text), 40) if paragraph else ""
    return f'paragraph {number} ("{told}")' if told else f"what stands at paragraph {number}"


def _outermost(package: Package, name: str, data: bytes, rules: Rules) -> list[_Found]:
    """Find the paragraphs of a part that lie in no other one."""
    found: list[_Found] = []
    around: list[Element] = []
    kept: list[Element] = []
    is_changed = False

    def start(element: Element) -> None:
        nonlocal is_changed
        is_changed = rules.is_change(element) or is_changed
        if kept or element.name in rules.names or element.name in rules.noticed:
            if kept or element.name in rules.noticed:
                (kept or around)[-1].children.append(element)
            kept.append(element)
        else:
            around.append(element)

    def end(element: Element) -> None:
        nonlocal is_changed
        if not kept:
            around.pop()
            return
        kept.pop()
        if not kept and element.name in rules.names and not any(map(rules.is_left, around)):
            found.append(_Found(element, tuple(each.name for each in around), is_changed))
            is_changed = False

    elements.parse(data, package.path, name, start=start, end=end)
    if is_changed and found:
        found.append(found.pop()._replace(is_changed=True))
    return found


def _within(
    paragraph: Element, around: tuple[str, ...], rules: Rules
) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield a paragraph and those in it, in text boxes and notes, as they start."""
    waiting = [(paragraph, around)]
    while waiting:
        element, outside = waiting.pop()
        if element.name in rules.names:
            yield element, outside
        if not rules.is_left(element):
            inside = (*outside, element.name)
            waiting += [(each, inside) for each in reversed(element.children)]


def changed_parts(
    document: Document, texts: Mapping[int, str | None]
) -> Mapping[str, Sequence[tuple[Paragraph, str | None]]]:
    """Say which paragraphs of which parts get other texts, which are given by number."""
    changed: dict[str, list[tuple[Paragraph, str | None]]] = {}
    for at, text in texts.items():
        for part, paragraph in document.places[at]:
            changed.setdefault(part, []).append((paragraph, text))
    return changed


def put(
    data: bytes,
    changed: Iterable[tuple[Paragraph, str | None]],
    write: Write,
    others: Sequence[tuple[Span, bytes]] = (),
) -> bytes:
    """Write a part with other texts in some paragraphs, of which one may lie in another.

    None takes a paragraph out, or its words. `others` are put in places outside paragraphs.
    """
    edits: list[tuple[Span, bytes]] = []
    for paragraph, text in sorted(changed, key=lambda each: -each[0].whole.start):
        inner: list[tuple[Span, bytes]] = []
        while edits and edits[-1][0].end <= paragraph.whole.end:
            inner.append(edits.pop())

        def raw(span: Span, inner: Sequence[tuple[Span, bytes]] = inner) -> bytes:
            return _spliced(data, span, inner)

        if text is None and paragraph.is_removable:
            edits.append((paragraph.whole, b""))
        else:
            kept = paragraph.only_tags if text is None else text
            edits.append((paragraph.content, write(paragraph, kept, raw)))
    return _spliced(data, Span(0, len(data)), sorted([*edits, *others]))


def _spliced(data: bytes, span: Span, edits: Sequence[tuple[Span, bytes]]) -> bytes:
    parts: list[bytes] = []
    at = span.start
    for (start, end), made in edits:
        if span.start <= start and end <= span.end:
            parts += data[at:start], made
            at = end
    return b"".join([*parts, data[at : span.end]])
