"""HTML, and XHTML: pages as browsers save them, and articles without a page around them.

Text is cut into blocks where a browser starts a new line; what stands within a line are tags. The
attributes that a reader meets (`alt`, `title`, `placeholder`, `aria-label`, descriptions for
search engines) are blocks of their own. Scripts, styles, code, drawings and formulas stay as they
are, and so does what says so (`translate="no"`, `class="notranslate"`) or that it is in another
language. Where anything has changed, the page says its new language and that it is in UTF-8.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.articles import plain
from pipeline.articles.decoding import BOMS, Decoded, decode
from pipeline.articles.flow import changed_texts, flow, rendered, spliced
from pipeline.articles.options import ReadOptions
from pipeline.errors import ArticleError
from pipeline.model import Article, Span, Tag

if TYPE_CHECKING:
    from pipeline.articles.page import Layout, Place

_NAMED = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)|^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)""",
    re.IGNORECASE,
)
_COMMENTS = re.compile(rb"<!--.*?-->", re.DOTALL)
_NO_HTML = "there is no HTML in it, not a single tag"
_NOTHING = "it holds no text that may be translated"


def read(data: bytes, path: Path, article_id: str, options: ReadOptions) -> Article:
    """Read an HTML file. Raises ArticleError, also where there is no tag or no text in it."""
    from pipeline.articles.page import Reader

    decoded = _decoded(data, path, options.encoding)
    reader = Reader(decoded.text, xml=path.suffix.lower() == ".xhtml")
    reader.read()
    if not reader.has_tags:
        raise ArticleError(path, _NO_HTML, "If it is plain text, name it .txt")
    if not reader.made:
        hint = "A page that a script fills has to be saved as the browser shows it"
        raise ArticleError(path, _NOTHING, hint)
    text, blocks = flow(reader.made)
    return Article(
        article_id,
        path,
        text,
        blocks,
        decoded.encoding,
        decoded.bom,
        reader.layout(),
        tuple(reader.remarks),
    )


def write(article: Article, texts: Sequence[str | None], language: str) -> bytes:
    """Write an HTML file with other texts, as UTF-8, with their language on its elements."""
    layout = _layout(article)
    changed = changed_texts(article, texts)
    if not changed:
        mark = "\ufeff" if article.bom else ""
        return (mark + layout.raw).encode(article.encoding)
    small = _about_itself(
        article, [at for at, text in changed.items() if text is not None], language
    )
    large: list[tuple[Span, str]] = []
    for at, text in changed.items():
        place = layout.places[at]
        if place.quote is not None:
            small.append((place.span, _value(text or "", article.blocks[at].tags, place)))
    small.sort()
    starts = [span.start for span, _ in small]

    def current(span: Span) -> str:
        """Give mark-up with the values that its attributes are to have."""
        inside = small[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        moved = [(Span(a - span.start, b - span.start), text) for (a, b), text in inside]
        return spliced(layout.raw[slice(*span)], moved)

    for at, text in changed.items():
        place = layout.places[at]
        if place.quote is None:
            known = [
                replace(tag, opening=current(place.tags[tag.number]))
                if tag.number in place.tags
                else tag
                for tag in article.blocks[at].tags
            ]
            escaped = _escape_xml if layout.xml else _escape
            large.append(
                (place.whole, "") if text is None else (place.span, rendered(text, known, escaped))
            )
    return plain.encode(article, spliced(layout.raw, _outermost(small + large)))


def _about_itself(
    article: Article, translated: Sequence[int], language: str
) -> list[tuple[Span, str]]:
    """Say what the file is to say about its encoding, and its elements about their language."""
    layout = _layout(article)
    found = [
        (span, "utf-8")
        for span in layout.charsets
        if layout.raw[slice(*span)].lower() not in {"utf-8", "utf8"}
    ]
    if layout.head is not None and not layout.charsets and not article.bom:
        found.append((Span(layout.head, layout.head), '<meta charset="utf-8">'))
    spans = sorted(layout.places[at].span for at in translated)
    starts = [span.start for span in spans]
    ends = list(accumulate((span.end for span in spans), max))
    for each in layout.languages:
        before = bisect_left(starts, each.extent.end)
        if before and ends[before - 1] > each.extent.start:
            found.append((each.span, each.before + language + each.after))
    return found


def _outermost(pieces: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Yield what is to be put into a file, in order, without what lies within something else."""
    end = 0
    for span, text in sorted(pieces):
        if span.start >= end:
            yield span, text
            end = span.end


def _value(text: str, known: Sequence[Tag], place: "Place") -> str:
    """Write the value of an attribute, in quotation marks where it had none."""
    quote = place.quote or '"'
    reference = "&quot;" if quote == '"' else "&#39;"
    value = rendered(text, known, lambda part: _escape_xml(part).replace(quote, reference))
    return value if place.quote else f"{quote}{value}{quote}"


def _escape(text: str) -> str:
    return _escape_xml(text).replace("\xa0", "&nbsp;")


def _escape_xml(text: str) -> str:
    return escape(text, quote=False)


def _layout(article: Article) -> "Layout":
    from pipeline.articles.page import Layout

    assert isinstance(article.layout, Layout)  # noqa: S101 - this reader's own
    return article.layout


def _decoded(data: bytes, path: Path, encoding: str) -> Decoded:
    """Decode a file as it says itself; where that is wrong, as the settings say."""
    named = _named(data)
    if named and named != encoding:
        try:
            return decode(data, path, named, markup=True)
        except ArticleError:
            pass
    return decode(data, path, encoding, markup=True)


def _named(data: bytes) -> str:
    """Give the encoding that a file names near its beginning, by the name that Python knows."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding.removesuffix("-le").removesuffix("-be")
    found = _NAMED.search(_COMMENTS.sub(b"", data[:4096]))
    name = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return ""
    # Browsers read these as Windows-1252; and what names UTF-16 in ASCII is not in UTF-16.
    if name in {"iso-8859-1", "latin1", "ascii", "us-ascii"}:
        return "cp1252"
    return "" if name.startswith("utf-16") else name
