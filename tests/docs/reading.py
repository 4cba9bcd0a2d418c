"""Reading the documentation: its pages, their headings, links and examples."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])

# Blocks of a list are indented.
_FENCE = re.compile(r"^ *(```+)(\w*)\n(.*?)^ *\1$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+).+?\1", re.DOTALL)
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^)\s]+)\)")


class Example(NamedTuple):
    """A command as one types it after `$`, and the lines that are shown below it."""

    command: str
    output: tuple[str, ...]


def shown(page: Path) -> str:
    """Name a page as people do."""
    return page.relative_to(ROOT).as_posix()


def examples(page: Path) -> Iterator[Example]:
    """Give the commands of all blocks of a page that are sessions at a terminal."""
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, rest = re.sub(r"\\\n\s*", "", part).partition("\n")
            # Lines that begin far to the right go on with the comment of the line above.
            lines = tuple(line for line in rest.splitlines() if not line.startswith(" " * 20))
            yield Example(re.sub(r"\s+#.*", "", command), lines)


def blocks(page: Path, language: str) -> list[str]:
    """Give the blocks of a page that are in a language."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [textwrap.dedent(block) for _, named, block in found if named == language]


def links(page: Path) -> list[str]:
    """Give where the links of a page lead."""
    return _LINK.findall(_CODE.sub("", _FENCE.sub("", page.read_text(encoding="utf-8"))))


def anchors(page: Path) -> list[str]:
    """Name the headings of a page as links do, on a site and where a repository is shown."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return [_slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]


def _slug(heading: str) -> str:
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")
