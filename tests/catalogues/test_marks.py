"""Our own comment lines, and those of people."""

from dataclasses import replace

import pytest

from pipeline.catalogues import marks
from pipeline.catalogues.marks import Mark
from pipeline.model import Entry, State

DRAFT = Entry(
    "Ships wait.",
    "Tàu chờ.",
    State.DRAFT,
    origin="en_vi 0.2",
    confidence=0.7149,
    warnings=("numbers differ: 1,234",),
)


def test_a_draft_line_names_seal_origin_confidence_and_doubts() -> None:
    """
    Everything known about a draft stands on one line.
    """
    seal = marks.seal("Ships wait.", "Tàu chờ.")

    assert f"draft {seal} · en_vi 0.2 · 0.71 (numbers differ: 1,234)" == marks.line(DRAFT)


def test_a_draft_line_is_read_back() -> None:
    """
    What was written is what is read, with the confidence to two digits.
    """
    seal = marks.seal("Ships wait.", "Tàu chờ.")
    expected = Mark(seal, "en_vi 0.2", 0.71, ("numbers differ: 1,234",))

    assert ([expected], ()) == marks.take([marks.line(DRAFT)])


def test_what_checks_find_wrong_stands_behind_the_doubts() -> None:
    """
    It is read back apart from them, and the draft is ours as before.
    """
    found = replace(DRAFT, errors=("error[dates] another month",))
    seal = marks.seal("Ships wait.", "Tàu chờ.")
    written = (
        f"draft {seal} · en_vi 0.2 · 0.71 (numbers differ: 1,234 · error[dates] another month)"
    )
    (mark,), note = marks.take([written])

    assert written == marks.line(found)
    assert (DRAFT.warnings, found.errors, ()) == (mark.warnings, mark.errors, note)


def test_a_draft_without_confidence_is_read_back() -> None:
    """
    A set phrase has no confidence, and its draft is ours all the same.
    """
    draft = Entry("(Photo: VNA)", "(Ảnh: VNA)", State.DRAFT, origin="labels")
    (mark,), _ = marks.take([marks.line(draft)])

    assert (None, "labels", ()) == (mark.confidence, mark.origin, mark.warnings)


def test_an_empty_entry_says_why_there_is_no_draft() -> None:
    """
    Where nothing usable came, the reasons stand in place of a draft.
    """
    empty = Entry("Ships wait.", origin="en_vi 0.2", warnings=("a loop", "too long"))

    assert "no draft · en_vi 0.2 (a loop · too long)" == marks.line(empty)
    assert [Mark("", "en_vi 0.2", None, ("a loop", "too long"))] == marks.take([marks.line(empty)])[
        0
    ]


def test_an_empty_entry_without_reasons_has_no_line() -> None:
    """
    Nothing has been tried yet, so there is nothing to say.
    """
    assert "" == marks.line(Entry("Ships wait."))


def test_signs_that_would_break_the_line_are_replaced() -> None:
    """
    A warning may quote any text: line breaks and our own separator do not part it.
    """
    entry = Entry("a", "b", State.DRAFT, origin="x\n· y", warnings=("one · two\r\nthree",))
    (mark,), note = marks.take([marks.line(entry)])

    assert ("x - y", ("one - two three",), ()) == (mark.origin, mark.warnings, note)


def test_the_seal_covers_sentence_and_draft() -> None:
    """
    Either may change behind our back, and text may not move between them unseen.
    """
    seals = {marks.seal(*pair) for pair in [("a", "b"), ("a", "c"), ("c", "b"), ("ab", "")]}

    assert 4 == len(seals)


@pytest.mark.parametrize(
    "comment",
    [
        "draft",
        "draft 1234 · en_vi 0.2 · 0.71",
        "draft 1234abcd · en_vi 0.2 · good",
        "draft 1234abcd",
        "Draft 1234abcd · en_vi 0.2 · 0.71",
        " draft 1234abcd · en_vi 0.2 · 0.71",
        "no draft yet, An works on it",
        "no draft · en_vi 0.2",
        "pipeline: skip",
        "",
    ],
)
def test_lines_that_are_not_quite_ours_are_peoples(comment: str) -> None:
    """
    What cannot be read in full as one of our lines is left to whoever wrote it.
    """
    assert ([], (comment,)) == marks.take([comment])


def test_peoples_lines_keep_their_order_around_ours() -> None:
    """
    Our line may stand anywhere among them.
    """
    assert ("a", "", "b") == marks.take(["a", marks.line(DRAFT), "", "b"])[1]


@pytest.mark.parametrize(
    ("expected", "comment"),
    [
        (True, "pipeline: skip"),
        (True, "pipeline: skip "),
        (False, "skip"),
        (False, "pipeline: skip this?"),
    ],
)
def test_a_translator_can_leave_an_entry_out(expected: bool, comment: str) -> None:
    """
    The instruction stands on a line of its own, and nothing else is taken for it.
    """
    assert expected is marks.is_skipped(Entry("Advertisement", note=("about ads", comment)))


@pytest.mark.parametrize("line", [marks.line(DRAFT), "no draft · en_vi 0.2 (a loop)"])
@pytest.mark.parametrize(
    ("typed", "kept"), [(" PLEASE ASK IVAN", "PLEASE ASK IVAN"), (" · ask Olga", "· ask Olga")]
)
def test_what_is_typed_behind_our_line_is_kept(line: str, typed: str, kept: str) -> None:
    """
    A person's words behind a mark become a comment of their own, and the mark still counts.
    """
    found, note = marks.take([line + typed])

    assert (1, (kept,)) == (len(found), note)
