"""What runs say of findings: errors beside drafts, and numbers at the end and in `status`."""

import json
import shutil
from collections.abc import Iterator, Sequence
from typing import Any

import polib
import pytest

from pipeline.model import Draft
from tests.cli.check.conftest import Desk
from tests.cli.conftest import Newsroom
from tests.cli.shouting import Shouting


@pytest.fixture
def slips(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """Let the engine lose figures and shout; there is a second article for it."""

    def translate(self: Shouting, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        for at, text in enumerate(texts):
            warnings = ("numbers differ: 8 missing",) if "8" in text else ()
            changed = text.replace("7", "").replace("8", "").replace("came.", "came!")
            yield at, Draft(changed, 0.5, self.origin, warnings)

    monkeypatch.setattr(Shouting, "translate", translate)
    desk.newsroom.write("flood.txt", "On May 7 it came. It left on May 8. Nobody was hurt.\n")
    return desk.newsroom


def comments(newsroom: Newsroom) -> list[str]:
    """The marks of the drafts, without their seals."""
    file = polib.pofile(newsroom.po("flood"))
    return [entry.tcomment.partition(" · ")[2] for entry in file]


def test_an_error_in_a_draft_stands_beside_it(slips: Newsroom) -> None:
    """
    Every translator's tool shows it; what the engine has said already is not said twice, and
    warnings are not written.
    """
    slips("run")

    assert [
        "shout 1.0 · 0.50 (error[digits] 7 is missing)",
        "shout 1.0 · 0.50 (numbers differ: 8 missing)",
        "shout 1.0 · 0.50",
    ] == comments(slips)


def test_a_second_run_changes_nothing(slips: Newsroom) -> None:
    """
    With and without its memory, the same errors give the same bytes.
    """
    slips("run")
    before = slips.bytes()

    slips("run")
    assert before == slips.bytes()
    shutil.rmtree(slips.root / ".pipeline")
    slips("run")
    assert before == slips.bytes()


def test_an_approved_draft_loses_what_was_said_of_it(slips: Newsroom) -> None:
    """
    As it loses its mark.
    """
    slips("run")
    slips.review("flood")
    slips("run")

    assert "error[" not in slips.po("flood").read_text()


@pytest.mark.parametrize("how", ["settings", "dismissal"])
def test_what_is_no_error_any_more_is_taken_away(slips: Newsroom, how: str) -> None:
    """
    When a project makes a warning of it, or a person dismisses it; the draft stays untouched.
    """
    slips("run")
    if how == "settings":
        settings = slips.root / "pipeline.toml"
        settings.write_text('languages = ["vi"]\n[checks]\ndigits = "warning"\n')
    else:

        def dismiss(file: polib.POFile) -> None:
            file[0].tcomment += "\npipeline: dismiss digits (so it is)"

        slips.edit("flood", "vi", dismiss)

    slips("run")

    assert "error[" not in slips.po("flood").read_text()
    assert "fuzzy" in polib.pofile(slips.po("flood"))[0].flags
    assert (
        3
        == json.loads(slips("status", "--json", "--article", "flood").out)["catalogues"][0][
            "drafts"
        ]
    )


def test_a_person_behind_the_mark_is_kept(slips: Newsroom) -> None:
    """
    What she typed there becomes a comment of its own, as ever.
    """
    slips("run")

    def remark(file: polib.POFile) -> None:
        file[0].tcomment += " ask An"

    slips.edit("flood", "vi", remark)
    slips("run")

    entry = polib.pofile(slips.po("flood"))[0]
    assert "ask An" in entry.tcomment.splitlines()
    assert "(error[digits] 7 is missing)" in entry.tcomment


def test_the_last_line_counts_them(slips: Newsroom) -> None:
    """
    Translations and drafts in which checks find errors, and warnings; unchanged ones too.
    """
    slips("run", "--article", "rain")

    last = slips("run").err.splitlines()[-1]
    assert ", 2 with errors, 1 with warnings;" in last
    assert ", 2 with errors, 1 with warnings;" in slips("run").err.splitlines()[-1]


def test_json_and_status_have_the_numbers(slips: Newsroom) -> None:
    """
    By catalogue, under `errors` and `warnings`.
    """
    made = json.loads(slips("run", "--json").out)

    def numbers(rows: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
        return [(row["article"], row["errors"], row["warnings"]) for row in rows]

    expected = [("flood", 2, 1), ("rain", 0, 0)]
    assert expected == numbers(made["catalogues"])
    assert (2, 1) == (made["errors"], made["warnings"])
    assert expected == numbers(json.loads(slips("status", "--json").out)["catalogues"])
    shown = slips("status", "--article", "flood")
    assert ["2", "1"] == shown.out.splitlines()[1].split()[-2:]
    assert "2 translations or drafts have errors; `pipeline check --top 20`" in shown.err


def test_status_asks_no_check(slips: Newsroom) -> None:
    """
    What nobody has looked at since it changed is unknown to it, until a check or a run has.
    """
    slips("run")
    slips.edit("flood", "vi", lambda file: setattr(file[0], "msgstr", "7"))

    def row() -> dict[str, Any]:
        rows = json.loads(slips("status", "--json", "--article", "flood").out)["catalogues"]
        return dict(rows[0])

    assert (None, None) == (row()["errors"], row()["warnings"])
    assert ["?", "?"] == slips("status", "--article", "flood").out.splitlines()[1].split()[-2:]
    slips("check")
    assert (1, 0) == (row()["errors"], row()["warnings"])


def test_a_dry_run_asks_no_check(slips: Newsroom) -> None:
    """
    It says what would be done, and that is no finding.
    """
    planned = json.loads(slips("run", "--dry-run", "--json").out)

    rows = {row["article"]: row for row in planned["catalogues"]}
    assert (None, None) == (rows["flood"]["errors"], rows["flood"]["warnings"])
