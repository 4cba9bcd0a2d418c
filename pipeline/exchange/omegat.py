"""OmegaT's project folders: the file that makes a folder one, and what a translator has done in it.

    omegat.project            made here, and omegat/filters.xml
    source/<article>.po       what is approved; drafts are empty there
    tm/mt/, tm/, glossary/    what OmegaT offers her beside each text
    sent/<article>.po         the catalogue as it was handed over, drafts and all (not OmegaT's)
    omegat/project_save.tmx   every text that she has confirmed
    target/<article>.po       made of it when she asks for it

OmegaT never touches `source` and `sent`, so that what was sent is known to the letter.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from pipeline.errors import CatalogueBroken

PROJECT = "omegat.project"
WORK = "omegat/project_save.tmx"
FILTERS = "omegat/filters.xml"

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OPEN = '  <project version="1.0">'
_FOLDERS = ("source", "target", "tm", "glossary", "glossary_file", "dictionary")
# How OmegaT, in our translators' languages, begins a match that it has filled in by itself.
_FILLED_IN = re.compile(r"\[(?:fuzzy|нечеткое совпадение)\] ?")
_BY_ITSELF = {"x-auto"}
_NAMES = {"changeid", "creationid"}


# Else the header would be the first text to translate.
NO_HEADERS = b"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<filters removeTags="false" removeSpacesNonseg="true" preserveSpaces="false">
  <filter className="org.omegat.filters2.po.PoFilter" enabled="true">
    <files sourceFilenameMask="*.po" sourceEncoding="UTF-8" targetEncoding="UTF-8"
      targetFilenamePattern="${filename}"/>
    <option name="skipHeader" value="true"/>
  </filter>
</filters>
"""


class Done(NamedTuple):
    """A text that stands in the work file, and whether a person has confirmed it.

    That is None where nobody is named: OmegaT itself adds what source files say.
    """

    target: str
    is_confirmed: bool | None
    note: tuple[str, ...] = ()


class Work(NamedTuple):
    """What a work file holds: texts for all files by source, and those for one file only."""

    everywhere: Mapping[str, Done]
    by_file: Mapping[tuple[str, str], Done]

    def find(self, file: str, source: str) -> Done | None:
        """Look up a text of a file, named by its path below `source`."""
        return self.by_file.get((file, source)) or self.everywhere.get(source)


def project(language: str) -> bytes:
    """Write the file that makes a folder a project from English into a language."""
    folders = [f"{name}{'' if name == 'glossary_file' else '_dir'}" for name in _FOLDERS]
    lines = [f"<{name}>__DEFAULT__</{name}>" for name in folders]
    # Our entries are sentences already.
    lines += [
        "<source_lang>EN</source_lang>",
        f"<target_lang>{escape(language.replace('_', '-').upper())}</target_lang>",
        "<sentence_seg>false</sentence_seg>",
        "<support_default_translations>true</support_default_translations>",
        "<remove_tags>false</remove_tags>",
    ]
    body = "\n".join(f"    {line}" for line in lines)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return (
        f'{head}\n<omegat>\n  <project version="1.0">\n{body}\n  </project>\n</omegat>\n'.encode()
    )


def work(data: bytes, path: Path) -> Work:
    """Read a work file. Raises CatalogueBroken."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text

    def entity(*_: object) -> None:
        raise CatalogueBroken(path, parser.CurrentLineNumber, "it declares entities of its own")

    # A document type alone is OmegaT's own; it is not fetched.
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise CatalogueBroken(path, error.lineno, f"this is no TMX: {reason}") from error
    return Work(reader.everywhere, reader.by_file)


def parted(target: str) -> tuple[str, bool]:
    """Give a text without the sign that OmegaT has filled it in, and whether it had none."""
    sign = _FILLED_IN.match(target)
    return (target[sign.end() :], False) if sign else (target, True)


class _Reader:
    """Gathers the units of a TMX file as its elements pass."""

    def __init__(self) -> None:
        self.everywhere: dict[str, Done] = {}
        self.by_file: dict[tuple[str, str], Done] = {}
        self._texts: list[str] = []
        self._words: list[str] = []
        self._notes: list[str] = []
        self._props: dict[str, str] = {}
        self._prop = ""
        self._is_named = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "tu":
            self._texts, self._notes, self._props = [], [], {}
            self._is_named = False
        if name in {"seg", "prop", "note"}:
            self._words = []
        self._is_named |= name == "tuv" and not _NAMES.isdisjoint(attributes)
        self._prop = attributes.get("type", "") if name == "prop" else self._prop

    def text(self, words: str) -> None:
        """Take a piece of text."""
        self._words.append(words)

    def end(self, name: str) -> None:
        """Take the end of an element, with what it held."""
        words = "".join(self._words)
        if name == "seg":
            self._texts.append(words)
        elif name == "prop":
            self._props[self._prop] = words
        elif name == "note":
            self._notes += filter(None, map(str.rstrip, words.split("\n")))
        elif name == "tu" and len(self._texts) > 1:
            source, target = self._texts[:2]
            done = self._done(target)
            if "file" in self._props:
                self.by_file[self._props["file"], source] = done
            else:
                self.everywhere[source] = done

    def _done(self, target: str) -> Done:
        text, is_typed = parted(target)
        is_confirmed = is_typed and not _BY_ITSELF & self._props.keys()
        certain = is_confirmed if self._is_named or not is_confirmed else None
        return Done(text.strip("\r\n"), certain, tuple(self._notes))
