"""The memory: what it takes in, what it offers, what it lets go."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import files
from pipeline.memory import Change, Unit
from pipeline.memory.store import Memory, Selection

RAIN = Unit(
    "Heavy rain fell in Hanoi for two days and rivers rose.",
    "Mưa lớn ở Hà Nội suốt hai ngày và nước sông dâng cao.",
    "vi",
    article="floods",
    kind="body",
    origin="locales/vi/LC_MESSAGES/floods.po",
    when="2024-05-15",
)
BOATS = Unit("Only 12 boats came on May 15.", "Chỉ có 12 thuyền đến ngày 15 tháng 5.", "vi")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """Make a memory of two units."""
    memory = Memory(tmp_path / "memory.db")
    memory.add([RAIN, BOATS])
    return memory


def test_a_unit_comes_back_whole(tmp_path: Path, memory: Memory) -> None:
    """
    It is found by its sentence, in its language, from the next opening on too.
    """
    with memory, Memory(tmp_path / "memory.db") as again:
        assert {RAIN.source: (RAIN,)} == again.exact("vi", [RAIN.source, "Something else."])
        assert {} == again.exact("ru", [RAIN.source])
        assert [RAIN, BOATS] == list(again.units())
        assert [] == list(again.units("ru"))


def test_nothing_is_taken_in_twice(memory: Memory) -> None:
    """
    A known pair counts for nothing new; a newer one gives its origin and date.
    """
    newer, older = replace(RAIN, article="a", when="2025-01-01"), replace(RAIN, when="2023-01-01")
    with memory:
        assert 0 == memory.add([RAIN, older, BOATS])
        assert (RAIN,) == memory.exact("vi", [RAIN.source])[RAIN.source]
        assert 0 == memory.add([newer])
        assert (newer,) == memory.exact("vi", [RAIN.source])[RAIN.source]
        assert 0 == memory.add([Unit(" ", "x", "vi"), Unit("x", "", "vi")])


def test_what_is_known_does_not_touch_the_file(tmp_path: Path, memory: Memory) -> None:
    """
    A second run that learns the same changes nothing.
    """
    path = tmp_path / "memory.db"
    memory.__exit__()
    before = files.stamp(path)

    with Memory(path) as again:
        again.add([RAIN, BOATS])
        again.near("vi", RAIN.source)
    assert before == files.stamp(path)


def test_the_newest_translation_of_a_sentence_is_first(memory: Memory) -> None:
    """
    A sentence may have several translations.
    """
    newer = replace(RAIN, target="Mưa to ở Hà Nội.", when="2025-01-01")
    with memory:
        assert 1 == memory.add([newer])
        assert (newer, RAIN) == memory.exact("vi", [RAIN.source])[RAIN.source]
        assert [newer, RAIN] == [match.unit for match in memory.near("vi", RAIN.source)]
        assert [newer] == [match.unit for match in memory.near("vi", RAIN.source, most=1)]


def test_what_is_alike_is_found(memory: Memory) -> None:
    """
    A match says how much it is alike, and in what it differs.
    """
    with memory:
        (match,) = memory.near("vi", RAIN.source.replace("Hanoi", "Hue"))

        assert (RAIN, RAIN.target, False) == (match.unit, match.target, match.is_adapted)
        assert 0.9 < match.score < 0.99
        assert (Change("Hanoi", "Hue"),) == match.difference
        assert () == memory.near("vi", "Light rain fell in the south, and nobody was hurt there.")
        assert () == memory.near("ru", RAIN.source)
        assert () == memory.near("vi", "…")


def test_figures_and_dates_are_adapted(memory: Memory) -> None:
    """
    Of a sentence that differs in these only, the translation is offered with the new ones.
    """
    with memory:
        (match,) = memory.near("vi", "Only 1,300 boats came on June 8.")

    assert ("Chỉ có 1.300 thuyền đến ngày 8 tháng 6.", True) == (match.target, match.is_adapted)
    assert (0.99, BOATS) == (match.score, match.unit)


def test_a_language_that_nobody_knows_is_remembered_all_the_same(memory: Memory) -> None:
    """
    Without a language file nothing is adapted, and all else works.
    """
    unit = Unit("Only 12 boats came.", "Nur 12 Boote kamen.", "de")
    with memory:
        memory.add([unit])
        (match,) = memory.near("de", "Only 13 boats came.")

    assert (unit.target, False) == (match.target, match.is_adapted)


def test_what_was_turned_down_is_not_offered_again(memory: Memory) -> None:
    """
    Not for that sentence, adapted or not; for others it is. Who lets it pass later takes it back.
    """
    sentence, offer = "Only 13 boats came on May 15.", "Chỉ có 13 thuyền đến ngày 15 tháng 5."
    with memory:
        memory.reject("vi", sentence, offer)
        memory.reject("vi", RAIN.source, RAIN.target)
        memory.reject("vi", RAIN.source, RAIN.target)

        assert () == memory.near("vi", sentence)
        assert {} == memory.exact("vi", [RAIN.source])
        assert () == memory.near("vi", RAIN.source)
        assert memory.near("vi", "Only 14 boats came on May 15.")
        assert memory.near("vi", RAIN.source.replace("Hanoi", "Hue"))
        memory.add([RAIN])
        assert {} == memory.exact("vi", [RAIN.source])
        memory.add([Unit(sentence, offer, "vi")])
        assert offer == memory.near("vi", sentence)[0].target


def test_what_is_forgotten_is_gone(memory: Memory) -> None:
    """
    It is found no more, in no way, and may come back.
    """
    with memory:
        assert 1 == memory.forget([RAIN, replace(RAIN, target="x")])

        assert {} == memory.exact("vi", [RAIN.source])
        assert () == memory.near("vi", RAIN.source)
        assert () == memory.search("rain")
        assert [BOATS] == list(memory.units())
        assert 1 == memory.add([RAIN])
        assert RAIN == memory.near("vi", RAIN.source)[0].unit


def test_words_are_searched_on_either_side(memory: Memory) -> None:
    """
    The newest units come first, as many as asked for.
    """
    russian = replace(RAIN, target="Дождь шёл два дня.", language="ru")
    with memory:
        memory.add([russian])

        assert (russian, RAIN) == memory.search("rain fell")
        assert (RAIN,) == memory.search("rain fell", "vi")
        assert (russian,) == memory.search("rain", most=1)
        assert (RAIN,) == memory.search("mua lon")
        assert () == memory.search("lon mua")
        assert (russian,) == memory.search("шел")
        assert () == memory.search('" OR *')


def test_pruning_takes_out_what_is_asked(memory: Memory) -> None:
    """
    All conditions apply together; what has no date is never too old.
    """
    russian = replace(RAIN, target="Дождь шёл два дня.", language="ru")
    with memory:
        memory.add([russian])
        assert 2 == memory.count(Selection(before="2024-05-16"))
        assert 0 == memory.prune(Selection(before="2024-05-15"))
        assert 1 == memory.prune(Selection(before="2024-05-16", language="ru"))
        assert [RAIN, BOATS] == list(memory.units())
        assert RAIN == memory.near("vi", RAIN.source.replace("Hanoi", "Hue"))[0].unit
        assert (RAIN,) == memory.search("rain")
        assert 1 == memory.prune(Selection(article="floods"))
        assert [BOATS] == list(memory.units())


def test_what_it_holds_is_counted(memory: Memory) -> None:
    """
    Units, sentences, origins and dates.
    """
    with memory:
        memory.add([replace(RAIN, target="x", when="2025-01-01")])
        memory.reject("vi", "a", "b")
        found = memory.stats()

    assert ({"vi": 3}, 2, 1) == (found.units, found.sources, found.rejected)
    assert ("2024-05-15", "2025-01-01") == (found.first, found.last)
    assert {RAIN.origin: 2, "": 1} == found.origins
    assert found.size > 10_000


def test_a_word_that_stands_everywhere_leads_on_and_fills_no_more_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Lists of units go over several rows, up to a limit; rarer words find the rest.
    """
    from pipeline.memory import store

    monkeypatch.setattr(store, "_IDS_A_ROW", 4)
    monkeypatch.setattr(store, "_ROWS_A_WORD", 3)
    monkeypatch.setattr(store, "_AT_ONCE", 5)
    odd = "bcdfghjklmnpqrstvwxz"
    units = [Unit(f"The village of {letter}{letter}a", f"{letter}", "vi") for letter in odd]
    with Memory(tmp_path / "memory.db") as memory:
        assert len(odd) == memory.add(units)
        assert units == [memory.near("vi", f"{unit.source}!")[0].unit for unit in units]
        (longest,) = memory._read("SELECT max(length(ids)) FROM words")
        (most,) = memory._read(
            "SELECT max(n) FROM (SELECT count(*) n FROM words GROUP BY key / 2048)"
        )

    assert (4 * 4, 3) == (*longest, *most)


SENTENCE = st.lists(st.sampled_from("rain fell in Hanoi on May 5 1,200 boats.".split()), min_size=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCE, max_size=8), SENTENCE)
def test_matches_keep_their_promises(sentences: list[list[str]], asked: list[str]) -> None:
    """
    Matches fall in score, none below the least, each offers something else, 1 is the same.
    """
    units = [Unit(" ".join(words), f"{len(words)} 5 là", "vi") for words in sentences]
    source = " ".join(asked)
    with Memory(Path(":memory:")) as memory:
        memory.add(units)
        found = memory.near("vi", source, least=0.6, most=5)

    scores = [match.score for match in found]
    assert sorted(scores, reverse=True) == scores
    assert all(score >= 0.6 for score in scores)
    assert len(found) == len({match.target for match in found})
    assert (source in {unit.source for unit in units}) == (1.0 in scores)
    assert all((match.score == 1) == (match.unit.source == source) for match in found)
