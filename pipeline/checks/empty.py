"""Whether there is a translation at all."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import State


def find(pair: Pair) -> Iterator[Hit]:
    """There is no translation, and none will come by itself.

    The engine could make no draft, and says why; only a person can help. What waits for a draft
    is not reported. Spaces alone are no translation.
    """
    if pair.target.strip():
        return
    if pair.state is not State.EMPTY:
        yield Hit("there is nothing but space")
    elif pair.warnings:
        yield Hit(f"no draft could be made: {'; '.join(pair.warnings)}")
