"""Finding thousands of terms in a text at once: a tree of words, walked from each word on."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.glossary.inflection import forms
from pipeline.glossary.row import Row
from pipeline.model import Span

_TOKEN = re.compile(r"[\w\u0300-\u036f]+|[^\w\s]")
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', **dict.fromkeys("–—‑−", "-")})


class Found(NamedTuple):
    """Where a term stands: the number of its row, and of its spelling there."""

    row: int
    spelling: int
    span: Span


class _Leaf(NamedTuple):
    row: int
    spelling: int
    exact: tuple[str, ...] | None
    languages: frozenset[str] | None


@dataclass(slots=True)
class _Tree:
    """The terms that end here, and the words with which others go on."""

    leaves: list[_Leaf] = field(default_factory=list)
    branches: dict[str, "_Tree"] = field(default_factory=dict)


def words(text: str) -> tuple[str, ...]:
    """Part a text into words and signs, with signs alike that look alike."""
    return tuple(_plain(found[0]) for found in _TOKEN.finditer(text))


class Finder:
    """The tree of all terms of a glossary."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._tree = _Tree()
        for number, row in enumerate(rows):
            languages = None if row.keep else frozenset(row.targets)
            for spelling, source in enumerate(row.sources):
                for form in forms(words(source), row.part_of_speech):
                    exact = form if row.case_sensitive else None
                    self._put(form, _Leaf(number, spelling, exact, languages))

    def find(self, text: str, language: str) -> list[Found]:
        """Find terms that a language has, in order; of those that overlap, the longest."""
        tokens = list(_TOKEN.finditer(text))
        plain = [_plain(token[0]) for token in tokens]
        low = [each.casefold() for each in plain]
        found = [
            (end - start, start, leaf)
            for start, word in enumerate(low)
            if word in self._tree.branches
            for end, leaf in self._ending(start, low)
            if (leaf.languages is None or language in leaf.languages)
            and (leaf.exact is None or leaf.exact == tuple(plain[start:end]))
        ]
        taken: set[int] = set()
        chosen = []
        # The longest first; of two in one place, the one whose capitals matter.
        for length, start, leaf in sorted(found, key=lambda it: (-it[0], it[1], not it[2].exact)):
            places = range(start, start + length)
            if taken.isdisjoint(places):
                taken.update(places)
                span = Span(tokens[start].start(), tokens[places[-1]].end())
                chosen.append(Found(leaf.row, leaf.spelling, span))
        return sorted(chosen, key=lambda each: each.span)

    def _ending(self, start: int, low: Sequence[str]) -> Iterator[tuple[int, _Leaf]]:
        tree = self._tree
        for at in range(start, len(low)):
            if low[at] not in tree.branches:
                return
            tree = tree.branches[low[at]]
            for leaf in tree.leaves:
                yield at + 1, leaf

    def _put(self, form: tuple[str, ...], leaf: _Leaf) -> None:
        tree = self._tree
        for word in form:
            tree = tree.branches.setdefault(word.casefold(), _Tree())
        tree.leaves.append(leaf)


def _plain(token: str) -> str:
    if token.isascii():
        return token
    return token.translate(_ALIKE) if len(token) == 1 else unicodedata.normalize("NFC", token)
