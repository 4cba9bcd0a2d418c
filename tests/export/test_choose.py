"""Which text is exported for a segment, and what keeps an article back."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.export.choose import Policy, Unfit, export, newline
from pipeline.model import Article, Block, Entry, Kind, Segment, Span, State

TEXT = "Rain fell.\r\nWind blew.\r\n"
ARTICLE = Article("a", Path("a.txt"), TEXT, (Block(Span(0, 10)), Block(Span(12, 22))))
SEGMENTS = (
    Segment("Rain fell.", Span(0, 10), Kind.BODY),
    Segment("Wind blew.", Span(12, 22), Kind.RELATED),
)
RAIN = Entry("Rain fell.", "Mưa rơi.", State.REVIEWED, kinds=(Kind.BODY,))


def exported(second: Entry | None, policy: Policy) -> tuple[str, tuple[Unfit, ...]]:
    """Export the article with its first sentence reviewed and this entry for the second."""
    entries = {entry.source: entry for entry in (RAIN, second) if entry}
    result = export(ARTICLE, SEGMENTS, entries, policy)
    return result.text, result.unfit


def wind(
    state: State, target: str = "", previous: str | None = None, note: tuple[str, ...] = ()
) -> Entry:
    """Make an entry for the second sentence."""
    return Entry("Wind blew.", target, state, kinds=(Kind.RELATED,), previous=previous, note=note)


def test_reviewed_text_is_exported() -> None:
    """
    With everything reviewed, nothing speaks against the article.
    """
    assert ("Mưa rơi.\r\nGió thổi.\r\n", ()) == exported(
        wind(State.REVIEWED, "Gió thổi."), Policy()
    )


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (wind(State.DRAFT, "Gió."), "a machine draft that nobody has reviewed"),
        (
            replace(wind(State.SUGGESTED, "Gió."), is_match=True, previous="Winds."),
            "a match of the memory that nobody has reviewed",
        ),
        (wind(State.SUGGESTED, "Gió."), "marked fuzzy"),
        (
            wind(State.SUGGESTED, "Gió.", previous="Wind."),
            "the sentence has changed since it was translated",
        ),
        (wind(State.EMPTY), "not translated"),
    ],
)
def test_what_is_not_reviewed_keeps_an_article_back(entry: Entry, reason: str) -> None:
    """
    Every segment that is not fit is named with its line and the reason.
    """
    assert (Unfit(2, reason, "Wind blew."),) == exported(entry, Policy())[1]


def test_drafts_are_taken_where_they_are_allowed() -> None:
    """
    A draft export takes what there is, and the source where there is nothing.
    """
    drafts = Policy(allow_drafts=True)

    assert ("Mưa rơi.\r\nGió.\r\n", ()) == exported(wind(State.DRAFT, "Gió."), drafts)
    assert ("Mưa rơi.\r\nWind blew.\r\n", ()) == exported(wind(State.EMPTY), drafts)


def test_untranslated_may_keep_the_source_but_drafts_may_not() -> None:
    """
    Keeping the source for what is empty does not let drafts through.
    """
    policy = Policy(untranslated_source=True)

    assert ("Mưa rơi.\r\nWind blew.\r\n", ()) == exported(wind(State.EMPTY), policy)
    assert exported(wind(State.DRAFT, "Gió."), policy)[1]


def test_kinds_and_skipped_entries_do_not_keep_an_article_back() -> None:
    """
    What is left out of the translation, of the export, or by a translator is not missed.
    """
    english = Policy(not_translated=frozenset({Kind.RELATED}))
    gone = Policy(not_exported=frozenset({Kind.RELATED}))
    skipped = wind(State.EMPTY, note=("pipeline: skip",))

    assert ("Mưa rơi.\r\nWind blew.\r\n", ()) == exported(wind(State.EMPTY), english)
    assert ("Mưa rơi.\r\nWind blew.\r\n", ()) == exported(wind(State.DRAFT, "Gió."), english)
    assert ("Mưa rơi.\r\nGió.\r\n", ()) == exported(wind(State.REVIEWED, "Gió."), english)
    assert ("Mưa rơi.\r\n", ()) == exported(wind(State.DRAFT, "Gió."), gone)
    assert ("Mưa rơi.\r\nWind blew.\r\n", ()) == exported(skipped, Policy())


def test_an_entry_of_several_kinds_is_left_out_only_when_all_of_them_are() -> None:
    """
    A sentence that is also body text stays, though its other place is left out.
    """
    entry = Entry("Wind blew.", "", State.EMPTY, kinds=(Kind.RELATED, Kind.BODY))

    assert exported(entry, Policy(not_translated=frozenset({Kind.RELATED})))[1]


def test_a_line_break_in_a_translation_is_the_articles() -> None:
    """
    A translator's line break is written as the article writes its own.
    """
    assert (
        "Mưa rơi.\r\nGió\r\nthổi.\r\n" == exported(wind(State.REVIEWED, "Gió\nthổi."), Policy())[0]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", "\n"), ("a\nb\r\n", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb\n", "\r")],
)
def test_the_first_line_end_counts(text: str, expected: str) -> None:
    """
    A text's line end is the first that it uses.
    """
    assert expected == newline(text)
