"""What a checker of accessibility has against a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """Look at a page in light and in dark; give what is wrong, with the places."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for each in Axe().run(page).response["violations"]:
            found += [f"{scheme}: {each['id']}: {node['html'][:200]}" for node in each["nodes"]]
    return found
