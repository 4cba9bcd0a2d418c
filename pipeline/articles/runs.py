"""A paragraph of Word as a text with tags, and back.

Word cuts a text into runs wherever it was edited, spelled or commented. Here runs that look alike
are one text. The look of most of a paragraph needs no tag; another look is a pair around its
words, as a link is. All else that stands in a text (notes' marks, pictures, fields, tabs, ends of
bookmarks) is a tag of its own, which carries its XML as it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from pipeline import tags
from pipeline.articles.elements import Element
from pipeline.articles.flow import Inline, Made
from pipeline.model import Kind, Span
from pipeline.tags import Form

# What tells how a text was made or spelled, not what it looks like; and what only fits letters to
# a line, as programs do that turn PDF files into Word's.
_UNSEEN = frozenset(
    "lang noProof webHidden bCs iCs szCs cs rPrChange spacing w kern".split()
)  # fmt: skip
# What comes behind the language in the properties of a run.
_BEHIND_LANGUAGE = frozenset({"w:eastAsianLayout", "w:specVanish", "w:oMath", "w:rPrChange"})
_LOOKS = {
    "b": "bold",
    "i": "italic",
    "u": "underlined",
    "strike": "struck out",
    "dstrike": "struck out",
    "caps": "capitals",
    "smallCaps": "small capitals",
    "vanish": "hidden",
    "highlight": "highlighted",
    "shd": "shaded",
    "color": "coloured",
    "sz": "another size",
    "rFonts": "another font",
}
_OFF = frozenset({"0", "false", "off", "none"})
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
_SPACES = re.compile(r"[\t\r\n]+")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG = 60

MOST_TAGS = 999
"""How many tags a paragraph may have; a field can take several pieces for one."""

Raw = tuple[bytes | Span, ...]
"""XML to be written: as it is here, or as a stretch of the file has it by then."""


class Look(NamedTuple):
    """How runs look: `key` is the same if they look alike; the rest is XML around the language."""

    key: frozenset[tuple[str, ...]] = frozenset()
    note: str = ""
    before: bytes = b""
    language: bytes = b""
    behind: bytes = b""

    def written(self, language: bytes) -> bytes:
        """Write the properties of a run with these attributes of a language."""
        told = self.language % language if self.language else b""
        return self.before + told + self.behind


class Ink(NamedTuple):
    """What a tag stands for; with `look`, the text in the pair has that. Breaks part words."""

    opening: Raw
    closing: Raw = ()
    look: Look | None = None
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a text, and what is needed to write it: where it stands, and its tags' inks.

    `content` is the stretch behind its properties. `before` is the white space that its text
    starts with. `is_removable` says whether it may go altogether.
    """

    made: Made
    whole: Span
    content: Span
    prefix: str
    look: Look
    inks: Mapping[int, Ink]
    before: str
    is_removable: bool

    @property
    def only_tags(self) -> str:
        """What is left of it without its words: links without any, pictures, marks."""
        text = self.made.text
        return "".join(
            text[each.start : each.end] for each in tags.find(text) if each.number in self.inks
        )


class _What(Enum):
    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    ALONE = auto()
    FIELD = auto()


@dataclass(slots=True)
class _Item:
    """A piece of a paragraph, with its XML; `text` of what is none is what a reader sees there."""

    what: _What
    raw: Raw
    text: str = ""
    note: str = ""
    look: Look = field(default_factory=Look)
    is_break: bool = False


class Crowded(Exception):
    """A paragraph has more tags than anybody could put into a translation."""


class Reader:
    """Reads the paragraphs of one part; `links` are the addresses that it names by an id."""

    def __init__(self, data: bytes, links: Mapping[str, str], styles: Mapping[str, str]) -> None:
        self._data = data
        self._links = links
        self._styles = styles
        self._looks: dict[tuple[bytes, bytes], Look] = {}

    def read(self, element: Element, *, kind: Kind | None, is_removable: bool) -> Paragraph | None:
        """Read a `w:p`; None if there is no text in it. Raises Crowded."""
        properties = element.find("w:pPr")
        pieces = [*self._items(element)]
        if sum(piece.what is not _What.TEXT for piece in pieces) > 4 * MOST_TAGS:
            raise Crowded
        items = _joined(_fields(pieces))
        texts = [item for item in items if item.what is _What.TEXT]
        if not any(item.text.strip() for item in texts):
            return None
        main = _most(items)
        before = ""
        if items[0].what is _What.TEXT:
            text = items[0].text
            items[0].text = text.lstrip()
            before = text[: len(text) - len(items[0].text)]
        writer = _Tagged()
        _tag(items, main, writer)
        made = writer.inline.made(kind=kind)
        if len(made.tags) > MOST_TAGS:
            raise Crowded
        is_plain = properties is None or properties.find("w:sectPr") is None
        return Paragraph(
            made,
            Span(element.start, element.end),
            Span(properties.end if properties else element.inner, element.close),
            self._prefix(element).decode(),
            main,
            writer.inks,
            before,
            is_removable and is_plain and not writer.inks,
        )

    def _prefix(self, element: Element) -> bytes:
        """Give the prefix that an element has in the file, with its colon."""
        name = self._data[element.start + 1 : element.inner]
        return re.split(rb"[\s/>]", name, maxsplit=1)[0].rpartition(element.name[2:].encode())[0]

    def _items(self, parent: Element) -> Iterator[_Item]:
        for each in parent.children:
            if each.name == "w:r":
                yield from self._run(each)
            elif each.name in _THROUGH:
                yield from self._items(each)
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
                yield _Item(_What.ALONE, _whole(each), shown, note or _noted(each))

    def _around(self, outer: Element, inner: Element, note: str) -> Iterator[_Item]:
        """Make a pair of an element, with the content of one within it as its words."""
        if not inner.children:
            yield _Item(_What.ALONE, _whole(outer), "", note)
            return
        yield _Item(_What.OPEN, (Span(outer.start, inner.inner),), note=note)
        yield from self._items(inner)
        yield _Item(_What.CLOSE, (Span(inner.close, outer.end),))

    def _control(self, element: Element) -> Iterator[_Item]:
        content = element.find("w:sdtContent")
        if content is None or is_fixed(element):
            yield _Item(_What.ALONE, _whole(element), _shown(element), "content control")
        else:
            yield from self._around(element, content, "content control")

    def _simple_field(self, element: Element) -> Iterator[_Item]:
        told = element.attributes.get("w:instr", "")
        if found := _HYPERLINK.match(told):
            yield from self._around(element, element, f"link to {found[1] or 'a place here'}")
        else:
            shown = _result(told, _shown(element))
            yield _Item(_What.ALONE, _whole(element), shown, _field_note(told))

    def _address(self, element: Element) -> str:
        attributes = element.attributes
        outside = self._links.get(attributes.get("r:id", ""), "")
        anchor = attributes.get("w:anchor", "")
        return outside + (f"#{anchor}" if anchor else "") or "a place here"

    def _run(self, run: Element) -> Iterator[_Item]:
        properties = run.find("w:rPr")
        look = self._look(run, properties)
        name = self._prefix(run) + b"r>"
        style: Raw = (Span(properties.start, properties.end),) if properties else ()
        for each in run.children:
            if each.name in _LEFT_OUT:
                continue
            raw: Raw = (b"<" + name, *style, Span(each.start, each.end), b"</" + name)
            if each.name == "w:t":
                kept = each.attributes.get("xml:space") == "preserve"
                text = _SPACES.sub(" ", each.text if kept else each.text.strip())
                yield _Item(_What.TEXT, raw, text, look=look)
            elif each.name == "w:noBreakHyphen":
                yield _Item(_What.TEXT, raw, "\u2011", look=look)
            elif each.name in {"w:fldChar", "w:instrText"}:
                told = each.attributes.get("w:fldCharType", "")
                yield _Item(_What.FIELD, raw, each.text, told)
            elif each.name in {"w:tab", "w:ptab"}:
                yield _Item(_What.ALONE, raw, "\t", "tab", is_break=True)
            elif each.name in {"w:br", "w:cr"}:
                kind = each.attributes.get("w:type", "line")
                kind = "line" if kind == "textWrapping" else kind
                yield _Item(_What.ALONE, raw, "\n", f"{kind} break", is_break=True)
            else:
                yield _Item(_What.ALONE, raw, "", _noted(each))

    def _look(self, run: Element, properties: Element | None) -> Look:
        prefix = self._prefix(run)
        data = self._data[properties.start : properties.end] if properties else b""
        known = self._looks.get((prefix, data))
        if known is None:
            known = self._looks[prefix, data] = self._new_look(prefix, properties)
        return known

    def _new_look(self, prefix: bytes, properties: Element | None) -> Look:
        children = properties.children if properties else []
        seen = {each.name[2:]: each.attributes for each in children if _is_seen(each)}
        key = frozenset(
            (name, *(part for item in sorted(attributes.items()) for part in item))
            for name, attributes in seen.items()
        )
        inner, close = (properties.inner, properties.close) if properties else (0, 0)
        place = next((each for each in children if each.name in _BEHIND_LANGUAGE), None)
        start = end = place.start if place else close
        language = properties.find("w:lang") if properties else None
        told = ""
        if language:
            start, end = language.start, language.end
            told = "".join(
                f' {prefix.decode()}{name[2:]}="{_escaped(value)}"'.replace("%", "%%")
                for name, value in language.attributes.items()
                if name.startswith("w:") and name != "w:val"
            )
        # An attribute without a prefix would not be one of Word's.
        element = b'<%slang %sval="%%b"%s/>' % (prefix, prefix, told.encode()) if prefix else b""
        return Look(
            key,
            ", ".join(dict.fromkeys(_notes(seen, self._styles)))
            or ("other formatting" if key else "plain"),
            b"<" + prefix + b"rPr>" + self._data[inner:start],
            element,
            self._data[end:close] + b"</" + prefix + b"rPr>",
        )


def _whole(element: Element) -> Raw:
    return (Span(element.start, element.end),)


def is_fixed(control: Element) -> bool:
    """Say whether the words of a content control are not its own, or are not there yet."""
    properties = control.find("w:sdtPr")
    return properties is not None and any(_FIXED.search(each.name) for each in properties.children)


def _is_seen(element: Element) -> bool:
    name = element.name[2:]
    if not element.name.startswith("w:") or name in _UNSEEN:
        return False
    # Which of its fonts a run takes where a sign stands in several.
    return name != "rFonts" or set(element.attributes) != {"w:hint"}


def _notes(seen: Mapping[str, Mapping[str, str]], styles: Mapping[str, str]) -> Iterator[str]:
    for name, attributes in seen.items():
        value = attributes.get("w:val", "")
        if name == "rStyle":
            yield f"style {styles.get(value, value)}"
        elif name == "vertAlign":
            yield value
        elif name in _LOOKS:
            yield f"not {_LOOKS[name]}" if value in _OFF else _LOOKS[name]


def _noted(element: Element) -> str:
    """Tell what stands for itself."""
    if element.name in {"w:drawing", "w:pict", "w:object", "mc:AlternateContent"}:
        if any(each.name == "w:txbxContent" for each in element.walk()):
            return "text box"
        told = (each.attributes.get("descr") for each in element.walk() if each.name == "wp:docPr")
        return f"image {_short(next(filter(None, told), ''))}".strip()
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


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


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


def _fields(items: Sequence[_Item]) -> list[_Item]:
    """Make of each field that begins and ends here a pair, if it is a link, or one piece."""
    found = _found_fields(items)
    made: list[_Item] = []
    ends: set[int] = set()
    at = 0
    while at < len(items):
        item, whole = items[at], found.get(at)
        if whole is None:
            is_part = item.what is _What.FIELD and at not in ends
            if at in ends:
                item = _Item(_What.CLOSE, item.raw)
            made.append(_Item(_What.ALONE, item.raw, "", "part of a field") if is_part else item)
            at += 1
            continue
        told, separate, end = whole
        result = items[separate + 1 : end] if separate else ()
        words = "".join(each.text for each in result if each.what is _What.TEXT)
        link = _HYPERLINK.match(told)
        # LibreOffice puts all of a line of contents where Word has only the number of its page.
        is_pair = words and (link or (_is_page(told) and any(map(str.isalpha, words))))
        last = separate if is_pair else end
        raw = tuple(part for each in items[at : last + 1] for part in each.raw)
        if is_pair:
            note = f"link to {link[1] or 'a place here'}" if link else _field_note(told)
            made.append(_Item(_What.OPEN, raw, note=note))
            ends.add(end)
        else:
            made.append(_Item(_What.ALONE, raw, _result(told, words), _field_note(told)))
        at = last + 1
    return made


def _found_fields(items: Sequence[_Item]) -> Mapping[int, _Field]:
    """Find the fields that begin and end here, and not across the edge of a link, by their start.

    Of each its instruction is read up to where its result begins.
    """
    found: dict[int, _Field] = {}
    # Where each that is open begins, in how many links, what it says, where its result begins.
    waiting: list[tuple[int, int, list[str], int]] = []
    depth = 0
    for at, item in enumerate(items):
        depth += (item.what is _What.OPEN) - (item.what is _What.CLOSE)
        if item.what is not _What.FIELD:
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


def _joined(items: Iterable[_Item]) -> list[_Item]:
    """Make one of neighbouring texts that look alike; leave out those that are empty."""
    made: list[_Item] = []
    for item in items:
        last = made[-1] if made else None
        if item.what is not _What.TEXT:
            made.append(item)
        elif last and last.what is _What.TEXT and last.look.key == item.look.key:
            last.text += item.text
        elif item.text:
            made.append(item)
    return made


def _most(items: Sequence[_Item]) -> Look:
    """Give the look of most of a text, without its links if there is something else."""
    lengths: dict[bool, Counter[frozenset[tuple[str, ...]]]] = {True: Counter(), False: Counter()}
    looks: dict[frozenset[tuple[str, ...]], Look] = {}
    depth = 0
    for item in items:
        depth += (item.what is _What.OPEN) - (item.what is _What.CLOSE)
        if item.what is _What.TEXT and item.text.strip():
            looks.setdefault(item.look.key, item.look)
            lengths[depth > 0][item.look.key] += len(item.text.strip())
    found = (lengths[False] or lengths[True]).most_common(1)
    return looks[found[0][0]] if found else Look()


class _Tagged:
    """Writes a text with tags, and notes their inks by number."""

    def __init__(self) -> None:
        self.inline = Inline()
        self.inks: dict[int, Ink] = {}
        self._text = ""

    def text(self, text: str) -> None:
        self._text += text

    def open(self, note: str, ink: Ink) -> int:
        self._flush()
        number = self.inline.open("", note)
        self.inks[number] = ink
        return number

    def close(self, number: int, raw: Raw = ()) -> None:
        self._flush()
        self.inline.close(number, "")
        self.inks[number] = self.inks[number]._replace(closing=raw)

    def alone(self, item: _Item) -> None:
        self._flush()
        number = self.inline.alone("", item.note, item.text)
        self.inks[number] = Ink(item.raw, is_break=item.is_break)
        if item.is_break:
            self.text(" ")

    def _flush(self) -> None:
        """Write what has come as one text, lest half of what looks like a tag be overlooked."""
        self.inline.text(self._text)
        self._text = ""

    def end(self) -> None:
        self._flush()


def _tag(items: Sequence[_Item], main: Look, writer: _Tagged) -> None:
    """Write pieces as a text with tags, where most of it has a look."""
    looks = [main]
    opened: list[int] = []
    at = 0
    while at < len(items):
        item = items[at]
        if item.what is _What.OPEN:
            looks.append(_most(_until_closed(items, at)))
            opened.append(writer.open(item.note, Ink(item.raw, look=looks[-1])))
        elif item.what is _What.CLOSE:
            looks.pop()
            writer.close(opened.pop(), item.raw)
        elif item.what is _What.ALONE:
            writer.alone(item)
        elif item.look.key == looks[-1].key or not item.text.strip():
            writer.text(item.text)
        else:
            at = _pair(items, at, writer)
            continue
        at += 1
    writer.end()


def _until_closed(items: Sequence[_Item], start: int) -> Sequence[_Item]:
    depth = 0
    for at in range(start, len(items)):
        depth += (items[at].what is _What.OPEN) - (items[at].what is _What.CLOSE)
        if not depth:
            return items[start + 1 : at]
    return items[start + 1 :]


def _pair(items: Sequence[_Item], start: int, writer: _Tagged) -> int:
    """Write texts that look alike, with what stands between them, as a pair; say where it ends.

    White space at its edges stays outside.
    """
    look, end = items[start].look, start + 1
    for at in range(start + 1, len(items)):
        item = items[at]
        is_text = item.what is _What.TEXT and item.text.strip()
        if item.what in {_What.OPEN, _What.CLOSE} or (is_text and item.look.key != look.key):
            break
        if is_text:
            end = at + 1
    first, last = items[start], items[end - 1]
    lead = first.text[: len(first.text) - len(first.text.lstrip())]
    trail = last.text[len(last.text.rstrip()) :]
    writer.text(lead)
    number = writer.open(look.note, Ink((), look=look))
    for at in range(start, end):
        item = items[at]
        text = item.text
        if item.what is _What.ALONE:
            writer.alone(item)
            continue
        text = text[len(lead) :] if at == start else text
        writer.text(text[: len(text) - len(trail)] if at == end - 1 else text)
    writer.close(number)
    writer.text(trail)
    return end


def written(paragraph: Paragraph, text: str, language: str, raw: Callable[[Span], bytes]) -> bytes:
    """Write the content of a paragraph with another text; `raw` gives stretches of its file."""
    prefix = paragraph.prefix.encode()
    told = _escaped(language.replace("_", "-")).encode()
    looks = [paragraph.look]
    parts: list[bytes] = []
    plain = paragraph.before
    is_behind_break = False

    def flush(more: str) -> None:
        nonlocal plain, is_behind_break
        whole = plain + more
        if is_behind_break and whole:
            whole, is_behind_break = whole.removeprefix(" "), False
        if whole:
            parts.append(_run(prefix, looks[-1].written(told), whole))
        plain = ""

    at = 0
    for found in tags.find(text):
        ink = paragraph.inks.get(found.number)
        if ink is None:
            # What an author wrote that looks like a tag.
            literal = paragraph.made.tags[found.number - 1].opening
            plain += text[at : found.start] + literal
            at = found.end
            continue
        flush(text[at : found.start])
        at = found.end
        parts += (
            each if isinstance(each, bytes) else raw(each)
            for each in (ink.closing if found.form is Form.CLOSE else ink.opening)
        )
        is_behind_break = ink.is_break or (is_behind_break and found.form is not Form.ALONE)
        if found.form is Form.OPEN:
            looks.append(ink.look or looks[-1])
        elif found.form is Form.CLOSE:
            looks.pop()
    flush(text[at:])
    return b"".join(parts)


def _run(prefix: bytes, properties: bytes, text: str) -> bytes:
    """Write a run; signs for which Word has elements become these."""
    parts = []
    for each in re.split("([\n\t\u2011])", _NOT_XML.sub(" ", text)):
        if name := _ELEMENTS.get(each):
            parts.append(b"<" + prefix + name + b"/>")
        elif each:
            start = b"<" + prefix + b't xml:space="preserve">'
            parts.append(start + _escaped(each).encode() + b"</" + prefix + b"t>")
    start, end = b"<" + prefix + b"r>", b"</" + prefix + b"r>"
    return start + properties + b"".join(parts) + end


_ELEMENTS = {"\n": b"br", "\t": b"tab", "\u2011": b"noBreakHyphen"}


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
