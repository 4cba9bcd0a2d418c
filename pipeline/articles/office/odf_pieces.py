"""A paragraph of OpenDocument in pieces: texts with a look, ends of links, and all else."""

import re
from collections.abc import Callable, Iterator

from pipeline.articles.office import paragraphs
from pipeline.articles.office.elements import Element, prefix_of
from pipeline.articles.office.odf_styles import Styles
from pipeline.articles.office.paragraphs import (
    Look,
    Paragraph,
    Piece,
    Raw,
    What,
    around,
    escaped,
    refuse_crowd,
    shortened,
)
from pipeline.model import Kind, Span

_SPACES = re.compile("[ \t\r\n]+")
_SIGNS = re.compile("( +|\t|\n)")
_THROUGH = frozenset({"text:meta"})
_LEFT_OUT = frozenset({"text:soft-page-break"})
_SOFT_HYPHEN = "\xad"
_SILENT = frozenset({"text:note", "text:script", "text:s"})
_NOTES = {
    "text:tab": "tab",
    "text:line-break": "line break",
    "text:s": "spaces",
    "office:annotation": "comment",
    "office:annotation-end": "end of what a comment is about",
    "text:change-start": "start of a tracked change",
    "text:change-end": "end of a tracked change",
    "text:bookmark-start": "start of a bookmark",
    "text:bookmark-end": "end of a bookmark",
}
# Controls whose words are chosen from a list, or are not there yet.
_FIXED = frozenset(
    f"loext:{name}"
    for name in "checkbox checked dropdown combobox date picture showing-place-holder".split()
)
_CONTROL = "loext:content-control"


class Reader:
    """Reads the paragraphs of one part."""

    def __init__(self, data: bytes, styles: Styles) -> None:
        self._data = data
        self._styles = styles

    def read(self, element: Element, *, kind: Kind | None, is_removable: bool) -> Paragraph | None:
        """Read a `text:p` or `text:h`; None if there is no text in it. Raises Crowded."""
        style = element.attributes.get("text:style-name", "")
        pieces = [*_Cutter(self._data, self._styles, style).content(element)]
        refuse_crowd(pieces)
        return paragraphs.paragraph(
            element,
            pieces,
            Span(element.inner, element.close),
            prefix_of(element, self._data),
            kind,
            is_removable=is_removable and not self._styles.starts_page(style),
        )


class _Cutter:
    """Cuts one paragraph, in which several spaces in the file are one, and at its start none."""

    def __init__(self, data: bytes, styles: Styles, style: str) -> None:
        self._data = data
        self._styles = styles
        self._style = style
        self._is_behind_space = True

    def content(self, element: Element, spans: tuple[Element, ...] = ()) -> Iterator[Piece]:
        """Cut what stands in an element, in spans one in the other."""
        yield from self._text(element.text, spans)
        for each in element.children:
            yield from self._piece(each, spans)
            yield from self._text(each.tail, spans)

    def _text(self, text: str, spans: tuple[Element, ...]) -> Iterator[Piece]:
        if text:
            shown = _SPACES.sub(" ", text)
            if self._is_behind_space:
                shown = shown.removeprefix(" ")
            self._is_behind_space = shown.endswith(" ") or (self._is_behind_space and not shown)
            yield self._shown(shown.replace(_SOFT_HYPHEN, ""), spans)

    def _shown(self, text: str, spans: tuple[Element, ...]) -> Piece:
        return Piece(What.TEXT, (), text, look=self._styles.look(self._style, spans, self._data))

    def _piece(self, element: Element, spans: tuple[Element, ...]) -> Iterator[Piece]:
        name = element.name
        if name == "text:span":
            yield from self.content(element, (*spans, element))
        elif name in _THROUGH:
            yield from self.content(element, spans)
        elif name == "text:a":
            told = element.attributes.get("xlink:href") or "a place here"
            yield from around(element, element, [*self.content(element, spans)], f"link to {told}")
        elif name == _CONTROL and not any(_is_on(element, each) for each in _FIXED):
            yield from around(element, element, [*self.content(element, spans)], "content control")
        elif name not in _LEFT_OUT:
            yield self._alone(element, spans)
            self._is_behind_space = False

    def _alone(self, element: Element, spans: tuple[Element, ...]) -> Piece:
        name = element.name
        if name == "text:s":
            count = element.attributes.get("text:c", "1")
            if count.isdecimal() and len(count) < 3:
                return self._shown(" " * int(count), spans)
        look = self._styles.look(self._style, spans, self._data)
        raw: Raw = (look.before, Span(element.start, element.end), look.behind)
        shown = {"text:tab": "\t", "text:line-break": "\n"}.get(name, "")
        if shown:
            return Piece(What.ALONE, raw, shown, _NOTES[name], is_break=True)
        return Piece(What.ALONE, raw, _seen(element), _noted(element))


def _is_on(element: Element, name: str) -> bool:
    return element.attributes.get(name, "false") != "false"


def _seen(element: Element) -> str:
    """Give the text that a reader sees of a field, without that of what lies behind a mark."""
    is_field = element.name.startswith("text:") and element.name not in _SILENT
    if not (is_field or element.name == _CONTROL):
        return ""
    inner = (each.text + each.tail for each in element.walk() if each is not element)
    return _SPACES.sub(" ", "".join([element.text, *inner]))


def _noted(element: Element) -> str:
    """Tell what stands for itself."""
    name = element.name
    if name == "text:note":
        citation = element.find("text:note-citation")
        kind = element.attributes.get("text:note-class", "note")
        return f"{kind} {citation.text if citation else ''}".strip()
    if name.startswith("draw:"):
        inside = {each.name: each.text for each in element.walk()}
        if "text:p" in inside or "text:h" in inside:
            return "text box"
        kind = "object" if "draw:object" in inside else "image"
        return f"{kind} {shortened(inside.get('svg:desc') or inside.get('svg:title', ''))}".strip()
    if note := _NOTES.get(name):
        return note
    local = name.rpartition(" ")[2].rpartition(":")[2].replace("-", " ")
    return f"field {local}" if _seen(element) else local


def written(paragraph: Paragraph, text: str, raw: Callable[[Span], bytes]) -> bytes:
    """Write the content of a paragraph with another text; styles say in which language it is."""
    return paragraphs.written(paragraph, text, _Runs(paragraph.prefix), raw)


class _Runs:
    """Writes the runs of one paragraph, of whose spaces none may come to stand behind another."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._is_behind_space = True

    def __call__(self, look: Look, text: str) -> bytes:
        parts: list[str] = []
        for each in filter(None, _SIGNS.split(text)):
            if each == "\t":
                parts.append(f"<{self._prefix}tab/>")
            elif each == "\n":
                parts.append(f"<{self._prefix}line-break/>")
            elif each.strip(" "):
                parts.append(escaped(each))
            else:
                count = len(each) - (not self._is_behind_space)
                parts.append(" " * (not self._is_behind_space))
                parts.append(f'<{self._prefix}s {self._prefix}c="{count}"/>' if count else "")
            self._is_behind_space = each.startswith(" ")
        return look.before + "".join(parts).encode() + look.behind
