"""Catalogues that nobody would write: without end, full of mistakes, of odd names."""

import json
import time
import tracemalloc

import pytest

from pipeline import config
from pipeline.cli.check import lines
from pipeline.cli.check.shown import Shown
from pipeline.model import Entry, Severity, State
from pipeline.workflow.check import Totals, check
from pipeline.workflow.project import Project, Selection
from pipeline.workflow.report import Observer
from tests.cli.check.conftest import Desk, write
from tests.cli.conftest import Newsroom


@pytest.mark.parametrize("form", ["table", "lines", "json", "github", "junit", "sarif"])
def test_a_translation_of_a_million_characters_is_checked(desk: Desk, form: str) -> None:
    """
    In seconds, by each form.
    """
    desk.translate("! " * 500_000)
    began = time.process_time()

    desk.newsroom("check", "--format", form, "--top", "5")

    assert time.process_time() - began < 10


def test_the_checks_of_the_table_take_a_translation_without_end(newsroom: Newsroom) -> None:
    """
    It cannot be right, and is told to be far too long.
    """
    write(newsroom, "odd", Entry("It rained.", "mưa to " * 150_000, State.REVIEWED))
    began = time.process_time()

    result = newsroom("check", "--format", "lines", "--article", "odd", "--language", "vi")

    assert 1 == result.code
    assert "error[length]" in result.out
    assert time.process_time() - began < 20


def test_a_hundred_thousand_findings_take_little_memory(desk: Desk) -> None:
    """
    They are made one by one while they are printed: held are some fifty bytes of each.
    """
    for name, copies in (("few", 1), ("many", 100)):
        text = "!" * copies
        entries = [
            Entry(f"It rained, {at}.", f"{at} {text}", State.REVIEWED) for at in range(1_000)
        ]
        write(desk.newsroom, name, *entries)
    project = Project(config.load(desk.newsroom.root))

    def peak(name: str) -> tuple[int, int]:
        tracemalloc.start()
        catalogues = check(project, Selection((name,)), Observer(), Totals())
        printed = lines.lines(Shown(each, Severity.NOTE) for each in catalogues)
        number = sum(1 for _ in printed)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return number, most

    few, many = peak("few"), peak("many")

    assert (1_000, 100_000) == (few[0], many[0])
    assert many[1] - few[1] < 100 * 100_000


def test_a_hundred_thousand_findings_are_all_told(desk: Desk) -> None:
    """
    A thousand entries of a hundred findings each.
    """
    entries = [
        Entry(f"It rained, {at}.", f"{at} " + "!" * 100, State.REVIEWED) for at in range(1_000)
    ]
    write(desk.newsroom, "loud", *entries)

    result = desk.newsroom("check", "--json")

    assert 100_000 == result.out.count('"check": "loud"')
    assert "100000 warnings" in result.err


@pytest.mark.parametrize("form", ["table", "lines", "json", "github", "junit", "sarif"])
def test_a_name_for_no_terminal_is_printed(desk: Desk, form: str) -> None:
    """
    Marks of direction, emoji, signs that the form has a use for: what is printed can be read.
    """
    name = "\u202e😀 100%"
    target = "15 \u202emưa\u2069! 😀"
    write(desk.newsroom, name, Entry("It rained on May 15.", target, State.REVIEWED))

    result = desk.newsroom("check", "--format", form)

    assert 0 == result.code
    assert "\u202e" not in result.out
    assert "😀" in result.out
    result.out.encode()
    if form == "json":
        (found,) = map(json.loads, result.out.splitlines())
        assert (name, target) == (found["article"], found["target"])
