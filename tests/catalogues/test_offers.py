"""What the memory has for a sentence, and where it goes."""

from dataclasses import replace

import pytest

from pipeline.catalogues import header, marks, po
from pipeline.catalogues.drafting import fill, pending
from pipeline.catalogues.fuzzy import fuzzy
from pipeline.catalogues.offers import Offer, enter
from pipeline.model import Draft, Entry, State
from tests.catalogues.building import HEADER, LATER, catalogue, merged, read, reread

SAME = Offer("Tàu chờ.", 1.0, "world/floods")
NEAR = Offer(
    "Năm tàu chờ.", 0.87, "world/floods", "Six ships wait.", ("adapted: 6 → 5",), ("0.80 · a → b",)
)
EMPTY = Entry("Five ships wait.")
DRAFT = Entry("Five ships wait.", "Tàu.", State.DRAFT, origin="en_vi 0.2", confidence=0.4)
MATCH = Entry(
    "Five ships wait.",
    "Năm tàu chờ.",
    State.SUGGESTED,
    previous="Six ships wait.",
    origin="world/floods",
    confidence=0.87,
    warnings=("adapted: 6 → 5",),
    is_match=True,
    similar=("0.80 · a → b",),
)


def entered(entry: Entry, offer: Offer, *, refresh: bool = False) -> Entry:
    """The entry after the memory had this for its sentence."""
    offers = {entry.source: offer}
    return enter(catalogue(entry), offers, now=LATER, refresh=refresh).entries[0]


def test_an_empty_entry_takes_a_match() -> None:
    """
    Fuzzy, with the sentence that it belongs to, its score and its origin.
    """
    assert MATCH == entered(EMPTY, NEAR)


def test_a_match_is_read_back_from_its_file() -> None:
    """
    Its mark says that nobody has touched it.
    """
    assert (MATCH,) == reread(catalogue(MATCH)).entries


def test_a_match_stands_in_the_file_as_people_see_it() -> None:
    """
    The older sentence stands where translators' tools show what has changed.
    """
    seal = marks.seal("Five ships wait.", "Năm tàu chờ.")
    expected = (
        f"# memory {seal} · world/floods · 0.87 (adapted: 6 → 5)\n"
        f"# similar {marks.seal('', '0.80 · a → b')} · 0.80 · a → b\n"
        "#, fuzzy\n"
        '#| msgid "Six ships wait."\n'
        'msgid "Five ships wait."\n'
        'msgstr "Năm tàu chờ."\n'
    )

    assert po.render(catalogue(MATCH)).decode().endswith(expected)


def test_the_same_sentence_is_worth_more_than_a_draft() -> None:
    """
    What is only alike is not, unless asked to refresh.
    """
    assert "Tàu chờ." == entered(DRAFT, SAME).target
    assert DRAFT == entered(DRAFT, NEAR)
    assert MATCH == entered(DRAFT, NEAR, refresh=True)


def test_a_better_match_takes_the_place_of_another() -> None:
    """
    A worse one does not, unless asked to refresh; nor does the same one change anything.
    """
    worse = replace(NEAR, target="Tàu đợi.", score=0.8)

    assert "Tàu chờ." == entered(MATCH, SAME).target
    assert MATCH == entered(MATCH, worse)
    assert "Tàu đợi." == entered(MATCH, worse, refresh=True).target
    assert MATCH == entered(MATCH, NEAR, refresh=True)


@pytest.mark.parametrize("state", [State.SUGGESTED, State.REVIEWED, State.RETIRED])
@pytest.mark.parametrize("offer", [SAME, NEAR, replace(SAME, is_trusted=True)])
def test_a_persons_words_are_never_written_over(state: State, offer: Offer) -> None:
    """
    Not even by what is trusted, nor when asked to refresh.
    """
    entry = Entry("Five ships wait.", "Tàu đợi.", state)

    assert entry == entered(entry, offer, refresh=True)


def test_an_older_translation_of_a_changed_sentence_stays() -> None:
    """
    It is what the person wrote for this very place.
    """
    older = Entry("Five ships wait.", "Sáu tàu.", State.SUGGESTED, previous="Six ships wait.")

    assert older == entered(older, SAME, refresh=True)


def test_what_is_trusted_is_reviewed() -> None:
    """
    Without a mark, like a person's approval, and a match that waits is approved with it.
    """
    trusted = replace(SAME, is_trusted=True)
    waiting = entered(EMPTY, SAME)
    reviewed = Entry("Five ships wait.", "Tàu chờ.", State.REVIEWED)

    assert [reviewed] * 3 == [entered(old, trusted) for old in (EMPTY, DRAFT, waiting)]


def test_what_is_not_good_enough_is_shown_beside_the_draft() -> None:
    """
    The entry gets its draft all the same, and both are read back.
    """
    offers = {EMPTY.source: Offer(similar=("0.68 · Ships wait. → Tàu chờ.",))}
    shown = enter(catalogue(EMPTY), offers, now=LATER)
    full = fill(shown, {EMPTY.source: Draft("Tàu.", 0.4, "en_vi 0.2")}, now=LATER)
    expected = replace(DRAFT, similar=("0.68 · Ships wait. → Tàu chờ.",))

    assert HEADER == shown.header
    assert (expected,) == full.entries == reread(full).entries


def test_the_revision_date_moves_with_a_match() -> None:
    """
    A match is a translation.
    """
    done = enter(catalogue(EMPTY), {EMPTY.source: SAME}, now=LATER)

    assert "2024-06-01 10:00+0000" == header.get(done.header, header.REVISED)


def test_a_match_that_somebody_edits_is_hers() -> None:
    """
    The mark does not hold any more, and goes with all that is shown beside.
    """
    data = po.render(catalogue(MATCH)).replace("Năm tàu chờ".encode(), "Năm chiếc tàu".encode())
    expected = Entry(
        "Five ships wait.", "Năm chiếc tàu.", State.SUGGESTED, previous="Six ships wait."
    )

    assert (expected,) == read(data).entries


def test_a_match_that_somebody_approves_is_reviewed() -> None:
    """
    No line of ours is left.
    """
    data = po.render(catalogue(MATCH)).replace(b"#, fuzzy\n", b"")
    entry = read(data).entries[0]

    assert Entry("Five ships wait.", "Năm tàu chờ.", State.REVIEWED) == entry
    assert b"# " not in po.render(read(data))


def test_what_somebody_types_into_a_line_that_shows_is_hers() -> None:
    """
    The line is not ours any more, and stays for good.
    """
    data = po.render(catalogue(MATCH)).replace("a → b".encode(), "a → b: ask An".encode())
    entry = read(data).entries[0]

    assert entry.note[0].endswith("0.80 · a → b: ask An")
    assert () == entry.similar
    assert data == po.render(read(data))


def test_a_match_is_let_go_with_its_sentence() -> None:
    """
    A changed sentence is looked up anew; one that goes and returns has its match back.
    """
    changed = merged(catalogue(MATCH), ["Nine ships wait."]).entries[0]
    gone = merged(catalogue(MATCH), [])
    back = merged(reread(gone), ["Five ships wait."]).entries[0]

    assert Entry("Nine ships wait.") == replace(changed, places=(), kinds=())
    assert MATCH == replace(back, places=(), kinds=())


def test_a_match_whose_flag_a_program_drops_is_no_approval() -> None:
    """
    Nor is one that comes back empty, as OmegaT writes them, a deletion.
    """
    data = po.render(catalogue(MATCH))
    before = fuzzy(catalogue(MATCH))
    stripped = data.replace(b"#, fuzzy\n", b"")
    emptied = stripped.replace("Năm tàu chờ.".encode(), b"")

    assert [(MATCH,)] * 2 == [read(each, before=before).entries for each in (stripped, emptied)]


def test_matches_are_pending_only_when_asked_to_refresh() -> None:
    """
    Then the engine may draft what the memory has nothing for any more.
    """
    old = catalogue(MATCH)
    drafted = fill(
        old, {MATCH.source: Draft("Tàu.", 0.4, "en_vi 0.2")}, now=LATER, refresh=[MATCH.source]
    )

    assert () == pending(old)
    assert (MATCH.source,) == pending(old, refresh=True)
    assert replace(DRAFT, similar=MATCH.similar) == drafted.entries[0]
