import os
import sys
from pathlib import Path

import pytest

from pipeline.errors import DownloadError
from pipeline.packages.part import Begun, Part, without_password

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be renamed")

URL = "https://models.example/x"


def names(folder: Path) -> set[str]:
    """
    What lies in a folder.
    """
    return {path.name for path in folder.iterdir()}


def test_a_part_is_kept_with_its_note(tmp_path: Path) -> None:
    """
    What was written is there again, for the same address.
    """
    with Part(tmp_path / "x") as part:
        part.take_up(URL, 0, '"one"')
        part.write(b"begun")
    with Part(tmp_path / "x") as part:
        assert Begun(5, '"one"') == part.begun(URL)
        assert part.begun(f"{URL}y") is None


def test_a_part_without_a_note_goes(tmp_path: Path) -> None:
    """
    What could not be gone on with does not stay.
    """
    with Part(tmp_path / "x") as part:
        part.take_up(URL, 0, "")
        part.write(b"begun")

    assert set() == names(tmp_path)


def test_going_on_cuts_off_what_comes_again(tmp_path: Path) -> None:
    """
    Bytes from a place on replace those that were there from it on.
    """
    with Part(tmp_path / "x") as part:
        part.take_up(URL, 0, '"one"')
        part.write(b"begun")
        part.take_up(URL, 2, '"one"')
        part.write(b"!")
        part.publish()

    assert (tmp_path / "x").read_bytes() == b"be!"


def test_one_at_a_time(tmp_path: Path) -> None:
    """
    While one run fetches a file another one is told to wait, and harms nothing.
    """
    with Part(tmp_path / "x") as part:
        part.take_up(URL, 0, '"one"')
        part.write(b"begun")
        with pytest.raises(DownloadError, match="another run is fetching"), Part(tmp_path / "x"):
            pass
        part.publish()

    assert (tmp_path / "x").read_bytes() == b"begun"
    assert {"x"} == names(tmp_path)


def test_the_next_one_has_a_part_of_its_own(tmp_path: Path) -> None:
    """
    As soon as a file is in its place another run may begin, and keeps what it has.
    """
    with Part(tmp_path / "x") as first:
        first.take_up(URL, 0, '"one"')
        first.write(b"first")
        first.publish()
        second = Part(tmp_path / "x").__enter__()
    second.take_up(URL, 0, '"one"')
    second.write(b"second")

    assert (tmp_path / "x").read_bytes() == b"first"
    assert {"x", "x.part", "x.part.json"} == names(tmp_path)
    second.__exit__()


def test_a_part_that_went_to_its_place_is_not_taken_for_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A run that opens the part just before another one puts it in its place starts its own.
    """
    import fcntl

    lock = fcntl.flock

    def publish_first(file: int, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        os.replace(tmp_path / "x.part", tmp_path / "x")
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", publish_first)
    (tmp_path / "x.part").write_bytes(b"first")
    with Part(tmp_path / "x") as part:
        part.take_up(URL, 0, '"one"')
        part.write(b"second")

        assert (tmp_path / "x").read_bytes() == b"first"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://me:word@models.example/x?a=b@c", "https://models.example/x?a=b@c"),
        ("https://models.example/me@home", "https://models.example/me@home"),
        ("https://models.example//me@home", "https://models.example//me@home"),
        ("file:///home/me@work/x", "file:///home/me@work/x"),
        ("/home/me@work/x", "/home/me@work/x"),
    ],
)
def test_a_password_is_cut_out(url: str, expected: str) -> None:
    """
    Only what stands before the server's name goes.
    """
    assert expected == without_password(url)
