"""Which checks a project asks."""

import pytest

from pipeline.checks import table
from pipeline.checks.choose import choose, current, nearest
from pipeline.checks.options import CheckOptions, Switch
from tests.checks import faking


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "CHECKS", faking.CHECKS)
    monkeypatch.setattr(table, "ACROSS", faking.ACROSS)


def test_all_are_asked_with_the_severities_of_the_table() -> None:
    """
    A project that says nothing gets the table as it is.
    """
    chosen = choose(CheckOptions())

    assert (faking.CHECKS, faking.ACROSS) == (chosen.checks, chosen.across)


def test_a_project_switches_checks_off_and_makes_others_graver() -> None:
    """
    Settings come before the table, for checks across entries too.
    """
    chosen = choose(CheckOptions({"loud": Switch.OFF, "dull": Switch.ERROR, "twice": Switch.NOTE}))

    assert [("digits", "error"), ("dull", "error")] == [
        (row.id, row.severity) for row in chosen.checks
    ]
    assert ["note"] == [row.severity for row in chosen.across]


def test_an_old_name_in_the_settings_is_understood() -> None:
    """
    A check that was renamed keeps the severity that a project gave it.
    """
    chosen = choose(CheckOptions({"figures": Switch.NOTE}), ["digits"])

    assert ["note"] == [row.severity for row in chosen.checks]


def test_only_those_asked_for_by_name_are_asked() -> None:
    """
    They are asked although a project has switched them off.
    """
    chosen = choose(CheckOptions({"loud": Switch.OFF}), ["loud"])

    assert (["loud"], ()) == ([row.id for row in chosen.checks], chosen.across)


@pytest.mark.parametrize(
    ("expected", "name"),
    [("digits", "digits"), ("digits", "figures"), ("twice", "twice"), (None, "didgits")],
)
def test_a_check_is_known_by_its_names(expected: str | None, name: str) -> None:
    """
    By the one it has and those it had, and by no other.
    """
    assert expected == current(name)


def test_a_slip_of_the_pen_is_answered_with_the_nearest_name() -> None:
    """
    Where none is near, all are named.
    """
    assert "Did you mean digits?" == nearest("didgits")
    assert "There are: digits, loud, dull, twice" == nearest("xyz")
