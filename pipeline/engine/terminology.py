"""Terms of a glossary in a sentence: which are hidden at once, which only if a model errs.

A model writes around words that it has chosen itself better than around masks, so a term is
hidden only after the model has called it something else.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from pipeline.engine.doubts import Doubt, Trouble, Weight
from pipeline.engine.masking import Hidden
from pipeline.model import Term

_HYPHENS = tuple("-‑–")


class Terminology(Protocol):
    """The glossary, as an engine sees it."""

    def find(self, text: str) -> Sequence[Term]:
        """Find the terms in an English text, in order; none overlaps another."""

    def is_used(self, term: Term, text: str) -> bool:
        """Say whether a translation has a form that the term may have."""

    def is_carried(self, term: Term) -> bool:
        """Say whether the first form of a term is right whatever stands around it."""


class NoTerms:
    """The glossary of those who have none."""

    def find(self, text: str) -> Sequence[Term]:
        """Find nothing."""
        return ()

    def is_used(self, term: Term, text: str) -> bool:
        """Have nothing against any translation."""
        return True

    def is_carried(self, term: Term) -> bool:
        """Never be asked."""
        return True


def kept(terms: Iterable[Term]) -> list[Hidden]:
    """Hide what is not to be translated."""
    return [Hidden(*term.span, term.targets[0]) for term in terms if term.keep]


def unused(terms: Iterable[Term], text: str, terminology: Terminology) -> list[Doubt]:
    """Look for terms that a translation does not have in any form that they may have.

    Where hiding one would do more harm than good, no other attempt is worth its while.
    """
    missing = {
        term.source: term for term in terms if not term.keep and not terminology.is_used(term, text)
    }
    return [
        Doubt(Trouble.TERM, f"not “{term.targets[0]}”", Weight.MEDIUM, (source,))
        if terminology.is_carried(term)
        else Doubt(Trouble.TERM, f"not “{term.targets[0]}”", Weight.MINOR)
        for source, term in missing.items()
    ]


def hidden(sentence: str, terms: Iterable[Term], doubts: Iterable[Doubt]) -> list[Hidden]:
    """Hide the terms that doubts name, but no half of a compound: a model would split it."""
    wrong = {part for doubt in doubts if doubt.trouble is Trouble.TERM for part in doubt.parts}
    return [
        Hidden(*term.span, term.targets[0])
        for term in terms
        if term.source in wrong
        and not sentence.endswith(_HYPHENS, 0, term.span.start)
        and not sentence.startswith(_HYPHENS, term.span.end)
    ]
