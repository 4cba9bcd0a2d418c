"""TMX, as which memories travel between programs. The only file that knows lxml.

Files of any size are read and written unit by unit. What a DTD may bring with it (entities that
grow, or name other files) is refused; a DTD that is only named is not looked for.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from pipeline import __version__
from pipeline.errors import FileError
from pipeline.memory import Unit
from pipeline.xml import NOT_XML

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Elements of TMX that stand for code in a text: `ph` and the like for a piece of its own (often
# a line break), `bpt` and `ept` for the ends of one that goes around words. `hi` holds text.
_CODE = frozenset("bpt ept sub".split())
_PIECES = frozenset("ph it ut x".split())
_GAP = "\x00"
_BETWEEN_WORDS = re.compile(rf"(?<=[^\W_]){_GAP}+(?=[^\W_])")
# White space that no translator meant: line breaks, and what stood around a piece of code.
_SPACES = re.compile(rf" *(?:[\t\r\n][ \t\r\n]*| {_GAP}+ )[ \t\r\n]*")
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")

_TELL_EVERY = 1_000


def read(
    path: Path,
    source: str,
    languages: Collection[str],
    reached: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[Unit, ...]]:
    """Give the units of each `tu` of a file, in order; none if it lacks one of the sides.

    A `tuv` is of a language if its code begins with that one's, or the other way round: "en-US"
    is "en". Where several are of the source language, that of `srclang` counts. `reached` is told
    now and then how many bytes are read. Raises FileError, after what stood before the trouble has
    been given.
    """
    try:
        with path.open("rb") as file:
            for number, units in enumerate(_read(file, path, source, languages)):
                if number % _TELL_EVERY == 0:
                    reached(file.tell())
                yield units
    except OSError as error:
        raise FileError.of(path, error, "read") from error


def _read(
    file: BinaryIO, path: Path, source: str, languages: Collection[str]
) -> Iterator[tuple[Unit, ...]]:
    events = etree.iterparse(
        file,
        events=("start", "end"),
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        no_network=True,
    )
    try:
        yield from _of_events(events, path, source, languages)
    except etree.XMLSyntaxError as error:
        # What is raised in the end may only follow from what was logged first.
        first = next(iter(events.error_log), None)
        place, message = (f"{path}:{first.line}", first.message) if first else (path, error.msg)
        raise FileError(
            f"{place}: this is no TMX that can be read: {message}",
            "Mend the file and import it again; no unit is taken in twice",
        ) from error


def _of_events(
    events: Any, path: Path, source: str, languages: Collection[str]
) -> Iterator[tuple[Unit, ...]]:
    preferred = ""
    for event, element in events:
        name = _name(element)
        if event == "start":
            if element.getparent() is None:
                _refuse_entities(element, path)
                if name != "tmx":
                    raise FileError(
                        f"{path} is no TMX: it begins with <{name}>", "Export it as TMX 1.4"
                    )
        elif name == "header":
            preferred = element.get("srclang", "")
        elif name == "tu":
            yield _units(element, path.name, source, element.get("srclang", preferred), languages)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _refuse_entities(root: Any, path: Path) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise FileError(
            f"{path} declares entities of its own, which may grow without end or name other files",
            "Export it again without them; TMX needs none",
        )


def _units(
    tu: Any, origin: str, source: str, preferred: str, languages: Collection[str]
) -> tuple[Unit, ...]:
    texts = [
        (tuv.get(_LANG) or tuv.get("lang") or "", _text(seg), tuv)
        for tuv in tu
        if _name(tuv) == "tuv"
        for seg in list(tuv)
        if _name(seg) == "seg"
    ]
    ours = [each for each in texts if fits(each[0], source) and each[1]]
    if not ours:
        return ()
    text = next((each[1] for each in ours if each[0] == preferred), ours[0][1])
    props = {
        each.get("type"): " ".join((each.text or "").split())
        for each in tu
        if _name(each) == "prop"
    }
    return tuple(
        Unit(
            source=text,
            target=target,
            language=language,
            article=props.get("x-article", ""),
            kind=props.get("x-kind", ""),
            origin=props.get("x-origin") or origin,
            when=_day(tuv) or _day(tu),
        )
        for code, target, tuv in texts
        if target
        for language in languages
        if fits(code, language)
    )


def fits(code: str, language: str) -> bool:
    """Say whether a code of another program means a language: "vi-VN" and "VI" are "vi"."""
    one, other = (re.split(r"[-_@]", each.lower()) for each in (code, language))
    shared = min(len(one), len(other))
    return bool(code) and one[:shared] == other[:shared]


def _text(element: Any) -> str:
    text = _SPACES.sub(" ", _BETWEEN_WORDS.sub(" ", _raw(element)))
    return text.replace(_GAP, "").strip(" ")


def _raw(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        if name in _PIECES or not name:
            parts.append(_GAP)
        elif name not in _CODE:
            parts.append(_raw(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _name(element: Any) -> str:
    """Give the name of an element without its namespace; an entity that is left has none."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _day(element: Any) -> str:
    found = _DAY.match(element.get("changedate") or element.get("creationdate") or "")
    return "-".join(found.groups()) if found else ""


def write(out: BinaryIO, source: str, units: Iterable[Unit]) -> int:
    """Write units as TMX 1.4b, one `tu` each; returns how many. Their texts are of `source`."""
    written = 0
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(_header(source))
            xml.write("\n")
            with xml.element("body"):
                for unit in units:
                    xml.write("\n")
                    xml.write(_tu(unit, source))
                    written += 1
                xml.write("\n")
            xml.write("\n")
    return written


def _header(source: str) -> Any:
    return etree.Element(
        "header",
        {
            "creationtool": "pipeline",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "pipeline",
            "adminlang": "en",
            "srclang": source.replace("_", "-"),
            "datatype": "plaintext",
        },
    )


def _tu(unit: Unit, source: str) -> Any:
    tu = etree.Element("tu")
    if day := _DAY.match(unit.when):
        tu.set("changedate", f"{''.join(day.groups())}T000000Z")
    props = {"x-article": unit.article, "x-kind": unit.kind, "x-origin": unit.origin}
    for name, value in props.items():
        if value:
            etree.SubElement(tu, "prop", {"type": name}).text = _legal(value)
    for language, text in ((source, unit.source), (unit.language, unit.target)):
        tuv = etree.SubElement(tu, "tuv", {_LANG: language.replace("_", "-")})
        etree.SubElement(tuv, "seg").text = _legal(text)
    return tu


def _legal(text: str) -> str:
    return NOT_XML.sub(" ", text)
