"""Sentences and their translations, out of files."""

from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.evaluation.pairs import Pair, read


def put(folder: Path, name: str, data: str | bytes) -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_two_files_are_read_line_by_line(tmp_path: Path) -> None:
    """
    Line ends of Windows, a byte-order mark and blanks at the edges are no part of a sentence.
    """
    source = put(tmp_path, "en", "\ufeffRain fell.\r\n Boats came. \r\n")
    reference = put(tmp_path, "vi", "Trời mưa.\nThuyền đến.")

    expected = (Pair("Rain fell.", "Trời mưa.", 1), Pair("Boats came.", "Thuyền đến.", 2))
    assert (expected, 0) == read(source, reference)


def test_one_file_has_two_columns(tmp_path: Path) -> None:
    """
    A tab parts a sentence from its translation; blank lines are nothing.
    """
    table = put(tmp_path, "pairs.tsv", "Rain fell.\tTrời mưa.\n\nBoats came.\tThuyền đến.\n")

    found = read(table)

    assert (Pair("Rain fell.", "Trời mưa.", 1), Pair("Boats came.", "Thuyền đến.", 3)) == found[0]
    assert 1 == found.skipped


def test_a_line_ends_at_line_feeds_only(tmp_path: Path) -> None:
    """
    Other characters that end lines for some programs stand inside sentences.
    """
    source, reference = put(tmp_path, "en", "Rain\u2028fell."), put(tmp_path, "vi", "Trời\x0cmưa.")

    assert (Pair("Rain\u2028fell.", "Trời\x0cmưa.", 1),) == read(source, reference).pairs


def test_pairs_that_lack_a_side_are_counted(tmp_path: Path) -> None:
    """
    What has no counterpart cannot be compared.
    """
    source, reference = (
        put(tmp_path, "en", "One.\n\nThree.\n"),
        put(tmp_path, "vi", "Một.\nHai.\n\n"),
    )

    assert ((Pair("One.", "Một.", 1),), 2) == read(source, reference)


@pytest.mark.parametrize(
    ("source", "reference", "complaint"),
    [
        pytest.param("a\nb\n", "a\n", "en has 2 lines, but .*vi has 1", id="other numbers"),
        pytest.param(b"fine\n\xff\xfe", "a\nb", "en:2: this line is not UTF-8", id="not UTF-8"),
        pytest.param("a".encode("utf-16"), "a", "en:1: this line is not UTF-8", id="UTF-16"),
        pytest.param("", "", "no sentence with a translation", id="empty"),
        pytest.param("a\n\n", "\nb\n", "no sentence with a translation", id="nothing in common"),
        pytest.param("a", None, "en:1: this line has 0 tabs instead of one", id="one column"),
        pytest.param("a\tb\na\tb\tc", None, "en:2: this line has 2 tabs", id="three columns"),
    ],
)
def test_what_does_not_fit_is_named(
    tmp_path: Path, source: str | bytes, reference: str | None, complaint: str
) -> None:
    """
    Files that cannot be compared are one sentence, with the line where there is one.
    """
    other = None if reference is None else put(tmp_path, "vi", reference)

    with pytest.raises(PipelineError, match=complaint):
        read(put(tmp_path, "en", source), other)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """
    So it is where it went away after the command had looked for it.
    """
    with pytest.raises(PipelineError, match="there is no file"):
        read(tmp_path / "nowhere")
