"""How much two sentences are alike, and in what they differ. The only file here with rapidfuzz."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.memory import Change, keys

MOST_ALIKE = 0.99
"""The score of what differs in figures only, or in case: the best that is not the same."""


class Scored(NamedTuple):
    """A candidate by its number, and how much it is alike."""

    score: float
    number: int
    source: str


def best(source: str, candidates: Iterable[tuple[int, str]], least: float) -> list[Scored]:
    """Score candidates against a sentence; those that reach `least`, the best first.

    The score is the share of words that need no edit: once as they are, once with figures and
    names taken as equal, and the mean of both. So another name costs half of what another word
    does.
    """
    found = keys.tokens(source)
    plain, general = keys.plain(found), keys.general(found)
    scored: list[Scored] = []
    for number, other in candidates:
        theirs = keys.tokens(other)
        rough = Levenshtein.normalized_similarity(
            general, keys.general(theirs), score_cutoff=least - 0.001
        )
        if not rough:
            continue
        close = Levenshtein.normalized_similarity(plain, keys.plain(theirs))
        score = 1.0 if source == other else min(MOST_ALIKE, (rough + close) / 2)
        if score >= least:
            scored.append(Scored(score, number, other))
    # The newest of those that are alike.
    return sorted(scored, key=lambda each: (-each.score, -each.number))


def difference(old: str, new: str) -> tuple[Change, ...]:
    """Say what a new sentence has in the place of what an old one has."""
    return tuple(_changes(keys.tokens(old), keys.tokens(new)))


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for step in Levenshtein.opcodes(old, new):
        if step.tag != "equal":
            yield Change(
                " ".join(old[step.src_start : step.src_end]),
                " ".join(new[step.dest_start : step.dest_end]),
            )
