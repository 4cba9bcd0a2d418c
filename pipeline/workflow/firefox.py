"""Bringing a model of Firefox: from its server, from a copy of that, or as a lock file says.

A copy on disk is a folder with the server's list under `firefox.RECORDS` and its files below
`attachments/`, each at its `location`: what is at the same addresses below the server's root,
and below the address that this names in capabilities.attachments.base_url.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

from pipeline import files
from pipeline.engine import firefox as engine
from pipeline.errors import DownloadError, FileError
from pipeline.languages import cldr
from pipeline.packages import DownloadOptions, firefox, zstandard
from pipeline.packages.download import Progress, fetch, read
from pipeline.packages.layout import FirefoxFile
from pipeline.packages.lock import LockedFile

_UNPACKED = ".unpacked"
_DAY = 24 * 3600


class Brought(NamedTuple):
    """What has come: the model's version, and its files as they were sent, the model first."""

    version: str
    files: tuple[LockedFile, ...]


class _Wanted(NamedTuple):
    """A file as it is packed, and the digest of what is in it if that is known."""

    source: str
    size: int
    sha256: str
    unpacked: str = ""


def _quiet(_so_far: int, _total: int | None) -> None:
    """Show no progress."""


def bring(
    from_code: str,
    to_code: str,
    staging: Path,
    options: DownloadOptions,
    *,
    locked: Sequence[LockedFile] = (),
    version: str = "",
    downloads: Path | None = None,
    progress: Progress = _quiet,
) -> Brought:
    """Make a package of Firefox's model for a pair of languages in the folder `staging`.

    With `locked` these
    files come, to the byte, from where they came before, and `version` is theirs; the server's
    list is not asked. What has come of a file stays in `downloads` until all of it has, for the
    next attempt to go on from. Raises PackageError where fxtranslate is missing and where there
    is no such model, DownloadError where the server fails or its files are not what it lists,
    and FileError.
    """
    engine.require()
    wanted = [_Wanted(each.source, each.size, each.sha256) for each in locked]
    architecture = ""
    if not wanted:
        base, found = _listed(from_code, to_code, options.firefox, options)
        version, architecture = found[0].record.version, found[0].record.architecture
        wanted = [
            _Wanted(
                _join(base, each.record.location), each.size, each.packed_sha256, each.record.sha256
            )
            for each in found
        ]
    try:
        (staging / _UNPACKED).mkdir(parents=True, exist_ok=True)
        came = tuple(_fetched(wanted, staging, downloads or staging / _UNPACKED, options, progress))
        names = _place(staging, len(came))
        shutil.rmtree(staging / _UNPACKED)
    except OSError as error:
        raise FileError.of(staging, error, "written") from error
    firefox.write(
        staging,
        firefox.Card(
            from_code,
            cldr.english_name(from_code),
            to_code,
            cldr.english_name(to_code),
            version,
            architecture,
            tuple((name, each.source, each.sha256) for name, each in zip(names, came, strict=True)),
        ),
    )
    return Brought(version, came)


def models(options: DownloadOptions) -> tuple[firefox.Record, ...]:
    """List the models that there are and that run here, the newest of each pair, by pair.

    The errors are those of `bring`.
    """
    engine.require()
    _, body = _list(options.firefox, options)
    found = engine.records(body)
    runs = {version: engine.runs(version) for version in {each.version for each in found}}
    return firefox.newest(each for each in found if each.kind == "model" and runs[each.version])


def _listed(
    from_code: str, to_code: str, server: str, options: DownloadOptions
) -> tuple[str, tuple[firefox.Attachment, ...]]:
    """Look in the list of a server, or of a copy, which files to fetch, and below what address."""
    base, body = _list(server, options)
    records = engine.records(body)
    passed = engine.route(body, from_code, to_code)
    if len(passed) > len(("from", "to")):
        raise firefox.only_by_way(passed)
    if not passed:
        raise firefox.no_model(from_code, to_code, records)
    return base, firefox.pick(records, body, from_code, to_code, runs=engine.runs)


def _list(server: str, options: DownloadOptions) -> tuple[str, str]:
    """Bring the list of a server, or of a copy, and the address below which its files lie."""
    folder = _folder(server)
    if folder is None:
        root = server.rstrip("/") + "/"
        base = firefox.attachments_url(read(root, options), root)
        where = urljoin(root, firefox.RECORDS)
    else:
        base, where = str(folder / firefox.ATTACHMENTS), str(folder / firefox.RECORDS)
        if not Path(where).is_file():
            raise DownloadError(
                f"{folder} is no copy of Firefox's server: it has no {firefox.RECORDS}",
                f"There should be the server's list, and its files in {firefox.ATTACHMENTS}/",
            )
    return base, _checked(read(where, options), where)


def _folder(server: str) -> Path | None:
    parts = urlsplit(server)
    if parts.scheme in ("http", "https"):
        return None
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else Path(server)


def _checked(data: bytes, where: str) -> str:
    """Look whether a document can be the list, before fxtranslate reads it."""
    try:
        body = data.decode()
        # Its own reader would follow brackets within brackets until the process ends.
        if isinstance(json.loads(body)["data"], list):
            return body
    except (ValueError, LookupError, TypeError, RecursionError):
        pass
    raise DownloadError(
        f"{where} is no list of Firefox's models",
        "Check --mirror, or `firefox` in [downloads] of pipeline.toml",
    )


def _join(base: str, location: str) -> str:
    return urljoin(base, location) if "://" in base else str(Path(base, *location.split("/")))


def _fetched(
    wanted: Sequence[_Wanted],
    staging: Path,
    downloads: Path,
    options: DownloadOptions,
    progress: Progress,
) -> Iterator[LockedFile]:
    """Bring the files, and unpack each into a file of its number."""
    total, before = sum(each.size for each in wanted), 0
    for number, each in enumerate(wanted):
        packed = downloads / f"{each.sha256}.zst"

        def told(so_far: int, _: int | None, before: int = before) -> None:
            progress(before + so_far, total)

        # Two that want the same file come one after the other.
        with files.locked(packed.with_suffix(".lock"), wait=_DAY, on_wait=lambda _: None):
            came = fetch(
                [each.source], packed, options, size=each.size, sha256=each.sha256, progress=told
            )
            data = packed.read_bytes()
            packed.unlink()
        path = staging / _UNPACKED / f"{number}"
        path.write_bytes(_unpacked(data, each, options))
        before += each.size
        yield LockedFile(came.url, came.size, came.sha256)


def _unpacked(data: bytes, wanted: _Wanted, options: DownloadOptions) -> bytes:
    try:
        most = zstandard.most(data)
        if most <= options.most:
            return engine.unpack(data, wanted.unpacked.lower())
    except ValueError as error:
        raise DownloadError(
            f"{wanted.source} cannot be unpacked: {error}",
            "Tell those who serve it, or name another server or a folder with --mirror",
        ) from error
    raise DownloadError(
        f"{wanted.source} would unpack to {most // 1_000_000:,} MB, more than the "
        f"{options.largest:,} MB "
        "that are allowed",
        "Raise `largest` in [downloads] of pipeline.toml if it is meant to be so large",
    )


def _place(staging: Path, count: int) -> tuple[FirefoxFile, ...]:
    """Give the unpacked files their names, which they are known to deserve by their beginnings."""
    unpacked = [staging / _UNPACKED / f"{number}" for number in range(count)]
    heads = []
    for path in unpacked:
        with path.open("rb") as file:
            heads.append(file.read(8))
    names = firefox.names(heads)
    (staging / "model").mkdir(exist_ok=True)
    for path, name in zip(unpacked, names, strict=True):
        path.rename(staging / "model" / name)
    return names
