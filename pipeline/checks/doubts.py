"""What the state of an entry says of it."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import State


def low_confidence(pair: Pair) -> Iterator[Hit]:
    """The model was not sure of its draft.

    The draft's confidence is below the setting `low_confidence` of `[translation]`. It says how
    likely the words were to the model, not how good they are. Once a person has changed or
    approved the draft, nothing is said.
    """
    confidence = pair.confidence
    if pair.state is State.DRAFT and confidence is not None and confidence < pair.low_below:
        yield Hit(f"confidence {confidence:.2f}, below {pair.low_below:.2f}")


def unexplained_fuzzy(pair: Pair) -> Iterator[Hit]:
    """A translation is marked fuzzy, and nothing says why.

    It is no draft, has no older source to compare and no comment of a person. Whoever marked it
    may have meant to come back; read it and take the mark away.
    """
    known = pair.previous or pair.note or pair.warnings or pair.confidence is not None
    if pair.state is State.SUGGESTED and not known:
        yield Hit("marked fuzzy without a reason")
