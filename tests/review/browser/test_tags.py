"""Tags in the texts of an article: set off, said, and put in by a key."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.review import project
from tests.review.axe import violations
from tests.review.browser.conftest import Sheet

TIDE = "# The tide\n\nWaves were *high*. Type `tide`, and read [this](https://example.org/tide).\n"
DRAFT = "vi: TYPE <1/>, AND READ <2>THIS</2>."


@pytest.fixture
def tide(sheet: Sheet, root: Path) -> Sheet:
    """An article with tags, open at its last sentence."""
    (root / "source_texts/tide.md").write_text(TIDE, encoding="utf-8")
    project.run(root)
    return sheet.open("tide.md", segment=3)


def tags(tide: Sheet, where: str) -> list[str]:
    """List what is set off in a place of the page."""
    return tide.tab.locator(f"{where} i.tag").all_inner_texts()


def test_tags_are_set_off_and_what_they_stand_for_is_said(tide: Sheet) -> None:
    """
    In English and in the translation, which stays the same text.
    """
    assert ["<1>", "</1>"] == tags(tide, "#line-2")
    assert ["<1/>", "<2>", "</2>"] == tags(tide, ".original.here")
    tide.holds(DRAFT)
    tide.says("#facts", "<1/> code tide, <2> link to https://example.org/tide")
    assert [] == violations(tide.tab)


def test_missing_tags_are_put_in_one_by_one(tide: Sheet) -> None:
    """
    Ctrl+B takes them in the order of the sentence; if none is missing, the page says so.
    """
    tide.type("Gõ ").press("Control+b").holds("Gõ <1/>")
    tide.press("Space", "Control+b", "x", "Control+b").holds("Gõ <1/> <2>x</2>")
    tide.press("Control+b").says("#hint", "No tag of the sentence is missing.")
    tide.holds("Gõ <1/> <2>x</2>")


def test_a_pair_goes_around_what_is_selected(tide: Sheet) -> None:
    """
    By the button as well; what stands for itself goes behind it.
    """
    tide.type("Gõ").press("Control+a")
    tide.tab.click('[data-act="tag"]')
    tide.holds("Gõ<1/>")
    tide.press("Control+a", "Control+b")
    tide.holds("<2>Gõ<1/></2>")


def test_what_was_typed_is_set_off_in_its_place(tide: Sheet, root: Path) -> None:
    """
    And is saved as it was typed, to the letter.
    """
    tide.type("Gõ <1/> và đọc <2>bài này</2>.").press("Alt+ArrowUp")
    assert ["<1/>", "<2>", "</2>"] == tags(tide, "#line-3")
    tide.press("Alt+ArrowDown", "Control+Enter").state(3, "reviewed")

    found = project.entry(root, "tide.md", "Type <1/>")
    assert ("Gõ <1/> và đọc <2>bài này</2>.", False) == (found.msgstr, found.fuzzy)


def test_a_click_behind_a_tag_puts_the_caret_there(tide: Sheet) -> None:
    """
    Wherever in the text.
    """
    tide.open("tide.md", segment=1)
    box = tide.tab.locator("#line-3 i.tag").last.bounding_box()
    assert box
    tide.tab.mouse.click(box["x"] + box["width"] + 3, box["y"] + box["height"] / 2)
    tide.stands_at(3)

    caret = tide.tab.evaluate("document.querySelector('#field').selectionStart")
    assert len(DRAFT) - 1 <= caret <= len(DRAFT)


def test_without_tags_there_is_no_button_for_them(sheet: Sheet) -> None:
    """
    It would have nothing to do.
    """
    sheet.open()

    expect(sheet.tab.locator('[data-act="tag"]')).to_be_hidden()
