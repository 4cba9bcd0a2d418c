from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import Language, load
from pipeline.reading.differences import find
from pipeline.reading.figures import localise

RU, VI = load("ru"), load("vi")


@given(st.integers(0, 10**12), st.integers(1, 99), st.sampled_from((VI, RU)))
def test_a_number_as_its_language_writes_it_is_no_difference(
    whole: int, fraction: int, language: Language
) -> None:
    """
    Whatever an English figure is, its form in the target language has its value.
    """
    token = f"{whole:,}.{fraction:02}"
    found = find(f"It has {token} parts.", f"{localise(token, language)}.", language)

    assert ((), (), ()) == found


@given(st.integers(10, 999), st.integers(1, 9), st.sampled_from((VI, RU)))
def test_another_number_is_missing_and_new(number: int, more: int, language: Language) -> None:
    """
    A changed figure is told on both sides.
    """
    found = find(f"It has {number} parts.", f"{number + more}.", language)

    assert (1, 1) == (len(found.missing), len(found.extra))
