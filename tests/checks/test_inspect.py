"""Asking the checks about a pair."""

from pipeline import languages
from pipeline.checks import Check, Hit, Pair
from pipeline.checks.inspect import inspect
from pipeline.model import Severity


def test_of_a_copy_only_that_is_said() -> None:
    """
    Its numbers, names and signs are those of the source, in the wrong language.
    """
    text = "The minister came to Hanoi with two friends in May."

    assert ["copied"] == [each.check for each in inspect(Pair(text, text, languages.load("vi")))]


def test_a_finding_is_said_in_one_line() -> None:
    """
    Lines of a text that it shows are no lines of the message.
    """
    check = Check("two", Severity.ERROR, lambda _: iter([Hit("“a\nb” is English")]))

    assert ["“a b” is English"] == [
        found.message for found in inspect(Pair("a", "b", languages.load("vi")), [check])
    ]
