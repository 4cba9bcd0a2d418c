"""Asking the checks about a pair."""

from pipeline import languages
from pipeline.checks import Pair
from pipeline.checks.inspect import inspect


def test_of_a_copy_only_that_is_said() -> None:
    """
    Its numbers, names and signs are those of the source, in the wrong language.
    """
    text = "The minister came to Hanoi with two friends in May."

    assert ["copied"] == [each.check for each in inspect(Pair(text, text, languages.load("vi")))]
