"""The article page in a tab, driven as a person drives it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.review.access import Access

expect.set_options(timeout=5_000)

NUMBER = "document.querySelector('#editor').previousElementSibling.dataset.number"


@dataclass
class Sheet:
    """An article that is open in a tab; `trouble` is what the browser complained about."""

    tab: Page
    access: Access
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the console, where policies that are broken are told as well."""
        self.tab.on("console", self._note)
        self.tab.on("pageerror", self._fail)

    def leave(self) -> None:
        """Listen no longer."""
        self.tab.remove_listener("console", self._note)
        self.tab.remove_listener("pageerror", self._fail)

    def _fail(self, error: Any) -> None:
        self.trouble.append(str(error))

    def _note(self, message: Any) -> None:
        # Answers that say no are noted there, too; tests ask for them.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.trouble.append(message.text)

    def open(self, article: str = "bridge", language: str = "vi", segment: int = 0) -> "Sheet":
        """Go to an article, and to a segment of it by its number."""
        self.tab.goto(f"{self.access.origin}/article/{language}/{article}")
        expect(self.tab.locator("#editor")).to_be_visible()
        if segment and segment != self.number:
            self.tab.click(f"#line-{segment}")
        return self

    def press(self, *keys: str) -> "Sheet":
        """Press keys, one after the other."""
        for key in keys:
            self.tab.keyboard.press(key)
        return self

    def type(self, text: str) -> "Sheet":
        """Put a text into the field in place of what is there, key by key."""
        self.tab.press("#field", "Control+a")
        self.tab.keyboard.type(text)
        return self

    def stands_at(self, number: int) -> None:
        """Wait until a segment is the open one."""
        expect(self.tab.locator(f"#line-{number} + #editor")).to_be_visible()

    def holds(self, text: str) -> None:
        """Wait until the field has a text."""
        expect(self.tab.locator("#field")).to_have_value(text)

    def says(self, where: str, text: str) -> None:
        """Wait until a place of the page has a text in it."""
        expect(self.tab.locator(where)).to_contain_text(text)

    def state(self, number: int, state: str) -> None:
        """Wait until a segment has a state."""
        expect(self.tab.locator(f"#line-{number}")).to_have_attribute("data-state", state)

    @property
    def number(self) -> int:
        """The number of the open segment."""
        return int(self.tab.evaluate(NUMBER))

    @property
    def text(self) -> str:
        """What is in the field."""
        return self.tab.input_value("#field")

    @property
    def kept(self) -> list[str]:
        """The texts that the browser keeps."""
        stored = self.tab.evaluate("Object.values(localStorage).map(JSON.parse)")
        return sorted(each["text"] for each in stored)


@pytest.fixture(scope="package")
def tab(chromium: Browser) -> Iterator[Page]:
    """Give the tab that tests share one after the other: to make one takes long."""
    with chromium.new_context(locale="en-GB") as context:
        yield context.new_page()


@pytest.fixture
def sheet(tab: Page, live: Access) -> Iterator[Sheet]:
    """Give a tab for articles; whatever the browser complains about fails the test.

    It has the cookie already, which saves it the overview.
    """
    context = tab.context
    context.add_cookies([{"name": live.cookie, "value": live.session, "url": live.origin}])
    found = Sheet(tab, live)
    yield found
    context.set_offline(offline=False)
    for other in context.pages:
        if other is not tab:
            other.close()
    tab.unroute_all()
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.emulate_media(color_scheme="light")
    tab.evaluate("try { localStorage.clear() } catch {}")
    tab.goto("about:blank")
    context.clear_cookies()
    found.leave()
    assert [] == found.trouble
