"""Firefox's models: which files of the server's list make up a package, and how it is written.

Nothing here touches the network; `workflow.firefox` fetches what is named here.
"""

import difflib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from pipeline.errors import DownloadError, FileError, PackageError
from pipeline.packages import marian_file
from pipeline.packages.layout import FirefoxFile

RECORDS = "buckets/main/collections/translations-models-v2/records"
"""Where the list of models lies, below a server's root; in a copy on disk too."""

ATTACHMENTS = "attachments"
"""Where the files lie in a copy on disk; a server names their place itself."""

LICENCE = "MPL-2.0"


class Record(NamedTuple):
    """A file of a model, as the list has it; `""` where it states nothing.

    `kind` is model, vocab, srcvocab, trgvocab or lex; `sha256` is that of the unpacked file.
    """

    name: str
    kind: str
    from_code: str
    to_code: str
    version: str
    architecture: str
    sha256: str
    location: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to fetch for a package: packed it has `size` bytes and the digest `packed_sha256`."""

    file: FirefoxFile
    record: Record
    size: int
    packed_sha256: str


_FILES = {
    "model": FirefoxFile.MODEL,
    "vocab": FirefoxFile.VOCABULARY,
    "srcvocab": FirefoxFile.SOURCE,
    "trgvocab": FirefoxFile.TARGET,
    "lex": FirefoxFile.SHORTLIST,
}


def pick(
    records: Iterable[Record],
    body: str,
    from_code: str,
    to_code: str,
    *,
    runs: Callable[[str], bool],
) -> tuple[Attachment, ...]:
    """Pick the files of the newest model for a pair of languages, the model first.

    `body` is the list that `records` were read from, `runs` says of a version whether the
    engine takes it. As in Firefox and fxtranslate, each file counts by its own version; of
    equal ones a release comes before a trial, else the last. Raises DownloadError if a file is
    missing or badly described.
    """
    found: dict[FirefoxFile, Record] = {}
    for record in records:
        file = _FILES.get(record.kind)
        if file and (record.from_code, record.to_code) == (from_code, to_code):
            best = found.get(file)
            if runs(record.version) and (not best or _age(record) >= _age(best)):
                found[file] = record
    if FirefoxFile.VOCABULARY in found:
        found.pop(FirefoxFile.SOURCE, None)
        found.pop(FirefoxFile.TARGET, None)
    elif not {FirefoxFile.SOURCE, FirefoxFile.TARGET} <= found.keys():
        raise DownloadError(
            f"the list of Firefox's models has no vocabulary for {from_code}-{to_code}", _LATER
        )
    stated = _attachments(body)
    return tuple(_attachment(file, found[file], stated) for file in FirefoxFile if file in found)


_LATER = "Try again later, or name another server or a folder with --mirror"


def newest(models: Iterable[Record]) -> tuple[Record, ...]:
    """Give the newest of the models for each pair of languages, by pair."""
    best: dict[tuple[str, str], Record] = {}
    for each in models:
        pair = (each.from_code, each.to_code)
        if pair not in best or _age(each) >= _age(best[pair]):
            best[pair] = each
    return tuple(best[pair] for pair in sorted(best))


def _age(record: Record) -> tuple[list[int], bool]:
    parts = record.version.split(".")
    # As fxtranslate counts: what is no number is 0, so 3.0a1 is as new as 3.0.
    numbers = [int(part) if re.fullmatch(r"[0-9]{1,18}", part) else 0 for part in parts]
    return numbers, re.fullmatch(r"[0-9.]+", record.version) is not None


def _attachment(file: FirefoxFile, record: Record, stated: dict[str, Any]) -> Attachment:
    known = stated.get(record.location)
    size, digest = (known.get("size"), known.get("hash")) if isinstance(known, dict) else (0, "")
    if (
        not (isinstance(size, int) and size > 0)
        or not (isinstance(digest, str) and re.fullmatch(r"[0-9a-fA-F]{64}", digest))
        or not re.fullmatch(r"[0-9a-fA-F]{64}|", record.sha256)
        or not _is_below(record.location)
    ):
        raise DownloadError(
            f"the list of Firefox's models describes {file} for "
            f"{record.from_code}-{record.to_code} badly (its place, size or digest)",
            _LATER,
        )
    return Attachment(file, record, size, digest.lower())


def names(heads: Sequence[bytes]) -> tuple[FirefoxFile, ...]:
    """Name the files of a model by their first bytes; of two vocabularies, the source's is first.

    Raises DownloadError if they do not make up a model.
    """
    kinds = [marian_file.kind(head) for head in heads]
    sides = iter(
        (FirefoxFile.SOURCE, FirefoxFile.TARGET)
        if kinds.count(marian_file.VOCABULARY) > 1
        else (FirefoxFile.VOCABULARY,)
    )
    others = {
        marian_file.MODEL: FirefoxFile.MODEL,
        marian_file.SHORTLIST: FirefoxFile.SHORTLIST,
    }
    found = tuple(others.get(kind) or next(sides, FirefoxFile.TARGET) for kind in kinds)
    if len(set(found)) < len(found) or FirefoxFile.MODEL not in found or len(found) < _LEAST:
        raise DownloadError(
            f"{len(heads)} files have come that do not make up a model of Firefox",
            "There should be a model and its vocabulary. Name another server with --mirror",
        )
    return found


_LEAST = 2


def _attachments(body: str) -> dict[str, Any]:
    """Find what the list states of each file, by the file's place."""
    items = json.loads(body)["data"]
    found = (item.get("attachment") for item in items if isinstance(item, dict))
    return {f"{each.get('location')}": each for each in found if isinstance(each, dict)}


def _is_below(location: str) -> bool:
    """Say whether a place lies below another, whatever it is appended to."""
    parts = location.split("/")
    return all(re.fullmatch(r"[\w.-]+", part) and part.strip(".") for part in parts)


def attachments_url(root: bytes, url: str) -> str:
    """Read from a server's root document, which came from `url`, where its files lie.

    Raises DownloadError.
    """
    try:
        base: str = json.loads(root)["capabilities"]["attachments"]["base_url"]
        found = urljoin(url, base if base.endswith("/") else f"{base}/")
        scheme = urlsplit(found).scheme
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise DownloadError(
            f"{url} does not say where it has its files: it is no server of Firefox's models",
            "Its answer should have capabilities.attachments.base_url. Check --mirror, or "
            "`firefox` in [downloads] of pipeline.toml",
        ) from error
    if scheme not in ("http", "https"):
        raise DownloadError(f"{url} says that its files lie at {found}, which is no web address")
    return found


def no_model(from_code: str, to_code: str, records: Iterable[Record]) -> PackageError:
    """Say that no model leads from one language to another, with the nearest that exist."""
    pairs = sorted({f"{each.from_code}-{each.to_code}" for each in records})
    wanted = f"{from_code}-{to_code}"
    near = difflib.get_close_matches(wanted, pairs, 3)
    same = [each for each in pairs if each.startswith(f"{from_code}-")]
    if near:
        hint = f"Did you mean {' or '.join(near)}?"
    else:
        hint = f"There are: {', '.join(same or pairs) or 'none'}"
    return PackageError(f"Firefox has no model from “{from_code}” into “{to_code}”", hint)


def only_by_way(passed: Sequence[str]) -> PackageError:
    """Say that a pair has no model of its own, but two others lead there."""
    legs = [f"{start}-{end}" for start, end in pairwise(passed)]
    return PackageError(
        f"Firefox has no model straight from “{passed[0]}” into “{passed[-1]}”",
        f"Install {' and '.join(legs)}; they are used one after the other: "
        f"`pipeline packages install --from firefox {' '.join(legs)}`",
    )


class Card(NamedTuple):
    """What the model card tells of a package: languages in English, and where its files are from.

    `files` are the name, the address, and the digest as it came of each.
    """

    from_code: str
    from_name: str
    to_code: str
    to_name: str
    version: str
    architecture: str
    files: tuple[tuple[FirefoxFile, str, str], ...]


def write(folder: Path, card: Card) -> None:
    """Write the metadata and the card of a package beside its model. Raises FileError."""
    metadata = {
        "package_version": card.version,
        "from_code": card.from_code,
        "from_name": card.from_name,
        "to_code": card.to_code,
        "to_name": card.to_name,
    }
    data = json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"
    for path, content in (("metadata.json", data), ("README.md", _text(card))):
        try:
            (folder / path).write_text(content, encoding="utf-8", newline="\n")
        except OSError as error:
            raise FileError.of(folder / path, error, "written") from error


def _text(card: Card) -> str:
    kind = f" ({card.architecture})" if card.architecture else ""
    rows = "\n".join(f"| {file} | {url} | {sha256} |" for file, url, sha256 in card.files)
    return f"""\
# {card.from_name} → {card.to_name}, Firefox Translations {card.version}{kind}

Licence: {LICENCE}

A model that Mozilla has trained for the translations in Firefox. It runs on processors, one
sentence at a time, with the package fxtranslate (the extra `firefox`).

| file | as it came from | SHA-256, packed |
| --- | --- | --- |
{rows}

Mozilla's server is meant for Firefox; whoever serves many people should keep a copy of the
files and name it with --mirror.
"""
