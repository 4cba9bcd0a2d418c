import pytest

from pipeline.languages import Language, load
from pipeline.reading.dates import dates, left, spell_out, translate, with_preposition

VI, RU = load("vi"), load("ru")


@pytest.mark.parametrize(
    ("text", "vietnamese", "russian"),
    [
        ("May 15", "15 tháng 5", "15 мая"),
        ("15 May", "15 tháng 5", "15 мая"),
        ("May 15, 2024", "15 tháng 5 năm 2024", "15 мая 2024 года"),
        ("Sept. 3", "3 tháng 9", "3 сентября"),
        ("Feb. 9, 2024", "9 tháng 2 năm 2024", "9 февраля 2024 года"),
        ("May 8-10", "8-10 tháng 5", "8-10 мая"),
        ("June, 1994", "tháng 6 năm 1994", "июнь 1994 года"),
    ],
)
def test_dates_are_written_in_the_target_form(text: str, vietnamese: str, russian: str) -> None:
    """
    Whole dates have a form in each language.
    """
    assert [vietnamese] == [each.shown for each in dates(f"({text})", VI)]
    assert [russian] == [each.shown for each in dates(f"({text})", RU)]


@pytest.mark.parametrize(
    "text", ["It may rain.", "May 10-8", "May 45", "February 30", "March on!", "May 2,000 men"]
)
def test_what_is_no_whole_date_is_left(text: str) -> None:
    """
    Verbs, ranges and days that are none are no dates.
    """
    assert not list(dates(text, VI))


def test_english_dates_in_a_translation_are_translated() -> None:
    """
    What the model copied is put right, with no word for the year twice.
    """
    assert translate("(June, 1994 года) и May 15", RU) == "(июнь 1994 года) и 15 мая"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gặp nhau ở Feb. 9", ["Feb."]),
        ("từ tháng 1-May", ["May"]),
        ("vào July", ["July"]),
        ("vào Oct.", ["Oct."]),
        ("15 tháng 5", []),
        ("May mắn thay, April Smith đã đi.", []),
    ],
)
def test_months_left_in_english_are_named(text: str, expected: list[str]) -> None:
    """
    A month beside a figure or another month is one; a word or a person of that name is none.
    """
    assert expected == list(left(text, VI))


def test_a_month_that_has_the_english_name_is_not_left() -> None:
    """
    April is German too.
    """
    german = Language("de", "German", locale="de")

    assert not list(left("am 3 April", german))


def test_short_months_of_dates_are_spelled_out() -> None:
    """
    Those beside a figure or behind "in" only; a full stop that ends the sentence stays.
    """
    assert spell_out("on Sept. 12 and 3 Oct 2024, Jan. said") == (
        "on September 12 and 3 October 2024, Jan. said"
    )
    assert spell_out("They met on 3 Oct. It rained.") == "They met on 3 Oct. It rained."
    assert spell_out("in Jan. and in Feb.") == "in January and in February."


@pytest.mark.parametrize(
    ("text", "vietnamese", "russian"),
    [
        ("It opened on May 15.", "vào ngày 15 tháng 5", "15 мая"),
        ("It opened by May 15.", "15 tháng 5", "15 мая"),
        ("It opened in June 1994.", "tháng 6 năm 1994", "июнь 1994 года"),
    ],
)
def test_on_belongs_to_its_day(text: str, vietnamese: str, russian: str) -> None:
    """
    Languages say it in their way, or not at all.
    """
    for language, expected in ((VI, vietnamese), (RU, russian)):
        (date,) = dates(text, language)

        assert expected == with_preposition(text, date, language).shown
