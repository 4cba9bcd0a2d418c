"""Terms beside entries."""

from dataclasses import replace

from pipeline.catalogues import merge, po, terms
from pipeline.catalogues.lifecycle import retire
from pipeline.model import Entry, Kind, Span, State, Term
from tests.catalogues.building import CREATED, catalogue, found, read, reread

LOCK = Term("lock", ("âu tàu", "khóa"), ("ổ khóa",), note="of a canal", span=Span(4, 8))
LINE = "term: lock → âu tàu | khóa (not: ổ khóa) · of a canal"


def test_a_term_is_one_line() -> None:
    """
    With all that a translator should know.
    """
    assert LINE == terms.line(LOCK)
    kept = terms.line(Term("Otter", ("Otter",), keep=True))
    assert "term: Otter → Otter (do not translate)" == kept


def test_terms_are_read_back() -> None:
    """
    As ours, and in no person's note; even one that ends in a backslash.
    """
    odd = terms.line(replace(LOCK, note="so \\"))
    entry = Entry("The lock.", "Âu.", State.REVIEWED, kinds=(Kind.BODY,), terms=(LINE, odd))
    (again,) = reread(catalogue(entry)).entries
    assert (LINE, ()) == (again.terms[0], again.note)
    assert po.render(catalogue(entry)) == po.render(read(po.render(catalogue(entry))))


def test_terms_come_with_the_article_anew() -> None:
    """
    Each once; what the glossary no longer has goes.
    """
    old = catalogue(Entry("The lock.", "Âu.", State.REVIEWED, terms=("term: a → b",)))
    wanted = terms.beside(found("The lock."), lambda _: [LOCK, LOCK])
    assert (LINE,) == merge.merge(old, wanted, created=CREATED).catalogue.entries[0].terms
    gone = merge.merge(old, found("The lock."), created=CREATED).catalogue.entries[0]
    assert () == gone.terms


def test_retired_entries_have_none() -> None:
    """
    As they have no place in an article.
    """
    put_aside = retire(Entry("The lock.", "Âu.", State.REVIEWED, terms=(LINE,)))
    assert put_aside is not None
    assert () == put_aside.terms
