"""What the page itself says, in the language of the browser: `locale/<code>.po`, as gettext has it.

The catalogues are compiled when they are first asked for, so there is no build step.
"""

import gettext
import io
from functools import cache
from pathlib import Path

from pipeline.catalogues.po import compiled

FOLDER = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802 -- gettext's own name, which tools that collect texts know
    """Mark a text that is translated where it is shown."""
    return text


@cache
def languages() -> tuple[str, ...]:
    """Name the languages that the page speaks: English, and those with a catalogue."""
    return "en", *sorted(path.stem for path in FOLDER.glob("*.po"))


@cache
def wording(language: str) -> gettext.NullTranslations:
    """Give the texts of a language of `languages`; English ones stand in the code."""
    if language == "en":
        return gettext.NullTranslations()
    text = (FOLDER / f"{language}.po").read_text(encoding="utf-8")
    return gettext.GNUTranslations(io.BytesIO(compiled(text)))
