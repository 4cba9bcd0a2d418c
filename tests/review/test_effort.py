"""The page on effort: what it shows of many approvals, of few, and of none."""

import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polib
import pytest

from pipeline.evaluation import reviews
from pipeline.evaluation.reviews import Review
from pipeline.review import plots
from pipeline.review.access import Access
from pipeline.review.plots import Series
from tests.review import project
from tests.review.conftest import Visitor

RECORD = Path(".pipeline") / "review.jsonl"


def work(root: Path, *, days: int = 4, each: int = 25, origin: str = "shout 1.0") -> None:
    """Record approvals of some days, every other one of a draft as it was."""
    chance = random.Random(12)
    for at in range(days * each):
        day = date(2026, 11, 2) + timedelta(days=at // each)
        draft = f"VI: STALL {at} OPENS AGAIN IN THE NEW HALL."
        reviews.append(
            root / RECORD,
            Review(
                when=f"{day}T10:{at % 60:02}:00+07:00",
                person="lan",
                article="markets/flowers",
                language=("vi", "ru")[at % 2],
                source=f"Stall {at} opens again in the new hall.",
                kind="body",
                before=draft,
                after=draft if at % 4 < 2 else f"Quầy {at} mở lại ở nhà mới.",
                is_reviewed=True,
                draft=draft,
                origin=origin,
                confidence=chance.random(),
                seconds=chance.uniform(5, 60),
                keystrokes=0 if at % 4 < 2 else 40,
            ),
        )


def shown(client: Visitor, query: str = "") -> str:
    """Give the page without its markup."""
    answer = client.get(f"/effort{query}")
    assert 200 == answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_a_project_without_reviews_says_so(client: Visitor) -> None:
    """
    No plot, no figure: a sentence for each part.
    """
    text = shown(client)

    assert "No draft has been approved yet." in text
    assert "Nothing is recorded of drafts approved on this page." in text
    assert "No working time is recorded yet." in text


def test_recorded_work_is_plotted(client: Visitor, root: Path) -> None:
    """
    Over time, and what an hour yielded, each with its figures as a table.
    """
    work(root)

    page = client.get("/effort").text

    assert ["periods", "yield", "keystrokes"] == re.findall(r'id="([a-z]+)-title"', page)
    assert page.count("<svg") == page.count("</svg>") == 3
    # Of 25 drafts 13, of the next 12, were left as they were.
    assert re.search(r"2026-11-02</th><td class=\"number\">25</td><td class=\"number\">52%", page)


def test_what_few_segments_say_is_not_said(client: Visitor, root: Path) -> None:
    """
    Their number is, in the table.
    """
    work(root, days=1, each=19)

    page = client.get("/effort").text

    assert "<svg" not in page
    assert "too few" in page
    assert re.search(r"2026-11</th><td class=\"number\">19</td>", page)


def test_drafts_approved_anywhere_are_sorted(client: Visitor, root: Path) -> None:
    """
    By language, kind and package, whatever program approved them.
    """
    file = polib.pofile(project.po(root, "bridge"))
    for entry in file:
        entry.flags.clear()
    file.metadata["PO-Revision-Date"] = "2027-01-02 10:00+0700"
    file.save()

    page = client.get("/effort").text

    for name in ("vi", "headline", "caption", "shout 1.0"):
        assert f'<th scope="row">{name}</th>' in page


def test_one_language_can_be_asked_for(client: Visitor, root: Path) -> None:
    """
    The others are then left out of all parts.
    """
    work(root)

    assert ">50<" in client.get("/effort?language=vi").text
    assert ">100<" not in client.get("/effort?language=vi").text
    assert 404 == client.get("/effort?language=xx").status_code


def test_the_record_can_be_read_from_a_day_on(client: Visitor, root: Path) -> None:
    """
    What was approved before does not count.
    """
    work(root)

    page = client.get("/effort?since=2026-11-05").text

    assert "2026-11-05</th>" in page
    assert "2026-11-04</th>" not in page
    assert 404 == client.get("/effort?since=yesterday").status_code


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ("effort", "active seconds and keystrokes"),
        ("history", "Times and keystrokes are switched off."),
        ("nothing", "The record is switched off"),
    ],
)
def test_the_page_tells_what_is_recorded(
    stranger: Visitor, access: Access, root: Path, record: str, sentence: str
) -> None:
    """
    Where that lies and how it is switched off, too.
    """
    with (root / "pipeline.toml").open("a") as settings:
        settings.write(f'[review]\nrecord = "{record}"\n')
    stranger.application.extensions["desk"].project = project.opened(root)
    stranger.get("/", query_string={"token": access.token})

    text = shown(stranger)

    assert sentence in text
    assert ".pipeline/review.jsonl" in text
    assert "record =" in text


def test_nobody_is_named(client: Visitor, root: Path) -> None:
    """
    Effort is not broken down by person.
    """
    work(root)

    assert "lan" not in re.findall(r"[a-z]+", shown(client))


def test_names_are_text(client: Visitor, root: Path) -> None:
    """
    A package may be called whatever it likes.
    """
    work(root, origin='<script>"&</script>')

    page = client.get("/effort").text

    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "&amp;lt;" not in page


def test_a_record_that_cannot_be_read_is_named(client: Visitor, root: Path) -> None:
    """
    The rest of the page is there.
    """
    (root / RECORD).mkdir()

    text = shown(client)

    assert "review.jsonl cannot be read" in text
    assert "No draft has been approved yet." in text


def test_nothing_on_the_page_needs_a_style_that_is_forbidden(client: Visitor, root: Path) -> None:
    """
    The policy lets no attribute of style pass.
    """
    work(root)

    assert "style=" not in client.get("/effort").text


# Plots.

NAMES = [f"2026-11-{day:02}" for day in range(1, 11)]


def drawn(svg: str) -> ElementTree.Element:
    """Read an SVG; what is not well-formed fails."""
    return ElementTree.fromstring(svg)


def percent(value: float) -> str:
    """Write a share."""
    return f"{value:.0%}"


def lines(values: list[float | None]) -> ElementTree.Element:
    """Draw one series."""
    return drawn(plots.lines("p", "T", "D", NAMES, [Series("one", values)], percent))


def test_a_line_breaks_where_a_value_is_missing() -> None:
    """
    Rather than lead the eye over it; what stands alone is a point.
    """
    found = lines([0.1, 0.2, None, 0.4, None, 0.6, 0.7, 0.8, None, None])

    assert 2 == len(found.findall("polyline"))
    # One more stands in the legend.
    assert 6 + 1 == len(found.findall("circle"))


def test_points_stand_as_high_as_their_share() -> None:
    """
    0 on the lowest line of the grid, 1 on the highest.
    """
    found = lines([0.0, 1.0, *[None] * 8])
    grid = sorted(float(each.attrib["y1"]) for each in found.findall("line"))

    assert [grid[-1], grid[0]] == [float(c.attrib["cy"]) for c in found.findall("circle")[1:]]


def test_a_plot_can_be_heard() -> None:
    """
    It has a title and a description, and says that these are its name.
    """
    found = lines([0.5] * 10)

    assert "img" == found.attrib["role"]
    assert "p-title p-desc" == found.attrib["aria-labelledby"]
    assert ("T", "D") == (found.findtext("title"), found.findtext("desc"))


def test_bars_are_as_long_as_their_values() -> None:
    """
    And where there is no value, there is no bar.
    """
    found = drawn(plots.bars("p", "T", "D", ["a", "b", "c"], [Series("", [10, 5, None])], str))

    widths = [float(each.attrib["width"]) for each in found.findall("rect")]
    assert 2 == len(widths)
    assert widths[0] == 2 * widths[1]
    assert ["a", "10", "b", "5", "c"] == [each.text for each in found.findall("text")]


def test_hostile_and_long_names_stay_text() -> None:
    """
    They are escaped, and cut where there is no more room.
    """
    found = drawn(plots.bars("p", "<&", '">', ["<b>" * 90], [Series("", [1])], str, 1))

    assert "<&" == found.findtext("title")
    name = found.findtext("text")
    assert name is not None
    assert 60 == len(name)


@pytest.mark.parametrize("count", [0, 1, 2, 6, 7, 31])
def test_any_number_of_places_can_be_drawn(count: int) -> None:
    """
    With no more labels than there is room for.
    """
    svg = plots.lines("p", "T", "D", ["x"] * count, [Series("one", [0.5] * count)], percent)

    assert 5 >= svg.count(">x<")


def test_nothing_is_found_by_axe(page: Any, root: Path) -> None:
    """
    In light and in dark, with all plots, and with the tables open.
    """
    from tests.review.axe import violations

    work(root)
    page.goto(page.url.rstrip("/") + "/effort")
    for summary in page.locator("summary").all():
        summary.click()

    assert [] == violations(page)
    assert page.locator("svg.plot").count() == 3
