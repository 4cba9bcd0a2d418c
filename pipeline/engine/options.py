"""How packages are put to work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """Settings of the machine translation; those that change drafts are part of the key."""

    beam: int = 2
    """Translations followed at once: more is slower and, above two, hardly better."""

    length_penalty: float = 0.6
    """Above 0 longer translations are preferred among those of a beam."""

    retries: int = 2
    """How often a doubtful translation is tried again in other ways; 0 to 3."""

    longest: int = 60
    """Longer segments, in pieces of the tokenizer, are translated clause by clause.

    Small models lose the thread before they run out of positions: on news sentences of 60 to
    90 pieces, clauses of up to 60 gave a point of chrF more, on longer ones three to eight.
    """

    batch_tokens: int = 512
    """Pieces that one core works on at once."""

    threads: int = 0
    """Cores to use; 0 uses all that this process may."""

    compute_type: str = "int8"
    """How CTranslate2 calculates: int8 is the fastest on processors, float32 the most exact."""
