"""Asking the checks about a pair."""

from pipeline import languages
from pipeline.checks import Across, Check, Hit, Pair, table
from pipeline.checks.inspect import inspect, inspect_all
from pipeline.model import Severity, Span


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


def test_what_stands_for_a_tag_is_no_sign_that_nobody_sees() -> None:
    """
    A mark that clung to a word may stand by itself in the translation; the sign itself is found.
    """
    vi = languages.load("vi")
    moved = Pair("The bridge<1/> is old.", "Cây cầu <1/> đã cũ.", vi)
    pasted = Pair("The bridge<1/> is old.", "Cây cầu<1/> \ufffc đã cũ.", vi)

    assert [] == list(inspect(moved))
    assert [("controls", Span(12, 13))] == [(each.check, each.span) for each in inspect(pasted)]


def test_checks_of_all_pairs_see_no_tags() -> None:
    """
    The same text is the same, whatever stands in it; and places are those of the text with tags.
    """
    vi = languages.load("vi")
    pairs = [
        Pair("The <1>bridge</1> opens.", "<1>Cầu</1> mở cửa.", vi),
        Pair("The bridge <1>opens</1>.", "Cầu <1>mở cửa</1>.", vi),
        Pair("The bridge opens.", "Mở cầu.", vi),
    ]
    (same,) = [row for row in table.ACROSS if row.id == "inconsistent-translation"]
    first = Across("two", Severity.NOTE, lambda _: iter([(0, Hit("it", Span(0, 3), Span(4, 10)))]))

    assert [2] == [at for at, _ in inspect_all(pairs, same)]
    ((_, hit),) = inspect_all(pairs, first)
    assert hit.span
    assert hit.source
    assert ("Cầu", "bridge") == (
        pairs[0].target[slice(*hit.span)],
        pairs[0].source[slice(*hit.source)],
    )
