"""The translation memory: what people have translated before, found again for what is alike.

`store` holds the pairs and finds them, `keys` says what of a text counts, `near` how much two
texts are alike, `adapt` puts another number or date into a translation, `tmx` carries pairs in
and out. Losing the memory loses no article's translation: those stand in the catalogues.
"""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence and a translation of it that a person has let pass.

    `origin` is the file or catalogue that it came from, `when` an ISO date; both may be empty.
    """

    source: str
    target: str
    language: str
    article: str = ""
    kind: str = ""
    origin: str = ""
    when: str = ""


class Change(NamedTuple):
    """What the memory's sentence says, and what the new one says in its place; one may be empty."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that may serve for a new sentence.

    `score` goes from 0 to 1, which only the same sentence has. `target` is what to offer: the
    unit's, or, if `is_adapted`, that with the figures and dates of the new sentence.
    `difference` is what the two sentences have not in common, in order.
    """

    unit: Unit
    score: float
    target: str
    is_adapted: bool = False
    difference: tuple[Change, ...] = ()
