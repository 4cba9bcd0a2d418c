"""The overview, the search and the preview in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.review.access import Access
from tests.review import project
from tests.review.axe import violations

PAGES = ("/", "/?name=nothing", "/search?q=autumn", "/preview/vi/bridge")


@pytest.fixture(scope="module")
def live(drafted: Path) -> Iterator[Access]:
    """Serve all tests of this file but the one that needs damage."""
    with project.serving(drafted) as access:
        yield access


def test_these_pages_can_be_read_by_all(page: Page, root: Path) -> None:
    """
    A checker of accessibility finds nothing at all, a damaged catalogue among the rows included.
    """
    project.po(root, "weather").write_text("msgid", encoding="utf-8")
    with project.serving(root) as access:
        page.goto(access.url)
        for path in PAGES:
            page.goto(f"{access.origin}{path}")
            assert (path, []) == (path, violations(page))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_these_pages_fit_a_narrow_window(chromium: Browser, live: Access, language: str) -> None:
    """
    At 400 % nothing has to be moved sideways but the table in its own frame, with long words, too.
    """
    page = chromium.new_page(locale=language, viewport={"width": 320, "height": 600})
    page.goto(live.url)
    for path in PAGES:
        page.goto(f"{live.origin}{path}")
        assert language == page.get_attribute("html", "lang")
        assert (path, 320) == (path, page.evaluate("document.documentElement.scrollWidth"))
    page.close()


def test_a_person_finds_her_way_with_the_keyboard(page: Page) -> None:
    """
    From the overview by search to a segment, and from there to what readers will see.
    """
    page.focus("#find")
    page.keyboard.type("wind")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("2 places")
    page.locator(".hits a").nth(1).press("Enter")
    expect(page.locator("#editor")).to_be_visible()
    assert "/article/vi/weather?segment=" in page.url
    page.get_by_role("link", name="Preview").press("Enter")
    expect(page.locator("h1")).to_have_text("vi: STORM PASSES NORTH OF THE COAST")


def test_the_rows_are_chosen_by_a_form(page: Page) -> None:
    """
    It keeps what was chosen.
    """
    page.select_option("#language", "ru")
    page.fill("#name", "flow")
    page.keyboard.press("Enter")

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("#language")).to_have_value("ru")
    expect(page.locator("#name")).to_have_value("flow")


def test_on_paper_there_is_the_article_alone(page: Page, live: Access) -> None:
    """
    Neither the frame of the page nor what is said about the preview.
    """
    page.goto(f"{live.origin}/preview/vi/bridge")
    page.emulate_media(media="print")

    shown = page.locator("body *:visible").evaluate_all("all => all.map(e => e.className)")

    assert "preview" in shown
    assert not {"about", "frame", "skip"} & set(shown)
    expect(page.locator(".about")).to_be_hidden()


def test_a_file_comes_with_its_name(page: Page, live: Access, drafted: Path) -> None:
    """
    As the browser saves it.
    """
    page.goto(f"{live.origin}/preview/vi/bridge")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as a draft").click()

    assert "bridge.vi.draft.txt" == waiting.value.suggested_filename
    exported = drafted / "build" / "drafts" / "vi" / "bridge.txt"
    assert exported.read_bytes() == Path(waiting.value.path()).read_bytes()
