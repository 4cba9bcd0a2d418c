"""Nothing that was typed is lost: tabs that close, servers that go, input methods, other hands."""

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser, CDPSession, Route, expect

from pipeline.review.access import Access
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
    closed = Sheet(sheet.tab.context.new_page(), sheet.access).open(segment=4)
    closed.type("Sửa hết 4,5 triệu đô la.").press("Alt+ArrowDown").stands_at(5)
    closed.tab.close()
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


def test_a_pause_is_no_effort(chromium: Browser, live: Access) -> None:
    """
    Of an hour in which nothing happened, a minute counts.
    """
    with chromium.new_context() as context, context.new_page() as tab:
        tab.clock.install()
        tab.goto(live.url)
        sheet = Sheet(tab, live).open().type("Cầu")
        tab.clock.fast_forward("01:00:00")
        sheet.type("Cầu cũ")
        with tab.expect_request("**/save/**") as sent:
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


def hold(sheet: Sheet, what: str) -> Callable[[], Route]:
    """Hold back what the page asks for; each call gives the next request, to be let through."""
    held: list[Route] = []
    sheet.tab.route(f"**/{what}/**", lambda route: held.append(route))

    def wait() -> Route:
        while not held:
            sheet.tab.wait_for_timeout(20)
        return held.pop(0)

    return wait


def test_typing_on_while_it_is_saved_meets_nobody(sheet: Sheet, root: Path) -> None:
    """
    What came after the save begins from it, and is saved in its turn.
    """
    asked = hold(sheet.open(), "save")
    sheet.type("Cầu").press("Control+s")
    saving = asked()
    sheet.tab.keyboard.type(" cũ")
    saving.continue_()
    sheet.state(1, "suggested")
    sheet.holds("Cầu cũ")
    sheet.press("Control+s")
    asked().continue_()
    sheet.stands_at(2)

    assert "Cầu cũ" == project.entry(root, "bridge", "Old bridge").msgstr


def test_a_conflict_that_comes_late_is_about_its_own_segment(sheet: Sheet, root: Path) -> None:
    """
    Whoever has gone on meanwhile is led back, and finds her text.
    """
    asked = hold(sheet.open(), "save")
    sheet.type("Của tôi")
    change(root, "Old bridge", "Của họ")
    sheet.press("Control+s")
    saving = asked()
    sheet.press("Alt+ArrowDown").stands_at(2)
    saving.continue_()
    sheet.says("#conflict .both", "Của họ")
    sheet.press("Escape").stands_at(1)

    sheet.holds("Của tôi")
    assert ["Của tôi"] == sheet.kept


def test_typing_on_while_a_finding_is_dismissed_is_kept(sheet: Sheet) -> None:
    """
    The answer tells of the text in the file, and leaves alone what has come since.
    """
    asked = hold(sheet.open(), "dismiss")
    sheet.press("Control+i", "1").tab.keyboard.type("fine")
    sheet.press("Enter")
    dismissing = asked()
    sheet.type("Cầu cũ")
    dismissing.continue_()
    sheet.says("#line-1 + #editor #findings", "dismissed")

    sheet.holds("Cầu cũ")
    assert ["Cầu cũ"] == sheet.kept


def test_a_finding_can_be_dismissed_in_passing(sheet: Sheet, root: Path) -> None:
    """
    The text is saved first, and by then one may be at the next segment.
    """
    asked = hold(sheet.open(), "save")
    sheet.type("CẦU").says("#findings", "capital")
    sheet.press("Control+i", "1").tab.keyboard.type("fine")
    sheet.press("Enter")
    saving = asked()
    sheet.press("Alt+ArrowDown").stands_at(2)
    with sheet.tab.expect_response("**/dismiss/**"):
        saving.continue_()

    expect(sheet.tab.locator("#conflict")).to_be_hidden()
    assert "(fine)" in project.entry(root, "bridge", "Old bridge").tcomment


def test_what_an_undo_replaces_can_be_had_again(sheet: Sheet) -> None:
    """
    The browser's own undo knows what was typed since the save.
    """
    sheet.open().type("Cầu cũ").press("Control+s").stands_at(2)
    sheet.press("Alt+ArrowUp").stands_at(1)
    sheet.type("Cầu cũ mở lại").press("Control+u")
    sheet.state(1, "draft")

    sheet.press("Control+z").holds("Cầu cũ mở lại")


def test_an_undo_writes_over_nobody(sheet: Sheet, root: Path) -> None:
    """
    What somebody has made of it since is shown first; keeping one's own is what was there before.
    """
    draft = sheet.open().text
    sheet.type("Cầu cũ").press("Control+s").stands_at(2)
    other = Sheet(sheet.tab.context.new_page(), sheet.access).open()
    other.type("Của họ").press("Control+s").stands_at(2)
    sheet.says("#line-1", "Của họ")

    sheet.press("Control+u").says("#conflict .both", "Của họ")
    sheet.says("#conflict .both", draft)
    sheet.tab.click("[data-act=mine]")
    sheet.says("#line-1", draft)
    assert draft == project.entry(root, "bridge", "Old bridge").msgstr


def test_an_undo_without_a_server_is_made_up_for(sheet: Sheet, root: Path) -> None:
    """
    As every other save.
    """
    draft = sheet.open().text
    sheet.type("Cầu cũ").press("Control+s").stands_at(2)
    sheet.tab.context.set_offline(True)
    sheet.press("Control+u").says("#banner", "The server does not answer")
    sheet.tab.context.set_offline(False)

    sheet.state(1, "draft")
    assert draft == project.entry(root, "bridge", "Old bridge").msgstr


def test_a_second_tab_tidies_nothing_away(sheet: Sheet) -> None:
    """
    What one tab keeps stays kept when the other goes back to the text in the file.
    """
    other = Sheet(sheet.tab.context.new_page(), sheet.access).open()
    sheet.open().type("Cầu cũ")
    other.press("End").tab.keyboard.type("!")
    other.press("Backspace")
    sheet.tab.wait_for_timeout(200)

    assert ["Cầu cũ"] == sheet.kept
