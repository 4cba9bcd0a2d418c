"""`pipeline check --names`: how names are written in the translations."""

import json

import pytest

from pipeline.model import Entry, State
from tests.cli.check.conftest import write
from tests.cli.conftest import Newsroom


@pytest.fixture
def named(newsroom: Newsroom) -> Newsroom:
    """A newsroom in which one name is written in two ways."""
    (newsroom.root / "pipeline.toml").write_text('languages = ["ru"]\n', encoding="utf-8")
    entries = [
        Entry("Mayor Boris Ivanov spoke.", "Мэр Борис Иванов выступила.", State.REVIEWED),
        Entry("He met Boris Ivanov there.", "Он встретил там Бориса Иванова.", State.REVIEWED),
        Entry("We saw Boris Ivanov there.", "Мы видели там Борю Иванова.", State.REVIEWED),
    ]
    write(newsroom, "mayor", *entries, language="ru")
    return newsroom


def test_each_name_has_its_forms(named: Newsroom) -> None:
    """
    With how often each is used; the cases of a name are one form.
    """
    shown = named("check", "--names").out.splitlines()

    assert ["language", "name", "kind", "forms"] == shown[0].split()
    assert any("Boris Ivanov" in line and "Борис Иванов (2)" in line for line in shown)


def test_programs_get_the_places_too(named: Newsroom) -> None:
    """
    A JSON line a name, with file and line of each translation.
    """
    rows = [json.loads(line) for line in named("check", "--names", "--json").out.splitlines()]

    (row,) = [row for row in rows if row["name"] == "Boris Ivanov"]
    assert ("ru", ["Борис Иванов"]) == (row["language"], [row["forms"][0]["form"]])
    places = row["forms"][0]["places"]
    assert all(place.startswith("locales/ru/LC_MESSAGES/mayor.po:") for place in places)
    assert 2 == len(places)


def test_where_there_are_none_that_is_said(newsroom: Newsroom) -> None:
    """
    And a catalogue that cannot be read makes the exit code 1.
    """
    result = newsroom("check", "--names")
    assert (0, "", "No names were found.\n") == result

    write(newsroom, "broken")
    newsroom.po("broken").write_text("msgid no quotes\n")
    result = newsroom("check", "--names")
    assert 1 == result.code
    assert "broken.po:1" in result.err
