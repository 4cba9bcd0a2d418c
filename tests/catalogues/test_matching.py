"""Changed sentences and their predecessors."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogues.matching import Loose, Match, _candidates, match

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "cases/catalogues/edits.json").read_text(encoding="utf-8")
)


def here(*texts: str) -> list[Loose]:
    """Sentences one after another, between the same unchanged neighbours."""
    return [Loose(text, place, "before", "after") for place, text in enumerate(texts)]


def away(*texts: str) -> list[Loose]:
    """Sentences in another part of the article."""
    return [Loose(text, 50 + place, "other", "another") for place, text in enumerate(texts)]


@pytest.mark.parametrize("case", CASES["same"], ids=lambda case: case["label"])
def test_an_edited_sentence_is_found(case: dict[str, Any]) -> None:
    """
    What an editor does to a sentence leaves most of it.
    """
    assert [Match((0,), (0,))] == match(here(case["old"]), here(case["new"]))


@pytest.mark.parametrize("case", CASES["other"], ids=lambda case: case["label"])
def test_another_sentence_is_not_taken(case: dict[str, Any]) -> None:
    """
    A wrong suggestion costs a reviewer more than none.
    """
    assert [] == match(here(case["old"]), here(case["new"]))


@pytest.mark.parametrize("case", CASES["split"], ids=lambda case: case["label"])
def test_a_split_sentence_is_matched_with_both_parts(case: dict[str, Any]) -> None:
    """
    And two that were joined with what has come of them.
    """
    one, two = here(case["whole"]), here(*case["parts"])

    assert [Match((0,), (0, 1))] == match(one, two)
    assert [Match((0, 1), (0,))] == match(two, one)


def test_a_sentence_beside_a_changed_one_is_not_drawn_in() -> None:
    """
    A short neighbour hardly lowers the likeness of a pair, but it does lower it.
    """
    old = here("The port of Hai Phong was closed on Monday because of the storm.")
    new = here("The port of Hai Phong was closed on Tuesday because of the storm.", "Ships wait.")

    assert [Match((0,), (0,))] == match(old, new)


def test_only_neighbours_are_taken_for_a_split() -> None:
    """
    Two parts with a sentence between them are not what one sentence was cut into.
    """
    old = here("Exports rose by a tenth, and imports fell by a fifth.")
    new = here("Exports rose by a tenth.", "Nobody had expected it.", "Imports fell by a fifth.")

    assert [] == match(old, new)


def test_each_sentence_is_matched_once() -> None:
    """
    Where two fit one, the better gets it.
    """
    old = here("Exports rose 5 percent in May.", "Exports rose 15 percent in May.")
    new = here("Exports rose 16 percent in May.")

    assert [Match((1,), (0,))] == match(old, new)


def test_sentences_that_fit_alike_are_paired_in_order() -> None:
    """
    A table of figures keeps its rows.
    """
    old = here("Rice: 1 million tons", "Rice: 2 million tons", "Rice: 3 million tons")
    new = here("Rice: 7 million tons", "Rice: 8 million tons", "Rice: 9 million tons")

    assert [Match((at,), (at,)) for at in range(3)] == match(old, new)


def test_a_sentence_that_moved_and_changed_a_little_is_found() -> None:
    """
    Its rare words lead to it.
    """
    old = here("The port of Hai Phong was closed on Monday because of the storm.")
    new = away("The port of Hai Phong was closed on Tuesday because of the storm.")

    assert [Match((0,), (0,))] == match(old, new)


def test_a_sentence_elsewhere_must_fit_better() -> None:
    """
    A like sentence in another part of the article is more often another one.
    """
    old, new = "Exports rose 5 percent in May.", "Imports fell 5 percent in May."

    assert [Match((0,), (0,))] == match(here(old), here(new))
    assert [] == match(here(old), away(new))


@pytest.mark.parametrize(
    "edit", [str.swapcase, lambda text: text.replace("1", "7")], ids=["all", "a bit"]
)
def test_a_rewritten_long_article_is_compared_in_proportion(edit: Callable[[str], str]) -> None:
    """
    However many sentences there are, each is compared with a few, not with all.
    """
    chance = random.Random(1)
    texts = [
        " ".join(str(chance.randrange(10**5)) for _ in range(12)) + " tons" for _ in range(2_000)
    ]

    compared = list(_candidates(here(*texts), here(*map(edit, texts))))

    assert len(compared) <= 20 * len(texts)


def test_nothing_is_compared_where_nothing_is_new() -> None:
    """
    An unchanged article, or one that only lost sentences.
    """
    assert [] == match(here("Exports rose."), [])
    assert [] == match([], here("Exports rose."))
