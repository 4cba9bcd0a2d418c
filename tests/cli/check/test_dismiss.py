"""Findings put aside: by the command, by a comment in any tool, and how that ends."""

from pathlib import Path

import polib
import pytest

from pipeline import files
from tests.cli.check.conftest import Desk

WRONG = "Ngày 1 tháng Năm mưa."


def dismissed(desk: Desk, *args: str) -> tuple[str, str]:
    """Check; give what was printed, and what was said."""
    result = desk.newsroom("check", "--format", "lines", *args)
    return result.out, result.err


def comment(desk: Desk, at: int = 0) -> str:
    """The comment of an entry."""
    return str(polib.pofile(desk.newsroom.po("rain"))[at].tcomment)


def test_a_finding_is_dismissed_with_a_reason(desk: Desk) -> None:
    """
    It is counted, shown only when asked for, and no cause of an exit code any more.
    """
    desk.translate(WRONG)
    at = ("--at", desk.place(0), "--reason", "the source  is wrong")

    result = desk.newsroom("check", "--dismiss", "digits", *at)

    assert (0, "") == (result.code, result.out)
    assert comment(desk).startswith("pipeline: dismiss digits ")
    assert comment(desk).endswith(" (the source is wrong)")
    out, err = dismissed(desk)
    assert "" == out
    assert "0 errors, 0 warnings, 0 notes, 1 dismissed" in err
    out, _ = dismissed(desk, "--dismissed")
    line = "error[digits] 5 is missing (dismissed: the source is wrong)\n"
    assert f"{desk.place(0)}: {line}" == out


def test_only_the_comment_is_new(desk: Desk) -> None:
    """
    Nothing else in the catalogue changes, and a second time nothing at all.
    """
    desk.translate(WRONG)
    desk.newsroom("run")
    before = desk.newsroom.po("rain").read_text(encoding="utf-8").splitlines()
    at = ("--at", desk.place(0), "--reason", "so it is")

    desk.newsroom("check", "--dismiss", "digits", *at)

    after = desk.newsroom.po("rain").read_text(encoding="utf-8").splitlines()
    (new,) = [line for line in after if line not in before]
    assert new.startswith("# pipeline: dismiss digits ")
    assert before == [line for line in after if line != new]
    again = desk.newsroom("check", "--dismiss", "digits", "--at", desk.place(0), "--reason", "x")
    assert "It was dismissed already" in again.err
    assert after == desk.newsroom.po("rain").read_text(encoding="utf-8").splitlines()


def test_any_line_of_an_entry_names_it(desk: Desk) -> None:
    """
    Its comments and its source do too, and the path may be one from the project's folder.
    """
    desk.translate(WRONG)
    place = f"locales/vi/LC_MESSAGES/rain.po:{desk.line(0) - 2}"

    assert 0 == desk.newsroom("check", "--dismiss", "digits", "--at", place, "--reason", "x").code


def test_a_person_may_type_it_and_a_run_seals_it(desk: Desk) -> None:
    """
    It counts at once; the run puts the seal in and keeps the words.
    """
    desk.translate(WRONG, note="ask An\npipeline: dismiss digits – the source is wrong")
    assert "1 dismissed" in dismissed(desk)[1]

    desk.newsroom("run")

    first, second = comment(desk).splitlines()
    assert "ask An" == first
    assert second.startswith("pipeline: dismiss digits ")
    assert second.endswith(" – the source is wrong")
    assert "1 dismissed" in dismissed(desk)[1]
    before = desk.newsroom.bytes()
    desk.newsroom("run")
    assert before == desk.newsroom.bytes()


def test_the_command_seals_what_others_have_typed(desk: Desk) -> None:
    """
    Since it saves the catalogue anyway.
    """
    desk.translate(WRONG, "Không!", note="pipeline: dismiss digits x")

    desk.newsroom("check", "--dismiss", "loud", "--at", desk.place(1), "--reason", "x")

    assert comment(desk) != "pipeline: dismiss digits x"
    assert "2 dismissed" in dismissed(desk)[1]


def test_it_ends_when_the_translation_changes(desk: Desk) -> None:
    """
    What is wrong with the new text is told, and that the dismissal has ended; it stays.
    """
    desk.translate(WRONG)
    desk.newsroom("check", "--dismiss", "digits", "--at", desk.place(0), "--reason", "x")
    before = comment(desk)
    desk.translate("Ngày 1 tháng Năm trời mưa.")

    out, err = dismissed(desk)

    assert "error[digits] 5 is missing" in out
    assert f"Note: {desk.place(0)}: the dismissal of digits has ended" in err
    desk.newsroom("run")
    assert before == comment(desk)


def test_one_that_has_ended_is_not_told_of_beside_one_that_holds(desk: Desk) -> None:
    """
    Who has dismissed the finding again knows that the text has changed.
    """
    desk.translate(WRONG, note="pipeline: dismiss digits 01234567 (an old reason)")
    desk.newsroom("check", "--dismiss", "digits", "--at", desk.place(0), "--reason", "x")

    out, err = dismissed(desk, "--dismissed")

    assert "5 is missing (dismissed: x)" in out
    assert "has ended" not in err


def test_it_ends_when_the_sentence_changes(desk: Desk) -> None:
    """
    One that was typed without a seal is about the sentence as it was, not as it has become.
    """
    desk.translate(WRONG, note="pipeline: dismiss digits x")
    desk.newsroom.write("rain.txt", "On May 25 it rained. Nobody was hurt.\n")

    desk.newsroom("run")

    out, err = dismissed(desk)
    assert "error[digits] 2 is missing" in out
    assert "the dismissal of digits has ended" in err


def test_it_holds_under_a_former_name(desk: Desk) -> None:
    """
    A check that was renamed since still finds its dismissals, sealed or not.
    """
    desk.translate(WRONG, note="pipeline: dismiss figures x")
    assert "1 dismissed" in dismissed(desk)[1]

    desk.newsroom("run")

    assert "dismiss figures " in comment(desk)
    assert "1 dismissed" in dismissed(desk)[1]


def test_a_check_that_does_not_exist_dismisses_nothing(desk: Desk) -> None:
    """
    The nearest is named, with the place.
    """
    desk.translate(WRONG, note="pipeline: dismiss didgits x")

    out, err = dismissed(desk)

    assert "error[digits]" in out
    assert f"Note: {desk.place(0)}: there is no check 'didgits' to dismiss" in err
    assert "Did you mean digits?" in err


def test_many_remarks_are_not_all_told(desk: Desk) -> None:
    """
    Ten are; -v names the others too.
    """
    desk.translate(WRONG, note="\n".join(f"pipeline: dismiss nothing{at}" for at in range(30)))

    assert 10 == dismissed(desk)[1].count("to dismiss")
    assert "20 more" in dismissed(desk)[1]
    assert 30 == dismissed(desk, "-v")[1].count("to dismiss")


def test_checks_across_entries_can_be_dismissed(desk: Desk) -> None:
    """
    For the entry in which they report something.
    """
    desk.translate("15 7", "Không sao.", "15 7")

    desk.newsroom("check", "--dismiss", "twice", "--at", desk.place(2), "--reason", "both")

    assert "1 dismissed" in dismissed(desk)[1]


@pytest.mark.parametrize(
    ("check", "place", "complaint"),
    [
        ("didgits", "{rain}:30", "Did you mean digits?"),
        ("digits", "{rain}", "is no FILE:LINE"),
        ("digits", "{rain}:x", "is no FILE:LINE"),
        ("digits", "{rain}:²", "is no FILE:LINE"),
        ("digits", "{rain}:1", "is no translation"),
        ("digits", "{rain}:9999999999999999999999", "is no translation"),
        ("digits", "locales/vi/LC_MESSAGES/rian.po:30", "there is no file"),
        ("digits", "source_texts/rain.txt:1", "is in no catalogue of this project"),
        ("digits", "pipeline.toml:1", "is in no catalogue of this project"),
    ],
)
def test_a_place_that_is_no_translation_is_refused(
    desk: Desk, check: str, place: str, complaint: str
) -> None:
    """
    With what is wrong with it; nothing is written.
    """
    desk.translate(WRONG)
    before = desk.newsroom.bytes()
    at = place.format(rain="locales/vi/LC_MESSAGES/rain.po")

    result = desk.newsroom("check", "--dismiss", check, "--at", at, "--reason", "x")

    assert 2 == result.code
    assert complaint in result.err
    assert before == desk.newsroom.bytes()


def test_a_finding_that_is_not_there_is_not_dismissed(desk: Desk) -> None:
    """
    The checks that do find something there are named.
    """
    desk.translate(WRONG)

    result = desk.newsroom("check", "--dismiss", "loud", "--at", desk.place(0), "--reason", "x")

    assert 2 == result.code
    assert "loud finds nothing at" in result.err
    assert "These find something: digits" in result.err


def test_a_dismissal_needs_a_reason(desk: Desk) -> None:
    """
    Blanks are none.
    """
    desk.translate(WRONG)

    result = desk.newsroom("check", "--dismiss", "digits", "--at", desk.place(0), "--reason", " ")

    assert 2 == result.code
    assert "a dismissal needs a reason" in result.err


def test_a_dismissal_overwrites_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What somebody has saved meanwhile stays, and the comment joins it.
    """
    desk.translate(WRONG)
    really = files.replace

    def late(path: Path, data: bytes, *, expected: str | None = None) -> bool:
        monkeypatch.setattr(files, "replace", really)
        desk.translate(WRONG, "Không ai bị thương!")
        return really(path, data, expected=expected)

    monkeypatch.setattr(files, "replace", late)

    desk.newsroom("check", "--dismiss", "digits", "--at", desk.place(0), "--reason", "x")

    assert "dismiss digits" in comment(desk)
    assert "Không ai bị thương!" == polib.pofile(desk.newsroom.po("rain"))[1].msgstr


def test_a_dismissal_waits_for_a_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    One command at a time writes in a project.
    """
    desk.translate(WRONG)
    monkeypatch.setattr("pipeline.workflow.hold.LOCK_SECONDS", 0.1)

    with files.locked(desk.newsroom.root / ".pipeline" / "lock", wait=0, on_wait=lambda _: None):
        result = desk.newsroom(
            "check", "--dismiss", "digits", "--at", desk.place(0), "--reason", "x"
        )

    assert 2 == result.code
    assert "another run" in result.err


def test_a_broken_catalogue_is_left_alone(desk: Desk) -> None:
    """
    Nothing is dismissed in a file that cannot be read without loss.
    """
    desk.newsroom.po("rain").write_text("msgid no quotes\n")
    place = "locales/vi/LC_MESSAGES/rain.po:1"

    result = desk.newsroom("check", "--dismiss", "digits", "--at", place, "--reason", "x")

    assert 1 == result.code
    assert "msgid no quotes\n" == desk.newsroom.po("rain").read_text()
