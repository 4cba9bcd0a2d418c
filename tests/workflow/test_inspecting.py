"""What checks find in pairs, and how that is kept and shared out."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pipeline import languages
from pipeline.checks import Across, Check, Hit, Pair, table
from pipeline.checks.choose import Chosen, choose
from pipeline.checks.options import CheckOptions
from pipeline.engine.workers import Workers
from pipeline.model import Kind, Severity, Span, State, Term
from pipeline.state import DraftStore
from pipeline.workflow import inspecting
from pipeline.workflow.inspecting import Inspector, findings, look
from tests.checks import faking

VI = languages.load("vi")
NOWHERE = Path(":memory:")
FAKES = Chosen(faking.CHECKS, faking.ACROSS)
SEVERITIES = {row.id: row.severity for row in faking.CHECKS}


def inspected(pairs: list[Pair], chosen: Chosen, processes: int) -> list[str]:
    """Ask about pairs."""
    with (
        DraftStore(NOWHERE) as state,
        Inspector(state, chosen, chosen, Path("languages"), processes=processes) as inspector,
    ):
        inspector.add(pairs)
        return inspector.results()


def test_what_was_found_is_read_back() -> None:
    """
    With the severities of today, and without what has been switched off since.
    """
    found = look(Pair("On May 15.", "Ngày 1!", VI), faking.CHECKS)

    first, second = findings(found, SEVERITIES)
    assert ("digits", "error", (8, 9)) == (first.check, first.severity, first.source_span)
    assert ("loud", "warning", (6, 7)) == (second.check, second.severity, second.span)
    assert ["note"] == [each.severity for each in findings(found, {"loud": Severity.NOTE})]


def test_of_one_check_only_so_much_is_kept() -> None:
    """
    Nobody reads a thousand findings in one sentence, nor one of a thousand characters.
    """
    found = list(findings(look(Pair("?", "!" * 1_000 + "5", VI), faking.CHECKS), SEVERITIES))
    assert inspecting.MOST == len(found)

    long = Check("long", Severity.NOTE, lambda pair: iter([Hit(pair.target)]))
    (one,) = findings(look(Pair("?", "a" * 1_000, VI), [long]), {"long": Severity.NOTE})
    assert len(one.message) < 400


PAIRS = [
    Pair(
        f"On May {at} it rained, “said” An.",
        f"Ngày {at % 7} tháng 5 trời mưa, “An” nói \udcff.",
        VI,
        (Kind.CAPTION, Kind.BODY),
        State.DRAFT,
        0.5,
        ("a loop",),
        "It rained.",
        terms=(Term("rained", ("mưa",), ("trời mưa",), note="of water", span=Span(12, 18)),),
    )
    for at in range(600)
]


def test_several_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    In the same order, whatever the pairs hold.
    """
    everything = choose(CheckOptions())
    expected = inspected(PAIRS, everything, 1)
    started: list[tuple[object, ...]] = []

    def start(*setup: object) -> Workers:
        started.append(setup)
        return Workers(*setup)  # type: ignore[arg-type]

    monkeypatch.setattr(inspecting, "MANY", 10)
    monkeypatch.setattr(inspecting, "Workers", start)

    assert expected == inspected(PAIRS, everything, 2)
    assert 1 == len(started)
    assert any(expected)


def test_a_process_that_ends_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What it should have said is found here.
    """
    everything = choose(CheckOptions())
    expected = inspected(PAIRS, everything, 1)
    monkeypatch.setattr(inspecting, "MANY", 10)
    monkeypatch.setattr(inspecting, "Workers", _Dying)

    assert expected == inspected(PAIRS, everything, 2)


class _Dying(Workers):
    """Processes that are killed as soon as they are there."""

    def __init__(self, *setup: object) -> None:
        super().__init__(*setup)  # type: ignore[arg-type]
        for process in self._processes:
            process.kill()
            process.wait()


def test_a_few_pairs_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    They would be done before it is there.
    """
    monkeypatch.setattr(inspecting, "Workers", None)

    assert 600 == len(inspected(PAIRS, FAKES, 2))


def test_without_a_check_no_process_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    As when only one is asked that looks at all pairs at once.
    """
    monkeypatch.setattr(inspecting, "MANY", 10)
    monkeypatch.setattr(inspecting, "Workers", None)

    assert [""] * 600 == inspected(PAIRS, Chosen((), faking.ACROSS), 2)


def test_alike_pairs_are_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A credit line stands in every article.
    """
    asked: list[Pair] = []

    def look(pair: Pair, _: object) -> str:
        asked.append(pair)
        return ""

    monkeypatch.setattr(inspecting, "look", look)

    assert ["", "", ""] == inspected([PAIRS[0], PAIRS[1], PAIRS[0]], FAKES, 1)
    assert PAIRS[:2] == asked


@pytest.mark.parametrize(
    "other",
    [
        Pair("Rain.", "Mưa!", VI),
        Pair("Rains.", "Mưa.", VI),
        Pair("Rain.", "Mưa.", languages.load("ru")),
        Pair("Rain.", "Mưa.", VI, (Kind.HEADLINE,)),
        Pair("Rain.", "Mưa.", VI, state=State.DRAFT),
        Pair("Rain.", "Mưa.", VI, confidence=0.5),
        Pair("Rain.", "Mưa.", VI, warnings=("a loop",)),
        Pair("Rain.", "Mưa.", VI, previous="Snow."),
    ],
)
def test_whatever_a_check_sees_is_in_the_key(other: Pair) -> None:
    """
    A change of any of it is looked at again.
    """
    with DraftStore(NOWHERE) as state:
        inspector = Inspector(state, FAKES, FAKES, Path("languages"))
        keys = {inspector.key(pair) for pair in (Pair("Rain.", "Mưa.", VI), other)}

    assert 2 == len(keys)


def test_a_new_version_of_a_check_is_asked_again() -> None:
    """
    What an older one found is no answer.
    """
    newer = Check("digits", Severity.ERROR, faking.digits, version=2)

    assert inspecting.rules(FAKES) != inspecting.rules(Chosen((newer, *faking.CHECKS[1:]), ()))


def test_some_checks_alone_are_kept_nowhere() -> None:
    """
    Else the others would seem to have found nothing.
    """
    some = Chosen(faking.CHECKS[:1], ())
    with DraftStore(NOWHERE) as state:
        with Inspector(state, some, FAKES, Path("languages"), processes=1) as inspector:
            inspector.add(PAIRS)
            inspector.results()
        with Inspector(state, FAKES, FAKES, Path("languages"), processes=1) as inspector:
            inspector.add(PAIRS[:1])
            assert inspector.known() is None


def test_checks_across_pairs_are_kept_too() -> None:
    """
    Until one of the pairs has changed.
    """
    asked: list[int] = []

    def count(pairs: Sequence[Pair]) -> Iterator[tuple[int, Hit]]:
        asked.append(len(pairs))
        return faking.twice(pairs)

    chosen = Chosen((), (Across("twice", Severity.WARNING, count),))
    pairs = [Pair("Rain.", "Mưa.", VI), Pair("Rains.", "Mưa.", VI)]
    with DraftStore(NOWHERE) as state:
        inspector = Inspector(state, chosen, chosen, Path("languages"))
        first = inspector.across(pairs)

        assert [(1, "twice")] == [(at, each[0].check) for at, each in first.items()]
        assert first == inspector.across(pairs)
        assert [2] == asked
        assert {} == inspector.across([*pairs[:1], Pair("Rains.", "Nhiều mưa.", VI)])


@pytest.mark.parametrize("unit", ["chữ ", '"', "1.", "(", " ", "\\", "a", "Mưa to. "])
def test_a_text_without_end_is_looked_at_quickly(unit: str) -> None:
    """
    A million characters take no longer than a few thousand sentences.
    """
    text = unit * (1_000_000 // len(unit))
    began = time.process_time()

    look(Pair(f"It began. {text}", text, VI), table.CHECKS)
    look(Pair("It began.", text, VI), table.CHECKS)
    look(Pair("It began.", text[: inspecting.LONGEST], VI), table.CHECKS)

    assert time.process_time() - began < 10
