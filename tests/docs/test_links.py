"""Links of the documentation lead somewhere; those out into the web are not followed."""

from pathlib import Path

import pytest

from tests.docs.reading import PAGES, anchors, links, shown


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_somewhere(page: Path) -> None:
    """
    To a file that is there, and a heading that it has.
    """
    for link in links(page):
        if link.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"there is no heading for {link}"


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_headings_are_told_apart(page: Path) -> None:
    """
    Two of one name would be numbered otherwise on a site than where a repository is shown.
    """
    found = anchors(page)

    assert [] == [name for name in found if found.count(name) > 1]
