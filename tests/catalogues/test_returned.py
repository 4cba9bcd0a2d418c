"""Answers brought into a catalogue: three-way, by the values alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogues import header as headers
from pipeline.catalogues.returned import Answer, Base, Brought, Fate, Returned, bring, exact
from pipeline.model import Catalogue, Entry, State
from tests.catalogues.building import LATER, catalogue, reread

DRAFT = Entry("Ships wait.", "Tàu chờ.", State.DRAFT, origin="shout 1.0", confidence=0.5)
REVIEWED = Entry("Rain fell.", "Mưa rơi.", State.REVIEWED)
SUGGESTED = Entry("Wind blew.", "Gió thổi?", State.SUGGESTED)
EMPTY = Entry("Nobody came.")
OURS = catalogue(DRAFT, REVIEWED, SUGGESTED, EMPTY)


def brought(*answers: Answer, base: Base | None = None, theirs: bool = False) -> Brought:
    """Our catalogue with answers brought in."""
    returned = Returned("harbour", "vi", answers, translator="An <an@example.org>")
    return bring(OURS, returned, base or Base(), name="f.po", now=LATER, theirs=theirs)


def entry(done: Brought, source: str) -> Entry:
    """An entry of what came out."""
    return next(each for each in done.catalogue.entries if each.source == source)


@pytest.mark.parametrize(
    ("old", "approved", "state"),
    [
        (DRAFT, True, State.REVIEWED),
        (DRAFT, False, State.SUGGESTED),
        (DRAFT, None, State.SUGGESTED),
        (EMPTY, True, State.REVIEWED),
    ],
)
def test_a_machines_text_gives_way_to_a_person(
    old: Entry, approved: bool | None, state: State
) -> None:
    """
    Reviewed if she has approved it, else a suggestion.
    """
    done = brought(Answer(old.source, "Hers.", approved))

    assert ("Hers.", state, "") == (
        entry(done, old.source).target,
        entry(done, old.source).state,
        entry(done, old.source).origin,
    )


@pytest.mark.parametrize("old", [REVIEWED, SUGGESTED])
def test_a_persons_text_does_not(old: Entry) -> None:
    """
    Unless it still is what was sent.
    """
    answer = Answer(old.source, "Hers.", True)
    found = entry(brought(answer), old.source)
    assert (old.target, State.SUGGESTED) == (found.target, found.state)
    assert ("import f.po: Hers.",) == found.note

    standing = Base(standing={old.source})
    found = entry(brought(answer, base=standing), old.source)
    assert ("Hers.", State.REVIEWED) == (found.target, found.state)
    assert (f"before import f.po: {old.target}",) == found.note


def test_where_what_was_sent_is_known_to_the_letter_nothing_stands_beside() -> None:
    """
    She has changed it with ours before her.
    """
    sent = (Answer(REVIEWED.source, REVIEWED.target, True),)
    answers = (Answer(REVIEWED.source, "Hers.", True),)
    found = entry(brought(*answers, base=exact(OURS, answers, sent)), REVIEWED.source)

    assert ("Hers.", ()) == (found.target, found.note)


def test_a_draft_of_ours_is_no_answer() -> None:
    """
    Whatever stands here by now.
    """
    answers = [Answer(old.source, "A draft.", None, is_draft=True) for old in OURS.entries]

    assert OURS == brought(*answers).catalogue


CHANGED = Entry("Rain falls.", "Mưa rơi.", State.SUGGESTED, previous="Rain fell.")


def test_an_answer_to_a_sentence_that_has_changed_stands_beside_a_persons_text() -> None:
    """
    Once; one that is as it was sent does not.
    """
    returned = Returned("harbour", "vi", (Answer("Rain fell.", "Hers.", True),))

    def again(ours: Catalogue, base: Base) -> Brought:
        return bring(ours, returned, base, name="f.po", now=LATER)

    done = again(catalogue(CHANGED), Base())
    (found,) = done.catalogue.entries
    assert replace(CHANGED, note=("import f.po: Hers.",)) == found
    assert ((Answer("Rain falls.", "Hers.", True), Fate.CONFLICT),) == done.fates
    assert done.catalogue == again(done.catalogue, Base()).catalogue

    untouched = again(catalogue(CHANGED), Base(untouched={"Rain fell."}))
    assert catalogue(CHANGED) == untouched.catalogue


def test_several_lines_become_one_comment() -> None:
    """
    Comments have no line ends.
    """
    answer = Answer(REVIEWED.source, "Two\nlines.", True)

    assert ("import f.po: Two\\nlines.",) == entry(brought(answer), REVIEWED.source).note


def test_a_retired_entry_stays_retired() -> None:
    """
    Her translation waits there for its sentence.
    """
    old = Entry("Gone.", "Đi.", State.RETIRED, fuzzy=True, origin="shout 1.0")
    returned = Returned("harbour", "vi", (Answer("Gone.", "Đi rồi.", True),))
    done = bring(catalogue(old), returned, Base(), name="f.po", now=LATER)

    assert Entry("Gone.", "Đi rồi.", State.RETIRED) == entry(done, "Gone.")


def test_the_header_names_her_and_the_day_if_anything_came() -> None:
    """
    Else it stays as it is.
    """
    done = brought(Answer(EMPTY.source, "Không ai.", True)).catalogue.header
    assert "An <an@example.org>" == headers.get(done, headers.TRANSLATOR)
    assert headers.date(LATER) == headers.get(done, headers.REVISED)

    assert OURS.header == brought(Answer(EMPTY.source, "")).catalogue.header


ANSWERS = st.lists(
    st.builds(
        Answer,
        st.sampled_from(
            [*(each.source for each in OURS.entries), "Ships waited.", "It thundered.", "What?"]
        ),
        st.sampled_from(
            ["", "Hers.", "a\\", "Two\nlines.", *(each.target for each in OURS.entries)]
        ),
        st.sampled_from([True, False, None]),
        st.sampled_from([(), ("why?",)]),
        st.booleans(),
    ),
    unique_by=lambda answer: answer.source,
).map(tuple)
SOURCES = st.frozensets(st.sampled_from([each.source for each in OURS.entries]))


@given(ANSWERS, st.builds(Base, SOURCES, SOURCES), st.booleans())
def test_nothing_that_a_person_wrote_is_lost(
    answers: tuple[Answer, ...], base: Base, theirs: bool
) -> None:
    """
    Ours stands in the catalogue or in a comment; hers too, or is what was sent, or is named.
    """
    changed = Entry("It thunders.", "Trời có sấm.", State.SUGGESTED, previous="It thundered.")
    ours = catalogue(*OURS.entries, changed)
    returned = Returned("harbour", "vi", answers)
    done = bring(ours, returned, base, name="f.po", now=LATER, theirs=theirs)
    held = {each.source: (each.target, "\n".join(each.note)) for each in done.catalogue.entries}
    for old in (REVIEWED, SUGGESTED, changed):
        target, note = held[old.source]
        assert old.target == target or f": {old.target}" in note
    heirs = {"It thundered.": changed.source}
    unknown = {answer.source for answer, fate in done.fates if fate is Fate.UNKNOWN}
    for answer in answers:
        is_hers = answer.source not in {*base.untouched, *unknown} and not answer.is_draft
        if answer.target and is_hers:
            source = heirs.get(answer.source, answer.source)
            everywhere = [held[source]] if source in held else held.values()
            text = answer.target.replace("\n", "\\n")
            assert any(
                answer.target == target or f": {text}" in note for target, note in everywhere
            )


@given(ANSWERS, SOURCES)
def test_a_second_time_changes_nothing(
    answers: tuple[Answer, ...], untouched: frozenset[str]
) -> None:
    """
    Also after the catalogue has been to the disk.
    """
    returned = Returned("harbour", "vi", answers)
    base = Base(untouched)
    once = bring(OURS, returned, base, name="f.po", now=LATER).catalogue

    again = reread(once)
    assert again == bring(again, returned, base, name="f.po", now=LATER).catalogue
