"""Markdown: CommonMark with tables, footnotes, struck out text, and front matter.

Paragraphs, headings, cells and texts of front matter are blocks; code, raw HTML and definitions of
links are none. What is written is read again: where a text has come out as mark-up, it is written
once more with every sign escaped that could mean something, then with emphasis as HTML, which may
stand where Markdown's own signs do not count (`<em>chữ</em>nghĩa`), and at last on one line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline import tags
from pipeline.articles import front_matter, lines, plain
from pipeline.articles.decoding import decode
from pipeline.articles.flow import Inline, Made, changed_texts, flow, own_text, rendered, spliced
from pipeline.articles.hypertext import attributes, tokens
from pipeline.articles.options import ReadOptions
from pipeline.articles.phrasing import note_of
from pipeline.model import Article, Block, Kind, Remark, Span, Tag

if TYPE_CHECKING:
    from pipeline.articles.commonmark import Leaf, Mark

_NOTES = {"em_open": "emphasis", "strong_open": "strong emphasis", "s_open": "struck out"}
_HTML = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "del"}
# A box of a task, or a label of a note, at the beginning of what stands in a list or a quotation.
_LABEL = re.compile(r"\[[ xX]\](?=[ \t])|\[![A-Z]+\](?=[ \t]*(?:\n|\Z))")
# Words that describe an image, in which no sign means anything.
_PLAIN = re.compile(r"(?:[^\\`*_\[\]<>&~]|&(?!#?\w+;))+")
# HTML around what stays as it is.
_CODE = re.compile(r"<(?:code|kbd|samp|var)\b", re.IGNORECASE)
_AS_SAID = re.compile(
    r"""<[^>]*\s(?:translate=["']?no\b|class=(?:"[^"]*|'[^']*|)\bnotranslate\b)""", re.IGNORECASE
)
_BR = re.compile(r"<br\b", re.IGNORECASE)
# What stands right behind such a tag, unless it is the end of a line.
_CLINGING = re.compile(r"[^\s\\]|\\[^\n]")
# `{{< figure src="a.jpg" >}}` of Hugo, `{% include note.html %}` of Jekyll, `{{ page.title }}`.
_SHORTCODE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
_UNCLOSED = "a block of code begins here that nothing closes: all that follows in it stays English"

# Signs that mean something wherever they stand, unless a word goes on around them.
_LIGHT = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)|`|\*(?!\s)|(?<=\S)\*|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<=~)~"
)
_FULL = re.compile(r"[\\`*_\[\]<>&~#!^]")
# What makes a line another thing than text: headings, items of lists, quotations, rules, tables.
_STARTS = re.compile(
    r"^(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|=+\s*$|[-:|][-:|\s]*$)",
    re.MULTILINE,
)
_NUMBER = re.compile(r"^\d{1,9}(?=[.)](?:\s|$))", re.MULTILINE)
_BREAK = re.compile(r"[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)+")
_AFTER_BREAK = re.compile(r"(?<=\n)[ \t]+")
_LAST_SIGNS = re.compile(r"(?:(?<=\s)|\A)(?=#+\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")
_AROUND_NOTHING = re.compile(r"<(\d+)></\1>")
_SPACE_BEFORE = re.compile(r"\s+(?=<\d+/>)")
_MANNERS = 4


class _Place(NamedTuple):
    """Where a block stands: `form` and `beginning` as in `Leaf`, or `value` for front matter.

    `whole` is what goes with a block that is taken out.
    """

    span: Span
    form: str
    beginning: str
    whole: Span


@dataclass(frozen=True, slots=True)
class _Layout:
    """A file's text, the keys that were asked for, and the places of its blocks."""

    raw: str
    keys: tuple[str, ...]
    places: tuple[_Place, ...]


def read(data: bytes, path: Path, article_id: str, options: ReadOptions) -> Article:
    """Read a Markdown file. Raises ArticleError, also for front matter that is no YAML."""
    decoded = decode(data, path, options.encoding, markup=True)
    article = _article(decoded.text, path, options.front_matter)
    return replace(article, id=article_id, encoding=decoded.encoding, bom=decoded.bom)


def write(article: Article, texts: Sequence[str | None], language: str) -> bytes:  # noqa: ARG001 - Markdown does not name it
    """Write a Markdown file with other texts, as UTF-8."""
    manners = dict.fromkeys(changed_texts(article, texts), 0)
    while True:
        raw = _put(article, texts, manners)
        wrong = [at for at in _misread(article, raw, texts, manners) if manners[at] < _MANNERS - 1]
        if not wrong:
            return plain.encode(article, raw)
        for at in wrong:
            manners[at] += 1


def _article(raw: str, path: Path, keys: tuple[str, ...]) -> Article:
    from pipeline.articles.commonmark import parse

    line = lines.counter(raw)
    head = front_matter.find(raw, path, keys)
    made: list[Made] = []
    places: list[_Place] = []
    for value in head.values:
        inline = Inline()
        inline.text(value.text)
        kind = Kind.HEADLINE if value.key == "title" else Kind.BODY
        made.append(inline.made(kind=kind, line=line(value.span.start)))
        places.append(_Place(value.span, "value", "", value.span))
    parsed = parse(raw[head.end :])
    for leaf in parsed.leaves:
        span = Span(head.end + leaf.start, head.end + leaf.end)
        inner = _inline(leaf)
        each = inner.made(kind=_kind(leaf), line=line(span.start))
        if each.text:
            made.append(each)
            places.append(_Place(span, leaf.form, leaf.beginning, _whole(raw, leaf, head.end)))
    text, blocks = flow(made)
    first = line(head.end) - 1
    remarks = tuple(Remark(first + at + 1, _UNCLOSED) for at in parsed.open_fences)
    layout = _Layout(raw, keys, tuple(places))
    return Article("", path, text, blocks, layout=layout, remarks=remarks)


def _kind(leaf: "Leaf") -> Kind | None:
    if leaf.form == "heading":
        return Kind.HEADLINE if leaf.level == 1 else Kind.SUBHEADING
    if [mark.what for mark in leaf.marks] == ["image"] and leaf.marks[0].end == len(leaf.text):
        return Kind.CAPTION
    return Kind.BODY if leaf.is_inner else None


def _whole(raw: str, leaf: "Leaf", offset: int) -> Span:
    """Say what goes with a block that is taken out: its lines and the blank ones behind them."""
    start, end = offset + leaf.start, offset + leaf.end
    if leaf.is_inner:
        return Span(start, end)
    after = _BLANK_LINES.match(raw, offset + leaf.after)
    start = max(raw.rfind("\n", 0, start), raw.rfind("\r", 0, start)) + 1
    return Span(start, after.end() if after else offset + leaf.after)


def _inline(leaf: "Leaf") -> Inline:
    """Turn the marks of a block into tags."""
    inline = Inline()
    text, at = leaf.text, 0
    label = _LABEL.match(text) if leaf.is_inner else None
    if label:
        inline.alone(label[0], "label of what follows")
        at = label.end()
    numbers: dict[int, int] = {}
    for index, mark in enumerate(leaf.marks):
        if mark.start < at:
            continue
        _add_text(inline, text[at : mark.start])
        raw = text[mark.start : mark.end]
        last = leaf.marks[mark.partner] if mark.partner > index else None
        if last and (what := _alone(mark, text[mark.end : last.start])):
            inline.alone(text[mark.start : last.end], *what)
            at = last.end
            continue
        if last:
            numbers[index] = inline.open(raw, _note(mark))
        elif mark.partner >= 0:
            opening = leaf.marks[mark.partner]
            label_of = text[opening.end : mark.start]
            inline.close(numbers[mark.partner], _closing(raw, label_of))
        else:
            _add(inline, mark, raw)
            if _BR.match(raw) and _CLINGING.match(text, mark.end):
                inline.text(" ")
        at = mark.end
    _add_text(inline, text[at:])
    return inline


def _add_text(inline: Inline, text: str) -> None:
    """Add text; what a site's generator would put something else in place of is no part of it."""
    at = 0
    for found in _SHORTCODE.finditer(text):
        inline.text(text[at : found.start()])
        inline.alone(found[0], f"stays as it is: {found[0]}", found[0])
        at = found.end()
    inline.text(text[at:])


def _alone(mark: "Mark", inner: str) -> tuple[str, str] | None:
    """Say what a pair is, and what is shown of it, if it stands for itself, words and all."""
    if not inner:
        return _note(mark), ""
    inner = " ".join(inner.split())
    if mark.what == "html_inline" and _CODE.match(mark.shown):
        return f"code {inner}", inner
    if mark.what == "html_inline" and _AS_SAID.match(mark.shown):
        return f"stays as it is: {inner}", inner
    return None


def _note(mark: "Mark") -> str:
    if mark.what == "link_open":
        return f"link to {mark.about}"
    if mark.what in _NOTES:
        return _NOTES[mark.what]
    tag = next(tokens(mark.shown))
    return note_of(tag.name, attributes(mark.shown, tag)) or f"HTML {mark.shown}"


def _closing(raw: str, label: str) -> str:
    """Close a link; one that is known by its own words says by which, since they change."""
    return f"][{label}]" if raw in {"]", "][]"} else raw


def _add(inline: Inline, mark: "Mark", raw: str) -> None:
    """Add what stands for itself, or is no mark-up after all."""
    if mark.what == "text_special":
        inline.text(mark.shown)
    elif mark.what == "softbreak":
        inline.text("\n")
    elif mark.what == "hardbreak":
        inline.alone(raw.rstrip(" \t"), "line break", "\n")
        inline.text(" ")
    elif mark.what == "image":
        _add_image(inline, mark, raw)
    elif mark.what == "code_inline":
        inline.alone(raw, f"code {mark.shown}", mark.shown)
    elif mark.what == "autolink":
        inline.alone(raw, f"address {mark.shown}", mark.shown)
    elif mark.what == "footnote_ref":
        inline.alone(raw, f"footnote {mark.about}")
    else:
        shown = "\n" if _BR.match(raw) else ""
        inline.alone(raw, f"HTML {raw}", shown)


def _add_image(inline: Inline, mark: "Mark", raw: str) -> None:
    """Add an image: a pair around what describes it, where that is nothing but words."""
    note = f"image {mark.about}"
    if not _PLAIN.fullmatch(mark.shown):
        inline.alone(raw, note, mark.shown or "image")
        return
    number = inline.open("![", note)
    inline.text(mark.shown)
    inline.close(number, _closing(raw[2 + len(mark.shown) :], mark.shown))


def _put(article: Article, texts: Sequence[str | None], manners: Mapping[int, int]) -> str:
    layout = _layout(article)
    pieces = []
    for at, manner in manners.items():
        place, text = layout.places[at], texts[at]
        if text is None:
            pieces.append((place.whole, ""))
        elif place.form == "value":
            value = rendered(text, article.blocks[at].tags, str)
            old = layout.raw[slice(*place.span)]
            pieces.append((place.span, front_matter.written(value, old)))
        else:
            pieces.append((place.span, _rendered(text, article.blocks[at], place, manner)))
    return spliced(layout.raw, pieces)


def _rendered(text: str, block: Block, place: _Place, manner: int) -> str:
    """Write a text as Markdown: escaped lightly, fully, with emphasis as HTML, or on one line."""
    known = [_as_html(tag) for tag in block.tags] if manner > 1 else block.tags
    signs = _FULL if manner else _LIGHT
    text = _BREAK.sub(" " if manner > 2 else "\n", text)
    raw = rendered(text, known, lambda plain: signs.sub(r"\\\g<0>", plain))
    raw = _AFTER_BREAK.sub("", raw).strip()
    if place.form == "heading":
        raw = _LAST_SIGNS.sub(r"\\", raw)
    if place.form == "cell":
        raw = raw.replace("|", r"\|")
    elif place.form == "paragraph":
        raw = _STARTS.sub(r"\\", _NUMBER.sub(r"\g<0>\\", raw))
    return raw.replace("\n", place.beginning or " ")


def _as_html(tag: Tag) -> Tag:
    name = _HTML.get(tag.opening)
    if name is None or tag.closing is None:
        return tag
    return replace(tag, opening=f"<{name}>", closing=f"</{name}>")


def _misread(
    article: Article, raw: str, texts: Sequence[str | None], manners: Mapping[int, int]
) -> list[int]:
    """Say which of the texts that were changed are read as something else."""
    if not manners:
        return []
    again = _article(raw, article.path, _layout(article).keys)
    found = [comparable(own_text(again, block)) for block in again.blocks]
    wanted = {
        at: told for at, text in enumerate(texts) if text is not None and (told := comparable(text))
    }
    if len(found) != len(wanted):
        return list(manners)
    return [
        at
        for (at, text), other in zip(wanted.items(), found, strict=True)
        if at in manners and text != other
    ]


def comparable(text: str) -> str:
    """Number the tags of a text as they come, and put it on one line.

    Pairs around nothing are read as one tag, and line breaks without the space before them.
    """
    text = _SPACE_BEFORE.sub("", _AROUND_NOTHING.sub(r"<\1/>", text))
    numbered, _ = tags.in_order(text)
    return " ".join(numbered.split())


def _layout(article: Article) -> _Layout:
    assert isinstance(article.layout, _Layout)  # noqa: S101 - this reader's own
    return article.layout
