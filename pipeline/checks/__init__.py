"""Checks: what may be wrong with a translation, one idea a file, all of them in one table.

A check looks at a pair of texts and yields what it found; `table.CHECKS` gives each its
permanent name and its severity. `inspect` asks all of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from pipeline.languages import Language
from pipeline.model import Kind, Severity, Span, State, Term


@dataclass(frozen=True, slots=True)
class Pair:
    """An English text and its translation, with what the catalogue knows of them.

    `kinds` are what the text is in its articles; `state`, `confidence`, `warnings` and `note` are
    the entry's, and `previous` is the older source of a suggestion. Drafts with a confidence
    below `low_below` are doubtful. `terms` are those of the glossary that stand in the source.
    """

    source: str
    target: str
    language: Language
    kinds: tuple[Kind, ...] = (Kind.BODY,)
    state: State = State.REVIEWED
    confidence: float | None = None
    warnings: tuple[str, ...] = ()
    previous: str | None = None
    note: tuple[str, ...] = ()
    low_below: float = 0.4
    terms: tuple[Term, ...] = ()


class Hit(NamedTuple):
    """What a check found: one line for a person, and the stretches of text that it is about.

    `span` lies in the translation, `source` in the English text.
    """

    message: str
    span: Span | None = None
    source: Span | None = None


Find = Callable[[Pair], Iterator[Hit]]

FindAcross = Callable[[Sequence[Pair]], Iterator[tuple[int, Hit]]]
"""Looks at all pairs of a language at once; gives the index of a pair with each hit."""

Finder = TypeVar("Finder", Find, FindAcross)


# Without slots, since a generic class notes its parameters on its instances.
@dataclass(frozen=True)
class Row(Generic[Finder]):
    """A row of the table.

    `id` is permanent: people write it in settings and dismissals. A check that gets another
    keeps the old one in `formerly`. Raise `version` when it finds something else than before, so
    that nobody takes an old result for a new one.
    """

    id: str
    severity: Severity
    find: Finder
    formerly: tuple[str, ...] = ()
    version: int = 1

    @property
    def title(self) -> str:
        """The first sentence of what `find` says of itself."""
        text = " ".join((self.find.__doc__ or "").split("\n\n")[0].split())
        return text.removesuffix(".")

    @property
    def explanation(self) -> str:
        """All that `find` says of itself after its first sentence, as paragraphs."""
        parts = (self.find.__doc__ or "").split("\n\n")[1:]
        return "\n\n".join(" ".join(part.split()) for part in parts if part.strip())


Check = Row[Find]
Across = Row[FindAcross]
