"""Whether there is a translation at all."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import State


def find(pair: Pair) -> Iterator[Hit]:
    """The translation is empty though it counts as done.

    Spaces alone are no translation. What waits for a draft is not reported.
    """
    if not pair.target.strip() and pair.state is not State.EMPTY:
        yield Hit("there is nothing but space")
