"""The forms in which findings are printed: pure functions from findings to lines."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from pipeline.checks.risk import Risk
from pipeline.cli.check import github, junit, lines, sarif, table
from pipeline.cli.check import json as json_lines
from pipeline.model import Entry, Finding, Severity, Span, State
from pipeline.workflow.looked import Looked
from tests.checks import faking

ERROR = Finding("digits", Severity.ERROR, "5 is missing", None, Span(8, 9))
LOUD = Finding("loud", Severity.WARNING, "an exclamation mark", Span(4, 5))
HOSTILE = '\u202eevil\u2069 \x1b[2J\x9b \ud800 😀 ]]> <b> & " % \u2028 \x00 \ufffe'


def looked(
    *findings: Finding,
    source: str = "On May 15 it rained.",
    target: str = "Mưa !",
    file: str = "locales/vi/LC_MESSAGES/rain.po",
    dismissed: tuple[tuple[Finding, str], ...] = (),
) -> Looked:
    """An entry on line 12 with these findings."""
    entry = Entry(source, target, State.DRAFT, confidence=0.5, line=12)
    return Looked("rain", "vi", file, entry, findings, dismissed, Risk(0.875))


GROUPS = [[looked(ERROR, LOUD, dismissed=((LOUD, "as in the source"),))]]

EVERY: dict[str, Callable[[Any], Iterator[str]]] = {
    "table": lambda groups: table.lines(groups, colour=False),
    "lines": lines.lines,
    "json": json_lines.lines,
    "github": github.lines,
    "junit": lambda groups: junit.lines(groups, Severity.ERROR),
    "sarif": lambda groups: sarif.lines(groups, faking.CHECKS, "1.0"),
}


def test_github_shows_annotations() -> None:
    """
    A workflow command a finding: level, file, line, title, and both texts behind the message.
    """
    first, second = github.lines(GROUPS)

    place = "file=locales/vi/LC_MESSAGES/rain.po,line=12"
    texts = "%0AOn May 15 it rained.%0AMưa !"
    assert f"::error {place},title=digits (vi)::5 is missing{texts}" == first
    assert f"::warning {place},title=loud (vi)::an exclamation mark{texts}" == second


def test_what_ends_a_workflow_command_is_escaped() -> None:
    """
    GitHub takes a percent sign, line ends, and in properties commas and colons for its own.
    """
    (line,) = github.lines([[looked(ERROR, source="5% of it,\r\nall: 6", file="a,b: c%.po")]])

    assert "file=a%2Cb%3A c%25.po,line=12" in line
    assert "%0A5%25 of it,\\r\\nall: 6%0A" in line


def test_github_gets_no_text_without_end() -> None:
    """
    It would cut the message off, and the next one with it.
    """
    (line,) = github.lines([[looked(ERROR, target="a" * 1_000_000)]])

    assert len(line) < 5_000


def suites(groups: Any, fail_on: Severity | None = Severity.ERROR) -> ElementTree.Element:
    """Read the XML."""
    return ElementTree.fromstring("\n".join(junit.lines(groups, fail_on)).encode())


def test_junit_has_a_suite_a_catalogue_and_a_case_a_finding() -> None:
    """
    What is grave enough has failed; the rest passes with what was found as its output.
    """
    (suite,) = suites(GROUPS)

    assert ("locales/vi/LC_MESSAGES/rain.po", "3", "1") == tuple(
        suite.attrib[name] for name in ("name", "tests", "failures")
    )
    loud = "loud at line 12: an exclamation mark"
    assert ["digits at line 12: 5 is missing", loud, loud] == [
        case.attrib["name"] for case in suite
    ]
    assert {"vi/rain"} == {case.attrib["classname"] for case in suite}
    (failure,) = suite.findall("testcase/failure")
    assert ("error", "5 is missing") == (failure.attrib["type"], failure.attrib["message"])
    assert "rain.po:12: error[digits] 5 is missing\nOn May 15 it rained.\nMưa !" in str(
        failure.text
    )
    outputs = [str(output.text) for output in suite.findall("testcase/system-out")]
    assert [False, True] == ["dismissed: as in the source" in output for output in outputs]


@pytest.mark.parametrize(
    ("failures", "fail_on"), [("0", None), ("1", Severity.ERROR), ("2", Severity.NOTE)]
)
def test_junit_fails_what_the_exit_code_fails(failures: str, fail_on: Severity | None) -> None:
    """
    Dismissed findings never fail.
    """
    assert failures == suites(GROUPS, fail_on)[0].attrib["failures"]


def sarif_log(groups: Any) -> dict[str, Any]:
    """Read the document."""
    log: dict[str, Any] = json.loads("\n".join(sarif.lines(groups, faking.CHECKS, "1.0")))
    return log


def test_sarif_has_what_its_schema_demands() -> None:
    """
    Required properties and the values that may stand in them, of SARIF 2.1.0's schema.
    """
    log = sarif_log(GROUPS)

    assert {"$schema", "version", "runs"} == set(log)
    assert "2.1.0" == log["version"]
    (run,) = log["runs"]
    assert {"tool", "results", "columnKind", "invocations"} == set(run)
    assert [{"executionSuccessful": True, "toolExecutionNotifications": []}] == run["invocations"]
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    driver = run["tool"]["driver"]
    assert ("pipeline", "1.0") == (driver["name"], driver["version"])
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(rules) == len(set(rules))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        assert 0 <= result["rank"] <= 100
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert place["artifactLocation"]["uri"].isascii()


def test_sarif_tells_of_findings_and_of_dismissed_ones() -> None:
    """
    A dismissed one is suppressed in the source, with the reason.
    """
    first, second, third = sarif_log(GROUPS)["runs"][0]["results"]

    assert ("digits", "error", {"text": "5 is missing"}) == (
        *(first["ruleId"], first["level"]),
        first["message"],
    )
    assert "suppressions" not in second
    assert [{"kind": "inSource", "justification": "as in the source"}] == third["suppressions"]


def test_a_file_is_an_address_in_sarif() -> None:
    """
    What addresses cannot hold is percent-encoded, bytes that are no text too.
    """
    (result,) = sarif_log([[looked(ERROR, file="a b%/ữ\udcff.po")]])["runs"][0]["results"]

    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "a%20b%25/%E1%BB%AF%FF.po" == uri


def test_without_findings_every_form_is_whole() -> None:
    """
    Programs read an empty report too.
    """
    assert [] == sarif_log([])["runs"][0]["results"]
    assert [] == list(suites([[looked()]]))
    assert "" == "".join("".join(EVERY[form]([])) for form in ("table", "lines", "json", "github"))


@pytest.mark.parametrize("form", EVERY)
def test_hostile_text_is_shown_rather_than_obeyed(form: str) -> None:
    """
    Marks of direction, controls, half characters: no terminal is turned round, all is UTF-8.
    """
    finding = Finding("digits", Severity.ERROR, f"{HOSTILE} is missing", Span(0, 4), Span(2, 9))
    entry = looked(
        finding,
        source=HOSTILE,
        target=HOSTILE,
        file="\u202e\udcff.po",
        dismissed=((LOUD, HOSTILE),),
    )

    printed = list(EVERY[form]([[entry]]))

    text = "\n".join(printed)
    assert not set(text) & set("\u202e\u2069\x1b\x9b\ud800\udcff\u2028\x00")
    assert "😀" in text
    text.encode()
    if form == "json":
        assert [HOSTILE, HOSTILE] == [json.loads(line)["target"] for line in printed]
    if form == "sarif":
        assert HOSTILE == json.loads(text)["runs"][0]["results"][0]["properties"]["target"]
    if form == "junit":
        ElementTree.fromstring(text)


@pytest.mark.parametrize("form", EVERY)
def test_any_number_of_findings_streams(form: str) -> None:
    """
    The first line comes before the last finding is looked at.
    """
    given: list[int] = []

    def groups() -> Iterator[list[Looked]]:
        for number in range(1_000):
            given.append(number)
            yield [looked(ERROR)]

    printed = EVERY[form](groups())
    for _ in range(4):
        next(printed)

    assert len(given) < 5
    assert any("5 is missing" in line for line in printed)


@pytest.mark.parametrize(
    ("expected", "text", "spans"),
    [
        ("Mưa ⟦!⟧", "Mưa !", [Span(4, 5)]),
        ("⟦M⟧ưa⟦ !⟧", "Mưa !", [Span(3, 5), None, Span(0, 1)]),
        ("M⟦ưa⟧ !", "Mưa !", [Span(1, 3), Span(1, 2)]),
        ("M⟦ưa !⟧", "Mưa !", [Span(1, 3), Span(2, 99)]),
        ("Mưa⟦⟧ !", "Mưa !", [Span(3, 3)]),
        ("Mưa !", "Mưa !", [Span(98, 99), Span(4, 1)]),
        ("one\\ntwo", "one\ntwo", []),
    ],
)
def test_stretches_are_marked(expected: str, text: str, spans: list[Span | None]) -> None:
    """
    Those that meet are one; those beyond the text are cut.
    """
    assert expected == table.marked(text, spans, colour=False)


def test_of_a_long_text_only_what_is_around_is_shown() -> None:
    """
    The first stretch stands in it, and dots where something is left out.
    """
    text = "a" * 500_000 + "!" + "b" * 500_000

    shown = table.marked(text, [Span(500_000, 500_001)], colour=False)

    assert "a⟦!⟧b" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 400
    assert table.marked(text, [], colour=False).startswith("aaa")


@pytest.mark.parametrize("colour", [True, False])
def test_texts_are_broken_between_words_on_a_terminal(colour: bool) -> None:
    """
    Further lines stand under the first, and what is meant is marked on each of them.
    """
    rain = looked(replace(ERROR, span=Span(4, 14)), source="Rain.", target="Mưa rơi rất to rồi.")

    first, second = list(table.lines([[rain]], colour=colour, width=20))[-3:-1]

    marked = ("    vi  Mưa \x1b[1;7mrơi rất\x1b[0m", "        \x1b[1;7mto\x1b[0m rồi.")
    assert (marked if colour else ("    vi  Mưa ⟦rơi rất", "        to⟧ rồi.")) == (first, second)


def test_a_terminal_gets_colours() -> None:
    """
    Severities have theirs, and what is meant is reversed instead of put in brackets.
    """
    shown = "\n".join(table.lines(GROUPS, colour=True))

    assert "\x1b[31m\x1b[1merror[digits]\x1b[0m 5 is missing" in shown
    assert "Mưa \x1b[1m\x1b[7m!\x1b[0m" in shown
    assert "⟦" not in shown
