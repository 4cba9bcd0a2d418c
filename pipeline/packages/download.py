"""Fetching files patiently and within limits; the only file that imports requests.

An address is tried again where that may mend it, then the next one is; what came so far is kept
in a part beside the file's place. Every failure is one sentence.
"""

import email.utils
import http
import os
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep, time
from typing import BinaryIO, NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

import requests
from requests import exceptions
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
)

import pipeline
from pipeline.errors import DownloadError, FileError
from pipeline.packages import DownloadOptions
from pipeline.packages.part import Begun, Part, without_password

Progress = Callable[[int, int | None], None]
"""Is told how many bytes have come, and how many there are in all, if that is known."""

_CHUNK = 1 << 16
_MEGABYTE = 1_000_000
_MOST_REDIRECTS = 10
_LEAST_SPEED = 1_000  # bytes a second: slower, an index takes minutes and a package days
_LONGEST_WAIT = 60.0  # seconds between two tries, whatever the server asks for

Result = TypeVar("Result")


class Fetched(NamedTuple):
    """A file that has come: the address that served it (without a password), size, digest."""

    url: str
    size: int
    sha256: str


def _quiet(_so_far: int, _total: int | None) -> None:
    """Show no progress."""


def fetch(
    urls: Sequence[str],
    target: Path,
    options: DownloadOptions,
    *,
    size: int | None = None,
    sha256: str = "",
    progress: Progress = _quiet,
) -> Fetched:
    """Bring a file to `target`, from the first address that serves it whole.

    `urls` are http:, https: and file: URLs or plain paths, tried in turn; `size` in bytes and
    `sha256` are what it must have. A file already at `target` is replaced at the end. Raises
    DownloadError with the reason of each address, FileError where the disk refuses. A second
    fetch of the same target at the same time is refused, since only one can write the part.
    """
    wanted = _Wanted(size, sha256.lower(), options.most, _LARGEST)
    try:
        with Part(target) as part:
            return _first(
                lambda session, url: _bring(session, url, part, wanted, options.timeout, progress),
                urls,
                options,
                target.name,
            )
    except OSError as error:
        raise FileError.of(target, error, "written") from error


_LARGEST = "Raise `largest` in [downloads] of pipeline.toml if it is meant to be so large"


def read(url: str, options: DownloadOptions, *, most: int = 32 * _MEGABYTE) -> bytes:
    """Bring a small document into memory: an index, a list of records.

    `url` is as for `fetch`; more than `most` bytes are refused. Raises DownloadError.
    """
    wanted = _Wanted(None, "", most, "")

    def take(session: _Session, url: str) -> bytes:
        data = bytearray()
        with _opened(session, url, options.timeout, None) as source:
            wanted.look_at_size(source.total)
            for chunk in source.chunks:
                data += chunk
                wanted.look_at_progress(len(data))
        return bytes(data)

    return _first(take, [url], options, url)


class _Failure(Exception):
    """Why an address does not serve a file, as the rest of a sentence; another one may."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint or "Look whether the address is right, or name another one"


class _Broken(_Failure):
    """The same address may serve it yet, after `wait` seconds."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason, "Run the command again later")
        self.wait = wait


class _Wrong(_Failure):
    """What has come is not what it should be, and is thrown away."""


class _Unreachable(_Failure):
    """There is no way to the address at all, as on a machine that is offline."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            reason,
            "Is this machine offline? Name what it reaches with --index, --mirror or "
            "in [downloads] of pipeline.toml, or bring a package as a file: "
            "`pipeline packages install FILE`",
        )


class _Session(requests.Session):
    """Asks as requests does, with the proxies of the environment, but follows no redirect.

    requests would read the whole body of a redirect, and go from https: to http:.
    """

    def __init__(self) -> None:
        super().__init__()
        self.headers["User-Agent"] = f"article-pipeline/{pipeline.__version__}"
        # Packages are packed already; a body packed once more could not be taken up again.
        self.headers["Accept-Encoding"] = "identity"

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Let every redirect be an answer."""


def _first(
    take: Callable[[_Session, str], Result],
    urls: Sequence[str],
    options: DownloadOptions,
    what: str,
) -> Result:
    """Try each address in turn, each of them patiently. Raises DownloadError."""
    failures: list[_Failure] = []
    with _Session() as session:
        for url in urls:
            try:
                return _patiently(take, session, url, options.retries)
            except _Failure as failure:
                failures.append(failure)
    if len(urls) == 1:
        raise DownloadError(
            f"{_shown(urls[0])} cannot be fetched: {failures[0].reason}", failures[0].hint
        )
    reasons = (f"{_shown(url)}: {each.reason}" for url, each in zip(urls, failures, strict=True))
    raise DownloadError(
        f"{_shown(what)} cannot be fetched from any of its {len(urls)} addresses: "
        f"{'; '.join(reasons)}",
        failures[-1].hint,
    )


def _patiently(
    take: Callable[[_Session, str], Result], session: _Session, url: str, retries: int
) -> Result:
    tries = 0
    while True:
        try:
            return take(session, url)
        except _Broken as broken:
            if tries == retries or broken.wait > _LONGEST_WAIT:
                raise
            sleep(max(broken.wait, min(2.0**tries, _LONGEST_WAIT)))
            tries += 1


class _Wanted(NamedTuple):
    """What a file must be like; looking raises _Wrong, or _Broken where more may come."""

    size: int | None
    sha256: str
    most: int
    hint: str

    def look_at_size(self, total: int | None) -> None:
        """Refuse a file by the size that the server promises, before a byte of it is read."""
        if total is None:
            return
        if self.size is not None and total != self.size:
            raise _Wrong(f"it has {total:,} bytes, where {self.size:,} were expected", _ANOTHER)
        if total > self.most:
            raise _Wrong(
                f"it has {total // _MEGABYTE:,} MB, more than the {self.most // _MEGABYTE:,} MB "
                "that are allowed",
                self.hint,
            )

    def look_at_progress(self, so_far: int) -> None:
        """Refuse a file that goes on beyond what it may have."""
        if self.size is not None and so_far > self.size:
            raise _Wrong(f"it has more than the {self.size:,} bytes that were expected", _ANOTHER)
        if so_far > self.most:
            raise _Wrong(
                f"it has more than the {self.most // _MEGABYTE:,} MB that are allowed", self.hint
            )

    def look_at_whole(self, size: int, digest: str) -> None:
        """Refuse a file that is not the one that was asked for."""
        if self.size is not None and size < self.size:
            raise _Broken(f"it ends after {size:,} of {self.size:,} bytes")
        if self.sha256 and digest != self.sha256:
            raise _Wrong(
                f"it has the SHA-256 {digest[:12]}…, where {self.sha256[:12]}… was expected",
                _ANOTHER,
            )


_ANOTHER = "It was thrown away. Ask those who gave the digest whether the file has changed"


def _bring(
    session: _Session,
    url: str,
    part: Part,
    wanted: _Wanted,
    timeout: float,
    progress: Progress,
) -> Fetched:
    """Bring a file from one address into its part, check it, and put it in its place."""
    begun = part.begun(url)
    try:
        with _opened(session, url, timeout, begun) as source:
            wanted.look_at_size(source.total)
            total = wanted.size if source.total is None else source.total
            part.take_up(url, source.start, source.mark)
            progress(part.size, total)
            for data in source.chunks:
                part.write(data)
                wanted.look_at_progress(part.size)
                progress(part.size, total)
        digest = part.digest()
        wanted.look_at_whole(part.size, digest)
    except _Wrong as error:
        if part.begun(url):
            part.forget()
        if begun:
            # The beginning that an earlier try left may be what is wrong.
            raise _Broken(error.reason) from error
        raise
    part.publish()
    return Fetched(without_password(url), part.size, digest)


class _Source(NamedTuple):
    """What an address gives: bytes from `start` on, `total` in all if it says so.

    `mark` is empty where the rest could not be asked for later.
    """

    chunks: Iterator[bytes]
    start: int
    total: int | None
    mark: str


@contextmanager
def _opened(session: _Session, url: str, timeout: float, begun: Begun | None) -> Iterator[_Source]:
    """Open an address that a person or an index has named."""
    scheme = url.partition(":")[0].lower() if "://" in url or url.startswith("file:") else ""
    if scheme in ("http", "https"):
        with closing(_answer(session, url, timeout, begun)) as response:
            yield _remote(response, timeout, begun)
    elif scheme in ("", "file"):
        with _file(url, scheme) as file:
            yield _Source(_file_chunks(file), 0, os.fstat(file.fileno()).st_size, "")
    else:
        raise _Failure("it is no address of the kinds http:, https: and file:")


def _file(url: str, scheme: str) -> BinaryIO:
    try:
        parts = urlsplit(url) if scheme else None
        if parts and parts.netloc not in ("", "localhost"):
            raise _Failure("a file: address leads to a file of this machine: file:///folder/name")
        path = Path(url2pathname(parts.path) if parts else url)
        if not path.is_file():
            raise _Failure("there is no such file")
        return path.open("rb")
    except ValueError as error:
        raise _Failure(_NO_ADDRESS) from error
    except OSError as error:
        raise _Failure(f"it cannot be read: {_lower(error)}") from error


_NO_ADDRESS = "it is no address that can be asked"


def _file_chunks(file: BinaryIO) -> Iterator[bytes]:
    try:
        while data := file.read(_CHUNK):
            yield data
    except OSError as error:
        raise _Failure(f"it cannot be read: {_lower(error)}") from error


def _lower(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _answer(session: _Session, url: str, timeout: float, begun: Begun | None) -> requests.Response:
    """Ask for a file, or for the rest of it, wherever redirects lead."""
    headers = {}
    if begun:
        # One byte is asked for again, since there may be no more, and then there is no answer.
        headers = {"Range": f"bytes={begun.size - 1}-", "If-Range": begun.mark}
    for _ in range(_MOST_REDIRECTS + 1):
        try:
            response = session.get(url, headers=headers, timeout=timeout, stream=True)
        except (OSError, ValueError, HTTPError) as error:
            raise _unanswered(error, url, timeout) from error
        if not response.is_redirect:
            return response
        response.close()
        url = _onward(url, response.headers["Location"])
    raise _Failure(f"it redirects more than {_MOST_REDIRECTS} times")


def _onward(url: str, location: str) -> str:
    """Give the address that a redirect leads to, if it is one to follow."""
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, location))
    except ValueError as error:
        raise _Failure("it redirects to what is no address") from error
    if there.scheme not in ("http", "https"):
        raise _Failure(f"it redirects to a {there.scheme}: address, which is never followed")
    if (here.scheme, there.scheme) == ("https", "http"):
        raise _Failure("it redirects from https: to http:, which is never followed")
    if there.netloc == here.netloc.rpartition("@")[2]:
        there = there._replace(netloc=here.netloc)  # the same server knows the same password
    return there.geturl()


def _remote(response: requests.Response, timeout: float, begun: Begun | None) -> _Source:
    """Look at the head of an answer."""
    status, headers = response.status_code, response.headers
    etag = headers.get("ETag", "")
    # A weak ETag says that two files mean the same, not that their bytes are.
    mark = etag if etag.startswith('"') else headers.get("Last-Modified", "")
    chunks = _chunks(response, timeout)
    if status == http.HTTPStatus.OK:
        packing = headers.get("Content-Encoding", "identity").lower()
        if packing not in _PACKINGS:
            raise _Wrong(_PACKED)
        if packing != "identity":
            return _Source(chunks, 0, None, "")
        return _Source(chunks, 0, _number(headers.get("Content-Length", "")), mark)
    if begun and status == http.HTTPStatus.PARTIAL_CONTENT:
        found = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", headers.get("Content-Range", ""))
        if found and _number(found[1]) == begun.size - 1 and mark == begun.mark:
            return _Source(chunks, begun.size - 1, _number(found[2]), mark)
    if begun and status in (
        http.HTTPStatus.PARTIAL_CONTENT,
        http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    ):
        raise _Wrong("it has changed while it was being fetched")
    raise _refused(status, headers.get("Retry-After", ""))


# urllib3 passes what it does not know through as it is.
_PACKINGS = ("identity", "gzip", "deflate")
_PACKED = "it is packed on the way, in a form that cannot be unpacked"


def _number(text: str) -> int | None:
    # Python refuses to read numbers of thousands of digits.
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


def _refused(status: int, retry_after: str) -> _Failure:
    """Say what a server means that gives no file."""
    reason = f"the server answers {status}"
    with suppress(ValueError):
        reason += f" ({http.HTTPStatus(status).phrase.lower()})"
    if status not in _MENDING and status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
        return _Failure(reason)
    wait = _seconds(retry_after)
    if wait > _LONGEST_WAIT:
        reason += f" and wants to be asked again after {wait:,.0f} s"
    return _Broken(reason, wait)


_MENDING = (
    http.HTTPStatus.REQUEST_TIMEOUT,
    http.HTTPStatus.TOO_EARLY,
    http.HTTPStatus.TOO_MANY_REQUESTS,
)


def _seconds(retry_after: str) -> float:
    """Read how long a server wants to be left alone: seconds, or a date."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        when = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    return max(0.0, when.timestamp() - time())


def _chunks(response: requests.Response, timeout: float) -> Iterator[bytes]:
    """Give what comes as it comes, unpacked; a server that hardly sends anything is given up."""
    since, count = monotonic(), 0
    try:
        # read() would wait for a whole chunk, however slowly its bytes drip.
        while data := response.raw.read1(_CHUNK, decode_content=True):
            yield data
            count += len(data)
            seconds = monotonic() - since
            if seconds > timeout:
                if count < _LEAST_SPEED * seconds:
                    raise _Failure(f"it sends less than {_LEAST_SPEED:,} bytes a second")
                since, count = monotonic(), 0
    except ReadTimeoutError as error:
        raise _Broken(f"it says nothing for {timeout:g} s") from error
    except DecodeError as error:
        raise _Wrong(_PACKED) from error
    except (HTTPError, OSError) as error:
        raise _Broken("the connection broke off") from error


def _unanswered(error: Exception, url: str, timeout: float) -> _Failure:
    """Say why no answer came, in words that hold no part of the address but the host."""
    inner = error.args[0] if error.args else None
    cause = getattr(inner, "reason", inner)
    host = re.sub(r"^.*?//([^/?#]*@)?([^/?#]*).*$", r"\2", url)
    match error:
        case exceptions.ProxyError():
            return _Unreachable(
                "the proxy that HTTP_PROXY or HTTPS_PROXY names does not let it through"
            )
        case exceptions.InvalidProxyURL() | exceptions.InvalidSchema():
            return _Failure("HTTP_PROXY or HTTPS_PROXY names no proxy that can be used", _MEND)
        case exceptions.SSLError():
            return _untrusted(cause)
        case exceptions.ConnectTimeout():
            return _Unreachable(f"{host} does not answer within {timeout:g} s")
        case exceptions.ReadTimeout():
            return _Broken(f"it says nothing for {timeout:g} s")
        case exceptions.ConnectionError() if isinstance(cause, NameResolutionError):
            return _Unreachable(f"there is no way to find out where {host} is")
        case exceptions.ConnectionError() if isinstance(cause, NewConnectionError):
            reason = cause.__cause__
            why = _lower(reason) if isinstance(reason, OSError) else "no connection"
            return _Unreachable(f"{host} cannot be reached: {why}")
        case exceptions.ConnectionError() | exceptions.ChunkedEncodingError():
            return _Broken("the connection broke off")
        case exceptions.RequestException() | ValueError() | HTTPError():
            return _Failure(_NO_ADDRESS)
    # What is left is no RequestException: requests says so that a file is not there.
    return _Failure("the certificates that REQUESTS_CA_BUNDLE names cannot be read", _MEND)


_MEND = "Set the variable right, or unset it"


def _untrusted(cause: object) -> _Failure:
    inner = cause.args[0] if isinstance(cause, HTTPError) and cause.args else cause
    if isinstance(inner, ssl.SSLCertVerificationError):
        return _Failure(
            f"its certificate is not to be trusted: {inner.verify_message.rstrip('.')}",
            "Where a proxy puts its own certificates in, name them with REQUESTS_CA_BUNDLE",
        )
    return _Failure("there is no secure connection to be had: it does not speak TLS as it should")


def _shown(url: str) -> str:
    """Give an address as messages show it: queries are long, and may hold a key."""
    return re.sub(r"^(\w+:[^?#]*)[?#].*", r"\1", without_password(url))
