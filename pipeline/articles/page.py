"""From HTML to blocks: which elements are open, and what of their text may be translated."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from pipeline.articles import lines
from pipeline.articles.flow import Inline, Made
from pipeline.articles.hypertext import SPACE, Attribute, Token, What, attributes, tokens
from pipeline.articles.phrasing import (
    Item,
    collapsed,
    extent,
    mates_of,
    menu_of,
    note_of,
    steps,
    trimmed,
    with_marks,
)
from pipeline.model import Kind, Remark, Span

# What begins a new line in a browser, or stands for itself there.
_BLOCKS = frozenset(
    """
    address applet area article aside audio base blockquote body button canvas caption center col
    colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset
    h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link listing main map menu meta
    nav noframes noscript object ol optgroup option p param plaintext pre search section select
    source summary table tbody td template tfoot th thead title tr track ul video xmp
    """.split()
)
_P_ENDS_BEFORE = frozenset(
    """
    address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext
    pre search section summary table ul xmp
    """.split()
)
# Opening a tag ends elements of these names, as far out as the nearest of the others.
_SCOPE = ("button", "caption", "object", "table", "td", "template", "th")
_TABLE = ("table", "template")
_OF_TABLES = ("table", "caption", "tbody", "td", "tfoot", "th", "thead", "tr")
_ENDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **dict.fromkeys(_P_ENDS_BEFORE, (("p",), _SCOPE)),
    "li": (("li", "p"), ("ul", "ol", "menu", *_SCOPE)),
    **dict.fromkeys(["dd", "dt"], (("dd", "dt", "p"), ("dl", *_SCOPE))),
    **dict.fromkeys(["td", "th"], (("td", "th"), _TABLE)),
    "tr": (("td", "th", "tr"), _TABLE),
    **dict.fromkeys(["tbody", "tfoot", "thead"], (_OF_TABLES[1:], _TABLE)),
    "option": (("option",), ("select", "datalist")),
    "optgroup": (("option", "optgroup"), ("select",)),
}
_KINDS: Mapping[str, Kind] = {
    "title": Kind.HEADLINE,
    "h1": Kind.HEADLINE,
    **dict.fromkeys(["h2", "h3", "h4", "h5", "h6"], Kind.SUBHEADING),
    **dict.fromkeys(["caption", "figcaption"], Kind.CAPTION),
    **dict.fromkeys(
        """
        blockquote button dd dt footer form header legend li nav option select summary td th
        """.split(),
        Kind.BODY,
    ),
}
# Elements whose content stays as it is; of those with True, attributes do not.
_KEPT: Mapping[str, bool] = {
    **dict.fromkeys(["code", "kbd", "listing", "pre", "samp", "var", "xmp", "plaintext"], False),
    **dict.fromkeys(["noembed", "noframes", "script", "style"], False),
    **dict.fromkeys(["iframe", "math", "svg", "textarea"], True),
}
_READ = ("alt", "title", "placeholder", "aria-label")
_NOT_READ = frozenset(["base", "link", "meta"])
_DESCRIPTIONS: Mapping[str, Kind] = {
    "description": Kind.BODY,
    "og:title": Kind.HEADLINE,
    "og:description": Kind.BODY,
    "twitter:title": Kind.HEADLINE,
    "twitter:description": Kind.BODY,
}
# With a block that is taken out, its element goes, too.
_GOES_ALONG = frozenset("caption dd div dt figcaption h1 h2 h3 h4 h5 h6 li p".split())
_NEEDS_NO_END = frozenset("dd dt li p".split())
_AFTER = re.compile(rf"[{SPACE}]*")
# More of them than a tag's number has room for would be a paragraph that nobody wrote.
_MOST_ITEMS = 999
_LONGEST_NOTE = 60
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s"';]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(r"""<\?xml[^>]*?\bencoding\s*=\s*["']([^"']+)""")
_CUT = "what begins here is never closed: all that follows in it stays English"


class Place(NamedTuple):
    """Where a block stands: the text of an element, or with `quote` the value of an attribute.

    `whole` is what goes with a block that is taken out; `tags` is where the tags by number begin.
    """

    span: Span
    whole: Span
    quote: str | None = None
    tags: Mapping[int, Span] = {}


class Language(NamedTuple):
    """A place that names the language of an element, and where that element stands."""

    span: Span
    extent: Span
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's text, the places of its blocks, and what it says about itself.

    `charsets` are the places that name its encoding, `head` is where one may be added.
    """

    raw: str
    xml: bool
    places: tuple[Place, ...]
    languages: tuple[Language, ...]
    charsets: tuple[Span, ...]
    head: int | None


class _Kept(NamedTuple):
    """Why what is in an element stays as it is."""

    as_code: bool = False
    as_said: bool = False
    as_foreign: bool = False


class _Element(NamedTuple):
    """An element that is open, from `start`.

    `is_island` says that it is translated, and what is around it is not; `languages` are the
    places in its tag that say it is in English.
    """

    name: str
    start: int
    kept: _Kept = _Kept()
    kind: Kind | None = None
    is_island: bool = False
    languages: tuple[Span, ...] = ()


class _Region(NamedTuple):
    """What stays as it is within a line: from `start`, as long as `depth` elements are open."""

    start: int
    depth: int
    name: str
    shown: list[str]


class Reader:
    """Goes through a file once; afterwards it has `made` its blocks."""

    def __init__(self, raw: str, *, xml: bool) -> None:
        self.has_tags = False
        self.made: list[Made] = []
        self.remarks: list[Remark] = []
        self._raw = raw
        self._xml = xml
        self._line = lines.counter(raw)
        self._places: list[Place] = []
        self._languages: list[Language] = []
        self._charsets: list[Span] = []
        self._head: tuple[int, int] | None = None  # how good the place is, and where
        self._elements: list[_Element] = []
        self._depths: defaultdict[str, list[int]] = defaultdict(list)  # of those open, by name
        self._blocks: list[int] = []  # of these, the depths of those that are blocks
        self._region: _Region | None = None
        self._items: list[Item] = []
        self._attributes: list[tuple[Made, Place]] = []  # of the block under way
        self._opener: Token | None = None  # right before the block under way

    def layout(self) -> Layout:
        """Give what the writer needs."""
        return Layout(
            self._raw,
            self._xml,
            tuple(self._places),
            tuple(self._languages),
            tuple(self._charsets),
            self._head[1] if self._head and not self._xml else None,
        )

    def read(self) -> None:
        """Read the file."""
        for token in tokens(self._raw, xml=self._xml):
            if token.is_cut:
                self.remarks.append(Remark(self._line(token.start), _CUT))
            elif token.what is What.TEXT:
                self._text(token)
            elif token.what is What.OPEN:
                self._open(token)
            elif token.what is What.CLOSE:
                self._close(token)
            elif token.what is What.OTHER:
                self._other(token)
        end = len(self._raw)
        self._pop(0, Token(What.OTHER, end, end))
        self._flush(None)

    def _text(self, token: Token) -> None:
        shown = unescape(self._raw[token.start : token.end])
        if self._region:
            self._region.shown.append(shown)
        else:
            self._add(Item(What.TEXT, token.start, token.end, shown=shown))

    def _other(self, token: Token) -> None:
        """Pass over a comment, and note what a declaration says."""
        raw = self._raw[token.start : token.end]
        if self._xml and (found := _XML_ENCODING.match(raw)):
            start, end = found.span(1)
            self._charsets.append(Span(token.start + start, token.start + end))
        if raw[:9].lower() == "<!doctype":
            self._add_head(0, token)
        if not self._region:
            self._add(Item(What.OTHER, token.start, token.end, note="comment"))

    def _add_head(self, good: int, token: Token) -> None:
        if self._head is None or self._head[0] < good:
            self._head = (good, token.end)

    def _add(self, item: Item) -> None:
        if any(self._around.kept):
            return
        if len(self._items) >= _MOST_ITEMS:
            self._flush(None)
        self._items.append(item)

    @property
    def _around(self) -> _Element:
        return self._elements[-1] if self._elements else _Element("", 0)

    def _open(self, token: Token) -> None:
        self.has_tags = True
        if not self._xml and token.name in _ENDS:
            self._end_before(token)
        around = self._around
        has_values = token.end - token.start > len(token.name) + 2
        known = attributes(self._raw, token) if has_values else {}
        element = self._element(token, known, around)
        if token.name in {"html", "head"}:
            self._add_head(1 if token.name == "html" else 2, token)
        is_kept = any(element.kept)
        if self._region is None:
            if element.is_island or token.name in _BLOCKS:
                self._flush(token)
            if token.name == "meta":
                self._meta(known, is_kept=is_kept)
            elif known and _KEPT.get(token.name, not is_kept) and not any(around.kept):
                self._values(element, known)
            self._inline(token, known, is_kept=is_kept)
        if not token.is_alone:
            if token.name in _BLOCKS:
                self._blocks.append(len(self._elements))
            self._depths[token.name].append(len(self._elements))
            self._elements.append(element)

    def _element(self, token: Token, known: Mapping[str, Attribute], around: _Element) -> _Element:
        kept = _Kept(around.kept.as_code or token.name in _KEPT, *around.kept[1:])
        languages: tuple[Span, ...] = ()
        if known:
            said = known["translate"].value.strip().lower() if "translate" in known else ""
            is_named = "class" in known and "notranslate" in known["class"].value.split()
            as_said = said == "no" or (said != "yes" and (kept.as_said or is_named))
            kept = kept._replace(as_said=as_said)
            places = [known[name] for name in ("lang", "xml:lang") if name in known]
            if token.name != "html":
                language = places[0].value.lower().replace("_", "-").split("-")[0] if places else ""
                if language not in {"", "und"}:
                    kept = kept._replace(as_foreign=language != "en")
                if language == "en" and not any(kept):
                    languages = tuple(each.span for each in places)
        if token.name == "html" and not self._depths["html"]:
            self._say_language(token, known)
        is_island = any(around.kept) and not any(kept) and self._region is None
        if self._region:
            kept = kept._replace(as_said=True)
        kind = _KINDS.get(token.name, around.kind)
        return _Element(token.name, token.start, kept, kind, is_island, languages)

    def _say_language(self, token: Token, known: Mapping[str, Attribute]) -> None:
        """Find the places in the first tag of a page that are to name its language."""
        everywhere = Span(0, len(self._raw))
        for name in ("lang", "xml:lang"):
            its = known.get(name)
            if its and (its.quote or its.value):
                self._languages.append(Language(its.span, everywhere))
            elif name == "lang" or self._xml:
                at = token.start + len("<html")
                self._languages.append(Language(Span(at, at), everywhere, f' {name}="', '"'))

    def _inline(self, token: Token, known: Mapping[str, Attribute], *, is_kept: bool) -> None:
        """Add what stands within a line."""
        name, start, end = token.name, token.start, token.end
        if name in _BLOCKS or name == "wbr":
            return
        if name == "br":
            if self._is_after_break():
                self._flush(None)
            self._add(Item(What.OTHER, start, end, name, "\n", "line break"))
        elif token.is_alone:
            note, shown = f"HTML <{name}>", ""
            if name == "img":
                note = f"image {_line(known['src'].value) if 'src' in known else ''}".strip()
                shown = known["alt"].value if "alt" in known else "image"
            self._add(Item(What.OTHER, start, end, name, _line(shown), note))
        elif is_kept and not any(self._around.kept):
            self._region = _Region(start, len(self._elements), name, [])
        else:
            note = note_of(name, known) or f"HTML <{name}>"
            self._add(Item(What.OPEN, start, end, name, note=note))

    def _is_after_break(self) -> bool:
        for item in reversed(self._items):
            if item.shown.strip() or item.what is not What.TEXT:
                return item.name == "br"
        return False

    def _values(self, element: _Element, known: Mapping[str, Attribute]) -> None:
        """Make blocks of the attributes that are read."""
        if element.name in _NOT_READ or element.kept.as_said or element.kept.as_foreign:
            return
        for name, attribute in known.items():
            if name in _READ:
                self._value(attribute, Kind.CAPTION if name == "alt" else Kind.BODY)

    def _meta(self, known: Mapping[str, Attribute], *, is_kept: bool) -> None:
        """Note what encoding a page names; make a block of how it describes itself."""
        if "charset" in known:
            self._charsets.append(known["charset"].span)
        content = known.get("content")
        if content is None:
            return
        if "http-equiv" in known and (found := _CHARSET.search(self._raw, *content.span)):
            self._charsets.append(Span(*found.span(1)))
        said = next((known[key].value for key in ("name", "property") if key in known), "")
        kind = _DESCRIPTIONS.get(said.strip().lower())
        if kind and not is_kept:
            self._value(content, kind)

    def _value(self, attribute: Attribute, kind: Kind) -> None:
        inline = Inline()
        inline.text(collapsed(attribute.value))
        made = inline.made(kind=kind, line=self._line(attribute.span.start))
        if made.text:
            place = Place(attribute.span, attribute.span, attribute.quote)
            self._attributes.append((made, place))

    def _close(self, token: Token) -> None:
        is_block = token.name in _BLOCKS
        depth = self._find((token.name,), self._barrier(token.name))
        if depth is not None:
            self._pop(depth + 1, token)
        if self._region is None and not is_block:
            note = f"HTML </{token.name}>"
            self._add(Item(What.CLOSE, token.start, token.end, token.name, note=note))
        if depth is not None:
            self._pop(depth, token)
        elif self._region is None and is_block:
            self._flush(None)

    def _barrier(self, name: str) -> int:
        """Say how far out a closing tag reaches: within a cell, and a line within its block."""
        if name not in _BLOCKS:
            return self._blocks[-1] if self._blocks else 0
        return self._last(_TABLE if name in _OF_TABLES else _SCOPE)

    def _last(self, names: Sequence[str]) -> int:
        return max((self._depths[name][-1] for name in names if self._depths[name]), default=0)

    def _find(self, names: Sequence[str], least: int) -> int | None:
        """Find the outermost of the last elements of these names, no further out than `least`."""
        found = (self._depths[name][-1] for name in names if self._depths[name])
        return min((depth for depth in found if depth >= least), default=None)

    def _end_before(self, token: Token) -> None:
        """Close what an opening tag closes without saying so."""
        names, barriers = _ENDS[token.name]
        depth = self._find(names, self._last(barriers))
        if depth is not None:
            self._pop(depth, token)

    def _pop(self, depth: int, by: Token) -> None:
        """Close elements until so many are open."""
        while len(self._elements) > depth:
            element, region = self._elements[-1], self._region
            is_block = element.name in _BLOCKS
            if region is None and (element.is_island or is_block):
                self._flush(by)
            self._elements.pop()
            self._depths[element.name].pop()
            if is_block:
                self._blocks.pop()
            is_last = len(self._elements) == depth
            is_closed = is_last and (by.what, by.name) == (What.CLOSE, element.name)
            end = by.end if is_closed else by.start
            extent = Span(element.start, end)
            self._languages += (Language(span, extent) for span in element.languages)
            if region and region.depth == len(self._elements):
                self._region = None
                if is_closed:
                    self._add(_kept_item(region, end))
                else:  # Nothing ends it, so no text can stand behind it.
                    self._flush(None)

    def _flush(self, by: Token | None) -> None:
        """Make a block of what has been collected; `by` is the tag that ends it."""
        items, opener = with_marks(self._items), self._opener
        self._items = []
        self._opener = by if by and by.what is What.OPEN and not by.is_alone else None
        menu = menu_of(items)
        for part in menu or [items]:
            if any(item.what is What.TEXT and item.is_word for item in part):
                self._block(part, None if menu else opener, by)
        for made, place in self._attributes:
            self.made.append(made)
            self._places.append(place)
        self._attributes = []

    def _block(self, items: Sequence[Item], opener: Token | None, by: Token | None) -> None:
        mates = mates_of(items)
        start, end = extent(items, mates)
        span = trimmed(self._raw, items[start:end])
        inline = Inline()
        tags: dict[int, Span] = {}
        numbers: dict[int, int] = {}
        for first, last in steps(mates, start, end):
            item = items[first]
            place = Span(item.start, items[last].end)
            raw = self._raw[slice(*place)]
            note = ", ".join(
                each.note for each in items[first : last + 1] if each.what is not What.CLOSE
            )
            if item.what is What.TEXT:
                bare = self._raw[max(item.start, span.start) : min(item.end, span.end)]
                inline.text(collapsed(unescape(bare)))
            elif first not in mates or first < mates[first] <= last:
                tags[inline.alone(raw, note, item.shown)] = place
                if item.name == "br" and self._raw[item.end : item.end + 1] not in SPACE:
                    inline.text(" ")
            elif item.what is What.OPEN:
                number = numbers[mates[last]] = inline.open(raw, note)
                tags[number] = place
            else:
                inline.close(numbers[first], raw)
        self.made.append(inline.made(kind=self._around.kind, line=self._line(span.start)))
        is_all = not any(item.what is What.OTHER for item in (*items[:start], *items[end:]))
        whole = _whole(self._raw, opener, by) if is_all and not self._xml else None
        self._places.append(Place(span, whole or span, tags=tags))


def _whole(raw: str, opener: Token | None, by: Token | None) -> Span | None:
    """Give the element that holds nothing but a block, with the white space behind it."""
    if opener is None or by is None or opener.name != by.name or by.name not in _GOES_ALONG:
        return None
    if by.what is What.CLOSE:
        after = _AFTER.match(raw, by.end)
        return Span(opener.start, after.end() if after else by.end)
    return Span(opener.start, by.start) if by.name in _NEEDS_NO_END else None


def _line(text: str) -> str:
    return " ".join(text.split())


def _kept_item(region: _Region, end: int) -> Item:
    """Name what stays as it is within a line."""
    name, shown = region.name, _line("".join(region.shown))
    if name in {"script", "style", "svg", "textarea"}:
        return Item(What.OTHER, region.start, end, name, note=f"HTML <{name}>")
    what = {"math": "formula"}.get(name, "code" if name in _KEPT else "stays as it is:")
    return Item(What.RAW, region.start, end, name, shown, f"{what} {shown}"[:_LONGEST_NOTE])
