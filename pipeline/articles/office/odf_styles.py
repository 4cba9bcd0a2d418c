"""The styles of OpenDocument: what of them a reader sees, and in which language they say texts are.

Styles with names are known in the whole document, automatic ones in their part only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.articles.office import elements
from pipeline.articles.office.elements import Element
from pipeline.articles.office.paragraphs import Look
from pipeline.articles.office.parts import Style
from pipeline.model import Span

# What tells how a text was made or spelled, not what it looks like; fonts of other scripts; and
# what only says more of something that is known.
_UNSEEN = re.compile(
    r"rsid$|[:-](?:asian|complex)$|:(?:language|country|script|rfc-language-tag|letter-spacing"
    r"|letter-kerning|text-scale|use-window-font-color|opacity|color-lum-\w+|\w*hyphenat.*"
    r"|font-(?:family|family-generic|pitch|charset|style-name)"
    r"|text-(?:underline|line-through)-(?:type|width|color|mode|text|text-style))$"
)
_LOOKS = {
    "fo:font-weight": "bold",
    "fo:font-style": "italic",
    "style:text-underline-style": "underlined",
    "style:text-line-through-style": "struck out",
    "fo:text-transform": "capitals",
    "fo:font-variant": "small capitals",
    "text:display": "hidden",
    "fo:background-color": "highlighted",
    "fo:color": "coloured",
    "fo:font-size": "another size",
    "style:font-name": "another font",
}
_OFF = frozenset({"normal", "none", "transparent", "400", "true"})
_PARAGRAPH = "paragraph"
_TOLD = re.compile(
    rb"""\s(?:[\w.-]+:)?(?:country|script|rfc-language-tag)\s*=\s*(?:"[^"]*"|'[^']*')"""
)
_LANGUAGE = re.compile(rb"""(\s(?:[\w.-]+:)?)language\s*=\s*(?:"[^"]*"|'[^']*')""")


class Known(NamedTuple):
    """A style: `shown` are the properties of its text that a reader sees, `text` all of them."""

    family: str
    name: str
    told: Style
    shown: Mapping[str, str]
    text: Element | None
    is_common: bool
    starts_page: bool


def read(data: bytes, path: Path, part: str) -> list[Known]:
    """Find the styles of a part; one without a name is what holds where no other says anything."""
    found: list[Known] = []
    around: list[Element] = []

    def start(element: Element) -> None:
        if around and element.name == "style:text-properties":
            around[-1].children.append(element)
        around.append(element)

    def end(element: Element) -> None:
        around.pop()
        if element.name in {"style:style", "style:default-style"}:
            section = around[-1].name if around else ""
            found.append(_known(element, is_common=section == "office:styles"))

    elements.parse(data, path, part, start=start, end=end)
    return found


def _known(element: Element, *, is_common: bool) -> Known:
    told = element.attributes
    name = told.get("style:name", "")
    level = told.get("style:default-outline-level", "")
    text = element.find("style:text-properties")
    shown = text.attributes if text else {}
    return Known(
        told.get("style:family", ""),
        name,
        Style(
            told.get("style:display-name", name.replace("_20_", " ")),
            told.get("style:parent-style-name", ""),
            from_one(level),
        ),
        {key: value for key, value in shown.items() if not _UNSEEN.search(key)},
        text,
        is_common,
        bool(told.get("style:master-page-name")),
    )


def from_one(level: str) -> str:
    """Count a level from 0 which is counted from 1."""
    return str(int(level) - 1) if level.isdecimal() and len(level) < 3 and int(level) else ""


class Styles:
    """Knows the styles of a part: its own, and those of the whole document."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = {(each.family, each.name): each for each in known}
        self.paragraphs = {
            name: each.told for (family, name), each in self._known.items() if family == _PARAGRAPH
        }
        self._looks: dict[tuple[str, ...], tuple[frozenset[tuple[str, ...]], str]] = {}

    def starts_page(self, paragraph: str) -> bool:
        """Say whether pages look otherwise from a paragraph of this style on."""
        known = self._known.get((_PARAGRAPH, paragraph))
        return known is not None and known.starts_page

    def look(self, paragraph: str, spans: tuple[Element, ...], data: bytes) -> Look:
        """Say how a text looks in a paragraph of a style, in spans one in the other."""
        names = tuple(each.attributes.get("text:style-name", "") for each in spans)
        known = self._looks.get((paragraph, *names))
        if known is None:
            known = self._looks[paragraph, *names] = self._new(paragraph, names)
        key, note = known
        if not key:
            return Look(key, note)
        before = b"".join(data[each.start : each.inner] for each in spans)
        behind = b"".join(data[each.close : each.end] for each in reversed(spans))
        return Look(key, note, before, b"", behind)

    def _new(
        self, paragraph: str, spans: tuple[str, ...]
    ) -> tuple[frozenset[tuple[str, ...]], str]:
        around: dict[str, str] = {}
        for each in reversed([*self._chain(paragraph)]):
            around.update(each.shown)
        shown: dict[str, str] = {}
        named: dict[str, None] = {}
        for span in spans:
            known = self._known.get(("text", span))
            name = known.told.based_on if known and not known.is_common else span
            if known and name != span:
                shown.update(known.shown)
            if parent := self._known.get(("text", name)):
                named[parent.told.name] = None
        shown = {key: value for key, value in shown.items() if around.get(key) != value}
        key = frozenset([*shown.items(), *(("style", name) for name in named)])
        notes = [*(f"style {name}" for name in named), *_notes(shown)]
        return key, ", ".join(dict.fromkeys(notes)) or ("other formatting" if key else "plain")

    def _chain(self, name: str) -> Iterator[Known]:
        """Yield a style of paragraphs, those that it is based on, and what holds for all."""
        for _ in range(10):
            known = self._known.get((_PARAGRAPH, name))
            if known:
                yield known
            if known is None or not name:
                return
            name = known.told.based_on


def _notes(shown: Mapping[str, str]) -> Iterator[str]:
    for name, value in shown.items():
        if name == "style:text-position":
            raised = not value.startswith(("sub", "-"))
            yield (
                "not raised" if value.startswith("0") else "superscript" if raised else "subscript"
            )
        elif name in _LOOKS:
            is_off = value in _OFF and (name, value) != ("text:display", "none")
            yield f"not {_LOOKS[name]}" if is_off else _LOOKS[name]


def in_language(
    parts: Mapping[str, bytes], path: Path, language: str
) -> Mapping[str, list[tuple[Span, bytes]]]:
    """Give what the styles of parts are to say so that texts are in another language.

    Styles in English follow, and those in the language of the document: an office in Munich writes
    English in a document that says it is German.
    """
    known = {name: read(data, path, name) for name, data in parts.items()}
    english = {"en"}
    for each in (each for those in known.values() for each in those):
        if (each.family, each.name) == (_PARAGRAPH, "") and each.text:
            english.add(each.text.attributes.get("fo:language", "en"))
    return {
        name: [
            (Span(each.text.start, each.text.inner), made)
            for each in those
            if each.text and each.text.attributes.get("fo:language") in english
            for made in [_translated(parts[name][each.text.start : each.text.inner], language)]
        ]
        for name, those in known.items()
    }


def _translated(tag: bytes, language: str) -> bytes:
    """Write the tag of a style's properties with another language, and without its country."""
    name, *others = language.replace("_", "-").split("-")
    script = next((each for each in others if len(each) == 4), "")
    country = next((each for each in others if len(each) == 2), "none")
    told = rb'\1language="%b"\1country="%b"' % (name.encode(), country.encode())
    told += rb'\1script="%b"' % script.encode() if script else b""
    return _LANGUAGE.sub(told, _TOLD.sub(b"", tag), count=1)
