"""How long a person waits for the article page with a large catalogue, in Chromium.

Prints milliseconds: until the article is painted, the first time and again; what the page's own
code takes for a letter, and what passes until a letter is seen; what passes from a save to the
next segment. Run it by hand: python -m tests.benchmarks.review_typing [ENTRIES]
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.review_save import ENTRIES, make
from tests.review import project

LETTERS = "Hai nước kỷ niệm 74 năm quan hệ ngoại giao, và còn 30 năm nữa. " * 3
SAVES = 20

PAINTED = """
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(
        performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? performance.now()
    ))))
"""
WATCH = """
    () => {
        window.handled = [];
        const field = document.querySelector("#field");
        let start = 0;
        addEventListener("input", () => (start = performance.now()), true);
        addEventListener("input", () => window.handled.push(performance.now() - start));
        window.seen = [];
        new PerformanceObserver((list) =>
            window.seen.push(...list.getEntries().map((entry) => entry.duration)),
        ).observe({ type: "event", durationThreshold: 16 });
    }
"""


def main() -> None:
    """Make a project, and work on it."""
    say = sys.stdout.write
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), entries)
        with project.serving(Path(folder)) as access, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            tab = browser.new_page(viewport={"width": 1280, "height": 800})
            tab.goto(access.url)
            url = f"{access.origin}/article/vi/long"
            say(f"first view     {view(tab, url):8.1f} ms\n")
            say(f"next view      {median(view(tab, url) for _ in range(5)):8.1f} ms\n")
            handled, seen = typing(tab)
            say(f"a letter       {median(handled):8.1f} ms, {max(handled):.1f} at worst\n")
            say(f"seen           {max(seen, default=16):8.1f} ms at worst\n")
            say(f"save and next  {median(saving(tab)):8.1f} ms\n")
            browser.close()


def view(tab: Page, url: str) -> float:
    """Give the milliseconds until something of the article is painted and its script has run."""
    tab.goto(url, wait_until="commit")
    tab.wait_for_selector("#editor:not([hidden])")
    return float(tab.evaluate(PAINTED))


def typing(tab: Page) -> tuple[list[float], list[float]]:
    """Give what the code took for each letter, and what passed until it was painted."""
    tab.evaluate(WATCH)
    for letter in LETTERS:
        tab.keyboard.type(letter)
    tab.wait_for_timeout(500)
    return tab.evaluate("window.handled"), tab.evaluate("window.seen")


def saving(tab: Page) -> list[float]:
    """Give the milliseconds from the key to the next segment."""
    took = []
    for _ in range(SAVES):
        number = tab.evaluate(
            "Number(document.querySelector('#editor').previousElementSibling.dataset.number)"
        )
        start = time.perf_counter()
        tab.keyboard.press("Control+Enter")
        tab.wait_for_selector(f"#line-{number + 1} + #editor")
        took.append((time.perf_counter() - start) * 1_000)
    return took


if __name__ == "__main__":
    main()
