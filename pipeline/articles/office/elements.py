"""XML with the places of its elements, for files in which only some of them are written anew.

Nothing outside the file is ever looked at. A DTD that is only named, as in files of old OpenOffice,
is not looked for; one that stands in the file is refused, and all entities but XML's own five.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

from pipeline.errors import ArticleError

DEEPEST = 256
"""How deep elements may lie in each other; people's files stay below 60."""

_TAG_END = re.compile(rb"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")

_OOXML = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
_SHORT = {
    "wordprocessingml/main": "w",
    "officeDocument/relationships": "r",
    "officeDocument/math": "m",
    "drawingml/wordprocessingDrawing": "wp",
    "package/relationships": "rel",
    "package/content-types": "ct",
    "markup-compatibility": "mc",
}
_SHORT_ODF = {"drawing": "draw", "xsl-fo-compatible": "fo", "svg-compatible": "svg"}
_OTHERS = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xlink": "xlink",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
_ODF = re.compile(r"urn:oasis:names:tc:opendocument:xmlns:([\w-]+):1\.0")
_YEAR = re.compile(r"/20\d\d(?=/|$)")


@dataclass(slots=True)
class Element:
    """An element, and where it stands in the file: `[start, end)`, its content `[inner, close)`.

    `name` has the usual prefix of its namespace, whichever the file has (`w:p`), and the whole
    namespace if it is none of ours. `text` is what stands in it before its first child, `tail` what
    stands behind it in its parent.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    text: str = ""
    tail: str = ""
    children: list["Element"] = field(default_factory=list)

    def find(self, name: str) -> "Element | None":
        """Give the first child of a name."""
        return next((each for each in self.children if each.name == name), None)

    def walk(self) -> Iterator["Element"]:
        """Yield the element and all within it, in the order of the file."""
        waiting = [self]
        while waiting:
            each = waiting.pop()
            yield each
            waiting += reversed(each.children)


def parse(
    data: bytes,
    path: Path,
    part: str,
    *,
    start: Callable[[Element], None],
    end: Callable[[Element], None],
) -> None:
    """Tell of each element where it starts (its `inner`, `close` and `end` unknown) and ends.

    Whoever listens puts children into their parents. Raises ArticleError where a part is no XML
    in UTF-8, or is XML that no program for people writes.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    listener = _Listener(parser, data, path, part, start, end)
    parser.buffer_text = True
    parser.XmlDeclHandler = listener.on_declaration
    parser.StartDoctypeDeclHandler = listener.on_doctype
    parser.SkippedEntityHandler = listener.on_skipped
    parser.StartElementHandler = listener.on_start
    parser.EndElementHandler = listener.on_end
    parser.CharacterDataHandler = listener.on_text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise listener.refusal(f"is no XML that can be read: {error}") from error


@dataclass(slots=True)
class _Listener:
    """Finds the places of elements while expat tells of them."""

    parser: expat.XMLParserType
    data: bytes
    path: Path
    part: str
    start: Callable[[Element], None]
    end: Callable[[Element], None]
    open_elements: list[Element] = field(default_factory=list)

    def refusal(self, what: str) -> ArticleError:
        return ArticleError(
            self.path, f"{self.part} {what}", "Open it in Word or LibreOffice and save it anew"
        )

    def on_declaration(self, _: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.lower() not in {"utf-8", "us-ascii"}:
            raise self.refusal(f"is in {encoding}, not in UTF-8")

    def on_doctype(self, _: str, __: str | None, ___: str | None, stands_here: bool) -> None:
        if stands_here:
            raise self.refusal("has a DTD, with which it could ask for other files")

    def on_skipped(self, name: str, _: bool) -> None:
        # Of files whose DTD is not looked for, expat takes these for nothing.
        raise self.refusal(f"has &{name};, which only a DTD could tell")

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open_elements) == DEEPEST:
            raise self.refusal(f"has elements over {DEEPEST} deep")
        named = {_short(key): value for key, value in attributes.items()}
        element = Element(_short(name), named, self.parser.CurrentByteIndex, 0)
        self.open_elements.append(element)
        self.start(element)

    def on_end(self, _: str) -> None:
        element, at = self.open_elements.pop(), self.parser.CurrentByteIndex
        found = _TAG_END.match(self.data, element.start)
        element.inner = found.end() if found else at
        if self.data[element.inner - 2] == ord("/"):
            element.close = element.end = element.inner
        else:
            element.close, element.end = at, self.data.index(b">", at) + 1
        self.end(element)

    def on_text(self, text: str) -> None:
        parent = self.open_elements[-1]
        if parent.children:
            parent.children[-1].tail += text
        else:
            parent.text += text


def listed(data: bytes, path: Path, part: str) -> list[tuple[str, Mapping[str, str]]]:
    """List the elements of a small part, with their attributes."""
    found: list[tuple[str, Mapping[str, str]]] = []
    parse(
        data,
        path,
        part,
        start=lambda element: found.append((element.name, element.attributes)),
        end=lambda _: None,
    )
    return found


def tree(data: bytes, path: Path, part: str) -> Element:
    """Read a small part as a whole."""
    top = Element("", {}, 0, 0)
    waiting = [top]

    def start(element: Element) -> None:
        waiting[-1].children.append(element)
        waiting.append(element)

    def end(_: Element) -> None:
        waiting.pop()

    parse(data, path, part, start=start, end=end)
    return top.children[0]


def prefix_of(element: Element, data: bytes) -> str:
    """Give the prefix that an element has in the file, with its colon."""
    name = data[element.start + 1 : element.inner].split(maxsplit=1)[0].rstrip(b"/>")
    return name.decode().rpartition(element.name.rpartition(":")[2])[0]


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    """Name an element or attribute with the usual prefix of its namespace."""
    namespace, _, local = name.rpartition(" ")
    for beginning in _OOXML:
        if namespace.startswith(beginning):
            prefix = _SHORT.get(_YEAR.sub("", namespace[len(beginning) :]))
            return f"{prefix}:{local}" if prefix else name
    if found := _ODF.fullmatch(namespace):
        return f"{_SHORT_ODF.get(found[1], found[1])}:{local}"
    if namespace in _OTHERS:
        return f"{_OTHERS[namespace]}:{local}"
    return name if namespace else local
