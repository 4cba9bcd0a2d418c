"""A line of the glossary as it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import Span, Term

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the glossary: a term in its English spellings, and what it is in each language.

    Where it is to `keep`, no language has anything of its own.
    """

    line: int
    sources: tuple[str, ...]
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    part_of_speech: str = ""
    keep: bool = False
    case_sensitive: bool = False
    note: str = ""

    def term(self, language: str, source: str = "", span: Span = _NOWHERE) -> Term | None:
        """Give the term in a language, as `source` spells it; None if it has none there."""
        source = source or self.sources[0]
        targets = (source,) if self.keep else self.targets.get(language, ())
        if not targets:
            return None
        return Term(
            source,
            targets,
            self.forbidden.get(language, ()),
            self.keep,
            self.case_sensitive,
            self.note,
            span,
        )
