"""The mark-up of HTML with its places: where every tag, comment and text stands in a file.

It is cut as browsers cut it, by the rules of the HTML standard; whatever a file holds, its tokens
put together are the file. No tree is made: parsers that make one forget where it came from.
"""

import re
from collections.abc import Iterator
from enum import Enum
from html import unescape
from html.entities import html5
from typing import NamedTuple

from pipeline.model import Span

SPACE = " \t\n\f\r"

_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr".split()
)
# What stands in them is no mark-up, up to their own closing tag.
_RAW = frozenset("iframe noembed noframes plaintext script style textarea title xmp".split())
_RAW_IN_XML = frozenset(["script", "style"])
_FOREIGN = frozenset(["math", "svg"])

# Possessive throughout: no file makes them go back.
_S = f"[{SPACE}]*+"
_MARKUP = re.compile(r"<(?=[A-Za-z!?]|/(?s:.))")
_NAME = f"(?:=[^{SPACE}/>=]*+|[^{SPACE}/>=]++)"
_VALUE = f"""(?:"[^"]*+"|'[^']*+'|[^{SPACE}>"'][^{SPACE}>]*+|(?=>))"""
_ATTRIBUTE = re.compile(f"(?P<name>{_NAME})(?:{_S}={_S}(?P<value>{_VALUE})|(?!{_S}=))")
_TAG = re.compile(
    f"</?(?P<name>[A-Za-z][^{SPACE}/>]*+)(?:[{SPACE}/]++|{_NAME}(?:{_S}={_S}{_VALUE}|(?!{_S}=)))*+>"
)
_ANY_NAME = re.compile(f"<[^{SPACE}/>]*+")
_TAG_START = re.compile("</?[A-Za-z]")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_DATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_OTHER = re.compile(r"<[^>]*+>")
_OTHER_IN_XML = re.compile(
    r"<\?.*?\?>|<!DOCTYPE[^>\[]*+\[.*?\][^>]*+>|<[^>]*+>", re.DOTALL | re.IGNORECASE
)
_SCRIPT = re.compile(rf"<!--(?!-?>)|-->|</?script(?=[{SPACE}/>])", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE) for name in _RAW - {"plaintext"}
}
_REFERENCE = re.compile(r"&(?:#[0-9A-Za-z]++;?|[A-Za-z0-9]++(?:;|(?!=)))")


class What(Enum):
    """What a token is; RAW is what stands in scripts and the like, OTHER comments and so on."""

    TEXT = "text"
    OPEN = "opening tag"
    CLOSE = "closing tag"
    RAW = "raw text"
    OTHER = "comment"


class Token(NamedTuple):
    """A piece of a file, at `raw[start:end]`.

    `name` is that of a tag, in lower case, or of the element whose raw text this is. `is_alone`
    says that nothing closes the tag, `is_cut` that the file ends before the token does.
    """

    what: What
    start: int
    end: int
    name: str = ""
    is_alone: bool = False
    is_cut: bool = False


class Attribute(NamedTuple):
    """The value of an attribute as a reader sees it, and its place: without quotation marks.

    `quote` is the mark around it, empty if there is none.
    """

    value: str
    span: Span
    quote: str


def tokens(raw: str, *, xml: bool = False) -> Iterator[Token]:
    """Cut a file into its tokens; with `xml` by the rules of XHTML."""
    at = 0
    foreign = 0
    raw_names = _RAW_IN_XML if xml else _RAW
    while at < len(raw):
        found = _MARKUP.search(raw, at)
        start = found.start() if found else len(raw)
        if start > at:
            yield Token(What.TEXT, at, start)
        if not found:
            return
        tag = _TAG.match(raw, start) if raw[start + 1] not in "!?" else None
        if tag is None:
            token = _other(raw, start, xml=xml, data=xml or foreign > 0)
            yield token
            at = token.end
            continue
        at = tag.end()
        name = tag["name"].lower()
        if raw[start + 1] == "/":
            foreign -= name in _FOREIGN and foreign > 0
            yield Token(What.CLOSE, start, at, name)
            continue
        is_foreign = foreign > 0 or name in _FOREIGN
        is_alone = name in _VOID or ((xml or is_foreign) and raw[at - 2] == "/")
        foreign += name in _FOREIGN and not is_alone
        yield Token(What.OPEN, start, at, name, is_alone)
        if name in raw_names and not is_alone and not is_foreign:
            end = _end_of_raw(raw, at, name)
            what = What.TEXT if name == "title" else What.RAW
            if end != at:
                is_cut = end is None and name != "plaintext"
                yield Token(what, at, len(raw) if end is None else end, name, is_cut=is_cut)
            at = len(raw) if end is None else end


def attributes(raw: str, token: Token) -> dict[str, Attribute]:
    """Give the attributes of a tag by their names in lower case; of several the first counts."""
    known: dict[str, Attribute] = {}
    name = _ANY_NAME.match(raw, token.start)
    for found in _ATTRIBUTE.finditer(raw, name.end() if name else token.end, token.end):
        start, end = found.span("value") if found["value"] else (found.end(), found.end())
        quote = raw[start] if end > start and raw[start] in "\"'" else ""
        span = Span(start + len(quote), end - len(quote))
        value = _REFERENCE.sub(_resolved, raw[slice(*span)])
        known.setdefault(found["name"].lower(), Attribute(value, span, quote))
    return known


def _resolved(found: re.Match[str]) -> str:
    """Resolve a reference in an attribute, where `&copy=1` and `&copyright` are none."""
    reference = found[0]
    return unescape(reference) if reference[1] == "#" or reference[1:] in html5 else reference


def _other(raw: str, start: int, *, xml: bool, data: bool) -> Token:
    """Read what begins as mark-up and is no tag: a comment, a declaration, or a tag cut off."""
    if raw.startswith("<!--", start):
        pattern = _COMMENT
    elif data and raw.startswith("<![CDATA[", start):
        pattern = _DATA
    else:
        pattern = _OTHER_IN_XML if xml else _OTHER
    found = None if _TAG_START.match(raw, start) else pattern.match(raw, start)
    return Token(What.OTHER, start, found.end() if found else len(raw), is_cut=not found)


def _end_of_raw(raw: str, at: int, name: str) -> int | None:
    """Say where the closing tag of an element with raw text begins; None if there is none."""
    if name == "plaintext":
        return None
    if name != "script":
        found = _ENDS[name].search(raw, at)
        return found.start() if found else None
    # A script within a comment within a script has a closing tag of its own.
    is_comment = is_script = False
    for found in _SCRIPT.finditer(raw, at):
        mark = found[0].lower()
        if mark == "<!--":
            is_comment = True
        elif mark == "-->":
            is_comment = is_script = False
        elif mark == "<script":
            is_script = is_comment
        elif is_script:
            is_script = False
        else:
            return found.start()
    return None
