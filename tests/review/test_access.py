"""Who is let in."""

from dataclasses import replace

import pytest

from pipeline.review.access import Access, Asked, Refusal, refusal

ACCESS = Access(8000)
OURS = Asked("GET", "127.0.0.1:8000", None, "same-origin", None, ACCESS.session)
POST = replace(OURS, method="POST", origin="http://127.0.0.1:8000")


def test_a_browser_with_the_cookie_is_let_in() -> None:
    """
    Under both names of this machine, and also if it says nothing of where it comes from.
    """
    assert refusal(ACCESS, OURS) is None
    assert refusal(ACCESS, replace(OURS, host="localhost:8000", site=None)) is None


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "127.0.0.1",
        "127.0.0.1:8001",
        "rebound.example:8000",
        "127.0.0.1:8000.rebound.example",
        "127.0.0.1:8000, rebound.example",
        "localhost.:8000",
        "[::1]:8000",
    ],
)
def test_another_name_of_the_host_is_refused(host: str | None) -> None:
    """
    A website whose name is bent to this machine (DNS rebinding) gets nothing, cookie or not.
    """
    assert Refusal.HOST == refusal(ACCESS, replace(OURS, host=host))


@pytest.mark.parametrize("cookie", [None, "", "wrong", "đúng", ACCESS.token])
def test_without_the_right_cookie_nobody_is_let_in(cookie: str | None) -> None:
    """
    Not even the token itself will do as a cookie.
    """
    assert Refusal.STRANGER == refusal(ACCESS, replace(OURS, cookie=cookie))


@pytest.mark.parametrize("token", ["", "wrong", "\udcff", ACCESS.session])
def test_a_wrong_token_is_refused(token: str) -> None:
    """
    Whoever brings a token is judged by it, also with a good cookie.
    """
    assert Refusal.STRANGER == refusal(ACCESS, replace(OURS, token=token))


@pytest.mark.parametrize("site", [None, "none", "same-origin"])
def test_the_token_lets_in(site: str | None) -> None:
    """
    As it is typed, or opened by the command.
    """
    asked = replace(OURS, token=ACCESS.token, cookie=None, site=site)

    assert refusal(ACCESS, asked) is None


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_token_from_another_site_is_refused(site: str) -> None:
    """
    A website, or another server of this machine, that has learnt the token cannot use it.
    """
    asked = replace(OURS, token=ACCESS.token, cookie=None, site=site)

    assert Refusal.ELSEWHERE == refusal(ACCESS, asked)


def test_a_page_of_this_server_may_change_things() -> None:
    """
    With its origin, whichever of both names it was opened under.
    """
    assert refusal(ACCESS, POST) is None
    local = replace(POST, host="localhost:8000", origin="http://localhost:8000", site=None)
    assert refusal(ACCESS, local) is None


@pytest.mark.parametrize(
    ("origin", "site"),
    [
        ("http://other.example", "cross-site"),
        ("http://127.0.0.1:8001", "same-site"),
        ("http://localhost:8000", "same-site"),
        ("https://127.0.0.1:8000", None),
        ("null", None),
        (None, None),
        ("http://127.0.0.1:8000", "cross-site"),
        ("http://127.0.0.1:8000", "none"),
    ],
)
def test_a_page_of_another_origin_may_change_nothing(origin: str | None, site: str | None) -> None:
    """
    A change needs the very origin, cookie or not.
    """
    assert Refusal.ELSEWHERE == refusal(ACCESS, replace(POST, origin=origin, site=site))


def test_each_start_has_secrets_of_its_own() -> None:
    """
    Yesterday's address opens nothing today, and no message shows a secret.
    """
    again = Access(8000)

    secrets = {each for one in (ACCESS, again) for each in (one.token, one.ticket, one.session)}

    assert 6 == len(secrets)
    assert "Access(port=8000)" == repr(again)
