"""Word's documents: the paragraphs with text of a package, found in order, and put back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline import tags
from pipeline.articles import elements, opc
from pipeline.articles.elements import Element
from pipeline.articles.opc import Package, Relation
from pipeline.articles.paragraphs import MOST_TAGS, Crowded, Paragraph, Reader, written
from pipeline.articles.pieces import is_fixed
from pipeline.errors import ArticleError
from pipeline.model import Kind, Remark, Span

# In this order people read them.
_PARTS = ("footnotes", "endnotes", "header", "footer")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CHANGES = frozenset(
    f"w:{name}"
    for name in "ins del moveFrom moveTo cellIns cellDel cellMerge".split()
)  # fmt: skip
_TOP = frozenset({"w:document", "w:body", "w:sdt", "w:sdtContent"})
_SAVE = "Save it as .docx in Word"
_LONG = 40
_STAYING = {
    "chart": "the words of charts stay English",
    "diagramData": "the words of diagrams (SmartArt) stay English",
    "aFChunk": "text that comes from another file (altChunk) stays English",
}


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


def read(data: bytes, path: Path) -> Document:
    """Find the paragraphs with text. Raises ArticleError where nobody has decided what that is."""
    package = opc.opened(data, path)
    main = _main(package)
    related = opc.relations(package, main)
    others = [
        each.target
        for kind in _PARTS
        for each in related
        if each.kind == kind and not each.is_external
    ]
    parts = opc.parts(package, list(dict.fromkeys([main, *others])))
    styles = _styles(package, [each.target for each in related if each.kind == "styles"])
    places: list[tuple[Place, ...]] = []
    for name, part in parts.items():
        places += _paragraphs(package, name, part, styles, len(places))
    return Document(package, parts, tuple(places), _remarks(package, related))


def write(document: Document, texts: Mapping[int, str | None], language: str) -> bytes:
    """Write other texts in some places, by number; None takes a paragraph out, or its words."""
    changed: dict[str, list[tuple[Paragraph, str | None]]] = {}
    for at, text in texts.items():
        for part, paragraph in document.places[at]:
            changed.setdefault(part, []).append((paragraph, text))
    return opc.replaced(
        document.package,
        {name: _put(document.parts[name], those, language) for name, those in changed.items()},
    )


def _main(package: Package) -> str:
    """Name the part that holds the document, and refuse what is no plain Word document."""
    path = package.path
    types = opc.parts(package, ["[Content_Types].xml"]).popitem()[1]
    kinds = {
        each.get("PartName", "").lstrip("/").casefold(): each.get("ContentType", "")
        for name, each in elements.listed(types, path, "[Content_Types].xml")
        if name == "ct:Override"
    }
    found = next((r for r in opc.relations(package, "") if r.kind == "officeDocument"), None)
    if found is None:
        raise ArticleError(path, "it is no Word file: it names no document", _SAVE)
    kind = kinds.get(found.target.casefold(), _MAIN)
    macros = [name for name in package.entries if name.endswith("vbaproject.bin")]
    if macros or "macroEnabled" in kind:
        told = f" ({package.entries[macros[0]].info.filename})" if macros else ""
        raise ArticleError(path, f"it holds macros{told}, which its translations would too", _SAVE)
    if kind != _MAIN:
        raise ArticleError(path, f"it is no Word document, but {kind}", _SAVE)
    return found.target


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style of paragraphs or characters is called, and what it says of headings."""

    name: str
    based_on: str
    level: str


def _styles(package: Package, names: Sequence[str]) -> Mapping[str, _Style]:
    found: dict[str, _Style] = {}
    for name in filter(package.has, names):
        top = elements.tree(opc.parts(package, [name])[name], package.path, name)
        for style in top.children:
            properties = style.find("w:pPr")
            found[style.attributes.get("w:styleId", "")] = _Style(
                _value(style, "w:name"),
                _value(style, "w:basedOn"),
                _value(properties, "w:outlineLvl") if properties else "",
            )
    return found


def _value(element: Element, name: str) -> str:
    child = element.find(name)
    return child.attributes.get("w:val", "") if child else ""


def _remarks(package: Package, related: Sequence[Relation]) -> tuple[Remark, ...]:
    kinds = dict.fromkeys(each.kind for each in related)
    told = [_STAYING[kind] for kind in kinds if kind in _STAYING]
    if any(name.startswith("_xmlsignatures/") for name in package.entries):
        told.append("it is signed, and its translations will not be: sign them anew")
    return tuple(Remark(1, each) for each in told)


class _Found(NamedTuple):
    """An outermost paragraph with all that lies in it, and what lies around it."""

    element: Element
    around: tuple[str, ...]
    is_changed: bool


def _paragraphs(
    package: Package, name: str, data: bytes, styles: Mapping[str, _Style], before: int
) -> Iterator[tuple[Place, ...]]:
    """Yield the paragraphs with text of a part, each with its copies for old programs."""
    links = {each.id: each.target for each in opc.relations(package, name) if each.is_external}
    reader = Reader(data, links, {key: style.name for key, style in styles.items()})
    for found in _outermost(package, name, data):
        groups: list[list[Place]] = []
        originals: dict[tuple[str, int], list[Place]] = {}
        for element, around in _within(found.element, found.around):
            kind = _kind(element, around, styles)
            try:
                paragraph = reader.read(element, kind=kind, is_removable=around[-1] == "w:body")
            except Crowded:
                told = f"paragraph {before + len(groups) + 1} has over {MOST_TAGS} tags"
                hint = "Part it, or clear its formatting"
                raise ArticleError(package.path, told, hint) from None
            if paragraph is None:
                continue
            key = (paragraph.made.text, len(paragraph.made.tags))
            is_copy = "mc:Fallback" in around
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
    text = tags.TAG.sub("", paragraph.made.text) if paragraph else ""
    told = text if len(text) <= _LONG else text[: _LONG - 1] + "…"
    return f'paragraph {number} ("{told}")' if text else f"what stands at paragraph {number}"


def _outermost(package: Package, name: str, data: bytes) -> list[_Found]:
    """Find the paragraphs of a part that lie in no other one."""
    found: list[_Found] = []
    around: list[Element] = []
    kept: list[Element] = []
    is_changed = False

    def start(element: Element) -> None:
        nonlocal is_changed
        is_changed = is_changed or element.name in _CHANGES
        # Of what lies around paragraphs only the properties of controls are looked at.
        if kept or element.name in {"w:p", "w:sdtPr"}:
            if kept or element.name == "w:sdtPr":
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
        if not kept and element.name == "w:p" and not any(map(is_fixed, around)):
            found.append(_Found(element, tuple(each.name for each in around), is_changed))
            is_changed = False

    elements.parse(data, package.path, name, start=start, end=end)
    if is_changed and found:
        found.append(found.pop()._replace(is_changed=True))
    return found


def _within(
    paragraph: Element, around: tuple[str, ...]
) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield a paragraph and those in it, in text boxes, as they start."""
    waiting = [(paragraph, around)]
    while waiting:
        element, outside = waiting.pop()
        if element.name == "w:p":
            yield element, outside
        inside = (*outside, element.name)
        if element.name != "w:sdt" or not is_fixed(element):
            waiting += [(each, inside) for each in reversed(element.children)]


def _kind(element: Element, around: tuple[str, ...], styles: Mapping[str, _Style]) -> Kind | None:
    properties = element.find("w:pPr")
    if properties:
        said = _styled(_value(properties, "w:pStyle"), _value(properties, "w:outlineLvl"), styles)
        if said:
            return said
        if properties.find("w:numPr"):
            return Kind.BODY
    return None if _TOP.issuperset(around) else Kind.BODY


def _styled(style: str, level: str, styles: Mapping[str, _Style]) -> Kind | None:
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
    if not level.isdecimal() or int(level) > 8:
        return None
    return Kind.SUBHEADING if int(level) else Kind.HEADLINE


def _put(data: bytes, changed: Sequence[tuple[Paragraph, str | None]], language: str) -> bytes:
    """Write a part with other texts in some paragraphs, of which one may lie in another."""
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
            edits.append((paragraph.content, written(paragraph, kept, language, raw)))
    edits.reverse()
    return _spliced(data, Span(0, len(data)), edits)


def _spliced(data: bytes, span: Span, edits: Sequence[tuple[Span, bytes]]) -> bytes:
    parts: list[bytes] = []
    at = span.start
    for (start, end), made in edits:
        if span.start <= start and end <= span.end:
            parts += data[at:start], made
            at = end
    return b"".join([*parts, data[at : span.end]])
