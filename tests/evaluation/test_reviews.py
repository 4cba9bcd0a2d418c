"""The record of the review page: written by several, read while it grows, whatever is in it."""

import json
import multiprocessing
import os
import resource
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import FileError
from pipeline.evaluation import reviews
from pipeline.evaluation.reviews import Review, Reviews, append, parse

ONE = Review(
    when="2026-11-23T10:00:00+07:00",
    person="lan",
    article="world/floods",
    language="vi",
    source="Rivers rose.",
    kind="body",
    before="Sông dâng",
    after="Nước sông dâng.",
    is_reviewed=True,
    draft="Sông dâng",
    origin="en_vi 1.9",
    confidence=0.71,
    seconds=12.5,
    keystrokes=9,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a record that nobody has begun."""
    return tmp_path / ".pipeline" / "review.jsonl"


def test_what_is_recorded_is_read(path: Path) -> None:
    """
    In the order in which it came, and in a folder that is made for it.
    """
    append(path, ONE)
    append(path, replace(ONE, after="Sông dâng.", seconds=None, keystrokes=None))

    assert [9, None] == [review.keystrokes for review in Reviews(path).all()]
    assert ONE == Reviews(path).all()[0]


def test_people_can_read_a_line() -> None:
    """
    Letters stand as they are, not as escapes.
    """
    assert ONE == parse(json.dumps(asdict(ONE), ensure_ascii=False).encode())


@given(st.text(), st.text())
def test_any_text_takes_one_line(source: str, after: str) -> None:
    """
    Line ends, quotes and controls are part of it.
    """
    review = replace(ONE, source=source, after=after)
    line = json.dumps(asdict(review), ensure_ascii=False).encode()

    assert b"\n" not in line
    assert review == parse(line)


def test_half_a_character_is_no_reason_to_lose_the_rest(path: Path) -> None:
    """
    A surrogate, which no file can hold, becomes a question mark.
    """
    append(path, replace(ONE, after="Sông \ud83d"))

    assert ["Sông ?"] == [review.after for review in Reviews(path).all()]


def test_what_was_added_since_is_read_on(path: Path) -> None:
    """
    Whoever holds the record open sees what others add.
    """
    record = Reviews(path)
    assert () == record.all()
    append(path, ONE)
    assert (ONE,) == record.all()
    append(path, replace(ONE, language="ru"))
    assert ["vi", "ru"] == [review.language for review in record.all()]


def test_a_segments_reviews_are_found_in_all_articles(path: Path) -> None:
    """
    By language and source.
    """
    for change in ({}, {"article": "b"}, {"language": "ru"}, {"source": "Other."}):
        append(path, replace(ONE, **change))  # type: ignore[arg-type]

    record = Reviews(path)

    assert ["world/floods", "b"] == [each.article for each in record.of("vi", "Rivers rose.")]
    assert () == record.of("vi", "Never seen.")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "null",
        "[1]",
        '"when"',
        "{}",
        "[" * 5000,
        json.dumps({**asdict(ONE), "when": "yesterday"}),
        json.dumps({**asdict(ONE), "when": "2026-11-23T10:00:00"}),
        json.dumps({**asdict(ONE), "when": 5}),
        json.dumps({**asdict(ONE), "after": None}),
        json.dumps({**asdict(ONE), "source": ["a"]}),
        json.dumps({**asdict(ONE), "is_reviewed": 1}),
        '{"when": "\udcff"}',
    ],
)
def test_broken_lines_are_passed_over_and_counted(path: Path, line: str) -> None:
    """
    What stands before and behind them is read.
    """
    append(path, ONE)
    with path.open("ab") as file:
        file.write(line.encode("utf-8", "surrogateescape") + b"\n\n")
    append(path, ONE)

    record = Reviews(path)

    assert (ONE, ONE) == record.all()
    assert 1 == record.broken


@pytest.mark.parametrize("value", [-1, True, "5", "NaN", "Infinity", [], "1e999", "1" * 400])
def test_figures_that_cannot_be_are_unknown(value: Any) -> None:
    """
    The review itself still counts.
    """
    text = json.dumps({**asdict(ONE), "seconds": "X", "keystrokes": "X", "confidence": "X"})
    raw = value if isinstance(value, str) and value != "5" else json.dumps(value)
    found = parse(text.replace('"X"', raw).encode())

    if value != "1" * 400:
        assert found is not None
        assert (None, None, None) == (found.seconds, found.keystrokes, found.confidence)
    else:
        assert found is None


def test_keys_of_a_newer_version_are_ignored() -> None:
    """
    And those that are not needed may be missing.
    """
    fewer = {key: asdict(ONE)[key] for key in ("when", "person", "article", "language", "source")}
    more = {**fewer, "kind": "body", "after": "a", "is_reviewed": False, "mood": "good"}

    found = parse(json.dumps(more).encode())

    assert found is not None
    assert ("", None) == (found.draft, found.seconds)


def test_a_line_cut_short_takes_no_other_with_it(path: Path) -> None:
    """
    It is waited for, as somebody may be writing it, and counted as broken once another follows.
    """
    append(path, ONE)
    with path.open("ab") as file:
        file.write(b'{"when": "2026')
    record = Reviews(path)
    assert (1, 0) == (len(record.all()), record.broken)

    append(path, ONE)

    assert (2, 1) == (len(record.all()), record.broken)


def test_a_record_that_was_deleted_or_cut_is_begun_anew(path: Path) -> None:
    """
    People may do with it what they like, also while the page is open.
    """
    record = Reviews(path)
    append(path, ONE)
    append(path, ONE)
    assert 2 == len(record.all())

    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert 1 == len(record.all())
    path.unlink()
    assert 0 == len(record.all())
    append(path, replace(ONE, language="ru"))
    assert ["ru"] == [review.language for review in record.all()]


def _append_many(path: Path, name: str) -> None:
    for _ in range(200):
        append(path, replace(ONE, person=name, after=name * 3000))


def test_two_processes_may_write_at_once(path: Path) -> None:
    """
    Each line is written at one go, so that none is torn.
    """
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_append_many, args=(path, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    record = Reviews(path)

    assert 400 == len(record.all())
    assert 0 == record.broken


def test_threads_may_read_one_record(path: Path) -> None:
    """
    None sees a line twice.
    """
    for _ in range(300):
        append(path, ONE)
    record = Reviews(path)
    counts: list[int] = []
    readers = [threading.Thread(target=lambda: counts.append(len(record.all()))) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert [300] * 4 == counts


def test_a_full_disk_is_said_and_spoils_nothing(path: Path) -> None:
    """
    Half a line may stay behind; the next one is whole again.
    """
    append(path, ONE)
    size = path.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The system lets the file grow by a part of the next line.
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
    try:
        with pytest.raises(FileError, match=r"review\.jsonl cannot be written"):
            append(path, ONE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    append(path, ONE)

    record = Reviews(path)

    assert (ONE, ONE) == record.all()
    assert 1 == record.broken


@pytest.mark.parametrize("what", ["folder", "pipe", "denied"])
def test_a_record_that_is_no_file_is_refused(path: Path, what: str) -> None:
    """
    Nothing waits for the other end of a pipe.
    """
    path.parent.mkdir()
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.parent.rmdir()
        path.parent.write_text("")

    with pytest.raises(FileError):
        append(path, ONE)
    with pytest.raises(FileError):
        Reviews(path).all()


def test_the_time_has_a_zone() -> None:
    """
    As records need it.
    """
    assert parse(json.dumps({**asdict(ONE), "when": reviews.now()}).encode())
