"""What tags stand for, beside entries."""

from pipeline.catalogues import merge, tagged, terms
from pipeline.model import Entry, Kind, Place, Segment, Span, State, Tag, Term
from tests.catalogues.building import catalogue, reread

LINK = Tag(4, "[", "](a)", "link to https://example.org")
CODE = Tag(7, "`x = 1`", None, "code x = 1", "x = 1")
LINE = "<1> link to https://example.org, <2/> code x = 1"
SEGMENT = Segment("See <1>this</1>: <2/>", Span(0, 20), Kind.BODY, (LINK, CODE))


def test_tags_are_told_of_in_one_line() -> None:
    """
    By the numbers that they have in the entry, and not at any length.
    """
    assert LINE == tagged.line((LINK, CODE))
    assert 60 == len(tagged.line((Tag(1, "", None, "a" * 99),))) - len("<1/> ")
    assert "<1/> mark-up" == tagged.line((Tag(1, "", None, " "),))


def test_entries_tell_of_their_tags() -> None:
    """
    Before the terms of the glossary; where the same text stands for other mark-up, of both.
    """
    other = Segment(SEGMENT.text, Span(30, 50), Kind.BODY, (CODE, CODE))
    (entry,) = merge.sources([SEGMENT, other, SEGMENT], lambda _: Place("a.md", 1))
    (beside,) = terms.beside([entry], lambda _: [Term("See", ("Xem",))])

    assert (LINE, "<1/> code x = 1, <2/> code x = 1", "term: See → Xem") == beside.terms


def test_what_is_told_of_tags_is_ours() -> None:
    """
    It joins no person's note.
    """
    line = f"{LINE}, <3/> footnote 1, <4> emphasis, <5> strong emphasis, <6/> line break"
    entry = Entry("A <1>b</1>", "C <1>d</1>", State.REVIEWED, kinds=(Kind.BODY,), terms=(line,))
    (again,) = reread(catalogue(entry)).entries

    assert ((line,), ()) == (again.terms, again.note)
