"""Initials before a surname, and how a language that is written in other letters has them."""

import re

from pipeline.languages import Language

ENGLISH = re.compile(
    r"\b(?!(?:U\.S|U\.K|U\.N|E\.U|D\.C)\.)(?:[A-Z][a-z]?\.\s?){1,5}(?=[A-Z][a-z]{2})"
)
"""`G. S. `, `M.Yu. `"""

_ANY = re.compile(r"(?:\b[^\W\d_a-z][^\W\d_A-Z]?\.\s?){1,5}(?=[^\W\d_a-z][^\W\d_])")
_LATIN = re.compile(r"\b[A-Z][a-z]?\.")
# "М.ю. Лермонтов": the model saw pieces, not letters.
_SMALL = re.compile(r"(?<=\b[^\W\d_a-z]\.)(\s?)([^\W\d_])(?=\.\s?[^\W\d_a-z][^\W\d_])")


def written(initials: str, language: Language) -> str:
    """Write English initials as `language` does: `P.I.` is `П.И.` in Russian."""
    return _LATIN.sub(
        lambda found: language.initials.get(found[0][:-1], found[0][:-1]) + ".", initials
    )


def repair(text: str, language: Language) -> str:
    """Write initials that a translation has left in Latin or small letters."""
    if "." not in text[:-1] or not language.initials:
        return text
    text = _SMALL.sub(lambda found: found[1] + found[2].upper(), text)
    return _ANY.sub(
        lambda found: written(found[0], language) if not text[found.end()].isascii() else found[0],
        text,
    )


def lost(source: str, output: str, language: Language) -> tuple[str, ...]:
    """Name the initials of two and more letters that have no counterpart in a translation."""
    found = [each[0].strip() for each in ENGLISH.finditer(source) if "." in each[0][:-2]]
    if not found:
        return ()
    squeezed = re.sub(r"\s", "", output)
    # Where initials are written in other letters, so is the name behind them.
    name = r"[^\W\d_a-zA-Z]" if language.initials else ""
    return tuple(
        each
        for each in found
        if not re.search(re.escape(re.sub(r"\s", "", written(each, language))) + name, squeezed)
    )
