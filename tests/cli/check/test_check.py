"""`pipeline check`: what is looked at, what is shown, and what the exit code says."""

import json
import shutil
from typing import Any
from xml.etree import ElementTree

import polib
import pytest

from pipeline.model import Entry, State
from tests.cli.check.conftest import Desk, write
from tests.cli.conftest import Newsroom


def found(desk: Desk, *args: str) -> list[dict[str, Any]]:
    """Ask for the findings as JSON."""
    out = desk.newsroom("check", "--json", *args).out
    return [json.loads(line) for line in out.splitlines()]


def test_a_correct_project_is_silent(desk: Desk) -> None:
    """
    Nothing is printed but a line of counts, and the exit code is 0.
    """
    result = desk.newsroom("check")

    assert (0, "") == (result.code, result.out)
    assert "1 catalogue, 3 translations: 0 errors, 0 warnings, 0 notes" in result.err


def test_a_finding_is_told_with_all_that_a_program_needs(desk: Desk) -> None:
    """
    File and line of the translation, article, language, check, severity, both texts, the spans,
    the state and the risk.
    """
    desk.translate("Ngày 1 tháng Năm mưa!")

    error, warning = found(desk)

    expected = {
        "file": "locales/vi/LC_MESSAGES/rain.po",
        "line": desk.line(0),
        "article": "rain",
        "language": "vi",
        "check": "digits",
        "severity": "error",
        "message": "5 is missing",
        "source": "On May 15 it rained.",
        "target": "Ngày 1 tháng Năm mưa!",
        "span": None,
        "source_span": [8, 9],
        "state": "reviewed",
        "confidence": None,
    }
    assert expected == {name: value for name, value in error.items() if name != "risk"}
    assert 0.75 < error["risk"] < 1
    assert ("loud", "warning", [20, 21]) == (warning["check"], warning["severity"], warning["span"])


def test_the_table_marks_what_is_meant_in_both_texts(desk: Desk) -> None:
    """
    Each catalogue has a heading, each entry a line, its findings, and both texts.
    """
    desk.translate("Ngày 1 tháng Năm mưa!")

    shown = desk.newsroom("check").out.splitlines()

    assert "locales/vi/LC_MESSAGES/rain.po" == shown[0]
    assert shown[1].startswith(f"  line {desk.line(0)}: reviewed, risk 0.")
    assert [
        "    error[digits] 5 is missing",
        "    warning[loud] an exclamation mark",
        "    en  On May 1⟦5⟧ it rained.",
        "    vi  Ngày 1 tháng Năm mưa⟦!⟧",
        "",
    ] == shown[2:]


def test_lines_are_what_editors_jump_to(desk: Desk) -> None:
    """
    `file:line: severity[check] message`, with the line of the translation.
    """
    desk.translate("Ngày 1 tháng Năm mưa.")

    shown = desk.newsroom("check", "--format", "lines").out

    assert f"{desk.place(0)}: error[digits] 5 is missing\n" == shown
    line = desk.newsroom.po("rain").read_text(encoding="utf-8").splitlines()[desk.line(0) - 1]
    assert 'msgstr "Ngày 1 tháng Năm mưa."' == line


def test_checks_across_entries_are_asked(desk: Desk) -> None:
    """
    They see all entries of the language at once.
    """
    desk.translate("15: mưa.", "Không sao.", "7? Không sao.")
    assert [] == found(desk)

    desk.translate("15 7", "Không sao.", "15 7")

    assert [("twice", desk.line(2))] == [(each["check"], each["line"]) for each in found(desk)]


def test_what_nobody_translates_is_not_looked_at(desk: Desk) -> None:
    """
    An entry that its translator leaves out, an empty one, and a sentence that is gone.
    """
    desk.translate("Mưa!", "", "Giá!", note="pipeline: skip")
    desk.newsroom.write("rain.txt", "On May 15 it rained. Nobody was hurt.\n")
    desk.newsroom("segment")

    assert [] == found(desk)


def test_drafts_are_looked_at_too(desk: Desk) -> None:
    """
    A draft's findings come with its confidence.
    """
    desk.newsroom.write("loud.txt", "The flood came! Nobody was hurt.\n")
    desk.newsroom("run")

    (finding,) = found(desk)

    assert ("loud", "draft", 0.5) == (finding["check"], finding["state"], finding["confidence"])


@pytest.mark.parametrize(
    ("expected", "args"),
    [
        (["digits"], ["--severity", "error"]),
        (["digits", "loud"], []),
        (["digits", "loud", "dull"], ["--severity", "note"]),
        (["loud"], ["--check", "loud"]),
        (["digits"], ["--check", "figures"]),
        (["dull", "loud"], ["--check", "dull", "--check", "loud", "--severity", "note"]),
        ([], ["--language", "vi", "--article", "rain", "--check", "twice"]),
    ],
)
def test_what_is_shown_can_be_chosen(desk: Desk, expected: list[str], args: list[str]) -> None:
    """
    By severity and by check, also by a name that a check had before.
    """
    desk.translate("dull 1!")

    assert sorted(expected) == sorted(each["check"] for each in found(desk, *args))


@pytest.mark.parametrize(
    ("code", "target", "args"),
    [
        (1, "1", []),
        (0, "15!", []),
        (1, "15!", ["--fail-on", "warning"]),
        (1, "15!", ["--fail-on", "warning", "--severity", "error"]),
        (0, "15 dull", ["--fail-on", "warning"]),
        (1, "15 dull", ["--fail-on", "note"]),
        (0, "1", ["--fail-on", "never"]),
        (0, "1", ["--check", "loud"]),
        (1, "1", ["--top", "1"]),
    ],
)
def test_the_exit_code_says_how_grave_it_is(
    desk: Desk, code: int, target: str, args: list[str]
) -> None:
    """
    1 if anything, shown or not, is at least as grave as asked.
    """
    desk.translate(target)

    assert code == desk.newsroom("check", *args).code


def test_entries_come_by_risk(desk: Desk) -> None:
    """
    Within a catalogue the riskiest is first; counts are those of all.
    """
    desk.translate("15!", "Không sao.", "Giá.")

    result = desk.newsroom("check", "--format", "lines")

    assert ["digits", "loud"] == [
        line.split("[")[1].split("]")[0] for line in result.out.splitlines()
    ]
    assert "1 error, 1 warning, 0 notes" in result.err


def test_the_riskiest_of_all_come_first(desk: Desk) -> None:
    """
    `--top` goes over all catalogues, and has drafts without a finding among them.
    """
    desk.translate("15.", "Không sao.")
    desk.newsroom.write("price.txt", "Prices rose by 7 percent. Rice was cheap.\n")
    desk.newsroom("run")
    desk.newsroom.edit("price", "vi", lambda file: setattr(file[0], "msgstr", "Giá tăng."))

    shown = desk.newsroom("check", "--top", "2").out.splitlines()

    assert "locales/vi/LC_MESSAGES/price.po" == shown[0]
    assert ["suggested", "draft"] == [
        line.split(": ")[1].split(",")[0] for line in shown if line.startswith("  line")
    ]


def test_a_second_look_asks_no_check(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What is in the state is found again, also after another text has changed.
    """
    desk.translate("Ngày 1", "Không sao!", "Giá tăng 7!")
    first = found(desk)
    asked = []

    def look(pair: Any, _: Any) -> str:
        asked.append(pair.source)
        return ""

    monkeypatch.setattr("pipeline.workflow.inspecting.look", look)

    assert first == found(desk)
    assert [] == asked
    desk.translate("Ngày 1", "Không sao?")
    assert [each for each in first if each["line"] != desk.line(1)] == found(desk)
    assert ["Nobody was hurt."] == asked


def test_without_its_memory_a_check_finds_the_same(desk: Desk) -> None:
    """
    The state may be deleted at any time, and may not be writable at all.
    """
    desk.translate("Ngày 1", "Không sao!")
    first = found(desk)
    shutil.rmtree(desk.newsroom.root / ".pipeline")
    assert first == found(desk)

    shutil.rmtree(desk.newsroom.root / ".pipeline")
    (desk.newsroom.root / ".pipeline").write_text("in the way")
    assert first == found(desk)


def test_a_check_leaves_the_project_as_it_is(desk: Desk) -> None:
    """
    No catalogue is saved, not even one that a run would save in another form.
    """
    desk.translate("Ngày 1", note="pipeline: dismiss digits (a test)")
    before = desk.newsroom.bytes()

    desk.newsroom("check")

    assert before == desk.newsroom.bytes()


def test_settings_switch_checks(desk: Desk) -> None:
    """
    Off, or of another severity; what was found before is no obstacle.
    """
    desk.translate("Ngày 1!")
    assert ["error", "warning"] == [each["severity"] for each in found(desk)]
    settings = desk.newsroom.root / "pipeline.toml"
    settings.write_text('languages = ["vi"]\n[checks]\nfigures = "off"\nloud = "error"\n')

    assert [("loud", "error")] == [(each["check"], each["severity"]) for each in found(desk)]
    told = desk.newsroom("check").err
    assert "Note: the check figures of pipeline.toml is called digits now" in told


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["--check", "didgits"], "there is no check 'didgits' Did you mean digits?"),
        (["--severity", "grave"], "'grave' is not one of 'error', 'warning', 'note'"),
        (["--top", "0"], "0 is not in the range x>=1"),
        (["--language", "de"], "'de' is no language of this project"),
        (["--article", "rian"], "Did you mean rain?"),
        (["--dismiss", "digits"], "--dismiss, --at and --reason go together"),
    ],
)
def test_wrong_usage_is_answered(desk: Desk, args: list[str], complaint: str) -> None:
    """
    With what may have been meant, and exit code 2.
    """
    result = desk.newsroom("check", *args)

    assert 2 == result.code
    assert complaint in " ".join(result.err.split()).replace("Error: ", "")


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_wrong_usage_prints_no_half_of_a_document(desk: Desk, form: str) -> None:
    """
    What is wrong is told before the first line.
    """
    result = desk.newsroom("check", "--article", "rian", "--format", form)

    assert (2, "") == (result.code, result.out)


def test_a_sentence_that_gets_no_draft_is_told(newsroom: Newsroom) -> None:
    """
    Its place in the article stays empty until a person helps.
    """
    entry = Entry("It rained.", "", State.EMPTY, origin="shout 1.0", warnings=("a loop",))
    write(newsroom, "rain", entry)

    found = json.loads(newsroom("check", "--article", "rain", "--language", "vi", "--json").out)

    expected = ("empty", "error", "no draft could be made: a loop", "")
    assert expected == tuple(found[key] for key in ("check", "severity", "message", "target"))


def test_a_slip_in_the_settings_is_named_with_its_line(desk: Desk) -> None:
    """
    A check that does not exist cannot be switched off.
    """
    settings = desk.newsroom.root / "pipeline.toml"
    settings.write_text('languages = ["vi"]\n[checks]\nlouder = "off"\n')

    result = desk.newsroom("check")

    assert 2 == result.code
    assert "pipeline.toml:3: there is no check louder" in result.err
    assert "Did you mean loud?" in result.err


def test_a_broken_catalogue_does_not_hide_the_others(desk: Desk) -> None:
    """
    It is named with its line, the others are checked, and the exit code is 1.
    """
    desk.translate("15!")
    desk.newsroom.write("price.txt", "Prices rose.\n")
    desk.newsroom("run")
    desk.newsroom.po("price").write_text("msgid no quotes\n")

    result = desk.newsroom("check", "--format", "lines")

    assert 1 == result.code
    assert "price.po:1" in result.err
    assert f"{desk.place(0)}: warning[loud]" in result.out
    (suite,) = (
        each
        for each in ElementTree.fromstring(desk.newsroom("check", "--format", "junit").out)
        if each.get("errors") != "0"
    )
    assert "price.po:1" in str(suite[0][0].get("message"))
    (run,) = json.loads(desk.newsroom("check", "--format", "sarif").out)["runs"]
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert "price.po:1" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert "::error title=unread::" in desk.newsroom("check", "--format", "github").out


def test_an_article_that_cannot_be_listed_is_told_once(newsroom: Newsroom) -> None:
    """
    However many languages there are.
    """
    (newsroom.root / "source_texts" / "odd.txt").symlink_to(newsroom.root.parent)

    result = newsroom("check")

    assert 1 == result.code
    assert 1 == result.err.count("odd.txt")


def test_without_catalogues_there_is_nothing_to_check(newsroom: Newsroom) -> None:
    """
    A project before its first run is told what makes some.
    """
    result = newsroom("check")

    assert (0, "") == (result.code, result.out)
    assert "There are no catalogues yet; `pipeline run` makes them." in result.err


def test_outside_of_a_project_there_is_nothing_to_check(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The command says how one is made.
    """
    monkeypatch.chdir(newsroom.root.parent)

    result = newsroom("check")

    assert 2 == result.code
    assert "pipeline init" in result.err


def test_the_project_says_what_is_low_and_a_reason_for_fuzzy_is_a_comment(
    newsroom: Newsroom,
) -> None:
    """
    The checks see the project's own threshold, and what a person has written to an entry.
    """
    newsroom("run", "--article", "fields/harvest", "--language", "vi")

    def hesitate(file: polib.POFile) -> None:
        for entry, comment in zip(file, ("ask Lan", ""), strict=True):
            entry.msgstr, entry.tcomment = "Vụ mùa tốt.", comment

    def told(name: str) -> list[str]:
        out = newsroom("check", "--json", "--severity", "note", "--check", name).out
        return [json.loads(line)["message"] for line in out.splitlines()]

    assert [] == told("low-confidence")
    settings = newsroom.root / "pipeline.toml"
    settings.write_text('languages = ["vi"]\n[translation]\nlow_confidence = 0.95\n')
    assert ["confidence 0.50, below 0.95"] * 2 == told("low-confidence")
    newsroom.edit("fields/harvest", "vi", hesitate)
    assert ["marked fuzzy without a reason"] == told("unexplained-fuzzy")
