"""A project for each test, a client that has been let in, a server for browsers."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from pipeline.review.access import Access
from pipeline.review.app import create_app
from pipeline.review.desk import Desk
from tests.review import project


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the project once; tests get copies."""
    root = tmp_path_factory.mktemp("review") / "newsroom"
    root.mkdir()
    project.make(root)
    return root


@pytest.fixture
def root(drafted: Path, tmp_path: Path) -> Path:
    """Give a test a project of its own: three articles, two languages, all drafted."""
    copy = tmp_path / "newsroom"
    # With the times of the files, since these are what a run looks at first.
    shutil.copytree(drafted, copy, copy_function=shutil.copy2)
    return copy


@pytest.fixture
def desk(root: Path) -> Desk:
    """Give the desk of the project."""
    return Desk(project.opened(root))


@pytest.fixture
def access() -> Access:
    """Give the secrets of a server on port 8000."""
    return Access(8000)


class Visitor(FlaskClient):
    """A browser as the application sees it, on a page of this very server."""

    def open(self, *args: Any, **options: Any) -> Any:
        """Ask for something; what a test names itself comes before what a browser would say."""
        options.setdefault("buffered", True)
        options["base_url"] = options.get("base_url") or "http://127.0.0.1:8000"
        if options.get("method") == "POST":
            own = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
            options["headers"] = {**own, **dict(options.get("headers") or {})}
        return super().open(*args, **options)


@pytest.fixture
def stranger(desk: Desk, access: Access) -> Visitor:
    """Give a client that has not been let in."""
    app = create_app(desk, access)
    # What nobody has thought of should fail the test rather than become a page.
    app.testing = True
    app.test_client_class = Visitor
    client = app.test_client()
    assert isinstance(client, Visitor)
    return client


@pytest.fixture
def client(stranger: Visitor, access: Access) -> Visitor:
    """Give a client that has been let in."""
    assert 302 == stranger.get("/", query_string={"token": access.token}).status_code
    return stranger


@pytest.fixture
def live(root: Path) -> Iterator[Access]:
    """Serve the project on a free port; `url` lets a browser in, `origin` begins all others."""
    with project.serving(root) as access:
        yield access


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """Start Debian's Chromium once, for all tests that look at the page.

    Not for the whole session: Playwright keeps a loop of asyncio running, and there is but one.
    """
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
    if path is None:
        pytest.skip("there is no chromium")
    with sync_playwright() as playwright:
        # Containers let nobody make sandboxes, and have little of the other.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, live: Access) -> Iterator[Any]:
    """Give a tab that has been let in and shows the overview; errors in it fail the test.

    The page's policy forbids `wait_for_function`, which evaluates text; wait for selectors.
    """
    context = chromium.new_context(locale="en-GB")
    tab = context.new_page()
    trouble: list[str] = []
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.goto(live.url)
    yield tab
    context.close()
    assert [] == trouble
