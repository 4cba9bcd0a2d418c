"""The glossary: which words the house uses for its terms, read strictly and found fast.

Terms are plain text, never patterns. A file is read by `sheet`, terms are found by `finder`.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from pipeline.glossary.finder import Finder
from pipeline.glossary.row import Row
from pipeline.model import Term

# Sentences whose terms are remembered, a kilobyte each: two languages of a run's window.
_REMEMBERED = 1 << 14


class Glossary:
    """All terms, in the order of the file. What finds them is built when first asked for."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self.rows = tuple(rows)
        # A run asks for the terms of each sentence four times: to show them, to name its draft,
        # and for the checks before and after it is saved.
        self.find = lru_cache(maxsize=_REMEMBERED)(self._find)

    def __reduce__(self) -> tuple[type, tuple[Sequence[Row]]]:
        """Travel without what is remembered."""
        return Glossary, (self.rows,)

    def terms(self, language: str) -> tuple[Term, ...]:
        """List the terms that a language has, in their first spelling."""
        return tuple(term for row in self.rows if (term := row.term(language)))

    def _find(self, text: str, language: str) -> tuple[Term, ...]:
        """Find the terms of a language in an English text, in order: the longest, none twice.

        A term that a longer one covers is not given; a kept one is its own target, as it stands.
        """
        if not self.rows:
            return ()
        found = []
        for number, spelling, span in self._finder.find(text, language):
            row = self.rows[number]
            source = text[slice(*span)] if row.keep else row.sources[spelling]
            if term := row.term(language, source, span):
                found.append(term)
        return tuple(found)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.rows)
