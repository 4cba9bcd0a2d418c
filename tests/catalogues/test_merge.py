"""Catalogues brought in line with their articles."""

from dataclasses import replace

import pytest

from pipeline.catalogues import header
from pipeline.catalogues.merge import Merge, merge, sources
from pipeline.model import Catalogue, Entry, Kind, Place, Segment, Span, State
from tests.catalogues.building import CREATED, catalogue, found, merged

PORT = "The port of Hai Phong was closed on Monday."
PORT_CHANGED = "The port of Hai Phong was closed on Tuesday."
SHIPS = "Forty ships are waiting outside."
RAIN = "More rain is expected this week."

REVIEWED = Entry(PORT, "Cảng Hải Phòng đóng cửa hôm thứ Hai.", State.REVIEWED)
SUGGESTED = replace(REVIEWED, state=State.SUGGESTED)
DRAFT = Entry(PORT, "Cảng đóng.", State.DRAFT, origin="en_vi 0.2", confidence=0.5)
WAITING = Entry(SHIPS, "Bốn mươi tàu đang chờ.", State.REVIEWED)


def merge_into(old: Catalogue, *sentences: str) -> Merge:
    """Merge, with the template's date as it was."""
    return merge(old, found(*sentences), created=CREATED)


def test_sources_are_distinct_texts_with_all_their_places_and_kinds() -> None:
    """
    A sentence that stands twice is translated once.
    """
    segments = [
        Segment("A headline", Span(0, 10), Kind.HEADLINE),
        Segment("A sentence.", Span(11, 22), Kind.BODY),
        Segment("A headline", Span(23, 33), Kind.CAPTION),
    ]
    expected = (
        Entry(
            "A headline",
            places=(Place("a.txt", 0), Place("a.txt", 23)),
            kinds=(Kind.HEADLINE, Kind.CAPTION),
        ),
        Entry("A sentence.", places=(Place("a.txt", 11),), kinds=(Kind.BODY,)),
    )

    assert expected == sources(segments, lambda segment: Place("a.txt", segment.span.start))


def test_a_new_article_fills_an_empty_catalogue() -> None:
    """
    Its sentences wait for drafts, in the order of the article.
    """
    done = merge_into(catalogue(), PORT, SHIPS)

    assert found(PORT, SHIPS) == done.catalogue.entries
    assert (2, 0, 0) == (done.new, done.kept, done.retired)


@pytest.mark.parametrize("entry", [REVIEWED, SUGGESTED, DRAFT], ids=lambda entry: entry.state)
def test_an_unchanged_sentence_keeps_everything(entry: Entry) -> None:
    """
    Only its places and kinds are those of the article as it is now.
    """
    old = replace(entry, note=("sure",), flags=("no-wrap",))
    done = merge_into(catalogue(old), SHIPS, PORT)

    assert (
        replace(old, places=(Place("harbour.txt", 2),), kinds=(Kind.BODY,))
        == (done.catalogue.entries[1])
    )
    assert (1, 1) == (done.kept, done.new)


@pytest.mark.parametrize("entry", [REVIEWED, SUGGESTED], ids=lambda entry: entry.state)
def test_a_changed_sentence_keeps_its_translation_as_a_suggestion(entry: Entry) -> None:
    """
    With the sentence that it was made for, and all that people noted.
    """
    old = replace(entry, note=("sure",), flags=("no-wrap",))
    done = merge_into(catalogue(old), PORT_CHANGED)
    (new,) = done.catalogue.entries

    assert (PORT_CHANGED, entry.target, State.SUGGESTED, PORT) == (
        new.source,
        new.target,
        new.state,
        new.previous,
    )
    assert (("sure",), ("no-wrap",)) == (new.note, new.flags)
    assert (1, 0, 0) == (done.changed, done.new, done.retired)


def test_a_changed_sentence_with_an_untouched_draft_is_drafted_anew() -> None:
    """
    A fresh draft is better than a stale one; a person's note stays.
    """
    done = merge_into(catalogue(replace(DRAFT, note=("ask An",))), PORT_CHANGED)
    (new,) = done.catalogue.entries

    assert replace(found(PORT_CHANGED)[0], note=("ask An",)) == new
    assert 1 == done.changed


def test_a_suggestion_stays_with_its_oldest_sentence() -> None:
    """
    However often the sentence changes, the text was made for the first.
    """
    again = "The port of Hai Phong was closed on Wednesday."
    (new,) = merged(merged(catalogue(REVIEWED), [PORT_CHANGED]), [again]).entries

    assert (again, PORT, REVIEWED.target) == (new.source, new.previous, new.target)


def test_a_change_that_is_taken_back_leaves_no_previous_sentence() -> None:
    """
    The text belongs to the sentence again; whether it is right a person must say.
    """
    (new,) = merged(merged(catalogue(REVIEWED), [PORT_CHANGED]), [PORT]).entries

    assert (PORT, REVIEWED.target, State.SUGGESTED, None) == (
        new.source,
        new.target,
        new.state,
        new.previous,
    )


def test_a_split_sentence_leaves_its_translation_to_the_first_part() -> None:
    """
    The second part waits for a draft.
    """
    whole = "The port was closed by the storm, which had gathered strength over the sea."
    parts = ["The port was closed by the storm.", "It had gathered strength over the sea."]
    done = merge_into(catalogue(Entry(whole, "Cảng đóng vì bão.", State.REVIEWED)), *parts)
    first, second = done.catalogue.entries

    assert ("Cảng đóng vì bão.", State.SUGGESTED, whole) == (
        first.target,
        first.state,
        first.previous,
    )
    assert State.EMPTY is second.state
    assert (1, 1, 0) == (done.changed, done.new, done.retired)


def test_joined_sentences_join_their_translations() -> None:
    """
    And the sentences that these belong to.
    """
    old = catalogue(
        Entry("The port was closed by the storm.", "Cảng đóng.", State.REVIEWED, note=("one",)),
        Entry(
            "It had gathered strength over the sea.", "Bão mạnh.", State.SUGGESTED, note=("two",)
        ),
    )
    whole = "The port was closed by the storm, it had gathered strength over the sea."
    (new,) = merged(old, [whole]).entries

    assert ("Cảng đóng. Bão mạnh.", ("one", "two")) == (new.target, new.note)
    assert (
        "The port was closed by the storm. It had gathered strength over the sea." == new.previous
    )


def test_an_untouched_draft_does_not_join_a_persons_translation() -> None:
    """
    The suggestion is what people wrote, with the sentence that it belongs to.
    """
    old = catalogue(
        Entry("The port was closed by the storm.", "Cảng đóng.", State.REVIEWED),
        replace(DRAFT, source="It had gathered strength over the sea."),
    )
    whole = "The port was closed by the storm, it had gathered strength over the sea."
    (new,) = merged(old, [whole]).entries

    assert ("Cảng đóng.", "The port was closed by the storm.") == (new.target, new.previous)


@pytest.mark.parametrize("entry", [REVIEWED, SUGGESTED, DRAFT], ids=lambda entry: entry.state)
def test_a_sentence_that_is_gone_is_retired_and_comes_back_as_it_was(entry: Entry) -> None:
    """
    Nothing about it is lost in between.
    """
    old = merged(catalogue(replace(entry, note=("sure",), flags=("no-wrap",))), [SHIPS, PORT])
    gone = merge_into(old, SHIPS)
    back = merge_into(gone.catalogue, SHIPS, PORT)

    assert [State.EMPTY, State.RETIRED] == [one.state for one in gone.catalogue.entries]
    assert (1, 1) == (gone.retired, back.revived)
    assert old.entries == back.catalogue.entries


def test_an_empty_entry_that_is_gone_leaves_nothing_behind() -> None:
    """
    Unless a person noted something.
    """
    old = catalogue(Entry(PORT), Entry(SHIPS, note=("ask An",)))
    done = merge_into(old, RAIN)

    assert [(RAIN, State.EMPTY), (SHIPS, State.RETIRED)] == [
        (entry.source, entry.state) for entry in done.catalogue.entries
    ]
    assert 1 == done.retired


def test_retired_entries_follow_in_the_order_of_their_going() -> None:
    """
    So a file grows at its end.
    """
    old = catalogue(REVIEWED, WAITING, Entry(RAIN, "Mưa.", State.REVIEWED))
    done = merged(merged(old, [PORT, RAIN]), [RAIN])

    assert [RAIN, SHIPS, PORT] == [entry.source for entry in done.entries]


def test_a_returning_sentence_is_not_given_to_a_changed_one() -> None:
    """
    What was reviewed for a sentence itself comes before what was for one like it.
    """
    old = merged(catalogue(REVIEWED, WAITING), [SHIPS])
    done = merge_into(old, PORT, PORT_CHANGED)

    assert [State.REVIEWED, State.EMPTY, State.RETIRED] == [
        entry.state for entry in done.catalogue.entries
    ]


def test_the_creation_date_follows_the_template_where_sentences_changed() -> None:
    """
    Even if only their order did.
    """
    old = merged(catalogue(REVIEWED, WAITING), [PORT, SHIPS])
    done = merge(old, found(SHIPS, PORT), created="2024-07-01 10:00+0000")

    assert "2024-07-01 10:00+0000" == header.get(done.catalogue.header, header.CREATED)


def test_the_creation_date_stays_where_no_sentence_changed() -> None:
    """
    Lines may move without a reason to touch the header.
    """
    old = merged(catalogue(REVIEWED, WAITING), [PORT, SHIPS])
    moved = tuple(replace(entry, places=(Place("b.txt", 7),)) for entry in found(PORT, SHIPS))
    done = merge(old, moved, created="2024-07-01 10:00+0000")

    assert old.header == done.catalogue.header
    assert (Place("b.txt", 7),) == done.catalogue.entries[0].places


def test_what_is_not_ours_is_left_alone() -> None:
    """
    Messages of other kinds pass through.
    """
    old = replace(catalogue(REVIEWED), foreign=('msgctxt "x"\nmsgid "a"\nmsgstr "b"',))

    assert old.foreign == merged(old, [SHIPS]).foreign
