import pytest

from pipeline.engine.dates import dates, translate
from pipeline.languages import load

VI, RU = load("vi"), load("ru")


@pytest.mark.parametrize(
    ("text", "vietnamese", "russian"),
    [
        ("May 15", "15 tháng 5", "15 мая"),
        ("15 May", "15 tháng 5", "15 мая"),
        ("May 15, 2024", "15 tháng 5 năm 2024", "15 мая 2024 года"),
        ("Sept. 3", "3 tháng 9", "3 сентября"),
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
    "text", ["It may rain.", "May 8-10", "May 45", "February 30", "March on!", "May 2,000 men"]
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
