"""OpenDocument texts: the paragraphs with text of a package, found in order, and put back."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.articles.office import elements, odf_styles, parts, zipped
from pipeline.articles.office.elements import Element
from pipeline.articles.office.odf_pieces import Reader, written
from pipeline.articles.office.odf_styles import Styles, from_one
from pipeline.articles.office.paragraphs import Paragraph
from pipeline.articles.office.parts import Document, Place, Rules, styled
from pipeline.articles.office.zipped import Package
from pipeline.errors import ArticleError
from pipeline.model import Kind, Remark

_MANIFEST, _CONTENT, _STYLES = "META-INF/manifest.xml", "content.xml", "styles.xml"
_KIND = "application/vnd.oasis.opendocument."
_NAMES = frozenset({"text:p", "text:h"})
_TOP = frozenset({"office:document-content", "office:body", "office:text", "text:section"})
_INDEXES = frozenset(
    f"text:{name}"
    for name in (
        "table-of-content illustration-index table-index object-index user-index "
        "alphabetical-index bibliography"
    ).split()
)
_LEFT = _INDEXES | {"office:annotation", "text:tracked-changes", "table:covered-table-cell"}
_MARKS = frozenset({"text:change", "text:change-start", "text:change-end"})
# LibreOffice writes these of libraries with nothing in them.
_NO_MACROS = ("/", "/script-lc.xml", "/script-lb.xml", "/dialog-lc.xml", "/dialog-lb.xml")
_SAVE = "Save it as .odt in LibreOffice, without them"


def read(data: bytes, path: Path) -> Document:
    """Find the paragraphs with text. Raises ArticleError where nobody has decided what that is."""
    package = zipped.opened(data, path)
    remarks = _looked_at(package)
    texts = zipped.parts(package, [_CONTENT, *filter(package.has, [_STYLES])])
    known = {name: odf_styles.read(part, path, name) for name, part in texts.items()}
    common = [each for each in known.get(_STYLES, ()) if each.is_common]
    watch = _Watch()
    places: list[tuple[Place, ...]] = []
    for name, part in texts.items():
        styles = Styles([*common, *known[name]])
        places += _paragraphs(package, name, part, styles, watch, len(places))
    if watch.has_index:
        remarks.append("its table of contents stays English until it is updated in LibreOffice")
    return Document(package, texts, tuple(places), tuple(Remark(1, each) for each in remarks))


def write(document: Document, texts: Mapping[int, str | None], language: str) -> bytes:
    """Write other texts in some places, by number; None takes a paragraph out, or its words."""
    changed = parts.changed_parts(document, texts)
    told = odf_styles.in_language(document.parts, document.package.path, language)
    return zipped.replaced(
        document.package,
        {
            name: parts.put(data, changed.get(name, ()), written, told[name])
            for name, data in document.parts.items()
            if name in changed or told[name]
        },
    )


def _looked_at(package: Package) -> list[str]:
    """Refuse what is no plain OpenDocument text; tell what of it will not be translated."""
    path = package.path
    manifest = zipped.parts(package, [_MANIFEST])[_MANIFEST]
    entries = elements.listed(manifest, path, _MANIFEST)
    if any(name == "manifest:encryption-data" for name, _ in entries):
        raise ArticleError(path, "it is protected with a password", "Save it without one")
    kinds = {
        told.get("manifest:full-path", ""): told.get("manifest:media-type", "")
        for name, told in entries
        if name == "manifest:file-entry"
    }
    kind = kinds.get("/", "of no kind")
    if kind != f"{_KIND}text":
        hint = "Save it as .odt in LibreOffice"
        raise ArticleError(path, f"it is no OpenDocument text, but {kind}", hint)
    macros = [
        name
        for name in package.entries
        if name.startswith(("basic/", "scripts/")) and not name.endswith(_NO_MACROS)
    ]
    if macros:
        told = package.entries[macros[0]].info.filename
        reason = f"it holds macros ({told}), which its translations would too"
        raise ArticleError(path, reason, _SAVE)
    remarks = []
    if f"{_KIND}chart" in kinds.values():
        remarks.append("the words of charts stay English")
    if package.has("META-INF/documentsignatures.xml"):
        remarks.append("it is signed, and its translations will not be: sign them anew")
    return remarks


class _Watch:
    """Notices changes of which nobody has said yet whether they hold, and indexes.

    What the changes are stands at the beginning of a part, and marks where they are in its text.
    Those of formatting do not matter.
    """

    def __init__(self) -> None:
        self.has_index = False
        self._region = ""
        self._undecided: set[str] = set()

    def is_change(self, element: Element) -> bool:
        """Say whether what is undecided begins or ends here."""
        told = element.attributes
        self.has_index = self.has_index or element.name in _INDEXES
        if element.name == "text:changed-region":
            self._region = told.get("text:id") or told.get("xml:id", "")
        elif element.name in {"text:insertion", "text:deletion"}:
            self._undecided.add(self._region)
        return element.name in _MARKS and told.get("text:change-id", "") in self._undecided


def _paragraphs(
    package: Package, name: str, data: bytes, styles: Styles, watch: _Watch, before: int
) -> Iterator[tuple[Place, ...]]:
    reader = Reader(data, styles)

    def read(element: Element, around: tuple[str, ...]) -> Paragraph | None:
        kind = _kind(element, around, styles)
        is_removable = around[-1] in {"office:text", "text:section"}
        return reader.read(element, kind=kind, is_removable=is_removable)

    rules = Rules(_NAMES, watch.is_change, lambda element: element.name in _LEFT)
    return parts.paragraphs(package, name, data, rules, read, before)


def _kind(element: Element, around: tuple[str, ...], styles: Styles) -> Kind | None:
    told = element.attributes
    level = from_one(told.get("text:outline-level", "1")) if element.name == "text:h" else ""
    said = styled(told.get("text:style-name", ""), level, styles.paragraphs)
    return said or (None if _TOP.issuperset(around) else Kind.BODY)
