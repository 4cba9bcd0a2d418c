"""The main job needs no network: with every socket refused it gives what it always gives."""

import subprocess
import sys
from pathlib import Path

import pytest

# An audit hook sees whatever Python code does with sockets, in libraries as well.
WITHOUT_SOCKETS = """
import os, sys

def refuse(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"a socket was asked for: {event} {arguments}\\n".encode())
        os._exit(99)

sys.addaudithook(refuse)
from pipeline.cli import main
main(sys.argv[1:])
"""


def offline(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a command that dies at the first socket."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_SOCKETS, *args],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.model
def test_an_article_is_translated_and_exported_without_network(tmp_path: Path) -> None:
    """
    From an empty folder to drafts in both languages, no socket is opened.
    """
    commands = (["init"], ["run"], ["status"], ["packages", "list"], ["export", "--allow-drafts"])

    results = [offline(tmp_path, *command) for command in commands]

    assert [0] * len(commands) == [each.returncode for each in results], results
    for language, words in (("vi", "Chuyến tàu đầu tiên"), ("ru", "Первый поезд")):
        drafted = tmp_path / "build" / "drafts" / language / "first-article.txt"
        assert words in drafted.read_text(encoding="utf-8")
    assert "install --from firefox en-vi en-ru" in results[1].stderr


def test_a_socket_would_have_been_seen(tmp_path: Path) -> None:
    """
    The hook does stop what reaches for the network, so that the test above can fail.
    """
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            WITHOUT_SOCKETS.replace(
                "from pipeline", "import socket; socket.socket()\nfrom pipeline"
            ),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 99 == done.returncode
    assert "a socket was asked for" in done.stderr
