"""Reading a PO file line by line, for what a PO library does not see.

polib takes a file that was cut off in the middle of a string, drops the previous text of
retired entries (`#~|`) and comments at the end of the file, and trims comments. So comments
and the order of the fields are read here, and polib is left with lines that are whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from pipeline.errors import CatalogueBroken

# Possessive, or each escape would cost 200 bytes in case it has to be tried otherwise.
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_FIELD = re.compile(rf"(msgctxt|msgid_plural|msgid|msgstr)(\[\d\])?[ \t]*({_STRING})")
_MORE = re.compile(_STRING)
_BEGUN = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(\[\d*\])?)[ \t]*(".*)?|".*')
_CONFLICT = re.compile(r"(<{7}|\|{7}|>{7})( .*)?|={7}")
# gettext writes a bell like this, and polib does not read it.
_BELL = re.compile(r"(?<!\\)((?:\\\\)*)\\a")

_MISPLACED = "this cannot stand here; a line before it may be missing"

# Field -> the fields that may stand before it; plural forms are `msgstr[]`.
_AFTER = {
    "msgctxt": {""},
    "msgid": {"", "msgctxt"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[]": {"msgid_plural", "msgstr[]"},
}


@dataclass(slots=True)
class Block:
    """One message with its comments: `lines[start:end]` of the file.

    `line` is where its first field stands, from 1, and `target` where its (first) translation
    does; 0 if it has comments only. `notes` are the texts after `# `, `fields` names in order.
    """

    start: int
    end: int = 0
    line: int = 0
    target: int = 0
    retired: bool = False
    notes: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Say whether this is a message as we write them: no context, no plural."""
        return self.fields == ["msgid", "msgstr"]

    @property
    def last(self) -> str:
        """Name the field that was read last."""
        return self.fields[-1] if self.fields else ""


def scan(lines: Sequence[str], path: Path) -> tuple[list[Block], list[str]]:
    """Find the messages of a PO file, and what polib is to read, line for line.

    The last block may hold comments only: those at the end of the file. Raises
    CatalogueBroken with the line where something is no PO, is cut off, or where git has left
    two versions side by side.
    """
    blocks = [Block(0)]
    fields: list[str] = []
    for at, line in enumerate(lines):
        text = line.lstrip(" \t").rstrip("\r")
        retired = text.startswith("#~") and not text.startswith("#~|")
        if retired:
            text = text[2:].lstrip(" \t")
        if not text:
            fields.append("")
            continue
        if blocks[-1].last.startswith("msgstr") and text.startswith(("#", "msgid", "msgctxt")):
            blocks.append(Block(at))
        block = blocks[-1]
        block.end = at + 1
        try:
            kept = _comment(block, text) if text[0] == "#" else _part(block, text, at)
        except ValueError as error:
            raise CatalogueBroken(path, at + 1, str(error)) from error
        block.retired = block.retired or retired
        is_field = kept and kept[0] != "#"
        fields.append(f"#~ {kept}" if retired and is_field else kept)
    if _is_cut_off(blocks[-1], lines[-1]):
        number = blocks[-1].line or blocks[-1].end
        raise CatalogueBroken(path, number, "the file ends in the middle of a message")
    return blocks, fields


def is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether texts are broken over lines where they have no line break of their own."""
    return any(
        line.startswith(('"', '#~ "')) and not before.rstrip("\r").endswith(('\\n"', ' ""'))
        for before, line in pairwise(lines)
    )


def _is_cut_off(block: Block, last_line: str) -> bool:
    if block.fields:
        return not block.last.startswith("msgstr")
    # A person may leave a comment at the end of a file; these lines belong to a message.
    belongs = block.references or block.extracted or block.flags
    return bool(belongs) or last_line.lstrip().startswith("#")


def _comment(block: Block, text: str) -> str:
    """Note a comment line down; what polib is to read of it is the previous text only."""
    kind, rest = text[1:2], text[2:].strip()
    if kind == "," or kind == "=":
        block.flags += [flag.strip() for flag in rest.split(",") if flag.strip()]
    elif kind == ":":
        block.references += rest.split()
    elif kind == ".":
        block.extracted.append(rest)
    elif kind == "|" or text.startswith("#~|"):
        return _previous(text.removeprefix("#~").lstrip("#|").strip())
    else:
        block.notes.append(text[1:].removeprefix(" "))
    return ""


def _previous(text: str) -> str:
    if not text:
        return ""
    found = _FIELD.fullmatch(text)
    if not found and not _MORE.fullmatch(text):
        raise ValueError(_damage(text))
    return _with_bells(f"#| {found[1]} {found[3]}" if found else f"#| {text}")


def _part(block: Block, text: str, at: int) -> str:
    """Check a field or a further line of its text, and give it in the form that polib reads."""
    text = text.rstrip(" \t")
    if text[0] == '"':
        if not _MORE.fullmatch(text):
            raise ValueError(_damage(text))
        if not block.fields:
            raise ValueError(_MISPLACED)
        return _with_bells(text)
    found = _FIELD.fullmatch(text)
    if not found:
        raise ValueError(_damage(text))
    name = found[1] + "[]" * bool(found[2])
    if block.last not in _AFTER.get(name, ()):
        raise ValueError(_MISPLACED)
    block.fields += [name] if name != block.last else []
    block.line = block.line or at + 1
    if name.startswith("msgstr"):
        block.target = block.target or at + 1
    return f"{found[1]}{found[2] or ''} {_with_bells(found[3])}"


def _with_bells(text: str) -> str:
    return _BELL.sub("\\1\a", text) if r"\a" in text else text


def _damage(text: str) -> str:
    if _CONFLICT.fullmatch(text.rstrip()):
        return "git has left two versions side by side here (a merge conflict)"
    if _BEGUN.fullmatch(text):
        return "the quotes around this text are not closed; the file may be cut off"
    return "this is no line of a PO file"
