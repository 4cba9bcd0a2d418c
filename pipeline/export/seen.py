"""What a reader sees of a text with tags."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from pipeline import tags
from pipeline.model import Tag
from pipeline.tags import Form, Found

# What formats tell translators of a pair, and the element that shows it.
_ELEMENTS = {
    "emphasis": "em",
    "italic": "em",
    "style Emphasis": "em",
    "strong emphasis": "strong",
    "bold": "strong",
    "style Strong": "strong",
    "underlined": "u",
    "struck out": "s",
    "superscript": "sup",
    "subscript": "sub",
}
_LINK = re.compile(r"link to (https?://\S+)", re.IGNORECASE)


def plain(text: str, known: Mapping[int, Tag]) -> str:
    """Give a text with what stand-alone tags show in their places; only `known` ones are tags."""

    def shown(found: re.Match[str]) -> str:
        tag = known.get(int(found["number"]))
        if tag is None:
            return found[0]
        return tag.shown if found["alone"] else ""

    return tags.TAG.sub(shown, text) if "<" in text else text


def html(text: str, known: Mapping[int, Tag]) -> str:
    """Write a text as HTML in which nothing runs and nothing is fetched.

    Emphasis and links into the web are shown as such, all other pairs as the words in them. Tags
    that are not `known` are text; if pairs cross, none is shown.
    """
    return htmls([text], known)[0]


def htmls(texts: Sequence[str], known: Mapping[int, Tag]) -> list[str]:
    """Write texts as HTML that belong together: what one opens, another one may close."""
    found = [[each for each in tags.find(text) if each.number in known] for text in texts]
    is_nested = tags.is_nested([each for several in found for each in several])
    return [
        _html(text, several, known, is_nested=is_nested)
        for text, several in zip(texts, found, strict=True)
    ]


def _html(text: str, found: Sequence[Found], known: Mapping[int, Tag], *, is_nested: bool) -> str:
    parts: list[str] = []
    at = 0
    for each in found:
        tag = known[each.number]
        parts.append(escape(text[at : each.start]))
        if each.form is Form.ALONE:
            parts.append("<br>" if tag.shown == "\n" else escape(tag.shown))
        elif is_nested:
            opening, closing = _around(tag)
            parts.append(opening if each.form is Form.OPEN else closing)
        at = each.end
    return "".join([*parts, escape(text[at:])])


def _around(tag: Tag) -> tuple[str, str]:
    if link := _LINK.fullmatch(tag.note):
        return f'<a href="{escape(link[1])}" rel="noreferrer">', "</a>"
    names = [_ELEMENTS[each] for each in tag.note.split(", ") if each in _ELEMENTS]
    opening = "".join(f"<{name}>" for name in names)
    return opening, "".join(f"</{name}>" for name in reversed(names))
