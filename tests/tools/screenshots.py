"""Take the pictures of the review page for README and docs: run by hand.

    python -m tests.tools.screenshots [FOLDER]

Needs Chromium, and a minute. The project is copied, run, and reviewed a little in the page itself;
what the plots show is made up. The pictures go to docs/images, or to FOLDER.
"""

import argparse
import contextlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polib
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from pipeline.catalogues import marks
from pipeline.evaluation import reviews
from pipeline.evaluation.reviews import Review

ROOT = Path(__file__).parents[2]
PARTS = ("pipeline.toml", "glossary.csv", "source_texts")
ARTICLE = "000_fa6489b03d55bc37"
SIZE = ViewportSize(width=1280, height=572)
LARGEST = 200 * 1024

APPROVED = 12
ROUNDS, DAYS = 4, 56
FIRST_DAY = date(2026, 3, 2)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs" / "images")
    to = parser.parse_args().folder
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "newsroom"
        prepare(root)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        with served(root) as url:
            take(browser, url, to)
        browser.close()
    for path in sorted(to.glob("review-*.png")):
        size = path.stat().st_size
        print(f"{path.name:28} {size // 1024:4} KB{'' if size < LARGEST else '  too large'}")  # noqa: T201


def prepare(root: Path) -> None:
    """Copy the project, run it, and make up a record of reviewing."""
    root.mkdir()
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    subprocess.run([sys.executable, "-m", "pipeline", "run", "-q", "--project", root], check=True)
    chance = random.Random(7)  # the same pictures each time
    made = [
        review
        for number in range(ROUNDS)
        for path in sorted(root.rglob("*.po"))
        for review in invented(path, number, chance)
    ]
    chance.shuffle(made)
    for at, review in enumerate(made):
        day = FIRST_DAY + timedelta(days=at * DAYS // len(made))
        when = f"{day}T{9 + at % 8:02}:{at % 60:02}:00+07:00"
        reviews.append(root / ".pipeline" / "review.jsonl", replace(review, when=when))


def invented(path: Path, number: int, chance: random.Random) -> Iterator[Review]:
    """Make up what a person might have done with the drafts of another article like this one."""
    for entry in polib.pofile(path):
        (mark,), _ = marks.take(entry.tcomment.split("\n"))
        words = entry.msgstr.split()
        typed = chance.choice((0, 0, 0, 1, 2, 5)) if len(words) > 4 else 0
        at = chance.randrange(len(words))
        after = " ".join([*words[:at], *words[at + typed :]])
        yield Review(
            "",
            "lan",
            f"{path.stem}-{number}",
            path.parts[-3],
            f"{entry.msgid} {number}",
            "body",
            before=entry.msgstr,
            after=after,
            is_reviewed=True,
            draft=entry.msgstr,
            origin=mark.origin,
            confidence=mark.confidence,
            seconds=len(words) * chance.uniform(0.6, 1.6) + 9 * typed,
            keystrokes=7 * typed,
        )


@contextlib.contextmanager
def served(root: Path) -> Iterator[str]:
    """Run `pipeline review` on a project as long as the block lasts; give its address."""
    command = [sys.executable, "-m", "pipeline", "review", "--no-browser", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--project", root], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def take(browser: Browser, url: str, to: Path) -> None:
    """Review a little, and take a picture of each page."""
    context = browser.new_context(viewport=SIZE, locale="en-GB", color_scheme="light")
    tab = context.new_page()
    tab.goto(url)
    origin = url.partition("/?")[0]

    tab.goto(f"{origin}/effort")
    tab.locator("svg").first.evaluate("plot => plot.scrollIntoView()")
    shoot(tab, to / "review-effort.png")

    tab.goto(f"{origin}/article/vi/{ARTICLE}")
    expect(tab.locator("#editor")).to_be_visible()
    while tab.locator("[data-state=reviewed]").count() < APPROVED:
        tab.keyboard.press("Control+Enter")
        tab.wait_for_timeout(300)
    tab.keyboard.press("Control+e")
    shoot(tab, to / "review-article.png")
    tab.emulate_media(color_scheme="dark")
    shoot(tab, to / "review-article-dark.png")
    tab.emulate_media(color_scheme="light")

    for path, name in {
        "/": "overview",
        "/search?q=viet+nam+nga&language=vi": "search",
        f"/preview/vi/{ARTICLE}": "preview",
    }.items():
        tab.goto(origin + path)
        shoot(tab, to / f"review-{name}.png")
    context.close()


def shoot(tab: Page, path: Path) -> None:
    """Take a picture once all is there."""
    tab.wait_for_load_state("networkidle")
    tab.wait_for_timeout(400)
    tab.screenshot(path=path, animations="disabled", caret="initial")


if __name__ == "__main__":
    main()
