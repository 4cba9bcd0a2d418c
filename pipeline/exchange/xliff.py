"""XLIFF 1.2: a catalogue out to CAT tools, and back. The only file that knows translate-toolkit.

    empty       needs-translation
    draft       needs-review-translation, mt-suggestion; our mark is a note of ours
    suggested   needs-review-translation, and tm-suggestion if it comes from the memory
    reviewed    signed-off, approved

Programs change the state, the approval, or both: Poedit leaves `approved` as it was, and what
it knows to be done is `translated`; translate-toolkit, so Weblate and Virtaal, sets both.
A unit's id is a hash of its sentence, so that it is the same in every export. Tags are elements:
`<g id="1">…</g>` around words, `<x id="2"/>` for itself. What an older translation was made for
stands in an `alt-trans`; kinds, tags, terms and what the memory has stand in notes of ours.
"""

import hashlib
import re
from collections.abc import Iterator, Set
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from translate.storage import xliff

from pipeline import tags
from pipeline.catalogues import header as headers
from pipeline.catalogues import marks
from pipeline.catalogues.returned import Answer, Returned
from pipeline.errors import CatalogueBroken
from pipeline.model import Catalogue, Entry, State
from pipeline.tags import Form
from pipeline.xml import NOT_XML

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

_SKELETON = (
    f'<xliff version="1.2" xmlns="{NAMESPACE}"><file original={{article}} source-language="en"'
    ' target-language={language} datatype="plaintext"{date}><body></body></file></xliff>'
)
_STATES = {
    State.EMPTY: "needs-translation",
    State.DRAFT: "needs-review-translation",
    State.SUGGESTED: "needs-review-translation",
    State.REVIEWED: "signed-off",
}
_DONE = {"translated", "signed-off", "final"}
_MACHINE, _MEMORY = "mt-suggestion", "tm-suggestion"
_OURS = "developer"
_THEIRS = "translator"
# Codes of a format inside a sentence; what they enclose is no text of it.
_CODES = {"bpt", "ept", "it", "ph", "x", "bx", "ex"}
_NUMBER = re.compile(r"[1-9]\d{0,3}")
_LINE_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")


class _Unit(xliff.xliffunit):
    """A unit of XLIFF 1.2, which the library knows but does not make by itself."""

    namespace = NAMESPACE


def write(catalogue: Catalogue) -> bytes:
    """Write a catalogue as XLIFF 1.2, without what is retired: the same one, the same bytes."""
    date = _iso_date(headers.get(catalogue.header, headers.REVISED))
    skeleton = _SKELETON.format(
        article=quoteattr(_fit(catalogue.article)),
        language=quoteattr(catalogue.language.replace("_", "-")),
        date=date and f' date="{date}"',
    )
    store = _store(skeleton.encode())
    store.encoding = "UTF-8"
    for entry in catalogue.entries:
        if entry.state is not State.RETIRED:
            store.addunit(_unit(entry))
    return bytes(store)


def read(data: bytes, path: Path) -> tuple[Returned, ...]:
    """Read an XLIFF 1.2 file, by whatever program it was saved: a value for each article in it.

    Raises CatalogueBroken.
    """
    _look(data, path)
    try:
        units = _store(data).units
    except (SyntaxError, ValueError, AssertionError, StopIteration) as error:
        raise _broken(path, "this is no XLIFF 1.2") from error
    answers: dict[Any, list[Answer]] = {}
    for unit in units:
        file = next(unit.xmlelement.iterancestors(unit.namespaced("file")))
        answers.setdefault(file, []).append(_answer(unit))
    return tuple(
        Returned(
            file.get("original", ""),
            file.get("target-language", "").replace("-", "_"),
            tuple(found),
            revised=_po_date(file.get("date", "")),
        )
        for file, found in answers.items()
    )


def _store(data: bytes) -> Any:
    return xliff.xlifffile.parsestring(data)  # type: ignore[no-untyped-call]


def _look(data: bytes, path: Path) -> None:
    """Refuse what is no XLIFF 1, or brings entities: nothing is expanded, nothing fetched."""

    def doctype(*_: object) -> None:
        raise _broken(path, "it declares a document type, which XLIFF 1.2 has none of", line())

    def root(name: str, attributes: dict[str, str]) -> None:
        parser.StartElementHandler = None
        version = attributes.get("version", "1.2")
        if name.rpartition(":")[2] != "xliff":
            raise _broken(path, f"this is no XLIFF: its first element is <{name}>", line())
        if not version.startswith("1."):
            raise _broken(path, f"this is XLIFF {version}", line())

    def line() -> int:
        return parser.CurrentLineNumber

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise _broken(path, f"this is no XML that can be read: {reason}", error.lineno) from error
    except (ValueError, LookupError) as error:
        raise _broken(path, f"this is no XML that can be read: {error}") from error


def _broken(path: Path, message: str, line: int = 0) -> CatalogueBroken:
    hint = "Nothing was taken from it. Have the program that made it save it as XLIFF 1.2"
    return CatalogueBroken(path, line, message, hint)


def _answer(unit: Any) -> Answer:
    source = _text(unit.source_dom)
    target = _text(unit.target_dom, _numbers(source))
    state = unit.target_dom.get("state") if unit.target_dom is not None else None
    is_approved = _is_approved(state, unit.xmlelement.get("approved"))
    ours: list[str] = []
    theirs: list[str] = []
    for each in unit.xmlelement.iterchildren(unit.namespaced("note")):
        lines = ours if each.get("from") == _OURS else theirs
        lines += (each.text or "").split("\n")
    # Some programs put the sentence where there is no translation.
    if target == source and not is_approved:
        target = ""
    seals = {mark.seal for mark in marks.take(ours)[0]}
    is_draft = bool(target) and marks.seal(source, target) in seals
    note = marks.take_similar(marks.take(theirs)[1])[1]
    return Answer(source, target, is_approved, note, is_draft)


def _is_approved(state: str | None, approved: str | None) -> bool | None:
    if state in _DONE:
        # Only what was signed off before has kept that state when its approval was taken away.
        return state == "translated" or approved != "no"
    if state is not None:
        return False
    return {"yes": True, "no": False}.get(approved or "")


def _iso_date(date: str) -> str:
    """Turn a date of a PO header into one of XML; empty if it is none."""
    try:
        return datetime.strptime(date, "%Y-%m-%d %H:%M%z").isoformat()
    except ValueError:
        return ""


def _po_date(date: str) -> str:
    try:
        return headers.date(datetime.fromisoformat(date))
    except ValueError:
        return ""


def _numbers(text: str) -> set[int]:
    return {each.number for each in tags.find(text)}


def _text(element: Any, known: Set[int] | None = None) -> str:
    """Give the text of a sentence with its tags, without other codes and without line breaks.

    With `known`, elements of other numbers are none of our tags.
    """
    if element is None:
        return ""

    def parts(node: Any) -> Iterator[str]:
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        number = int(node.get("id")) if _NUMBER.fullmatch(node.get("id") or "") else 0
        if known is not None and number not in known:
            number = 0
        if name == "x" and number:
            yield tags.alone(number)
        if not name or name in _CODES:
            return
        is_pair = name == "g" and number
        yield tags.opening(number) * bool(is_pair) + (node.text or "")
        for child in node:
            yield from parts(child)
            yield child.tail or ""
        yield tags.closing(number) * bool(is_pair)

    return _LINE_BREAK.sub(" ", "".join(parts(element))).strip(" \t\r\n")


def _unit(entry: Entry) -> Any:
    unit = _Unit(_fit(entry.source))
    unit.setid(hashlib.blake2b(entry.source.encode(), digest_size=8).hexdigest())
    unit.target = _fit(entry.target)
    unit.markapproved(entry.state is State.REVIEWED)
    unit.target_dom.set("state", _STATES[entry.state])
    if entry.state is State.DRAFT or entry.is_match:
        unit.target_dom.set("state-qualifier", _MEMORY if entry.is_match else _MACHINE)
    ours = (", ".join(entry.kinds), *entry.terms, marks.line(entry), *marks.similar_lines(entry))
    for line in ours:
        _note(unit, line, _OURS)
    for line in entry.note:
        _note(unit, line, _THEIRS)
    for place in entry.places:
        unit.addlocation(_fit(f"{place.path}:{place.line}"))
        del unit.xmlelement[-1].attrib["name"]
    if entry.previous is not None:
        unit.addalttrans(_fit(entry.target), sourcetxt=_fit(entry.previous))
        unit.xmlelement[-1].set("alttranstype", "previous-version")
    for element in unit.xmlelement.iter(f"{{{NAMESPACE}}}source", f"{{{NAMESPACE}}}target"):
        _put_tags(element, element.text or "", _numbers(entry.source))
    return unit


def _put_tags(element: Any, text: str, known: Set[int]) -> None:
    """Make elements of the tags of a text; of none, if some are not known or do not nest."""
    found = tags.find(text)
    if not found or not tags.is_nested(found) or not _numbers(text) <= known:
        return
    element.text = text[: found[0].start]
    inside = [element]
    for each, end in zip(found, [*(after.start for after in found[1:]), len(text)], strict=True):
        following = text[each.end : end]
        if each.form is Form.CLOSE:
            inside.pop().tail = following
            continue
        name = "x" if each.form is Form.ALONE else "g"
        made = element.makeelement(f"{{{NAMESPACE}}}{name}", {"id": str(each.number)})
        inside[-1].append(made)
        if each.form is Form.OPEN:
            made.text = following
            inside.append(made)
        else:
            made.tail = following


def _note(unit: Any, text: str, origin: str) -> None:
    if text.strip():
        unit.addnote("a note", origin=origin)
        unit.xmlelement[-1].text = _fit(text)  # the library would strip it


def _fit(text: str) -> str:
    """Replace what cannot stand in XML at all."""
    return NOT_XML.sub("\ufffd", text)
