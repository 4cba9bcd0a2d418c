"""How far a catalogue is."""

from pipeline.catalogues import Counts, count
from pipeline.model import Entry, Kind, State
from tests.catalogues.building import catalogue

CATALOGUE = catalogue(
    Entry("One two three.", "A", State.REVIEWED),
    Entry("Four.", "B", State.DRAFT, origin="en_vi 0.2", confidence=0.3, warnings=("a loop",)),
    Entry("Five six.", "C", State.DRAFT, origin="en_vi 0.3", confidence=0.8),
    Entry("Seven.", "D", State.DRAFT, origin="labels"),
    Entry("Eight.", "E", State.SUGGESTED),
    Entry("Nine.", origin="en_vi 0.3", warnings=("a loop",)),
    Entry("Ten.", kinds=(Kind.RELATED,)),
    Entry("Eleven.", note=("pipeline: skip",)),
    Entry("Twelve.", "F", State.RETIRED),
)


def test_entries_are_counted_by_state() -> None:
    """
    Segments are all that the article has; those left out stand apart.
    """
    expected = Counts(
        segments=8,
        words=11,
        words_left=6,
        reviewed=1,
        drafts=3,
        suggested=1,
        empty=1,
        left_out=2,
        retired=1,
        low=1,
        outdated=2,
        doubtful=2,
    )

    assert expected == count(CATALOGUE, [Kind.RELATED], origin="en_vi 0.3", low_below=0.5)


def test_tags_are_no_words() -> None:
    """
    But for those that stand for one, as code does.
    """
    assert 4 == count(catalogue(Entry("<1> Type </1> <2/>, <3>then</3> wait<4/>.")), ()).words


def test_without_an_origin_nothing_is_outdated() -> None:
    """
    Nor low without a bound.
    """
    counts = count(CATALOGUE)

    assert (0, 0, 2) == (counts.outdated, counts.low, counts.empty)


def test_an_empty_catalogue_counts_nothing() -> None:
    """
    All are zero.
    """
    assert Counts() == count(catalogue())
