"""Errors beside drafts: which are worth a word there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import config, languages
from pipeline.catalogues import Counts
from pipeline.checks import Check, Hit, Pair, table
from pipeline.model import Catalogue, Entry, Kind, Severity, Span, State
from pipeline.state import DraftStore
from pipeline.workflow.noting import Noter
from pipeline.workflow.project import Project

VI = languages.load("vi")
DRAFT = Entry("It rained.", "Mưa.", State.DRAFT, origin="en_vi 0.2", confidence=0.7)
SETTINGS = b'languages = ["vi"]\n[translation]\nleave_out = ["related"]\n'


def noted(*entries: Entry) -> tuple[list[tuple[str, ...]], Counts]:
    """The errors beside each entry, and the counts."""
    settings = config.settings(config.parse(SETTINGS, Path("pipeline.toml")), Path("nowhere"))
    catalogue = Catalogue("rain", "vi", entries)
    with DraftStore(Path(":memory:")) as state:
        noter = Noter(Project(settings), state)
        marked = noter.mark(catalogue, VI)
        counts = noter.count(Counts(), marked, VI)
        assert marked == noter.mark(marked, VI)
    return [entry.errors for entry in marked.entries], counts


@pytest.fixture(autouse=True)
def _finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let checks find what an entry is told to have: `previous` holds it, line by line."""

    def find(pair: Pair) -> Iterator[Hit]:
        for line in (pair.previous or "").splitlines():
            message, _, span = line.partition(" @")
            yield Hit(message, Span(*map(int, span.split(","))) if span else None)

    monkeypatch.setattr(table, "CHECKS", (Check("length", Severity.ERROR, find),))


def draft(previous: str, *warnings: str, kind: Kind = Kind.BODY) -> Entry:
    """A draft in which that is found."""
    return Entry(
        "It rained.",
        "Mưa 1,200 (mm).",
        State.DRAFT,
        kinds=(kind,),
        previous=previous,
        origin="en_vi 0.2",
        warnings=warnings,
    )


@pytest.mark.parametrize(
    ("expected", "entry"),
    [
        (("error[length] too long",), draft("too long")),
        (("error[length] (1) [sic] - so".replace("(1)", "[1]"),), draft("(1) [sic] · so")),
        (("error[length] a", "error[length] b", "error[length] c"), draft("a\nb\na\nc\nd")),
        ((f"error[length] {'a' * 105}…",), draft("a" * 500)),
        (("error[length] 1,200 is new",), draft("1,200 is new @4,9", "numbers differ: 1,300 new")),
        ((), draft("1,200 is new @4,9", "numbers differ: 1,200 new")),
        (("error[length] no bracket",), draft("no bracket @10,11", "a loop: ( (")),
        ((), draft("too long", "much longer than the source")),
        (("error[length] too long",), draft("too long", "a bracket is missing")),
        ((), draft("too long", kind=Kind.RELATED)),
    ],
)
def test_errors_are_put_in_few_words(expected: tuple[str, ...], entry: Entry) -> None:
    """
    Three at most, each of some length, without the signs of the mark, and none that the engine
    has named by the same words, or in its own.
    """
    assert [expected] == noted(entry)[0]


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_only_drafts_have_a_mark(state: State) -> None:
    """
    What a person has touched is hers.
    """
    entry = Entry("It rained.", "Mưa.", state, previous="too long")

    assert [()] == noted(entry)[0]


def test_entries_with_errors_are_counted_once() -> None:
    """
    However much is wrong with them; what nobody translates is not counted.
    """
    entries = (draft("a\nb"), Entry("Rain.", "Mưa.", State.REVIEWED, previous="a"), DRAFT)

    assert (2, 0) == (noted(*entries)[1].errors, noted(*entries)[1].warnings)
    assert 0 == noted(draft("a", kind=Kind.RELATED))[1].errors
