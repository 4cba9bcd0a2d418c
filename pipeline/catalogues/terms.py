"""Terms of the glossary beside an entry: `#.` lines, which editors show as notes for translators.

    #. term: press conference → họp báo | cuộc họp báo (not: hội nghị báo chí) · of an embassy
    #. term: WVR → WVR (do not translate)

As the line of kinds they are written anew by each run, so nothing is read back from them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.catalogues import tagged
from pipeline.catalogues.unwrap import is_tail
from pipeline.model import Entry, Term

FindTerms = Callable[[str], Sequence[Term]]
"""Finds the terms of the glossary in an English text, for one language."""

_START, _ARROW = "term: ", " → "


def line(term: Term) -> str:
    """Write a term as a translator should see it."""
    text = f"{_START}{term.source}{_ARROW}{' | '.join(term.targets)}"
    if term.keep:
        text += " (do not translate)"
    if term.forbidden:
        text += f" (not: {' | '.join(term.forbidden)})"
    return f"{text} · {term.note}" if term.note else text


def is_ours(comment: str) -> bool:
    """Say whether a `#.` line is one of these, or tells of tags."""
    return (comment.startswith(_START) and _ARROW in comment) or tagged.is_ours(comment)


def unwrapped(extracted: Iterable[str]) -> list[str]:
    """Join such lines that a program has broken over several."""
    found: list[str] = []
    last = ""
    for text in extracted:
        if found and is_ours(found[-1]) and not is_ours(text) and is_tail(text, last):
            found[-1] += f" {text}"
        else:
            found.append(text)
        last = text
    return found


def beside(entries: Iterable[Entry], find: FindTerms) -> tuple[Entry, ...]:
    """Put the terms that stand in each entry's source beside it, each once, behind its tags."""
    return tuple(
        replace(entry, terms=tuple(dict.fromkeys((*entry.terms, *map(line, find(entry.source))))))
        for entry in entries
    )
