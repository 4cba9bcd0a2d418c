"""`pipeline review`, as a process of its own and in this one."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from pipeline.review import server
from tests.cli.conftest import Newsroom, environment
from tests.review import project


def start(root: Path, *args: str, **more: str) -> subprocess.Popen[str]:
    """Start the server; there is no screen but that of `more`."""
    clean = {
        name: value
        for name, value in environment(**more).items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY") and (name != "BROWSER" or "BROWSER" in more)
    }
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "review", "--project", str(root), *args],
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("number", "code", "last"),
    [
        (signal.SIGINT, 0, "Ended. What was saved is in the catalogues.\n"),
        (
            signal.SIGTERM,
            143,
            "\nStopped. What was finished is kept; the same command goes on from there.\n",
        ),
    ],
    ids=["Ctrl-C", "SIGTERM"],
)
def test_a_signal_ends_the_server(newsroom: Newsroom, number: int, code: int, last: str) -> None:
    """
    The address is the result, all else is talk; neither talk nor end betrays the token.
    """
    running = start(newsroom.root, "--port", "0", "--no-browser")
    assert running.stdout is not None
    address = running.stdout.readline().strip()
    origin, _, token = address.partition("/?token=")
    with requests.Session() as browser:
        browser.get(address)
        browser.get(f"{origin}/nowhere?token={token}")
        browser.get(f"{origin}/?token={token}x")
    running.send_signal(number)
    out, err = running.communicate(timeout=10)

    assert code == running.returncode
    assert "" == out
    assert f"Ctrl-C ends it.\n{last}" == err
    with pytest.raises(requests.ConnectionError):
        requests.get(origin, timeout=5)


def test_the_browser_is_opened_when_it_will_be_answered(newsroom: Newsroom) -> None:
    """
    Whatever the person's browser is, what it asks for first is there.
    """
    seen = newsroom.root / "seen"
    browser = newsroom.root / "browser.py"
    browser.write_text(
        "import sys, urllib.request, pathlib\n"
        "asked = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())\n"
        f"pathlib.Path({str(seen)!r}).write_text(str(asked.open(sys.argv[1]).status))\n"
    )

    running = start(newsroom.root, "--port", "0", BROWSER=f"{sys.executable} {browser} %s")
    for _ in range(100):
        if seen.exists() and seen.read_text():
            break
        time.sleep(0.05)
    running.terminate()
    running.communicate(timeout=10)

    assert "200" == seen.read_text()


@pytest.mark.parametrize(
    ("variable", "args", "opened"),
    [
        ("DISPLAY", (), 1),
        ("WAYLAND_DISPLAY", (), 1),
        ("DISPLAY", ("--no-browser",), 0),
        ("", (), 0),
    ],
)
def test_without_a_screen_no_browser_takes_the_terminal(
    newsroom: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    args: tuple[str, ...],
    opened: int,
) -> None:
    """
    Over ssh the address is printed, and nothing opened; nor where that was asked for. What is
    opened is another address than the one that is printed.
    """
    seen: list[str] = []

    def wait(_: server.Server) -> None:
        raise KeyboardInterrupt

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, ":0")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("webbrowser.open", seen.append)
    monkeypatch.setattr(server.Server, "wait", wait)

    result = newsroom("review", "--port", "0", *args)

    assert 0 == result.code
    assert opened == len(seen)
    assert result.out.strip() not in seen


def test_a_port_that_is_taken_is_one_sentence(newsroom: Newsroom) -> None:
    """
    With what to do.
    """
    with project.serving(newsroom.root) as other:
        result = newsroom("review", "--no-browser", "--port", str(other.port))

    assert (2, "") == (result.code, result.out)
    assert f"port {other.port} cannot be used: another program uses it\n" in result.err
    assert "Name another with --port, or none: then a free one is found." in result.err


def test_a_port_that_there_is_none_of_is_refused(newsroom: Newsroom) -> None:
    """
    By the command line.
    """
    assert 2 == newsroom("review", "--port", "65536").code


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "pipeline.toml names no language"),
        ('languages = ["vi", "es"]', "there is no language file for “es”"),
        ("languages = [", "pipeline.toml:1: this is not TOML"),
        ('languages = ["vi"]\n[review]\nrecord = "all"\n', "pipeline.toml:3: review.record:"),
        ('languages = ["vi"]\n[folders]\narticles = "gone"\n', "there is no folder gone"),
    ],
)
def test_a_project_that_cannot_be_shown_is_not_served(
    newsroom: Newsroom, settings: str, said: str
) -> None:
    """
    What is wrong is said in the terminal, before a browser opens.
    """
    (newsroom.root / "pipeline.toml").write_text(settings)

    result = newsroom("review", "--no-browser")

    assert 2 == result.code
    assert said in result.err


def test_the_server_is_not_imported_by_others() -> None:
    """
    The help of all commands, and that of this one, load no web server.
    """
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    print('flask' in sys.modules, 'waitress' in sys.modules)"
    )
    for args in (["--help"], ["review", "--help"], ["status", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *args],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.endswith("False False\n")


def test_the_project_keeps_its_port(newsroom: Newsroom) -> None:
    """
    Without --port, so that the browser finds what it has kept.
    """
    running = start(newsroom.root, "--no-browser")
    assert running.stdout is not None
    address = running.stdout.readline()
    running.terminate()
    running.communicate(timeout=10)

    assert address.startswith(f"http://127.0.0.1:{server.own_port(newsroom.root)}/?token=")
