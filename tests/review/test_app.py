"""The application: its guards, its headers, its errors."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import CatalogueBroken, UsageError
from pipeline.review.access import Access
from tests.review.conftest import Visitor

Answer = Callable[[], str]
Door = Callable[[Answer], Visitor]


@pytest.fixture
def door(stranger: Visitor, access: Access) -> Door:
    """Put a page of the test's own at /door, and let a client in."""

    def open_door(answer: Answer) -> Visitor:
        stranger.application.add_url_rule("/door", "door", answer, methods=["GET", "POST"])
        stranger.get("/", query_string={"token": access.token})
        return stranger

    return open_door


def greet() -> str:
    """Answer what was brought."""
    from flask import request

    return str(request.get_json()["segment"]) if request.method == "POST" else "Hello"


def test_the_token_becomes_a_cookie_that_scripts_cannot_read(
    stranger: Visitor, access: Access
) -> None:
    """
    It is another secret, goes with no request of another site, and leaves the address clean.
    """
    answer = stranger.get("/", query_string={"token": access.token})

    assert (302, "/") == (answer.status_code, answer.headers["Location"])
    cookie = f"pipeline-review-8000={access.session}; HttpOnly; Path=/; SameSite=Strict"
    assert cookie == answer.headers["Set-Cookie"]
    assert access.token not in answer.text


def test_the_ticket_lets_in_once(stranger: Visitor, access: Access) -> None:
    """
    It stands on the browser's command line, where other users of the machine can read it.
    """
    first, second = (stranger.get("/", query_string={"token": access.ticket}) for _ in range(2))

    assert [302, 403] == [first.status_code, second.status_code]


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/effort", "/no/such/page", "/?token="])
def test_a_stranger_reads_one_sentence(stranger: Visitor, path: str) -> None:
    """
    It names neither the project nor what there is.
    """
    answer = stranger.get(path)

    assert 403 == answer.status_code
    assert "Open the address that `pipeline review` has printed." in answer.text
    assert "newsroom" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_page_that_says_no_has_its_styles(stranger: Visitor) -> None:
    """
    What is the same in every project is open, under this host's name only.
    """
    assert 200 == stranger.get("/static/review.css").status_code
    assert 403 == stranger.get("/static/review.css", base_url="http://evil:8000").status_code


def test_a_token_of_another_site_is_not_taken(stranger: Visitor, access: Access) -> None:
    """
    A website that knows the address cannot open a session in the person's browser.
    """
    answer = stranger.get(
        "/", query_string={"token": access.token}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert 403 == answer.status_code
    assert "Set-Cookie" not in answer.headers


def test_a_change_from_another_site_is_refused_as_json(door: Door) -> None:
    """
    Even with the cookie.
    """
    answer = door(greet).post(
        "/door", json={"segment": "x"}, headers={"Origin": "http://evil.example"}
    )

    assert 403 == answer.status_code
    assert answer.json is not None
    assert "Another website has sent this request; nothing was done." == answer.json["message"]


def test_a_change_comes_as_json(door: Door) -> None:
    """
    A form, which any site can send, changes nothing.
    """
    client = door(greet)

    assert "Xin chào" == client.post("/door", json={"segment": "Xin chào"}).text
    for body in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = client.post("/door", data='{"segment": "x"}', content_type=body)
        assert 415 == answer.status_code
        assert answer.json is not None
        assert "Changes come as JSON. Nothing was saved." == answer.json["message"]


@pytest.mark.parametrize("body", ["", "{", "\udcff", "[1"])
def test_broken_json_is_refused(door: Door, body: str) -> None:
    """
    As a mistake of who sent it.
    """
    data = body.encode("utf-8", "surrogateescape")
    answer = door(greet).post("/door", data=data, content_type="application/json")

    assert 400 == answer.status_code
    assert answer.json is not None
    assert answer.json["message"]


def test_a_segment_of_a_megabyte_fits_and_a_flood_does_not(
    door: Door,
) -> None:
    """
    Eight megabytes are the limit of one request.
    """
    client = door(greet)

    assert 10**6 == len(client.post("/door", json={"segment": "ж" * 10**6}).text)
    answer = client.post("/door", json={"segment": "a" * 9_000_000})
    assert 413 == answer.status_code
    assert answer.json is not None
    assert "One request may bring 8 MB. Nothing was saved." == answer.json["message"]


@pytest.mark.parametrize("path", ["/door", "/nowhere", "/static/review.css", "/static/none.css"])
def test_every_answer_carries_the_headers(door: Door, path: str) -> None:
    """
    Nothing runs that is not ours, nothing is embedded, kept or told to others.
    """
    headers = door(greet).get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "nosniff" == headers["X-Content-Type-Options"]
    assert "no-referrer" == headers["Referrer-Policy"]
    assert "same-origin" == headers["Cross-Origin-Opener-Policy"]
    assert "same-origin" == headers["Cross-Origin-Resource-Policy"]
    is_there = path == "/static/review.css"
    assert ("no-cache" if is_there else "no-store") in headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..%5capp.py",
        "/static/%00",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "//etc/passwd",
        "/%00",
        "/article/vi/../../../../pipeline.toml",
        "/article/vi/..%2f..%2fpipeline",
        "/article/vi/%2fetc%2fpasswd",
        "/article/vi/bridge%00",
        "/article/%2e%2e/bridge",
        "/article/de/bridge",
        "/beside/vi/..%2fbridge?segment=0",
        "/preview/vi/..%2f..%2fpipeline",
    ],
)
def test_tricks_with_paths_lead_nowhere(client: Visitor, path: str) -> None:
    """
    There is what the lists of the project have, and nothing else.
    """
    answer = client.get(path)

    assert 404 == answer.status_code
    assert "languages =" not in answer.text
    assert "root:" not in answer.text


def test_an_error_becomes_a_page_with_its_hint(door: Door) -> None:
    """
    What the address names and the project has not is missing.
    """

    def refuse() -> str:
        raise UsageError("'<b>' is no language of this project", "There are: vi, ru")

    answer = door(refuse).get("/door")

    assert 404 == answer.status_code
    assert "&#39;&lt;b&gt;&#39; is no language of this project</p>" in answer.text
    assert "There are: vi, ru" in answer.text


def test_an_error_becomes_json_for_the_script(door: Door) -> None:
    """
    For a change, and for whatever a page fetches.
    """

    def refuse() -> str:
        raise CatalogueBroken(Path("locales/vi.po"), 3, "this is no PO")

    client = door(refuse)
    changed = client.post("/door", json={})
    fetched = client.get("/door", headers={"Sec-Fetch-Dest": "empty"})

    assert 500 == changed.status_code == fetched.status_code
    assert changed.json == fetched.json
    assert changed.json is not None
    assert "locales/vi.po:3: this is no PO" == changed.json["message"]


def test_a_defect_shows_no_traceback(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    """
    That goes to the terminal, without what was asked for behind the path.
    """

    def fail() -> str:
        raise ZeroDivisionError

    client = door(fail)
    client.application.testing = False
    with caplog.at_level(logging.ERROR):
        answer = client.get("/door?token=secret")

    assert 500 == answer.status_code
    assert "This is a defect of the program" in answer.text
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError" in caplog.text
    assert "secret" not in caplog.text


def test_a_wrong_method_is_no_defect(client: Visitor) -> None:
    """
    It is refused as such.
    """
    assert 405 == client.post("/static/review.css", json={}).status_code
    assert 403 == client.delete("/static/review.css").status_code
