import hashlib
import os
import signal
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from urllib3.exceptions import MaxRetryError, SSLError

from pipeline.errors import DownloadError, FileError
from pipeline.packages import DownloadOptions, download
from pipeline.packages.download import Fetched, fetch, read
from tests.packages.server import Reply, Server, moved, packed, silent

DATA = bytes(range(256)) * 1000
DIGEST = hashlib.sha256(DATA).hexdigest()
OPTIONS = DownloadOptions(retries=2)
ONCE = DownloadOptions(retries=0)
HASTY = DownloadOptions(timeout=0.3, retries=0)
NEW = DATA[::-1]


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """
    The seconds that were waited between tries, which no test spends.
    """
    seconds: list[float] = []
    monkeypatch.setattr(download, "sleep", seconds.append)
    return seconds


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """
    Where the file is to go, in a folder of its own.
    """
    return tmp_path / "en_xx.argosmodel"


def names(target: Path) -> set[str]:
    """
    What lies in the folder of a target.
    """
    return {path.name for path in target.parent.iterdir()}


def refused(target: Path, *urls: str, options: DownloadOptions = ONCE, **wanted: Any) -> str:
    """
    The message of a fetch that fails and leaves nothing behind, not even a part.
    """
    before = names(target)
    with pytest.raises(DownloadError) as caught:
        fetch(urls, target, options, **wanted)
    assert before == names(target)
    assert caught.value.hint
    return caught.value.message


def breaks_off(server: Server, target: Path, url: str) -> None:
    """
    Leave the first 100,000 bytes of a file behind, as a run does that broke off.
    """
    server.serve("/x", Reply(DATA, etag='"one"', cut=100_000))
    with pytest.raises(DownloadError):
        fetch([url], target, ONCE)
    assert names(target) == {"en_xx.argosmodel.part", "en_xx.argosmodel.part.json"}
    server.requests.clear()


def ranges(server: Server) -> list[str | None]:
    """
    The ranges that were asked for, request by request.
    """
    return [each.headers["Range"] for each in server.requests]


def test_a_file_comes_whole(target: Path) -> None:
    """
    A file that is as it should be comes to its place, with nothing beside it.
    """
    with Server() as server:
        url = server.serve("/x", DATA)

        assert Fetched(url, len(DATA), DIGEST) == fetch(
            [url], target, OPTIONS, size=len(DATA), sha256=DIGEST.upper()
        )
    assert DATA == target.read_bytes()
    assert {target.name} == names(target)


def test_an_older_file_is_replaced(target: Path) -> None:
    """
    What was in the place before gives way to what has come.
    """
    target.write_bytes(b"old")
    with Server() as server:
        fetch([server.serve("/x", DATA)], target, OPTIONS)

    assert DATA == target.read_bytes()


def test_an_older_file_stays_until_the_new_one_is_checked(target: Path) -> None:
    """
    A fetch that fails leaves the file that was there before.
    """
    target.write_bytes(b"old")
    with Server() as server:
        refused(target, server.serve("/x", DATA), sha256="0" * 64)

    assert target.read_bytes() == b"old"


def test_progress_is_told(target: Path) -> None:
    """
    Progress goes from nothing to the size that the server has named.
    """
    told: list[tuple[int, int | None]] = []
    with Server() as server:
        fetch([server.serve("/x", DATA)], target, OPTIONS, progress=lambda *at: told.append(at))

    assert (0, len(DATA)) == told[0]
    assert (len(DATA), len(DATA)) == told[-1]
    assert told == sorted(told)


def test_progress_knows_the_size_that_was_asked_for(target: Path) -> None:
    """
    Where the server names no size, the expected one is told.
    """
    told: list[int | None] = []
    with Server() as server:
        url = server.serve("/x", Reply(DATA, length=-1))
        fetch([url], target, OPTIONS, size=len(DATA), progress=lambda _, all_: told.append(all_))

    assert {len(DATA)} == set(told)


def test_no_packing_on_the_way_is_asked_for(target: Path) -> None:
    """
    The server is asked to send the file as it is, and told who asks.
    """
    with Server() as server:
        fetch([server.serve("/x", DATA)], target, OPTIONS)

    headers = server.requests[0].headers
    assert headers["Accept-Encoding"] == "identity"
    assert headers["User-Agent"].startswith("article-pipeline/")


def test_a_file_that_is_packed_on_the_way_is_unpacked(target: Path) -> None:
    """
    A server that packs a file all the same is understood.
    """
    with Server() as server:
        fetch([server.serve("/x", packed(100_000))], target, OPTIONS)

    assert bytes(100_000) == target.read_bytes()


def test_a_file_in_chunks_comes_whole(target: Path) -> None:
    """
    A body in chunks of their own lengths is put together.
    """
    chunked = Reply(
        b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
        length=-1,
        headers={"Transfer-Encoding": "chunked"},
    )
    with Server() as server:
        fetch([server.serve("/x", chunked)], target, OPTIONS)

    assert target.read_bytes() == b"hello world"


# What may mend


def test_a_server_in_trouble_is_asked_again(target: Path, waits: list[float]) -> None:
    """
    After a 500 the file is asked for again, a second later, then two.
    """
    with Server() as server:
        fetch([server.serve("/x", Reply(status=500), Reply(status=503), DATA)], target, OPTIONS)

    assert DATA == target.read_bytes()
    assert [1.0, 2.0] == waits


def test_patience_ends(target: Path) -> None:
    """
    After the retries that the options allow the server's answer is told.
    """
    with Server() as server:
        url = server.serve("/x", Reply(status=500))
        with pytest.raises(DownloadError, match=r"answers 500 \(internal server error\)"):
            fetch([url], target, OPTIONS)

    assert ["/x"] * 3 == server.asked


def test_what_will_not_mend_is_not_asked_again(target: Path) -> None:
    """
    A 404 and a 403 are told at once.
    """
    with Server() as server:
        with pytest.raises(DownloadError, match=r"answers 404 \(not found\)"):
            fetch([server.url("/none")], target, OPTIONS)
        with pytest.raises(DownloadError, match=r"answers 403 \(forbidden\)"):
            fetch([server.serve("/mine", Reply(status=403))], target, OPTIONS)

    assert ["/none", "/mine"] == server.asked
    assert set() == names(target)


def test_a_status_without_a_name_is_told(target: Path) -> None:
    """
    An answer with a number that nobody has defined is an answer too.
    """
    with Server() as server:
        assert "answers 299" in refused(target, server.serve("/x", Reply(status=299)))


def test_a_server_says_when_to_come_back(target: Path, waits: list[float]) -> None:
    """
    Retry-After is followed, in both its forms.
    """
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    with Server() as server:
        for after in ("7", date):
            busy = Reply(status=429, headers={"Retry-After": after})
            fetch([server.serve("/x", busy, DATA)], target, OPTIONS)

    seconds, until = waits
    assert 7 == seconds
    assert 20 < until <= 30


@pytest.mark.parametrize("after", ["soon", "", "Thu, 01 Jan 1998 00:00:00 GMT"])
def test_a_time_that_makes_no_sense_is_passed_over(
    target: Path, waits: list[float], after: str
) -> None:
    """
    Without a usable Retry-After the own measure counts.
    """
    with Server() as server:
        busy = Reply(status=503, headers={"Retry-After": after})
        fetch([server.serve("/x", busy, DATA)], target, OPTIONS)

    assert [1.0] == waits


def test_nobody_waits_for_an_hour(target: Path, waits: list[float]) -> None:
    """
    A server that wants too much patience is given up, and its wish told.
    """
    with Server() as server:
        url = server.serve("/x", Reply(status=503, headers={"Retry-After": "3600"}), DATA)
        with pytest.raises(DownloadError, match="wants to be asked again after 3,600 s"):
            fetch([url], target, OPTIONS)

    assert [] == waits


def test_a_body_cut_short_is_asked_for_again(target: Path) -> None:
    """
    A connection that breaks in the middle is taken up, and the rest alone is asked for.
    """
    with Server() as server:
        url = server.serve("/x", Reply(DATA, etag='"one"', cut=100_000), DATA)
        fetch([url], target, OPTIONS, sha256=DIGEST)

    assert [None, "bytes=99999-"] == ranges(server)


def test_a_body_cut_short_without_a_length_is_asked_for_again(target: Path) -> None:
    """
    Where the server promises no length, the expected size tells a broken body.
    """
    with Server() as server:
        url = server.serve("/x", Reply(DATA, length=-1, cut=100), DATA)
        fetch([url], target, OPTIONS, size=len(DATA))

    assert DATA == target.read_bytes()


def test_a_body_that_stays_short_is_refused(target: Path) -> None:
    """
    A file that ends too early each time is told with both sizes.
    """
    with Server() as server:
        url = server.serve("/x", Reply(b"short", length=-1))

        assert "ends after 5 of 1,000 bytes" in refused(target, url, size=1_000)


def test_chunks_cut_short_are_refused(target: Path) -> None:
    """
    A body in chunks without its last one has broken off.
    """
    chunked = Reply(b"5\r\nhello\r\n", length=-1, headers={"Transfer-Encoding": "chunked"})
    with Server() as server:
        assert "the connection broke off" in refused(target, server.serve("/x", chunked))


def test_a_silent_server_is_given_up(target: Path) -> None:
    """
    A server that promises a body and says nothing is told as such.
    """
    with Server() as server:
        message = refused(target, server.serve("/x", silent()), options=HASTY)

    assert "says nothing for 0.3 s" in message


def test_a_dripping_server_is_given_up(target: Path, waits: list[float]) -> None:
    """
    A server that keeps the connection alive byte by byte is given up, without a second try.
    """
    with Server() as server:
        url = server.serve("/x", Reply(DATA, drip=0.01))
        with pytest.raises(DownloadError, match="sends less than 1,000 bytes a second"):
            fetch([url], target, DownloadOptions(timeout=0.3))

    assert [] == waits


def test_a_slow_server_is_borne(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A fetch may take longer than the timeout as long as enough comes.
    """
    monkeypatch.setattr(download, "_LEAST_SPEED", 10)
    with Server() as server:
        url = server.serve("/x", Reply(DATA[:60], drip=0.01))
        fetch([url], target, DownloadOptions(timeout=0.3))

    assert DATA[:60] == target.read_bytes()


# Going on where a fetch broke off


def test_a_later_run_goes_on(target: Path) -> None:
    """
    What a run left is completed by the next one.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        server.serve("/x", DATA)

        assert Fetched(url, len(DATA), DIGEST) == fetch([url], target, OPTIONS)
    assert ["bytes=99999-"] == ranges(server)
    assert '"one"' == server.requests[0].headers["If-Range"]
    assert {target.name} == names(target)


def test_progress_goes_on(target: Path) -> None:
    """
    A fetch that goes on tells what is there already.
    """
    told: list[tuple[int, int | None]] = []
    with Server() as server:
        breaks_off(server, target, server.url("/x"))
        url = server.serve("/x", DATA)
        fetch([url], target, OPTIONS, progress=lambda *at: told.append(at))

    assert (99_999, len(DATA)) == told[0]


def test_a_run_goes_on_after_a_kill(target: Path) -> None:
    """
    A run that was killed leaves what it had, and its lock does not hold.
    """
    program = (
        "import sys, pathlib\n"
        "from pipeline.packages import DownloadOptions, download\n"
        "download.fetch([sys.argv[1]], pathlib.Path(sys.argv[2]), DownloadOptions())\n"
    )
    part = target.with_name(target.name + ".part")
    with Server() as server:
        url = server.serve("/x", Reply(DATA, etag='"one"', cut=200_000, drip=3600), DATA)
        with subprocess.Popen([sys.executable, "-c", program, url, str(target)]) as run:
            until = time.monotonic() + 20
            while not (part.exists() and part.stat().st_size > 100_000):
                assert time.monotonic() < until, "nothing came"
                time.sleep(0.01)
            run.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        size = part.stat().st_size
        fetch([url], target, OPTIONS, sha256=DIGEST)

    assert [None, f"bytes={size - 1}-"] == ranges(server)


def test_a_complete_part_needs_one_byte(target: Path) -> None:
    """
    A run that ended between the last byte and the check is completed, too.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        target.with_name(target.name + ".part").write_bytes(DATA)
        server.serve("/x", DATA)
        fetch([url], target, OPTIONS, sha256=DIGEST)

    assert [f"bytes={len(DATA) - 1}-"] == ranges(server)


def test_a_changed_file_starts_over(target: Path) -> None:
    """
    A file that has changed since is not patched up from two halves.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        server.serve("/x", Reply(NEW, etag='"two"'))
        fetch([url], target, ONCE)

    assert NEW == target.read_bytes()


def test_a_changed_file_starts_over_if_the_server_hides_it(target: Path) -> None:
    """
    A server that ignores If-Range is found out by the ETag of its answer.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        rest = Reply(
            NEW[99_999:],
            206,
            {"Content-Range": f"bytes 99999-{len(NEW) - 1}/{len(NEW)}"},
            etag='"two"',
        )
        server.serve("/x", rest, Reply(NEW, etag='"two"'))
        fetch([url], target, OPTIONS)

    assert NEW == target.read_bytes()
    assert ["bytes=99999-", None] == ranges(server)


@pytest.mark.parametrize("place", ["bytes 5-9/10", "bytes */10", "nonsense", ""])
def test_another_part_than_was_asked_for_starts_over(target: Path, place: str) -> None:
    """
    An answer that goes on from elsewhere is not stuck behind what is there.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        rest = Reply(b"other", 206, {"Content-Range": place} if place else {}, etag='"one"')
        server.serve("/x", rest, DATA)
        fetch([url], target, OPTIONS, sha256=DIGEST)

    assert DATA == target.read_bytes()


def test_a_file_that_has_become_shorter_starts_over(target: Path) -> None:
    """
    A server that has no such part any more is asked for the whole.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        server.serve("/x", Reply(status=416), b"short")
        fetch([url], target, OPTIONS)

    assert target.read_bytes() == b"short"


def test_a_server_without_ranges_starts_over(target: Path) -> None:
    """
    A server that sends the whole file again is taken at its word.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        server.serve("/x", Reply(DATA, etag='"one"', ranges=False))
        fetch([url], target, ONCE, sha256=DIGEST)

    assert DATA == target.read_bytes()


def test_a_date_serves_where_there_is_no_etag(target: Path) -> None:
    """
    Last-Modified tells whether a file has changed, if nothing better does.
    """
    date = "Thu, 01 Oct 2026 10:00:00 GMT"
    with Server() as server:
        weak = Reply(DATA, etag='W/"one"', modified=date, cut=100_000)
        fetch([server.serve("/x", weak, Reply(DATA, modified=date))], target, OPTIONS)

    assert ["bytes=99999-"] == ranges(server)[1:]
    assert date == server.requests[1].headers["If-Range"]


def test_nothing_stays_that_could_not_be_gone_on_with(target: Path) -> None:
    """
    Where the server gives no mark of a file's state, its beginning is thrown away.
    """
    with Server() as server:
        refused(target, server.serve("/x", Reply(DATA, cut=100_000)))


def test_a_packed_body_is_not_gone_on_with(target: Path) -> None:
    """
    What is there of an unpacked file says nothing of the place in the packed one.
    """
    body = packed(1_000_000)
    with Server() as server:
        refused(
            target,
            server.serve("/x", Reply(body.data, headers=body.headers, etag='"one"', cut=500)),
        )


def test_a_wrong_beginning_is_thrown_away(target: Path) -> None:
    """
    Where beginning and rest do not fit the digest, the file is fetched afresh once.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        target.with_name(target.name + ".part").write_bytes(b"rotten" * 10_000)
        server.serve("/x", DATA)
        fetch([url], target, OPTIONS, sha256=DIGEST)

    assert ["bytes=59999-", None] == ranges(server)


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b"{}", b'{"url": 1, "mark": 2}', b"\xff"])
def test_a_broken_note_is_no_note(target: Path, note: bytes) -> None:
    """
    A note that cannot be understood lets the fetch start over.
    """
    with Server() as server:
        url = server.url("/x")
        breaks_off(server, target, url)
        target.with_name(target.name + ".part.json").write_bytes(note)
        server.serve("/x", DATA)
        fetch([url], target, ONCE)

    assert [None] == ranges(server)


# Mirrors


def test_mirrors_are_tried_in_turn(target: Path) -> None:
    """
    Where the first address fails the second serves, and is told.
    """
    with Server() as server:
        good = server.serve("/good", DATA)

        assert good == fetch([server.url("/none"), good], target, OPTIONS).url


def test_a_mirror_with_a_wrong_file_is_asked_once(target: Path) -> None:
    """
    A wrong digest will not mend by asking again; the next mirror is tried.
    """
    with Server() as server:
        urls = [server.serve("/wrong", NEW), server.serve("/good", DATA)]
        fetch(urls, target, OPTIONS, sha256=DIGEST)

    assert ["/wrong", "/good"] == server.asked
    assert DATA == target.read_bytes()


def test_the_reason_of_each_mirror_is_told(target: Path) -> None:
    """
    The last message says of each address why it did not serve.
    """
    with Server() as server:
        urls = [server.url("/none"), server.serve("/wrong", NEW)]

        assert (
            f"en_xx.argosmodel cannot be fetched from any of its 2 addresses: {urls[0]}: the "
            f"server answers 404 (not found); {urls[1]}: it has the SHA-256 "
            f"{hashlib.sha256(NEW).hexdigest()[:12]}…, where {DIGEST[:12]}… was expected"
        ) == refused(target, *urls, sha256=DIGEST)


def test_the_beginning_from_one_mirror_is_not_completed_by_another(target: Path) -> None:
    """
    Two servers may hold different files under the same ETag.
    """
    with Server() as server:
        breaks_off(server, target, server.url("/x"))
        fetch([server.serve("/y", NEW)], target, OPTIONS)

    assert NEW == target.read_bytes()


def test_a_mirror_without_the_file_keeps_what_another_gave(target: Path) -> None:
    """
    What one mirror has left can be gone on with after another one has failed.
    """
    with Server() as server:
        breaks_off(server, target, server.url("/x"))
        refused(target, server.url("/none"))

    assert {"en_xx.argosmodel.part", "en_xx.argosmodel.part.json"} == names(target)


# What is refused


def test_a_wrong_digest_is_refused(target: Path) -> None:
    """
    A file that is another one than was named is thrown away.
    """
    with Server() as server:
        message = refused(target, server.serve("/x", NEW), sha256=DIGEST)

    assert f"where {DIGEST[:12]}… was expected" in message


def test_a_wrong_length_is_refused(target: Path) -> None:
    """
    A size that differs is told before anything is read.
    """
    with Server() as server:
        message = refused(target, server.serve("/x", b"12345"), size=6)

    assert "has 5 bytes, where 6 were expected" in message


def test_more_than_was_promised_is_refused(target: Path) -> None:
    """
    A body without a length is cut off where it goes beyond the expected size.
    """
    with Server() as server:
        message = refused(target, server.serve("/x", Reply(DATA, length=-1)), size=6)

    assert "has more than the 6 bytes that were expected" in message


def test_a_huge_file_is_refused_by_its_length(target: Path) -> None:
    """
    A length beyond what is allowed is refused before a byte of it is read.
    """
    with Server() as server:
        url = server.serve("/x", Reply(DATA, length=5_000_000_000, drip=3600))

        assert "has 5,000 MB, more than the 4,000 MB that are allowed" in refused(target, url)


def test_a_huge_file_is_refused_as_it_comes(target: Path) -> None:
    """
    A body that names no length is counted.
    """
    with Server() as server:
        url = server.serve("/x", Reply(bytes(1_100_000), length=-1))
        with pytest.raises(DownloadError, match="has more than the 1 MB") as caught:
            fetch([url], target, DownloadOptions(largest=1))

    assert "`largest`" in caught.value.hint
    assert set() == names(target)


def test_a_bomb_is_counted_unpacked(target: Path) -> None:
    """
    A few bytes that unpack to many are counted as many, and unpacked piece by piece.
    """
    told: list[int] = []
    with Server() as server:
        url = server.serve("/x", packed(50_000_000))
        with pytest.raises(DownloadError, match="has more than the 1 MB"):
            fetch(
                [url],
                target,
                DownloadOptions(largest=1),
                progress=lambda so_far, _: told.append(so_far),
            )

    assert max(told) < 1_100_000
    assert set() == names(target)


@pytest.mark.parametrize("packing", ["gzip", "br", "gzip, gzip"])
def test_what_cannot_be_unpacked_is_refused(target: Path, packing: str) -> None:
    """
    A body that is not packed as its head says, or in a form not known here, is told as such.
    """
    wrong = Reply(b"not packed", headers={"Content-Encoding": packing})
    with Server() as server:
        assert "cannot be unpacked" in refused(target, server.serve("/x", wrong))


def test_a_length_that_is_no_number_is_passed_over(target: Path) -> None:
    """
    A length that nobody could count to is none.
    """
    endless = Reply(DATA, length=-1, headers={"Content-Length": "9" * 5_000})
    with Server() as server:
        fetch([server.serve("/x", endless)], target, OPTIONS)

    assert DATA == target.read_bytes()


def test_a_part_that_was_not_asked_for_is_refused(target: Path) -> None:
    """
    A server that sends a part of a file unasked does not give the file.
    """
    with Server() as server:
        assert "answers 206" in refused(target, server.serve("/x", Reply(DATA[:5], 206)))


# Redirects


def test_redirects_are_followed(target: Path) -> None:
    """
    A file that has moved is found, and known by the address that was asked.
    """
    with Server() as server:
        server.serve("/new", DATA)
        server.serve("/newer", moved("/new", 307))
        url = server.serve("/old", moved(server.url("/newer"), 301))

        assert url == fetch([url], target, OPTIONS).url
    assert DATA == target.read_bytes()


def test_a_fetch_goes_on_behind_a_redirect(target: Path) -> None:
    """
    The part that is missing is asked for at the place that a redirect leads to.
    """
    with Server() as server:
        server.serve("/new", Reply(DATA, etag='"one"', cut=100_000), DATA)
        fetch([server.serve("/old", moved("/new"))], target, OPTIONS, sha256=DIGEST)

    assert "bytes=99999-" == ranges(server)[-1]


def test_a_loop_is_left(target: Path) -> None:
    """
    Redirects that never end are given up after ten.
    """
    with Server() as server:
        message = refused(target, server.serve("/x", moved("/x")))

    assert "redirects more than 10 times" in message
    assert len(server.asked) == 11


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://models.example/x", "data:,x"])
def test_no_redirect_leads_off_the_web(target: Path, to: str) -> None:
    """
    A server cannot make this machine read its own files.
    """
    with Server() as server:
        message = refused(target, server.serve("/x", moved(to)))

    assert f"redirects to a {to.partition(':')[0]}: address" in message


def test_a_redirect_to_nowhere_is_refused(target: Path) -> None:
    """
    A redirect to what is no address ends in a sentence.
    """
    with Server() as server:
        assert "no address" in refused(target, server.serve("/x", moved("http://[")))


def test_no_redirect_leads_from_https_to_http() -> None:
    """
    What began in secret is not continued in the open.
    """
    with pytest.raises(download._Failure, match="from https: to http:"):
        download._onward("https://models.example/x", "http://models.example/x")


def test_a_redirect_to_https_is_followed() -> None:
    """
    The other way is the better one.
    """
    assert download._onward("http://models.example/x", "https://models.example/y") == (
        "https://models.example/y"
    )


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("/b", "http://me:key@models.example/b"),
        ("http://models.example/b", "http://me:key@models.example/b"),
        ("http://other.example/b", "http://other.example/b"),
    ],
)
def test_a_password_stays_with_its_server(to: str, expected: str) -> None:
    """
    A redirect takes a password along to the same server only.
    """
    assert expected == download._onward("http://me:key@models.example/a", to)


# Addresses


@pytest.mark.parametrize(
    "url",
    ["http://[::1/x", "http:///x", "http://a b/x", "http://\udc80/x", "https://x\ny/", "http://"],
)
def test_what_is_no_address_is_refused(target: Path, url: str) -> None:
    """
    An address that no server can have ends in a sentence.
    """
    assert "no address that can be asked" in refused(target, url)


@pytest.mark.parametrize("url", ["ftp://models.example/x", "ipfs://abc"])
def test_other_kinds_of_addresses_are_refused(target: Path, url: str) -> None:
    """
    Only http:, https: and file: are known.
    """
    assert "no address of the kinds http:, https: and file:" in refused(target, url)


def test_passwords_are_told_to_the_server_alone(target: Path) -> None:
    """
    A password in an address is used, but shown, noted and returned nowhere.
    """
    with Server() as server:
        secret = server.root.replace("//", "//me:word@")
        breaks_off(server, target, f"{secret}/x")
        note = target.with_name(target.name + ".part.json").read_text(encoding="utf-8")
        message = refused(target, f"{secret}/none?key=4711")
        server.serve("/x", DATA)
        fetched = fetch([f"{secret}/x"], target, OPTIONS)

    assert "word" not in note + message + fetched.url
    assert "4711" not in message
    assert server.requests[-1].headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize("form", ["{path}", "file://{path}", "file://localhost{path}"])
def test_files_are_copied_and_checked(target: Path, form: str) -> None:
    """
    A file of this machine serves as one of a server does.
    """
    source = target.with_name("a b.argosmodel")
    source.write_bytes(DATA)
    url = form.format(path=source if form == "{path}" else str(source).replace(" ", "%20"))

    assert Fetched(url, len(DATA), DIGEST) == fetch([url], target, OPTIONS, sha256=DIGEST)
    assert DATA == target.read_bytes()
    assert "was expected" in refused(target, url, sha256="0" * 64)


def test_a_folder_is_no_file(target: Path) -> None:
    """
    A path that leads to a folder, or nowhere, is refused.
    """
    assert "there is no such file" in refused(target, str(target.parent))
    assert "there is no such file" in refused(target, f"{target}.none")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file://server/share/x", "leads to a file of this machine"),
        ("file://[/x", "no address that can be asked"),
        ("file:///" + "x" * 300, "cannot be read: file name too long"),
        ("x\0y", "there is no such file"),
    ],
)
def test_what_leads_to_no_file_is_refused(target: Path, url: str, reason: str) -> None:
    """
    A file: address names a file of this machine by a path that can be.
    """
    assert reason in refused(target, url)


# Machines that reach nothing


def test_nobody_listens(target: Path) -> None:
    """
    Where no server answers, the message says what to do without one, at once.
    """
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1:1 cannot be reached") as caught:
        fetch(["http://127.0.0.1:1/x"], target, OPTIONS)

    assert "offline" in caught.value.hint
    assert "pipeline packages install FILE" in caught.value.hint


def test_no_name_is_known(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where names cannot be looked up, the message says so.
    """
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(DownloadError, match=r"where models\.invalid is") as caught:
        fetch(["http://models.invalid/x"], target, OPTIONS)

    assert "offline" in caught.value.hint


def test_a_connection_that_takes_too_long_is_given_up() -> None:
    """
    A machine that never answers is as good as none.
    """
    failure = download._unanswered(requests.ConnectTimeout(), "http://10.0.0.1/x", 5)

    assert failure.reason == "10.0.0.1 does not answer within 5 s"
    assert "offline" in failure.hint


def test_proxies_of_the_environment_are_used(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What the environment names as proxy is asked for the whole address.
    """
    with Server() as server:
        server.serve("/x", DATA)
        monkeypatch.setenv("http_proxy", server.root)
        monkeypatch.setenv("no_proxy", "")
        fetch(["http://models.invalid/x"], target, OPTIONS)

    assert ["http://models.invalid/x"] == [each.target for each in server.requests]


def test_a_proxy_that_is_not_there_is_told(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A proxy that cannot be reached is named, without its password.
    """
    monkeypatch.setenv("http_proxy", "http://me:word@127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    message = refused(target, "http://models.invalid/x")

    assert "the proxy that HTTP_PROXY or HTTPS_PROXY names" in message
    assert "word" not in message


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "http:///none"])
def test_a_proxy_of_another_kind_is_told(
    target: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    """
    A proxy that requests cannot use ends in a sentence.
    """
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.setenv("no_proxy", "")

    assert "names no proxy that can be used" in refused(target, "http://models.invalid/x")


def test_a_server_that_speaks_no_tls_is_told(target: Path) -> None:
    """
    A secure address of an insecure server ends in a sentence.
    """
    with Server() as server:
        message = refused(target, server.url("/x").replace("http:", "https:"))

    assert "does not speak TLS" in message


def test_a_certificate_that_is_not_trusted_is_told() -> None:
    """
    The reason why a certificate was not accepted is told, with the usual remedy.
    """
    reason = ssl.SSLCertVerificationError(1, "verify failed")
    reason.verify_message = "self-signed certificate"
    error = requests.exceptions.SSLError(
        MaxRetryError(None, "/x", SSLError(reason))  # type: ignore[arg-type]
    )
    failure = download._unanswered(error, "https://models.example/x", 5)

    assert failure.reason == "its certificate is not to be trusted: self-signed certificate"
    assert "REQUESTS_CA_BUNDLE" in failure.hint


def test_certificates_that_are_not_there_are_told(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A wrong REQUESTS_CA_BUNDLE is no fault of the file that was to be written.
    """
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/none")
    with Server() as server:
        message = refused(target, server.url("/x").replace("http:", "https:"))

    assert "REQUESTS_CA_BUNDLE" in message


# The disk


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """
    A folder that is not there is a fault of the disk, not of the server.
    """
    with pytest.raises(FileError, match="cannot be written"):
        fetch(["http://127.0.0.1:1/x"], tmp_path / "none" / "x", OPTIONS)


# Small documents


def test_a_document_is_read() -> None:
    """
    A small document comes as bytes, after the same patience.
    """
    with Server() as server:
        assert b"[]" == read(server.serve("/index.json", Reply(status=502), b"[]"), OPTIONS)


def test_a_document_of_this_machine_is_read(tmp_path: Path) -> None:
    """
    A mirror on a disk serves documents too.
    """
    (tmp_path / "index.json").write_bytes(b"[]")

    assert b"[]" == read(str(tmp_path / "index.json"), OPTIONS)


@pytest.mark.parametrize("length", [None, -1])
def test_a_document_that_is_too_large_is_refused(length: int | None) -> None:
    """
    An index of gigabytes is none, whether it says its size or not.
    """
    with Server() as server:
        url = server.serve("/index.json", Reply(bytes(2_000_000), length=length))
        with pytest.raises(DownloadError, match="more than the 1 MB"):
            read(url, OPTIONS, most=1_000_000)


def test_a_document_that_is_not_there_is_told() -> None:
    """
    The message names the address and the answer.
    """
    with Server() as server:
        url = server.url("/index.json")
        with pytest.raises(DownloadError) as caught:
            read(url, OPTIONS)

    assert f"{url} cannot be fetched: the server answers 404 (not found)" == caught.value.message
