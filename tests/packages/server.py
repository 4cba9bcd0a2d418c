"""A real HTTP server on 127.0.0.1 that fails in every way a server or a mirror can.

    with Server() as server:
        url = server.serve("/en_vi.argosmodel", Reply(status=500), b"the package")
        server.serve("/old", moved(url))
        ...
        assert ["/en_vi.argosmodel"] == server.asked

A path answers with its replies in turn, and with the last one from then on; what is not served
is 404. `requests` holds what was asked, with its headers. A proxy's requests are answered by
their path too, so a server can stand for the proxy of any host. Within the context no proxy of
the machine comes between.
"""

import contextlib
import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import pytest


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of the server.

    With `etag` or `modified` (an HTTP date) it knows ranges, unless `ranges` is False. `length`
    is promised instead of the true one, or none at all where it is negative; after `cut` bytes
    the connection is closed. With `drip` the server waits so many seconds before each byte, but
    for the first `cut` bytes.
    """

    data: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""
    ranges: bool = True
    length: int | None = None
    cut: int | None = None
    drip: float = 0.0


def moved(to: str, status: int = 302) -> Reply:
    """Send the client elsewhere; a redirect to its own path is a loop."""
    return Reply(status=status, headers={"Location": to})


def packed(size: int) -> Reply:
    """Send a few bytes that unpack to `size` zeros, though nobody asked for packed ones."""
    return Reply(gzip.compress(bytes(size)), headers={"Content-Encoding": "gzip"})


def silent(data: bytes = b"never sent") -> Reply:
    """Promise a body, then say nothing."""
    return Reply(data, drip=3600)


class Request(NamedTuple):
    """What a client has asked for; `target` is the whole URL where it took us for a proxy."""

    target: str
    headers: Message


class Server:
    """Serves on a free port until the end of the `with` block."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.stopping = threading.Event()
        self._replies: dict[str, list[Reply]] = {}
        self._lock = threading.Lock()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._environment = pytest.MonkeyPatch()

    @property
    def root(self) -> str:
        """The URL of the server without a path: `http://127.0.0.1:40123`."""
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [urlsplit(each.target).path for each in self.requests]

    def url(self, path: str) -> str:
        """Give the address of a path, served or not."""
        return self.root + path

    def serve(self, path: str, *replies: Reply | bytes) -> str:
        """Answer requests for `path`; bytes are a plain reply with an ETag. Gives its URL."""
        self._replies[path] = [
            each if isinstance(each, Reply) else Reply(each, etag='"one"') for each in replies
        ]
        return self.url(path)

    def reply(self, request: Request) -> Reply:
        """Note a request and give the reply that is due."""
        with self._lock:
            self.requests.append(request)
            due = self._replies.get(urlsplit(request.target).path, [Reply(status=404)])
            return due.pop(0) if len(due) > 1 else due[0]

    def __enter__(self) -> Self:
        """Start to serve."""
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            self._environment.delenv(name, raising=False)
            self._environment.delenv(name.upper(), raising=False)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, also in the middle of a reply."""
        self.stopping.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        self._environment.undo()


class _Http(ThreadingHTTPServer):
    daemon_threads = False  # so that closing the server waits for them, and nothing is left open
    owner: Server

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def do_GET(self) -> None:
        reply = self.server.owner.reply(Request(self.path, self.headers))
        status, data = self._part(reply)
        self.send_response(status)
        if reply.length is None or reply.length >= 0:
            length = len(data) if reply.length is None else reply.length
            self.send_header("Content-Length", str(length))
        if reply.etag:
            self.send_header("ETag", reply.etag)
        if reply.modified:
            self.send_header("Last-Modified", reply.modified)
        if status == 206:
            start = len(reply.data) - len(data)
            self.send_header(
                "Content-Range", f"bytes {start}-{len(reply.data) - 1}/{len(reply.data)}"
            )
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.close_connection = True
        self.end_headers()
        with contextlib.suppress(OSError):
            for piece in self._pieces(data, reply.cut, reply.drip):
                self.wfile.write(piece)

    def _part(self, reply: Reply) -> tuple[int, bytes]:
        wanted, condition = self.headers["Range"], self.headers["If-Range"]
        known = [each for each in (reply.etag, reply.modified) if each]
        if reply.status != 200 or not wanted or not reply.ranges or condition not in known:
            return reply.status, reply.data
        return 206, reply.data[int(wanted.removeprefix("bytes=").removesuffix("-")) :]

    def _pieces(self, data: bytes, cut: int | None, drip: float) -> Iterator[bytes]:
        if not drip:
            yield data[:cut]
            return
        at = cut or 0
        yield data[:at]
        for byte in data[at:]:
            if self.server.owner.stopping.wait(drip):
                return
            yield bytes([byte])

    def log_request(self, *_: object) -> None:
        """Keep the tests' output free of requests."""

    def log_error(self, *_: object) -> None:
        """Keep it free of those that are none, too."""
