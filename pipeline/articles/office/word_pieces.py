"""A paragraph of Word in pieces: texts with a look, ends of links, and all that is no text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from pipeline.articles.office.elements import Element, prefix_of
from pipeline.articles.office.paragraphs import (
    Look,
    Paragraph,
    Piece,
    Raw,
    What,
    around,
    escaped,
    paragraph,
    refuse_crowd,
    shortened,
    written,
)
from pipeline.articles.office.parts import Write
from pipeline.articles.office.word_looks import Looks
from pipeline.model import Kind, Span

_LEFT_OUT = frozenset({"w:proofErr", "w:lastRenderedPageBreak", "w:softHyphen", "w:rPr", "w:pPr"})
_THROUGH = frozenset({"w:smartTag", "w:customXml"})
_NO_TEXT = frozenset({"w:smartTagPr", "w:customXmlPr"})
_MARKS = {
    "w:bookmarkStart": "start of a bookmark",
    "w:bookmarkEnd": "end of a bookmark",
    "w:commentRangeStart": "start of what a comment is about",
    "w:commentRangeEnd": "end of what a comment is about",
    "w:commentReference": "mark of a comment",
    "w:footnoteReference": "footnote",
    "w:endnoteReference": "endnote",
    "w:footnoteRef": "number of the footnote",
    "w:endnoteRef": "number of the endnote",
    "w:sym": "symbol",
}
# Controls whose words are chosen from a list, or come from elsewhere in the file.
_FIXED = re.compile(
    r"(?:dataBinding|dropDownList|comboBox|date|checkbox|picture|showingPlcHdr|docPartList)$"
)
_HYPERLINK = re.compile(r"\s*HYPERLINK\b(?:[^\"]*\"([^\"]*)\")?", re.IGNORECASE)
_SIGNS = re.compile("([\n\t\u2011])")
_ELEMENTS = {"\n": b"br", "\t": b"tab", "\u2011": b"noBreakHyphen"}
_SPACES = re.compile(r"[\t\r\n]+")


class Reader:
    """Reads the paragraphs of one part: `links` are addresses, `styles` names, by their ids."""

    def __init__(self, data: bytes, links: Mapping[str, str], styles: Mapping[str, str]) -> None:
        self._data = data
        self._cutter = _Cutter(data, links, Looks(data, styles))

    def read(self, element: Element, *, kind: Kind | None, is_removable: bool) -> Paragraph | None:
        """Read a `w:p`; None if there is no text in it. Raises Crowded."""
        properties = element.find("w:pPr")
        pieces = self._cutter.pieces(element)
        refuse_crowd(pieces)
        is_plain = properties is None or properties.find("w:sectPr") is None
        return paragraph(
            element,
            _with_fields(pieces),
            Span(properties.end if properties else element.inner, element.close),
            prefix_of(element, self._data),
            kind,
            is_removable=is_removable and is_plain,
        )


def writing(language: str) -> Write:
    """Say how a paragraph is written whose runs are to have this language."""
    told = escaped(language.replace("_", "-")).encode()

    def write(of: Paragraph, text: str, raw: Callable[[Span], bytes]) -> bytes:
        return written(of, text, partial(_run, of.prefix.encode(), told), raw)

    return write


def _run(prefix: bytes, language: bytes, look: Look, text: str) -> bytes:
    """Write a run; signs for which Word has elements become these."""
    parts = [look.before, look.language % language if look.language else b"", look.behind]
    for each in _SIGNS.split(text):
        if name := _ELEMENTS.get(each):
            parts.append(b"<" + prefix + name + b"/>")
        elif each:
            start = b"<" + prefix + b't xml:space="preserve">'
            parts.append(start + escaped(each).encode() + b"</" + prefix + b"t>")
    start, end = b"<" + prefix + b"r>", b"</" + prefix + b"r>"
    return start + b"".join(parts) + end


class _Cutter:
    """Cuts the paragraphs of one part; `links` are the addresses that it names by an id."""

    def __init__(self, data: bytes, links: Mapping[str, str], looks: Looks) -> None:
        self._data = data
        self._links = links
        self._looks = looks

    def pieces(self, paragraph: Element) -> list[Piece]:
        """Cut a `w:p`; fields are in as many pieces as the file has, see `_with_fields`."""
        properties = paragraph.find("w:pPr")
        start = properties.end if properties else paragraph.inner
        return [*self._items(each for each in paragraph.children if each.start >= start)]

    def _items(self, elements: Iterable[Element]) -> Iterator[Piece]:
        for each in elements:
            if each.name == "w:r":
                yield from self._run(each)
            elif each.name in _THROUGH:
                yield from self._items(each.children)
            elif each.name in _LEFT_OUT or each.name in _NO_TEXT:
                continue
            elif each.name == "w:hyperlink":
                yield from self._around(each, each, f"link to {self._address(each)}")
            elif each.name in {"w:dir", "w:bdo"}:
                yield from self._around(each, each, "direction of the text")
            elif each.name == "w:sdt":
                yield from self._control(each)
            elif each.name == "w:fldSimple":
                yield from self._simple_field(each)
            else:
                note = _MARKS.get(each.name, "")
                shown = "" if note else _shown(each)
                yield Piece(What.ALONE, _whole(each), shown, note or _noted(each))

    def _around(self, outer: Element, inner: Element, note: str) -> Iterator[Piece]:
        return around(outer, inner, [*self._items(inner.children)], note)

    def _control(self, element: Element) -> Iterator[Piece]:
        content = element.find("w:sdtContent")
        if content is None or is_fixed(element):
            yield Piece(What.ALONE, _whole(element), _shown(element), "content control")
        else:
            yield from self._around(element, content, "content control")

    def _simple_field(self, element: Element) -> Iterator[Piece]:
        told = element.attributes.get("w:instr", "")
        if found := _HYPERLINK.match(told):
            yield from self._around(element, element, f"link to {found[1] or 'a place here'}")
        else:
            shown = _result(told, _shown(element))
            yield Piece(What.ALONE, _whole(element), shown, _field_note(told))

    def _address(self, element: Element) -> str:
        attributes = element.attributes
        outside = self._links.get(attributes.get("r:id", ""), "")
        anchor = attributes.get("w:anchor", "")
        return outside + (f"#{anchor}" if anchor else "") or "a place here"

    def _run(self, run: Element) -> Iterator[Piece]:
        properties = run.find("w:rPr")
        look = self._looks.of(run)
        name = prefix_of(run, self._data).encode() + b"r>"
        style: Raw = (Span(properties.start, properties.end),) if properties else ()
        for each in run.children:
            if each.name in _LEFT_OUT:
                continue
            raw: Raw = (b"<" + name, *style, Span(each.start, each.end), b"</" + name)
            if each.name == "w:t":
                kept = each.attributes.get("xml:space") == "preserve"
                text = _SPACES.sub(" ", each.text if kept else each.text.strip())
                yield Piece(What.TEXT, raw, text, look=look)
            elif each.name == "w:noBreakHyphen":
                yield Piece(What.TEXT, raw, "\u2011", look=look)
            elif each.name in {"w:fldChar", "w:instrText"}:
                told = each.attributes.get("w:fldCharType", "")
                yield Piece(What.FIELD, raw, each.text, told)
            elif each.name in {"w:tab", "w:ptab"}:
                yield Piece(What.ALONE, raw, "\t", "tab", is_break=True)
            elif each.name in {"w:br", "w:cr"}:
                kind = each.attributes.get("w:type", "line")
                kind = "line" if kind == "textWrapping" else kind
                yield Piece(What.ALONE, raw, "\n", f"{kind} break", is_break=True)
            else:
                yield Piece(What.ALONE, raw, "", _noted(each))


def _whole(element: Element) -> Raw:
    return (Span(element.start, element.end),)


def is_fixed(control: Element) -> bool:
    """Say whether the words of a content control are not its own, or are not there yet."""
    properties = control.find("w:sdtPr")
    return properties is not None and any(_FIXED.search(each.name) for each in properties.children)


def _noted(element: Element) -> str:
    """Tell what stands for itself."""
    if element.name in {"w:drawing", "w:pict", "w:object", "mc:AlternateContent"}:
        if any(each.name == "w:txbxContent" for each in element.walk()):
            return "text box"
        told = (each.attributes.get("descr") for each in element.walk() if each.name == "wp:docPr")
        return f"image {shortened(next(filter(None, told), ''))}".strip()
    if note := _MARKS.get(element.name):
        number = element.attributes.get("w:id", "") if element.name.endswith("Reference") else ""
        return f"{note} {number}".strip() if "note" in note else note
    if element.name.startswith("m:"):
        return "formula"
    return element.name.rpartition(" ")[2].removeprefix("w:")


def _shown(element: Element) -> str:
    """Give the text that a reader sees of an element, without that of what lies behind it."""
    parts = [each.text for each in element.walk() if each.name in {"w:t", "m:t"}]
    return _SPACES.sub(" ", "".join(parts))


def _field_note(told: str) -> str:
    words = told.split()
    return f"field {words[0].upper()}" if words else "field"


def _result(told: str, text: str) -> str:
    """Say what a reader sees of a field; numbers of pages stand behind a text as marks do."""
    return "" if _is_page(told) else text


def _is_page(told: str) -> bool:
    return told.split()[:1] == ["PAGEREF"]


class _Field(NamedTuple):
    """A field that begins and ends in one paragraph: `end` is its last piece."""

    told: str
    separate: int
    end: int


def _with_fields(items: Sequence[Piece]) -> list[Piece]:
    """Make of each field that begins and ends here a pair, if it is a link, or one piece."""
    found = _found_fields(items)
    made: list[Piece] = []
    ends: set[int] = set()
    at = 0
    while at < len(items):
        item, whole = items[at], found.get(at)
        if whole is None:
            is_part = item.what is What.FIELD and at not in ends
            if at in ends:
                item = Piece(What.CLOSE, item.raw)
            made.append(Piece(What.ALONE, item.raw, "", "part of a field") if is_part else item)
            at += 1
            continue
        told, separate, end = whole
        result = items[separate + 1 : end] if separate else ()
        words = "".join(each.text for each in result if each.what is What.TEXT)
        link = _HYPERLINK.match(told)
        # LibreOffice puts all of a line of contents where Word has only the number of its page.
        is_pair = words and (link or (_is_page(told) and any(map(str.isalpha, words))))
        last = separate if is_pair else end
        raw = tuple(part for each in items[at : last + 1] for part in each.raw)
        if is_pair:
            note = f"link to {link[1] or 'a place here'}" if link else _field_note(told)
            made.append(Piece(What.OPEN, raw, note=note))
            ends.add(end)
        else:
            made.append(Piece(What.ALONE, raw, _result(told, words), _field_note(told)))
        at = last + 1
    return made


def _found_fields(items: Sequence[Piece]) -> Mapping[int, _Field]:
    """Find the fields that begin and end here, and not across the edge of a link, by their start.

    Of each its instruction is read up to where its result begins.
    """
    found: dict[int, _Field] = {}
    # Where each that is open begins, in how many links, what it says, where its result begins.
    waiting: list[tuple[int, int, list[str], int]] = []
    depth = 0
    for at, item in enumerate(items):
        depth += (item.what is What.OPEN) - (item.what is What.CLOSE)
        if item.what is not What.FIELD:
            continue
        if item.note == "begin":
            waiting.append((at, depth, [], 0))
        elif waiting and item.note == "separate":
            start, within, told, _ = waiting.pop()
            waiting.append((start, within, told, at))
        elif waiting and item.note == "end":
            start, within, told, separate = waiting.pop()
            if within == depth:
                found[start] = _Field("".join(told), separate, at)
        elif waiting and not waiting[-1][3]:
            waiting[-1][2].append(item.text)
    return found
