"""Finding the catalogue of an article that has been given another name."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

_MOST = 0.5


def index(orphans: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Say of each sentence which orphans hold it; `orphans` are catalogues without an article."""
    holders: dict[str, list[str]] = {}
    for name, held in orphans.items():
        for source in set(held):
            holders.setdefault(source, []).append(name)
    return {source: tuple(names) for source, names in holders.items()}


def predecessor(
    sources: Sequence[str], holders: Mapping[str, Sequence[str]], taken: Collection[str] = ()
) -> str | None:
    """Name the orphan that holds most of an article's sentences; None if none or two do.

    `holders` comes from `index`. A sentence that many orphans hold, a standing headline or a
    credit, counts for little. Orphans in `taken` belong to somebody already.
    """
    weights = {source: 1 / max(1, len(holders.get(source, ()))) for source in sources}
    shares: Counter[str] = Counter()
    for source, weight in weights.items():
        for name in holders.get(source, ()):
            if name not in taken:
                shares[name] += weight  # type: ignore[assignment]  # a Counter takes fractions
    best = max(shares.values(), default=0)
    winners = [name for name, share in shares.items() if share == best]
    if len(winners) != 1 or best <= _MOST * sum(weights.values()):
        return None
    return winners[0]
