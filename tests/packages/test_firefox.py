"""What Firefox's server lists, and which of it is taken."""

import json
from typing import Any

import pytest

from pipeline.errors import DownloadError
from pipeline.packages.firefox import Attachment, Record, attachments_url, names, no_model, pick
from pipeline.packages.layout import FirefoxFile
from tests.packages import tiny_firefox

DIGEST = "ab" * 32


def record(kind: str, version: str = "3.0", location: str = "", **changes: str) -> Record:
    """Make a record of a file for en-vi."""
    made = Record(f"{kind}.envi", kind, "en", "vi", version, "base", "", location or f"{kind}/1")
    return made._replace(**changes)


def picked(*records: Record, **stated: Any) -> tuple[Attachment, ...]:
    """Pick among records that the list describes well, unless `stated` says otherwise."""
    items = [
        {"attachment": {"location": each.location, "size": 9, "hash": DIGEST, **stated}}
        for each in records
    ]
    body = json.dumps({"data": items})
    return pick(records, body, "en", "vi", runs=lambda version: version.startswith("3"))


def locations(found: tuple[Attachment, ...]) -> list[str]:
    """Say where the files lie that were picked."""
    return [each.record.location for each in found]


def test_the_files_of_a_model_have_names_of_ours() -> None:
    """
    The model comes first, whatever the order of the list.
    """
    found = picked(record("lex"), record("vocab"), record("model"), record("qualityModel"))

    assert [FirefoxFile.MODEL, FirefoxFile.VOCABULARY, FirefoxFile.SHORTLIST] == [
        each.file for each in found
    ]
    assert {(9, DIGEST)} == {(each.size, each.packed_sha256) for each in found}


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (["3.0", "3.1"], 1),
        (["3.1", "3.0"], 0),
        (["3.9", "3.10"], 1),
        (["3.1", "4.0"], 0),
        (["2.1", "3.0", "1.0"], 1),
        (["3.0", "3.0a1"], 0),
        (["3.0a1", "3.0"], 1),
        (["3.0", "3.0"], 1),
    ],
)
def test_the_newest_version_that_the_engine_runs_is_taken(
    versions: list[str], expected: int
) -> None:
    """
    Numbers are compared as numbers; a trial of a release comes after it.
    """
    models = [record("model", version, f"m/{at}") for at, version in enumerate(versions)]

    assert [f"m/{expected}", "vocab/1"] == locations(picked(*models, record("vocab")))


def test_a_vocabulary_for_both_comes_before_two() -> None:
    """
    As in Firefox's engine.
    """
    found = picked(record("model"), record("srcvocab"), record("trgvocab"), record("vocab"))

    assert ["model/1", "vocab/1"] == locations(found)


@pytest.mark.parametrize("kinds", [(), ("srcvocab",), ("trgvocab",), ("lex",)])
def test_a_model_without_a_vocabulary_is_refused(kinds: tuple[str, ...]) -> None:
    """
    It could not read a word.
    """
    with pytest.raises(DownloadError, match="no vocabulary for en-vi"):
        picked(record("model"), *map(record, kinds))


def test_files_of_other_pairs_are_left_alone() -> None:
    """
    A list has all pairs.
    """
    found = picked(
        record("model"),
        record("vocab"),
        record("vocab", "3.9", "other/1", to_code="ru"),
        record("lex", "3.9", "other/2", from_code="vi"),
    )

    assert ["model/1", "vocab/1"] == locations(found)


@pytest.mark.parametrize(
    "location",
    ["../x", "a/../x", "/x", "a//x", "", "a/.", "a\\x", "c:/x", "http://x/y", "a/%2e%2e"],
)
def test_places_that_lead_elsewhere_are_refused(location: str) -> None:
    """
    Files lie below the attachments, on a server as on a disk.
    """
    found = record("model")._replace(location=location)

    with pytest.raises(DownloadError, match="badly"):
        picked(found, record("vocab"))


@pytest.mark.parametrize(
    "stated", [{"size": 0}, {"size": "9"}, {"size": None}, {"hash": "ab"}, {"hash": 7}]
)
def test_files_that_are_described_badly_are_refused(stated: dict[str, Any]) -> None:
    """
    Without size and digest, any bytes would pass.
    """
    with pytest.raises(DownloadError, match="badly"):
        picked(record("model"), record("vocab"), **stated)


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://cdn.example/files/", "https://cdn.example/files/"),
        ("https://cdn.example/files", "https://cdn.example/files/"),
        ("attachments/", "http://mirror/v1/attachments/"),
    ],
)
def test_a_server_says_where_its_files_lie(base: str, expected: str) -> None:
    """
    Elsewhere, or beside its list.
    """
    root = json.dumps({"capabilities": {"attachments": {"base_url": base}}}).encode()

    assert expected == attachments_url(root, "http://mirror/v1/")


def test_nearest_pairs_are_offered_or_those_from_the_language() -> None:
    """
    Somebody may have mixed up the order or the code.
    """
    known = [record("model"), record("model", to_code="ru"), record("model", from_code="fi")]

    assert "en-vi" in no_model("en", "vn", known).hint
    assert "There are: en-ru, en-vi" == no_model("en", "zzzzzzz", known).hint


def test_files_are_named_by_what_is_in_them() -> None:
    """
    Of two vocabularies the first is the source's.
    """
    heads = {name: data[:8] for name, data in tiny_firefox.files(split=True).items()}

    assert tuple(heads) == names(list(heads.values()))


@pytest.mark.parametrize("count", [1, 4])
def test_files_that_are_no_model_have_no_names(count: int) -> None:
    """
    One alone, or three vocabularies.
    """
    model = tiny_firefox.files()[FirefoxFile.MODEL][:8]

    with pytest.raises(DownloadError, match="do not make up a model"):
        names([model, *[b"\x0a\x0d\x0a\x05<unk"] * (count - 1)])
