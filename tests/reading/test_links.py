"""What a translation keeps to the letter."""

import pytest

from pipeline.reading import links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/a?b=1.5, please.", [("url", "https://example.org/a?b=1.5")]),
        ("It is www.example.org.", [("url", "www.example.org")]),
        ("Ask desk.one@example.org!", [("email", "desk.one@example.org")]),
        ("The site Example.com grew", [("domain", "Example.com")]),
        ("wait...example.com", [("domain", "example.com")]),
        ("@desk and #rain", [("handle", "@desk"), ("handle", "#rain")]),
        ("No. 5 #1 at 5.30 @ home", []),
        ("the .com boom; Mr.comma", []),
    ],
)
def test_links(text: str, found: list[tuple[str, str]]) -> None:
    """
    Web addresses, e-mail addresses, bare domains, accounts and topics are told apart.
    """
    assert found == [(each.kind, text[each.start : each.end]) for each in links.find(text)]
