"""Every key of the article page."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.review import project
from tests.review.browser.conftest import Sheet


def test_save_and_next(sheet: Sheet, root: Path) -> None:
    """
    Ctrl+S writes the text, approves nothing, and opens the next segment.
    """
    sheet.open().type("Cầu cũ").press("Control+s").stands_at(2)

    entry = project.entry(root, "bridge", "Old bridge")
    assert ("Cầu cũ", True) == (entry.msgstr, entry.fuzzy)
    sheet.state(1, "suggested")


def test_save_as_reviewed_and_next(sheet: Sheet, root: Path) -> None:
    """
    Ctrl+Enter approves the text as it is in the field.
    """
    sheet.open().type("Cầu cũ").press("Control+Enter").stands_at(2)

    entry = project.entry(root, "bridge", "Old bridge")
    assert ("Cầu cũ", False) == (entry.msgstr, entry.fuzzy)
    sheet.state(1, "reviewed")
    sheet.says("#progress-text", "1 of 9 reviewed")


def test_an_untouched_draft_can_be_approved(sheet: Sheet, root: Path) -> None:
    """
    Nothing has to be typed for that.
    """
    sheet.open().press("Control+Enter").stands_at(2)

    assert not project.entry(root, "bridge", "Old bridge").fuzzy


def test_an_empty_text_is_not_approved(sheet: Sheet, root: Path) -> None:
    """
    The page says so, and stays.
    """
    sheet.open().press("Control+a", "Delete", "Control+Enter")

    sheet.says("#hint", "cannot be approved")
    assert project.entry(root, "bridge", "Old bridge").fuzzy


def test_moving_without_saving(sheet: Sheet, root: Path) -> None:
    """
    Alt with arrows or page keys goes on and back; what was typed waits in its place.
    """
    before = project.po(root, "bridge").read_bytes()
    sheet.open().type("Cầu").press("Alt+ArrowDown").stands_at(2)
    sheet.press("Alt+PageDown").stands_at(3)
    sheet.press("Alt+PageUp").stands_at(2)
    sheet.press("Alt+ArrowUp").stands_at(1)

    sheet.holds("Cầu")
    assert before == project.po(root, "bridge").read_bytes()


def test_the_ends(sheet: Sheet) -> None:
    """
    There is nothing before the first segment and nothing behind the last.
    """
    sheet.open().press("Alt+ArrowUp").stands_at(1)
    sheet.open(segment=9).press("Alt+ArrowDown").stands_at(9)
    sheet.says("#hint", "That was the last one.")


def test_next_that_is_not_reviewed(sheet: Sheet) -> None:
    """
    Ctrl+J passes over what is approved, and begins again at the top.
    """
    sheet.open(segment=2).press("Control+Enter").stands_at(3)
    sheet.press("Alt+ArrowUp", "Alt+ArrowUp").stands_at(1)
    sheet.press("Control+j").stands_at(3)

    sheet.open(segment=9).press("Control+j").stands_at(1)


def test_next_with_a_finding(sheet: Sheet) -> None:
    """
    Ctrl+E goes to the next segment in which the checks find something.
    """
    sheet.open(segment=3).type("Hơn 99 người").press("Control+s").stands_at(4)
    sheet.open(segment=2).press("Control+e").stands_at(3)

    sheet.says("#findings", "1,200")


def test_copy_source(sheet: Sheet) -> None:
    """
    Ctrl+O puts the sentence itself into the field, and the browser's own undo takes it back.
    """
    before = sheet.open().text
    sheet.press("Control+o").holds("Old bridge opens again after ten years")
    sheet.press("Control+z").holds(before)


def test_take_a_match(sheet: Sheet) -> None:
    """
    Ctrl+M and a number takes what stands beside; 0 takes the text as it was saved.
    """
    draft = sheet.open(segment=8).type("Xe").text
    offer = sheet.tab.locator("[data-act=take]").first
    text = offer.get_attribute("data-text")
    assert text
    assert draft != text

    sheet.press("Control+m").says("#hint", "Which match")
    sheet.press("1").holds(text)
    sheet.type("Xe").press("Control+m", "0")
    assert sheet.text.startswith("vi: CARS")
    sheet.press("Control+m", "9").says("#hint", "no such number")


def test_another_key_ends_the_question_for_a_number(sheet: Sheet) -> None:
    """
    Escape, or a letter, and one types on.
    """
    sheet.open().press("Control+m", "Escape").type("a")
    sheet.press("Control+g", "b").holds("ab")
    sheet.stands_at(1)


def test_insert_a_term(sheet: Sheet, root: Path) -> None:
    """
    Ctrl+G and a number puts a term where the caret is.
    """
    (root / "glossary.csv").write_text("source,vi\nbridge,cây cầu\n", encoding="utf-8")
    sheet.open(segment=2).type("Mở ")
    expect(sheet.tab.locator("[data-act=insert]")).to_have_count(1)

    sheet.press("Control+g", "1").holds("Mở cây cầu")


def test_undo_the_last_save(sheet: Sheet, root: Path) -> None:
    """
    Ctrl+U goes back to the segment, its text and its state before.
    """
    before = project.entry(root, "bridge", "Old bridge").msgstr
    sheet.open().type("Cầu cũ").press("Control+Enter").stands_at(2)
    sheet.press("Control+u").stands_at(1)
    sheet.holds(before)

    sheet.state(1, "draft")
    sheet.says("#progress-text", "0 of 9 reviewed")
    entry = project.entry(root, "bridge", "Old bridge")
    assert (before, True) == (entry.msgstr, entry.fuzzy)


def test_dismiss_a_finding_with_a_reason(sheet: Sheet, root: Path) -> None:
    """
    Ctrl+I and a number asks for the reason, saves the text, and puts the finding aside.
    """
    sheet.open(segment=3).type("Hơn 99 người").says("#findings", "99")
    check = sheet.tab.locator("#findings [data-check]").first.get_attribute("data-check")
    sheet.press("Control+i", "1")
    expect(sheet.tab.locator("#dismissal")).to_be_visible()
    sheet.tab.keyboard.type("the source is wrong")
    sheet.press("Enter")

    sheet.says("#findings details", "the source is wrong")
    expect(sheet.tab.locator(f"#findings ol [data-check={check}]")).to_have_count(0)
    entry = project.entry(root, "bridge", "More than 1,200")
    assert "(the source is wrong)" in entry.tcomment
    assert "Hơn 99 người" == entry.msgstr
    sheet.stands_at(3)


@pytest.mark.parametrize("key", ["Control+k", "/"])
def test_find_in_the_article(sheet: Sheet, key: str) -> None:
    """
    Enter goes from hit to hit, in both languages, with or without the marks of letters.
    """
    sheet.open().type("Cây cầu").press(*(["Escape"] if key == "/" else []), key)
    sheet.tab.keyboard.type("cay cau")
    sheet.press("Enter").stands_at(1)
    sheet.press("Control+k", "Control+a")
    sheet.tab.keyboard.type("bridge")
    sheet.press("Enter").stands_at(2)
    sheet.press("Control+k", "Enter").stands_at(5)
    sheet.press("Control+k", "Enter").stands_at(1)
    sheet.says("#hits", "1 of 3")
    sheet.press("Control+k", "Escape")
    assert "field" == sheet.tab.evaluate("document.activeElement.id")


@pytest.mark.parametrize("keys", [("Control+/",), ("Escape", "?")])
def test_the_list_of_keys(sheet: Sheet, keys: tuple[str, ...]) -> None:
    """
    It opens within the field and outside; Escape closes it, and the field is where it was.
    """
    sheet.open().press(*keys)
    expect(sheet.tab.locator("#help")).to_be_visible()
    for key in ("Ctrl+S", "Ctrl+Enter", "Ctrl+M", "Ctrl+I", "Ctrl+O", "Ctrl+U", "Ctrl+J"):
        expect(sheet.tab.locator("#help")).to_contain_text(key)
    sheet.press("Escape")
    expect(sheet.tab.locator("#help")).to_be_hidden()


def test_escape_leaves_the_field_and_enter_returns(sheet: Sheet) -> None:
    """
    The sentence has the focus between, and shows what was typed.
    """
    sheet.open(segment=3).type("Người").press("Escape")
    expect(sheet.tab.locator("#editor")).to_be_hidden()
    expect(sheet.tab.locator("#line-3")).to_be_focused()
    sheet.says("#line-3", "Người")

    sheet.press("Enter").stands_at(3)
    sheet.holds("Người")


def test_a_question_mark_is_typed_where_one_types(sheet: Sheet) -> None:
    """
    Keys without Ctrl or Alt are text in the field, and Enter makes no second line.
    """
    sheet.open().type("A?/").press("Enter").holds("A?/")
    sheet.stands_at(1)


@pytest.mark.parametrize(("key", "code"), [("ы", "KeyS"), ("Ы", "KeyS")])
def test_keys_go_by_place_where_letters_are_others(sheet: Sheet, key: str, code: str) -> None:
    """
    On a Russian layout, Ctrl and the key of S save as well.
    """
    sheet.open().type("Cầu")
    event = {"key": key, "code": code, "ctrlKey": True, "bubbles": True, "cancelable": True}
    sheet.tab.dispatch_event("#field", "keydown", event)

    sheet.stands_at(2)


def test_keys_go_by_letter_on_other_latin_layouts(sheet: Sheet) -> None:
    """
    On Dvorak, S lies where others have O: it saves, and copies nothing.
    """
    sheet.open().type("Cầu")
    event = {"key": "s", "code": "Semicolon", "ctrlKey": True, "bubbles": True, "cancelable": True}
    sheet.tab.dispatch_event("#field", "keydown", event)

    sheet.stands_at(2)


def test_filters(sheet: Sheet) -> None:
    """
    One may see only what needs work; keys keep to that.
    """
    sheet.open().press("Control+Enter").stands_at(2)
    sheet.tab.locator("text=Needs work").click()
    expect(sheet.tab.locator(".row.headline")).to_be_hidden()
    sheet.press("Alt+ArrowUp").stands_at(2)

    sheet.tab.locator("text=All 9").click()
    expect(sheet.tab.locator(".row.headline")).to_be_visible()
    sheet.press("Alt+ArrowUp").stands_at(1)


def test_a_refusal_and_its_hint_are_sentences(sheet: Sheet) -> None:
    """
    What cannot be saved stays in the field, and both say why.
    """
    sheet.open().type("Cầu")
    sheet.tab.evaluate("field.value = 'Cầu\\0'; field.dispatchEvent(new Event('input'))")
    sheet.press("Control+s")

    sheet.says("#hint", "(U+0000) cannot stand in a PO file. Delete it; nothing was saved.")
    sheet.stands_at(1)
