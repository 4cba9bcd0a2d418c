"""How texts are shared out, and how their drafts come back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine import batches
from pipeline.engine.batches import Call, Done, Lost, Stream
from pipeline.errors import ClusterError, Undrafted
from pipeline.model import Draft
from tests.engine.recipes import Obeying


def call(texts: list[str], shares: int = 1) -> Call:
    """Make a call for an engine that nobody opens."""
    return batches.call(Obeying(Path()), texts, shares)


def draft(text: str) -> Draft:
    """Make a draft."""
    return Draft(text, 0.5, "x")


@given(st.lists(st.integers(1, 9_000)), st.integers(1, 20), st.integers(1, 8))
def test_every_text_is_in_one_batch(lengths: list[int], shares: int, threads: int) -> None:
    """
    The longest come first, so that those of a batch are alike.
    """
    made = call(["x" * length for length in lengths], shares)
    cut = []
    while made.rest:
        cut.append(made.cut(threads).indexes)

    order = [lengths[at] for batch in cut for at in batch]
    assert sorted(lengths, reverse=True) == order
    assert sorted(at for batch in cut for at in batch) == list(range(len(lengths)))


@pytest.mark.parametrize(
    ("texts", "shares", "threads", "expected"),
    [(1_000, 2, 1, 160), (1_000, 8, 1, 125), (1_000, 1_000, 1, 40), (1_000, 1_000, 8, 320)],
)
def test_batches_are_worth_the_way(texts: int, shares: int, threads: int, expected: int) -> None:
    """
    All workers get a part, but no part is too small; a worker of many threads gets more.
    """
    assert expected == len(call(["x" * 100] * texts, shares).cut(threads).indexes)


def test_batches_grow_smaller_towards_the_end() -> None:
    """
    So that no worker is left with much to do while the others have nothing.
    """
    made = call(["x" * 100] * 1_000, shares=4)
    sizes = []
    while made.rest:
        sizes.append(len(made.cut(1).indexes))

    assert [160, 160, 160] == sizes[:3]
    assert sorted(sizes, reverse=True) == sizes
    assert 40 == sizes[-2]


def test_drafts_come_back_by_the_index_of_their_text() -> None:
    """
    In whatever order the batches do.
    """
    made = call(["a", "b", "c"])
    made.results.put(Done([2, 0], [draft("C"), draft("A")]))
    made.results.put(Done([1], [draft("B")]))

    found = list(Stream(made, lambda: None))

    assert [(2, "C"), (0, "A"), (1, "B")] == [(at, each.text) for at, each in found]


def test_what_nobody_could_draft_is_told_behind_all_others() -> None:
    """
    With the reason, and once.
    """
    made = call(["a", "b", "c"])
    made.results.put(Lost([1], "it broke"))
    made.results.put(Done([0, 2], [draft("A"), draft("C")]))
    stream = Stream(made, lambda: None)

    assert [0, 2] == [next(stream)[0], next(stream)[0]]
    with pytest.raises(Undrafted, match="it broke") as told:
        next(stream)
    assert (1,) == told.value.indexes
    assert [] == list(stream)


def test_what_came_before_the_cluster_was_lost_is_given() -> None:
    """
    Only then the error comes, again and again.
    """
    made = call(["a", "b"])
    made.results.put(Done([1], [draft("B")]))
    made.results.put(ClusterError("gone"))
    stream = Stream(made, lambda: None)

    assert 1 == next(stream)[0]
    for _ in range(2):
        with pytest.raises(ClusterError, match="gone"):
            next(stream)
