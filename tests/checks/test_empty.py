"""Translations that are not there."""

from pipeline import languages
from pipeline.checks import Pair
from pipeline.checks.inspect import inspect
from pipeline.model import State

VI = languages.load("vi")


def test_space_is_no_translation() -> None:
    """
    An entry that counts as reviewed but holds only space is an error, and nothing else is said.
    """
    (found,) = inspect(Pair("Rain fell.", " \u00a0", VI))

    assert ("empty", "error") == (found.check, found.severity)


def test_what_waits_for_a_draft_is_no_finding() -> None:
    """
    Empty entries are work to do rather than mistakes.
    """
    assert [] == list(inspect(Pair("Rain fell.", "", VI, state=State.EMPTY)))


def test_what_gets_no_draft_is_an_error() -> None:
    """
    The engine has given up, so that only a person can help.
    """
    pair = Pair("Rain fell.", "", VI, state=State.EMPTY, warnings=("a loop", "too long"))

    (found,) = inspect(pair)

    assert ("empty", "no draft could be made: a loop; too long") == (found.check, found.message)
