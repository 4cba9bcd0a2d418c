"""Where terms stand in English texts."""

import pickle
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.glossary import Glossary
from pipeline.glossary.inflection import plural, verb_forms
from pipeline.glossary.row import Row
from pipeline.glossary.sheet import load


def glossary(*terms: str, **more: object) -> Glossary:
    """Make a glossary of terms that are called the same in Vietnamese."""
    return Glossary([Row(1, (term,), {"vi": (term,)}, **more) for term in terms])  # type: ignore[arg-type]


def found(terms: Glossary, text: str) -> list[str]:
    """Give what of a text is a term."""
    return [text[slice(*term.span)] for term in terms.find(text, "vi")]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("sea lock", "Two sea locks, the Sea  Lock's gates", ["sea locks", "Sea  Lock"]),
        ("ferry", "FERRIES and a ferry's crew", ["FERRIES", "ferry"]),
        ("Secretary of State", "the Secretaries of State met", ["Secretaries of State"]),
        ("Master to the Queen", "two Masters to the Queen", ["Masters to the Queen"]),
        ("watchman", "the watchmen", ["watchmen"]),
        ("people’s quay", "the people's quay", ["people's quay"]),
        ("east-west", "the east–west line", ["east–west"]),
        ("lock", "a locker, unlocked, clock; lock!", ["lock"]),
        ("port of call", "a port\nof call", ["port\nof call"]),
        ("A.B. Reed", "said A.B. Reed.", ["A.B. Reed"]),
        ("café", "two cafe\u0301s", ["cafe\u0301s"]),
    ],
)
def test_terms_stand_between_word_boundaries(term: str, text: str, expected: list[str]) -> None:
    """
    In any case, in the plural, with another's apostrophe, over line ends.
    """
    assert expected == found(glossary(term), text)


def test_verbs_have_their_forms() -> None:
    """
    The first word of a verb takes -s, -ed and -ing; a noun does not.
    """
    text = "It docks in May, docked here, is docking."
    assert ["docks in", "docked", "docking"] != found(glossary("dock"), text)
    assert ["docks", "docked", "docking"] == found(glossary("dock", part_of_speech="verb"), text)
    assert {"ships", "shipped", "shipping"} <= set(verb_forms("ship"))
    assert {"tries", "tried", "trying"} == set(verb_forms("try"))
    assert {"moves", "moved", "moving"} == set(verb_forms("move"))
    assert ["quays", "ferries", "benches"] == [plural(each) for each in ("quay", "ferry", "bench")]


def test_the_longest_term_wins() -> None:
    """
    Wherever it begins, and whatever shorter ones it covers; others beside it are found.
    """
    terms = glossary("north sea", "sea lock", "sea lock keeper", "north", "keeper")
    assert ["north", "sea lock keeper"] == found(terms, "the north sea lock keeper")


def test_capitals_matter_where_the_glossary_says_so() -> None:
    """
    A term of its own beside the common word.
    """
    assert ["Otter"] == found(glossary("Otter", case_sensitive=True), "Otter, otter, OTTER")


def test_a_term_without_translation_covers_none() -> None:
    """
    What a language has no word for hides no shorter term in it.
    """
    terms = Glossary(
        [Row(1, ("sea lock",), {"ru": ("шлюз",)}), Row(2, ("lock",), {"vi": ("khóa",)})]
    )
    assert ["lock"] == found(terms, "a sea lock")


def test_what_is_kept_is_its_own_target() -> None:
    """
    As it stands in the text, in every language.
    """
    (term,) = Glossary([Row(1, ("Otter",), keep=True)]).find("the OTTER", "ru")
    assert ("OTTER", ("OTTER",)) == (term.source, term.targets)


def test_terms_are_no_patterns() -> None:
    """
    What would be an expression, or a bomb as one, is text, and costs nothing.
    """
    bomb = "(a+)+$"
    terms = glossary(bomb, "x|y.*", *("a " * number + "b" for number in range(1, 90)))
    began = time.perf_counter()
    assert [] == found(terms, "a " * 20_000)
    assert [bomb] == found(terms, f"of {bomb} x")
    assert time.perf_counter() - began < 5


WORDS = st.sampled_from(["sea", "lock", "of", "Gate", "gates", "o'clock", "-", "."])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=6), st.lists(WORDS, max_size=12))
def test_what_is_found_is_in_order_and_apart(terms: list[list[str]], text: list[str]) -> None:
    """
    No two terms overlap, and each is one of the glossary.
    """
    rows = [Row(1, (" ".join(words),), {"vi": ("x",)}) for words in terms]
    spans = [term.span for term in Glossary(rows).find(" ".join(text), "vi")]
    assert spans == sorted(spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


def test_our_own_glossary_is_right() -> None:
    """
    The one in the tree has terms enough, in both languages.
    """
    path = Path(__file__).parents[2] / "glossary.csv"
    ours = load(path.read_bytes(), path, ("vi", "ru"))
    assert min(len(ours.terms("vi")), len(ours.terms("ru"))) >= 80


def test_a_glossary_travels_without_what_it_remembers() -> None:
    """
    It finds the same wherever it arrives.
    """
    terms = glossary("ship lock")

    assert ["ship lock"] == found(terms, "The ship lock opens.")
    assert ["ship lock"] == found(pickle.loads(pickle.dumps(terms)), "The ship lock opens.")
