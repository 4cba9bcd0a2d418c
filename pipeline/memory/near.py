"""How much two sentences are alike, and in what they differ. The only file here with rapidfuzz."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein, Opcode

from pipeline import tags
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


def has_tags_alike(old: str, new: str) -> bool:
    """Say whether two sentences have the same tags, and between the same words."""
    theirs, ours = _placed(old), _placed(new)
    if [name for name, _ in theirs.tags] != [name for name, _ in ours.tags]:
        return False
    pairs = list(zip(theirs.tags, ours.tags, strict=True))
    steps = Levenshtein.opcodes(keys.general(theirs.tokens), keys.general(ours.tokens))
    return all(
        before == after == 0 or any(_goes_through(step, before, after) for step in steps)
        for (_, before), (_, after) in pairs
    )


class _Placed(NamedTuple):
    """The words of a sentence, and its tags with the number of words before each."""

    tokens: list[str]
    tags: list[tuple[str, int]]


def _placed(text: str) -> _Placed:
    placed = _Placed([], [])
    at = 0
    for each in tags.find(text):
        placed.tokens.extend(keys.tokens(text[at : each.start]))
        placed.tags.append((text[each.start : each.end], len(placed.tokens)))
        at = each.end
    placed.tokens.extend(keys.tokens(text[at:]))
    return placed


def _goes_through(step: Opcode, before: int, after: int) -> bool:
    """Say whether a step from one sentence to the other leads from one place to the other."""
    if step.tag in {"equal", "replace"}:
        there, here = before - step.src_start, after - step.dest_start
        return there == here and 0 <= there <= step.src_end - step.src_start
    edges = {step.src_start, step.src_end}, {step.dest_start, step.dest_end}
    return before in edges[0] and after in edges[1]


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for step in Levenshtein.opcodes(old, new):
        if step.tag != "equal":
            yield Change(
                " ".join(old[step.src_start : step.src_end]),
                " ".join(new[step.dest_start : step.dest_end]),
            )
