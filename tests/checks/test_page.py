"""docs/checks.md: what it says of each check, and that it is current."""

from pathlib import Path

import pytest

from pipeline.checks import Across, Check, table
from pipeline.checks.page import page
from tests.checks import faking

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_is_current() -> None:
    """
    What is committed is what the table says today.
    """
    assert page() == PAGE.read_text(encoding="utf-8"), (
        "renew it: python -m pipeline.checks.page > docs/checks.md"
    )


def test_a_check_is_explained_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With its title, its severity, its other names, and how it is switched off.
    """
    monkeypatch.setattr(table, "CHECKS", faking.CHECKS)
    monkeypatch.setattr(table, "ACROSS", faking.ACROSS)

    assert (
        "## digits\n\n**A digit of the source is missing.**\n\n"
        'Severity: error; formerly figures. Off: `digits = "off"`.\n\n'
        "Each is looked for on its own.\n"
    ) in page()
    assert "Severity: warning; looks at all entries of a language." in page()


@pytest.mark.parametrize("row", table.rows(), ids=lambda row: row.id)
def test_every_check_explains_itself(row: Check | Across) -> None:
    """
    Its title is one sentence on one line, and there is more to read.
    """
    assert row.title
    assert "\n" not in row.title
    assert row.explanation
