"""Word's documents: the paragraphs with text of a package, found in order, and put back."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.articles.office import elements, parts, zipped
from pipeline.articles.office.elements import Element
from pipeline.articles.office.paragraphs import Paragraph
from pipeline.articles.office.parts import Document, Place, Rules, Style, styled
from pipeline.articles.office.word_pieces import Reader, is_fixed, writing
from pipeline.articles.office.word_relations import Relation, relations
from pipeline.articles.office.zipped import Package
from pipeline.errors import ArticleError
from pipeline.model import Kind, Remark

# In this order people read them.
_PARTS = ("footnotes", "endnotes", "header", "footer")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CHANGES = frozenset(
    f"w:{name}"
    for name in "ins del moveFrom moveTo cellIns cellDel cellMerge".split()
)  # fmt: skip
# Of what lies around paragraphs only the properties of controls are looked at.
_RULES = Rules(
    frozenset({"w:p"}),
    is_change=lambda element: element.name in _CHANGES,
    is_left=lambda element: element.name == "w:sdt" and is_fixed(element),
    noticed=frozenset({"w:sdtPr"}),
    copies="mc:Fallback",
)
_TOP = frozenset({"w:document", "w:body", "w:sdt", "w:sdtContent"})
_SAVE = "Save it as .docx in Word"
_STAYING = {
    "chart": "the words of charts stay English",
    "diagramData": "the words of diagrams (SmartArt) stay English",
    "aFChunk": "text that comes from another file (altChunk) stays English",
}


def read(data: bytes, path: Path) -> Document:
    """Find the paragraphs with text. Raises ArticleError where nobody has decided what that is."""
    package = zipped.opened(data, path)
    main = _main(package)
    related = relations(package, main)
    others = [
        each.target
        for kind in _PARTS
        for each in related
        if each.kind == kind and not each.is_external
    ]
    texts = zipped.parts(package, list(dict.fromkeys([main, *others])))
    styles = _styles(package, [each.target for each in related if each.kind == "styles"])
    places: list[tuple[Place, ...]] = []
    for name, part in texts.items():
        places += _paragraphs(package, name, part, styles, len(places))
    return Document(package, texts, tuple(places), _remarks(package, related))


def write(document: Document, texts: Mapping[int, str | None], language: str) -> bytes:
    """Write other texts in some places, by number; None takes a paragraph out, or its words."""
    changed = parts.changed_parts(document, texts)
    return zipped.replaced(
        document.package,
        {
            name: parts.put(document.parts[name], those, writing(language))
            for name, those in changed.items()
        },
    )


def _main(package: Package) -> str:
    """Name the part that holds the document, and refuse what is no plain Word document."""
    path = package.path
    types = zipped.parts(package, ["[Content_Types].xml"]).popitem()[1]
    kinds = {
        each.get("PartName", "").lstrip("/").casefold(): each.get("ContentType", "")
        for name, each in elements.listed(types, path, "[Content_Types].xml")
        if name == "ct:Override"
    }
    found = next((r for r in relations(package, "") if r.kind == "officeDocument"), None)
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


def _styles(package: Package, names: Sequence[str]) -> Mapping[str, Style]:
    found: dict[str, Style] = {}
    for name in filter(package.has, names):
        top = elements.tree(zipped.parts(package, [name])[name], package.path, name)
        for style in top.children:
            properties = style.find("w:pPr")
            found[style.attributes.get("w:styleId", "")] = Style(
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


def _paragraphs(
    package: Package, name: str, data: bytes, styles: Mapping[str, Style], before: int
) -> Iterator[tuple[Place, ...]]:
    links = {each.id: each.target for each in relations(package, name) if each.is_external}
    reader = Reader(data, links, {key: style.name for key, style in styles.items()})

    def read(element: Element, around: tuple[str, ...]) -> Paragraph | None:
        kind = _kind(element, around, styles)
        return reader.read(element, kind=kind, is_removable=around[-1] == "w:body")

    return parts.paragraphs(package, name, data, _RULES, read, before)


def _kind(element: Element, around: tuple[str, ...], styles: Mapping[str, Style]) -> Kind | None:
    properties = element.find("w:pPr")
    if properties:
        said = styled(_value(properties, "w:pStyle"), _value(properties, "w:outlineLvl"), styles)
        if said:
            return said
        if properties.find("w:numPr"):
            return Kind.BODY
    return None if _TOP.issuperset(around) else Kind.BODY
