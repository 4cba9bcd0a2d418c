"""Writes the pages that are made of the code: `python -m tests.docs.write`."""

from pathlib import Path

from pipeline.checks import page as checks
from tests.docs import command_line, configuration, interface

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> dict[Path, str]:
    """Give the pages by where they lie."""
    return {
        DOCS / "checks.md": checks.page(),
        DOCS / "reference/commands.md": command_line.page(),
        DOCS / "reference/configuration.md": configuration.page(),
        DOCS / "reference/python.md": interface.page(),
        **{DOCS / "man" / name: text for name, text in command_line.manuals().items()},
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
