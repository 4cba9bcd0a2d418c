"""How packages are put to work."""

import os
from dataclasses import dataclass

from pipeline.errors import UsageError

_COMPUTE_TYPES = ("int8", "int8_float32", "int16", "float32", "default")


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

    batch_tokens: int = 768
    """Pieces that one core works on at once, counted once for each translation of the beam."""

    threads: int = 0
    """Cores to use; 0 uses all that this process may."""

    compute_type: str = "int8"
    """How CTranslate2 calculates: int8 is the fastest on processors, float32 the most exact."""

    def __post_init__(self) -> None:
        """Refuse what cannot be, with a UsageError that names the option."""
        for name, least, most in (
            ("beam", 1, 64),
            ("retries", 0, 3),
            ("longest", 8, 200),
            ("batch_tokens", 1, 1_000_000),
            ("threads", 0, 4096),
        ):
            if not least <= getattr(self, name) <= most:
                raise UsageError(f"{name} is {getattr(self, name)}; it goes from {least} to {most}")
        if self.compute_type not in _COMPUTE_TYPES:
            raise UsageError(
                f"there is no compute_type “{self.compute_type}”",
                f"There are {', '.join(_COMPUTE_TYPES)}",
            )


def cores() -> int:
    """Count the processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
