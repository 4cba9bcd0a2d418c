"""What the page is to all who look at it: readers' programs, hostile articles, long ones."""

from pathlib import Path

from playwright.sync_api import expect

from tests.review import project
from tests.review.axe import violations
from tests.review.browser.conftest import Sheet

HOSTILE = (
    "He wrote </script><script>alert(1)</script> and <img src=x onerror=alert(2)> there",
    "The sign \u202egnol\u202c stood \u2066there\u2069 & then &amp; fell",
    '"Quotes\' and {{ braces }} {% raw %} stay" she said',
)


def test_axe_finds_nothing(sheet: Sheet) -> None:
    """
    Neither with a segment open, nor with findings and a dialog, in light and in dark.
    """
    sheet.open(segment=3).type("Hơn 99 người").says("#findings", "99")
    sheet.press("Control+s").stands_at(4)
    sheet.press("Alt+ArrowUp").stands_at(3)
    assert [] == violations(sheet.tab)

    sheet.press("Control+/")
    assert [] == violations(sheet.tab)


def test_hostile_text_is_text(sheet: Sheet, root: Path) -> None:
    """
    Whatever an article says, it is read, edited and saved as it stands.
    """
    (root / "source_texts" / "hostile.txt").write_text("\n\n".join(HOSTILE), encoding="utf-8")
    project.run(root)
    sheet.open("hostile")
    shown = sheet.tab.locator(".original").all_text_contents()
    assert list(HOSTILE) == shown

    for number, text in enumerate(shown, 1):
        sheet.stands_at(number)
        sheet.press("Control+o").holds(text)
        sheet.press("Control+s").state(number, "suggested")
    saved = [project.entry(root, "hostile", text).msgstr for text in shown]
    assert shown == saved


def test_a_long_article(sheet: Sheet, root: Path) -> None:
    """
    The last one is reached, found, typed into and saved like the first.
    """
    sentences = [f"Sentence number {number} stands here." for number in range(1, 501)]
    paragraphs = [" ".join(sentences[at : at + 5]) for at in range(0, 500, 5)]
    (root / "source_texts" / "long.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    project.run(root)
    sheet.open("long")
    sheet.press("Control+k").tab.keyboard.type("number 500 ")
    sheet.press("Enter").stands_at(500)
    expect(sheet.tab.locator("#field")).to_be_in_viewport()
    sheet.type("Câu 500").press("Control+Enter")

    sheet.says("#progress-text", "1 of 500 reviewed")
    assert "Câu 500" == project.entry(root, "long", "Sentence number 500").msgstr


def test_the_field_stays_where_it_was(sheet: Sheet) -> None:
    """
    The article moves below the eye; moving on makes nothing jump.
    """
    sheet.tab.set_viewport_size({"width": 1280, "height": 500})
    sheet.open(segment=3).press("Alt+ArrowDown").stands_at(4)
    box = sheet.tab.locator("#field").bounding_box()
    sheet.press("Alt+ArrowDown").stands_at(5)
    after = sheet.tab.locator("#field").bounding_box()

    assert box
    assert after
    assert abs(box["y"] - after["y"]) <= 2


def test_at_200_percent(sheet: Sheet) -> None:
    """
    At the width that is left at 200 %, nothing is cut off and nothing scrolls sideways.
    """
    sheet.tab.set_viewport_size({"width": 640, "height": 400})
    sheet.open(segment=2)

    assert sheet.tab.evaluate("document.documentElement.scrollWidth") <= 640
    expect(sheet.tab.locator("#original")).to_be_visible()
    expect(sheet.tab.locator("#editor > #beside")).to_have_count(1)


def test_a_click_puts_the_caret_where_it_was(sheet: Sheet) -> None:
    """
    A word that one clicks at is the word that one corrects.
    """
    sheet.open()
    box = sheet.tab.evaluate("document.querySelector('#line-7').getClientRects()[0].toJSON()")
    sheet.tab.mouse.click(box["x"] + 60, box["y"] + 12)
    sheet.stands_at(7)

    assert 3 < sheet.tab.evaluate("document.querySelector('#field').selectionStart") < 15
