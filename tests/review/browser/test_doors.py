"""What a browser makes of the doors, and of the frame that all pages share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pipeline.review.access import Access
from tests.review import project
from tests.review.axe import violations

FETCH = """
    async ([url, options]) => {
        try {
            const answer = await fetch(url, options);
            return answer.status;
        } catch (error) {
            return error.name;
        }
    }
"""
CHANGE = {"method": "POST", "headers": {"Content-Type": "application/json"}, "body": "{}"}


@pytest.fixture(scope="module")
def live(drafted: Path) -> Iterator[Access]:
    """Serve all tests of this file, which change nothing."""
    with project.serving(drafted) as access:
        yield access


def test_the_token_leaves_the_address(page: Page, live: Access) -> None:
    """
    Neither the address bar, nor the history, nor scripts see a secret.
    """
    assert f"{live.origin}/" == page.url
    assert 2 == page.evaluate("history.length")
    assert "" == page.evaluate("document.cookie")
    page.reload()
    assert "Closed" != page.text_content("h1")


def test_a_page_of_ours_may_ask_for_changes(page: Page, live: Access) -> None:
    """
    Its Origin is sent although no referrer is: the door opens, to a page that there is not.
    """
    assert 404 == page.evaluate(FETCH, [f"{live.origin}/nowhere", CHANGE])
    form = {"method": "POST", "body": "a=b"}
    assert 415 == page.evaluate(FETCH, [f"{live.origin}/nowhere", form])


@pytest.mark.parametrize("options", [CHANGE, {**CHANGE, "mode": "no-cors"}, {}])
def test_another_server_of_this_machine_gets_nothing(
    page: Page, live: Access, options: dict[str, Any]
) -> None:
    """
    Its pages are of the same site, so the browser sends the cookie; they read and change nothing.
    """
    page.route("http://127.0.0.1:8001/", lambda route: route.fulfill(body="<h1>Another</h1>"))
    page.goto("http://127.0.0.1:8001/")

    asked = [f"{live.origin}/", {"credentials": "include", **options}]

    assert "TypeError" == page.evaluate(FETCH, asked)


def test_a_link_of_another_site_does_not_open_the_page(chromium: Browser, live: Access) -> None:
    """
    Whoever is sent here with the token by a website, rather than by the command, stays outside.
    """
    tab = chromium.new_page()
    link = f'<a href="{live.url}">open</a>'
    tab.route("http://other.example/", lambda route: route.fulfill(body=link))
    tab.goto("http://other.example/")
    tab.click("a")
    tab.wait_for_url(f"{live.origin}/**")

    assert "Closed" == tab.text_content("h1")
    tab.close()


def test_the_frame_has_landmarks_and_a_way_past_them(page: Page) -> None:
    """
    The first Tab leads to a link that skips to the content.
    """
    for landmark in ("banner", "navigation", "main", "contentinfo", "search"):
        assert 1 <= page.get_by_role(landmark).count(), landmark
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert "#main" == page.evaluate("document.activeElement.getAttribute('href')")
    box = page.locator(":focus").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert "main" == page.evaluate("document.activeElement.id")


def test_an_error_fits_a_narrow_window(page: Page, live: Access) -> None:
    """
    At 400 %, which leaves 320 pixels of width, nothing has to be scrolled sideways.
    """
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(f"{live.origin}/{'no-such-page' * 20}")

    assert "There is no such page" == page.text_content("h1")
    assert 320 == page.evaluate("document.documentElement.scrollWidth")


def test_an_error_can_be_read_by_all(page: Page, live: Access) -> None:
    """
    A checker of accessibility finds nothing at all, in either scheme.
    """
    page.goto(f"{live.origin}/nowhere")

    assert [] == violations(page)


def test_nothing_is_loaded_from_elsewhere(page: Page, live: Access) -> None:
    """
    Every address that the page asks for is of this server.
    """
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.goto(f"{live.origin}/nowhere")

    assert 2 < len(asked)
    assert [] == [url for url in asked if not url.startswith(f"{live.origin}/")]
