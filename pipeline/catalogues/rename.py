"""Finding the catalogue of an article that has been given another name."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

_MOST = 0.5


def predecessor(sources: Sequence[str], orphans: Mapping[str, Collection[str]]) -> str | None:
    """Name the orphan that holds most of an article's sentences; None if none or two do.

    `orphans` are the sentences of each catalogue whose article is gone. A sentence that many
    of them hold, a standing headline or a credit, counts for little.
    """
    holders = Counter(source for held in orphans.values() for source in set(held))
    weights = {source: 1 / max(1, holders[source]) for source in sources}
    shares = {
        name: sum(weights[source] for source in weights.keys() & set(held))
        for name, held in orphans.items()
    }
    best = max(shares.values(), default=0.0)
    winners = [name for name, share in shares.items() if share == best]
    if len(winners) != 1 or best <= _MOST * sum(weights.values()):
        return None
    return winners[0]
