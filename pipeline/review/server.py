"""The web server: waitress on this machine's own address, which no other machine reaches."""

import contextlib
import errno
import hashlib
import logging
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from pipeline import languages
from pipeline.errors import UsageError
from pipeline.review.access import Access
from pipeline.review.app import LARGEST_BODY, create_app
from pipeline.review.desk import Desk
from pipeline.workflow.project import Project

_HERE = "127.0.0.1"
# Below the ports that systems give out by themselves.
_FIRST, _PORTS = 21_000, 10_000


@dataclass(frozen=True, slots=True)
class Server:
    """A server at work in a thread of its own."""

    access: Access
    thread: threading.Thread

    def wait(self) -> None:
        """Wait until a signal or Ctrl-C raises in here."""
        while self.thread.is_alive():
            # Windows notices Ctrl-C only between two waits.
            self.thread.join(1)


@contextlib.contextmanager
def listening(project: Project, port: int | None = None) -> Iterator[Server]:
    """Answer at a port until the block ends: 0 is any free one, None the project's own.

    A project keeps its port, since what browsers store they store by address: text that was
    not saved yet is there again after a new start. At the end what is being saved is still
    saved. Raises UsageError, also for a project that could not be shown.
    """
    project.sources()
    for code in project.languages(()):
        languages.load(code, project.settings.language_files)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    with _bound(project.settings.root, port) as bound:
        access = Access(bound.getsockname()[1])
        sockets: dict[int, Any] = {}
        server = create_server(
            create_app(Desk(project), access),
            map=sockets,
            sockets=[bound],
            threads=4,
            ident=None,
            expose_tracebacks=False,
            log_socket_errors=False,
            # The application refuses what is too large in words; this is for what is far larger.
            max_request_body_size=2 * LARGEST_BODY,
        )
        assert isinstance(server, BaseWSGIServer)  # noqa: S101 -- what there is for one socket
        # waitress swallows what signals raise in its own loop, so that is not where they come.
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield Server(access, thread)
        finally:
            server.task_dispatcher.shutdown()
            # Its sockets may be closed by the loop only.
            loop: Any = server.trigger
            loop.pull_trigger(lambda: wasyncore.close_all(sockets))
            thread.join(5)


def own_port(root: Path) -> int:
    """Give the port of a project: the same one at each start, and hardly that of another."""
    name = str(root.resolve()).encode(errors="surrogateescape")
    return _FIRST + int.from_bytes(hashlib.blake2b(name, digest_size=4).digest()) % _PORTS


def _bound(root: Path, port: int | None) -> socket.socket:
    if port is not None:
        return _bind(port)
    try:
        return _bind(own_port(root))
    except UsageError:
        return _bind(0)


def _bind(port: int) -> socket.socket:
    bound = socket.socket()
    # Elsewhere the option lets a port be used that has just been left; on Windows it would let
    # two servers share one.
    if os.name == "posix":
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((_HERE, port))
        bound.listen()
    except OSError as error:
        bound.close()
        reason = (
            "another program uses it"
            if error.errno == errno.EADDRINUSE
            else (error.strerror or type(error).__name__).lower()
        )
        raise UsageError(
            f"port {port} cannot be used: {reason}",
            "Name another with --port, or none: then a free one is found",
        ) from error
    return bound
