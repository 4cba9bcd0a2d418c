"""Nothing that was typed is lost: tabs that close, servers that go, input methods, other hands."""

from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser, CDPSession, expect

from tests.review import project
from tests.review.browser.conftest import Sheet


def change(root: Path, source: str, text: str) -> None:
    """Save a translation as an editor beside the page does."""
    path = project.po(root, "bridge")
    file = polib.pofile(path, wrapwidth=0)
    entry = next(each for each in file if each.msgid.startswith(source))
    entry.msgstr = text
    file.save(str(path))


def test_what_was_typed_is_there_again_after_the_tab_was_closed(sheet: Sheet) -> None:
    """
    The page says which segments have unsaved text, and forgets it once it is saved.
    """
    sheet.open(segment=4).type("Sửa hết 4,5 triệu đô la.").press("Alt+ArrowDown").stands_at(5)
    other = sheet.tab.context.new_page()
    sheet.tab.close()
    sheet.tab = other
    sheet.open()

    sheet.says("#notice", "Unsaved text is back")
    sheet.says("#line-4", "Sửa hết 4,5 triệu đô la.")
    sheet.tab.click("#notice button")
    sheet.stands_at(4)
    sheet.holds("Sửa hết 4,5 triệu đô la.")
    sheet.press("Control+s").stands_at(5)
    assert [] == sheet.kept


def test_what_was_typed_back_is_not_kept(sheet: Sheet) -> None:
    """
    A text as it stands in the file is not unsaved.
    """
    sheet.open().press("End").tab.keyboard.type("!")
    assert 1 == len(sheet.kept)

    sheet.press("Backspace")
    assert [] == sheet.kept


def test_unsaved_text_whose_sentence_is_gone_is_shown(sheet: Sheet, root: Path) -> None:
    """
    It can be copied, and stays until a person discards it.
    """
    sheet.open().type("Cầu cũ")
    article = root / "source_texts" / "bridge.txt"
    article.write_text(article.read_text().replace("Old bridge", "Older bridge"))
    sheet.open()
    sheet.says("#notice", "Cầu cũ")

    sheet.tab.click("#notice button")
    assert [] == sheet.kept


def test_a_lost_server_that_returns(sheet: Sheet, root: Path) -> None:
    """
    One works on meanwhile; what was saved is saved when it is back, what was not is not.
    """
    sheet.open()
    sheet.tab.context.set_offline(True)
    sheet.type("Cầu cũ").press("Control+Enter").stands_at(2)
    sheet.says("#banner", "The server does not answer")
    sheet.type("Ở Huế").press("Alt+ArrowDown").stands_at(3)
    sheet.tab.context.set_offline(False)

    sheet.says("#banner", "The server is back")
    sheet.state(1, "reviewed")
    assert "Cầu cũ" == project.entry(root, "bridge", "Old bridge").msgstr
    assert ["Ở Huế"] == sheet.kept


def test_a_server_that_was_started_anew(chromium: Browser, root: Path) -> None:
    """
    It knows nobody: the page says so, and goes on once its address was opened in the browser.
    """
    tab = chromium.new_context().new_page()
    with project.serving(root) as first:
        tab.goto(first.url)
        sheet = Sheet(tab, first).open(segment=4)
        sheet.type("Hết 4,5 triệu")
    sheet.press("Control+Enter").stands_at(5)
    sheet.says("#banner", "The server does not answer")
    with project.serving(root, first.port) as second:
        sheet.says("#banner", "The server was started anew")
        tab.context.new_page().goto(second.url)
        sheet.press("Control+Enter").stands_at(6)
        sheet.state(4, "reviewed")
        expect(tab.locator("#banner")).to_be_hidden()
    tab.context.close()

    assert "Hết 4,5 triệu" == project.entry(root, "bridge", "Repairs").msgstr


def test_what_cannot_be_saved_is_told(sheet: Sheet, root: Path) -> None:
    """
    Whatever the server answers, the text stays in the field and in the browser.
    """
    sheet.open().type("Cầu cũ")
    project.po(root, "bridge").unlink()
    sheet.press("Control+s")

    sheet.says("#hint", "there is no catalogue")
    sheet.holds("Cầu cũ")
    assert ["Cầu cũ"] == sheet.kept


@pytest.mark.parametrize(("button", "text"), [("mine", "Của tôi"), ("theirs", "Của họ")])
def test_a_conflict_is_decided(sheet: Sheet, root: Path, button: str, text: str) -> None:
    """
    Both texts are shown with what differs; the chosen one stands in the file.
    """
    sheet.open().type("Của tôi")
    change(root, "Old bridge", "Của họ")
    sheet.press("Control+s")
    sheet.says("#conflict .both", "Của tôi")
    sheet.says("#conflict .both", "Của họ")
    sheet.says("#conflict ins", "tôi")
    assert "Của họ" == project.entry(root, "bridge", "Old bridge").msgstr
    sheet.tab.click(f"[data-act={button}]")

    sheet.says("#line-1", text)
    expect(sheet.tab.locator("#conflict")).to_be_hidden()
    expect(sheet.tab.locator("#line-1[data-unsaved]")).to_have_count(0)
    assert text == project.entry(root, "bridge", "Old bridge").msgstr
    assert [] == sheet.kept


def test_a_conflict_is_gone_on_with(sheet: Sheet, root: Path) -> None:
    """
    Escape goes back into the field; the next save is one over what has just been shown.
    """
    sheet.open().type("Của tôi")
    change(root, "Old bridge", "Của họ")
    sheet.press("Control+Enter").says("#conflict", "Của họ")
    sheet.press("Escape").holds("Của tôi")
    sheet.press("End").tab.keyboard.type(" và họ")
    sheet.press("Control+Enter").stands_at(2)

    entry = project.entry(root, "bridge", "Old bridge")
    assert ("Của tôi và họ", False) == (entry.msgstr, entry.fuzzy)


def test_two_tabs(sheet: Sheet) -> None:
    """
    Each says that the other has the segment; what one saves, the other shows at once.
    """
    sheet.open(segment=2)
    other = Sheet(sheet.tab.context.new_page(), sheet.access).open(segment=2)
    other.says("#hint", "open in another tab")
    sheet.says("#hint", "open in another tab")
    sheet.press("Alt+ArrowUp").stands_at(1)

    other.type("Ở Huế").press("Control+Enter").stands_at(3)
    sheet.says("#line-2", "Ở Huế")
    sheet.state(2, "reviewed")
    sheet.says("#progress-text", "1 of 9")

    sheet.press("Alt+ArrowDown", "End")
    sheet.tab.keyboard.type("!")
    other.press("Alt+ArrowUp").stands_at(2)
    other.type("Tại Huế").press("Control+Enter").stands_at(3)
    sheet.says("#hint", "saved in another tab")
    sheet.holds("Ở Huế!")
    sheet.press("Control+s").says("#conflict .both", "Tại Huế")
    assert [] == other.trouble


@pytest.fixture
def method(sheet: Sheet) -> CDPSession:
    """Give what talks to the browser as an input method does."""
    sheet.open().press("Control+a", "Delete")
    return sheet.tab.context.new_cdp_session(sheet.tab)


def compose(method: CDPSession, text: str) -> None:
    """Show a text that is still being composed."""
    sent = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    method.send("Input.imeSetComposition", sent)


def test_an_input_method_is_left_alone(sheet: Sheet, method: CDPSession, root: Path) -> None:
    """
    While it composes, no key is ours and no check looks; what it hands over is kept and saved.
    """
    looks: list[str] = []
    sheet.tab.on("request", lambda sent: looks.append(sent.url) if "/look/" in sent.url else None)
    for text in ("c", "câ", "cầ", "cầu"):
        compose(method, text)
    sheet.press("Control+Enter", "Alt+ArrowDown")
    sheet.tab.wait_for_timeout(300)
    sheet.stands_at(1)
    assert [] == looks

    method.send("Input.insertText", {"text": "cầu"})
    sheet.holds("cầu")
    sheet.press("Control+s").stands_at(2)
    assert "cầu" == project.entry(root, "bridge", "Old bridge").msgstr


def test_a_pause_is_no_effort(sheet: Sheet) -> None:
    """
    Of an hour in which nothing happened, a minute counts.
    """
    sheet.tab.clock.install()
    sheet.open().type("Cầu")
    sheet.tab.clock.fast_forward("01:00:00")
    sheet.type("Cầu cũ")
    with sheet.tab.expect_request("**/save/**") as sent:
        sheet.press("Control+s")
    body = sent.value.post_data_json

    assert body
    assert 60 <= body["seconds"] < 90


def test_effort_goes_with_a_save(sheet: Sheet) -> None:
    """
    Seconds at work and keystrokes, of this segment since its last save.
    """
    sheet.open().type("Cầu")
    with sheet.tab.expect_request("**/save/**") as sent:
        sheet.press("Control+s")
    body = sent.value.post_data_json

    assert body
    assert body["keystrokes"] >= 3
    assert 0 <= body["seconds"] < 60
