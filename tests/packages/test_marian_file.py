from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.packages.layout import FirefoxFile
from pipeline.packages.marian_file import (
    MODEL,
    SHORTLIST,
    VOCABULARY,
    is_shortlist,
    kind,
    variables,
)
from pipeline.packages.model_file import CutShort, Variable
from tests.packages import tiny_firefox

FILES = tiny_firefox.files()


def write(path: Path, data: bytes) -> Path:
    """Put bytes into a file."""
    path.write_bytes(data)
    return path


def test_variables_are_listed_with_shape_and_type(tmp_path: Path) -> None:
    """
    As they stand in the file.
    """
    found = list(variables(write(tmp_path / "m", FILES[FirefoxFile.MODEL])))

    assert Variable("decoder_l1_ffn_W1", (128, 16), "float32") in found
    assert ("special:model.yml", "int8") == (found[-1].name, found[-1].kind)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"<!DOCTYPE html><title>404 Not Found</title>",
        lambda data: data[:20],
        lambda data: data[:1000],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: b"\x02" + data[1:],
        lambda data: data[:8] + b"\xff" * 8 + data[16:],
        lambda data: data[:16] + b"\xff" * 8 + data[24:],
        lambda data: data[:32] + b"\xff" * 8 + data[40:],
        lambda data: data[:40] + b"\xff" * 8 + data[48:],
        lambda data: data.replace(b"\x80\0\0\0", b"\x80\0\0\x7f"),
    ],
)
def test_what_is_no_whole_model_is_refused(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """
    Cut short, too long, of another version, or with numbers that cannot be.
    """
    path = write(tmp_path / "m", damage(FILES[FirefoxFile.MODEL]))

    with pytest.raises(CutShort):
        list(variables(path))


@pytest.mark.parametrize(
    ("expected", "data"),
    [
        (True, FILES[FirefoxFile.SHORTLIST]),
        (False, FILES[FirefoxFile.SHORTLIST][:-1]),
        (False, FILES[FirefoxFile.SHORTLIST][:20]),
        (False, b""),
        (False, FILES[FirefoxFile.VOCABULARY]),
    ],
)
def test_shortlists_are_told_by_their_sign_and_size(
    tmp_path: Path, expected: bool, data: bytes
) -> None:
    """
    Two tables fill the file to its end.
    """
    assert expected == is_shortlist(write(tmp_path / "s", data))


def test_files_are_told_apart_by_their_first_bytes() -> None:
    """
    So a lock file need not say which is which.
    """
    found = {name: kind(data[:8]) for name, data in FILES.items()}

    assert found == {
        FirefoxFile.MODEL: MODEL,
        FirefoxFile.VOCABULARY: VOCABULARY,
        FirefoxFile.SHORTLIST: SHORTLIST,
    }
