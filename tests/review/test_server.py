"""The server, as programs of this machine reach it."""

import http.client
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from flask import Flask

from pipeline.errors import UsageError
from pipeline.review import server
from pipeline.review.access import Access
from pipeline.review.app import create_app
from pipeline.review.desk import Desk
from tests.review import project


def raw(access: Access, request: str) -> str:
    """Send bytes that no browser would, and give all that comes back."""
    with socket.create_connection(("127.0.0.1", access.port), timeout=5) as line:
        line.sendall(request.encode("latin-1"))
        parts = []
        while part := line.recv(65536):
            parts.append(part)
    return b"".join(parts).decode("utf-8", "replace")


def test_a_browser_comes_in_and_stays_in(live: Access) -> None:
    """
    With the token once, then with the cookie.
    """
    with requests.Session() as browser:
        assert [302] == [step.status_code for step in browser.get(live.url).history]
        assert 403 != browser.get(f"{live.origin}/").status_code
        assert 404 == browser.get(f"{live.origin}/nowhere").status_code
    assert 403 == requests.get(f"{live.origin}/", timeout=5).status_code


@pytest.mark.parametrize(
    "hosts",
    [
        ["rebound.example:{port}"],
        ["127.0.0.1"],
        [],
        ["127.0.0.1:{port}", "rebound.example"],
        ["evil@127.0.0.1:{port}"],
        ["<script>"],
        ["\xff"],
    ],
)
def test_a_host_of_another_name_is_refused(live: Access, hosts: list[str]) -> None:
    """
    Also with the right cookie, as DNS rebinding would have it.
    """
    lines = "".join(f"Host: {host.format(port=live.port)}\r\n" for host in hosts)
    cookie = f"Cookie: {live.cookie}={live.session}\r\n"

    answer = raw(live, f"GET / HTTP/1.1\r\n{lines}{cookie}Connection: close\r\n\r\n")

    assert answer.startswith(("HTTP/1.1 403", "HTTP/1.1 400"))
    assert "newsroom" not in answer
    assert "Traceback" not in answer


@pytest.mark.parametrize(
    "target",
    [
        "/../../pipeline.toml",
        "/static/../../app.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/article/vi/..%2f..%2f..%2fpipeline",
        "/article/vi/%00",
        "http://rebound.example/pipeline.toml",
        "//rebound.example/pipeline.toml",
        "/static//etc/passwd",
    ],
)
def test_tricks_with_paths_lead_nowhere(live: Access, target: str) -> None:
    """
    As they come over the wire, which no client has tidied.
    """
    answer = raw(
        live,
        f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\n"
        f"Cookie: {live.cookie}={live.session}\r\nConnection: close\r\n\r\n",
    )

    assert answer.startswith("HTTP/1.1 404")
    assert "languages =" not in answer


def test_the_server_does_not_name_itself(live: Access) -> None:
    """
    Nor does it say what it is made of.
    """
    assert "Server" not in requests.get(live.origin, timeout=5).headers


def test_it_is_reached_by_its_own_address_only(live: Access) -> None:
    """
    127.0.0.2 is this machine as well, and nobody listens there.
    """
    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection("127.0.0.2", live.port, timeout=5).connect()


def test_two_servers_work_on_one_project(root: Path) -> None:
    """
    Each lets in whoever has its own address, and one browser may have both.
    """
    with project.serving(root) as one, project.serving(root) as other, requests.Session() as both:
        both.get(one.url)
        both.get(other.url)

        assert one.port != other.port
        assert 404 == both.get(f"{one.origin}/nowhere").status_code
        assert 404 == both.get(f"{other.origin}/nowhere").status_code
        crossed = requests.get(other.origin, cookies={other.cookie: one.session}, timeout=5)
        assert 403 == crossed.status_code


def test_what_is_being_saved_at_the_end_is_saved(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Ctrl-C waits for the requests that are being answered, and for no others.
    """
    begun = threading.Event()

    def slow() -> str:
        begun.set()
        time.sleep(0.3)
        return "saved"

    def create(desk: Desk, access: Access) -> Flask:
        app = create_app(desk, access)
        app.add_url_rule("/slow", "slow", slow)
        return app

    monkeypatch.setattr(server, "create_app", create)
    with requests.Session() as browser, ThreadPoolExecutor(1) as hands:
        with project.serving(root) as access:
            browser.get(access.url)
            answer = hands.submit(browser.get, f"{access.origin}/slow")
            begun.wait(5)
        assert "saved" == answer.result().text


def test_settings_that_break_meanwhile_are_those_of_the_next_start(
    live: Access, root: Path
) -> None:
    """
    What the server was started with goes on.
    """
    (root / "pipeline.toml").write_text("languages = [")

    with requests.Session() as browser:
        browser.get(live.url)
        for path in ("/", "/article/vi/bridge", "/article/ru/markets/flowers"):
            assert 200 == browser.get(f"{live.origin}{path}").status_code


def test_a_file_may_have_any_name(live: Access, root: Path) -> None:
    """
    What is sent before the file itself knows few letters.
    """
    folder = root / "source_texts"
    (folder / "weather.txt").rename(folder / 'bão "số 1".txt')

    with requests.Session() as browser:
        browser.get(live.url)
        answer = browser.get(f"{live.origin}/export/vi/bão %22số 1%22")

    assert 200 == answer.status_code
    assert (
        "filename*=UTF-8''b%C3%A3o%20%22s%E1%BB%91%201%22" in answer.headers["Content-Disposition"]
    )


def test_a_project_keeps_its_port(root: Path) -> None:
    """
    Unless that is taken; then any other will do.
    """
    own = server.own_port(root)

    with server.listening(project.opened(root)) as first:
        assert own == first.access.port
        with server.listening(project.opened(root)) as second:
            assert own != second.access.port
    with server.listening(project.opened(root)) as again:
        assert own == again.access.port


def test_a_port_that_is_taken_is_refused(root: Path, live: Access) -> None:
    """
    Where it was asked for by number.
    """
    with pytest.raises(UsageError, match=f"port {live.port} cannot be used: another program"):
        server.listening(project.opened(root), live.port).__enter__()


def test_a_request_too_large_for_anyone_is_cut_off(live: Access) -> None:
    """
    Long before memory is full.
    """
    answer = raw(
        live,
        f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\nContent-Length: 99999999999\r\n\r\n",
    )

    assert answer.startswith("HTTP/1.1 413")
