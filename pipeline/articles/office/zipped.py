"""Word processors' files as ZIP packages: their parts, and other ones put in their places.

Nothing is unpacked but the parts that are asked for, within limits. Where parts are replaced, all
other entries stay byte for byte, with their order, dates and compression.
"""

import io
import struct
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import ArticleError

MOST_ENTRIES = 10_000
LARGEST = 64 * 2**20
"""What all parts that are read may have together, in bytes."""

# What others have long refused as well. Small parts may be denser.
MOST_DENSE = 100
SMALL = 2**20

_ENCRYPTED = 0x1
_SIZES_BEHIND = 0x8
_STORED, _DEFLATED = 0, 8
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_NAMES = {".docx": "Word file", ".odt": "OpenDocument file"}


class _Entry(NamedTuple):
    """An entry: where it starts and ends, and where the directory tells of it."""

    info: zipfile.ZipInfo
    start: int
    end: int
    told: int


@dataclass(frozen=True, slots=True)
class Package:
    """The bytes of a package, and where its entries stand."""

    path: Path
    data: bytes
    entries: Mapping[str, _Entry]
    directory: int
    end: int

    def has(self, name: str) -> bool:
        """Say whether there is a part of this name; case does not matter."""
        return name.casefold() in self.entries


def opened(data: bytes, path: Path) -> Package:
    """Look at a package without unpacking it. Raises ArticleError if it cannot be used."""
    _refuse_others(data, path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, directory = archive.infolist(), archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError) as error:
        raise _damaged(path, str(error)) from error
    if len(infos) > MOST_ENTRIES:
        reason = f"it has {len(infos):,} entries, as no {_NAMES[_suffix(path)]} has"
        raise ArticleError(path, reason, _hint(path))
    entries: dict[str, _Entry] = {}
    ends = sorted({*(info.header_offset for info in infos), directory})
    told = directory
    for info in infos:
        start = info.header_offset
        end = ends[min(bisect_right(ends, start), len(ends) - 1)]
        name = info.filename.replace("\\", "/").casefold()
        if info.flag_bits & _ENCRYPTED:
            raise ArticleError(path, "it is encrypted", "Save it without a password")
        if info.compress_type not in {_STORED, _DEFLATED}:
            reason = f"{info.filename} is packed in a way that word processors do not know"
            raise ArticleError(path, reason, _hint(path))
        if name in entries:
            reason = f"it has two parts with the name {info.filename}"
            raise ArticleError(path, reason, _hint(path))
        entries[name] = _Entry(info, start, end, told)
        told += _length(data, told, path)
    if len(ends) != len(infos) + 1 or data[told : told + 4] != b"PK\x05\x06":
        raise _damaged(path, "its directory is not that of a plain ZIP archive")
    return Package(path, data, entries, directory, told)


def _length(data: bytes, at: int, path: Path) -> int:
    """Say how long a record of the directory is."""
    try:
        *_, name, extra, comment, _, _, _, start = _CENTRAL.unpack_from(data, at)
    except struct.error as error:
        raise _damaged(path, str(error)) from error
    if start == 0xFFFFFFFF:
        raise _damaged(path, "it is made for archives of over 4 GB")
    return _CENTRAL.size + int(name) + int(extra) + int(comment)


def _refuse_others(data: bytes, path: Path) -> None:
    if not data:
        raise ArticleError(path, "the file is empty", "Write the article, or remove it")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ArticleError(path, "it is protected with a password", "Save it without one")
        raise ArticleError(path, "it is a .doc of an old Word, with another name", _hint(path))
    if not data.startswith(b"PK"):
        raise ArticleError(path, f"it is no {_NAMES[_suffix(path)]}", _hint(path))


def _damaged(path: Path, why: str) -> ArticleError:
    reason = f"it is damaged, or was cut off: {why[:1].lower()}{why[1:]}"
    return ArticleError(path, reason, _hint(path))


def _hint(path: Path) -> str:
    return f"Open it in Word or LibreOffice and save it as {_suffix(path)}"


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def parts(package: Package, names: Sequence[str]) -> dict[str, bytes]:
    """Unpack parts. Raises ArticleError if one is missing or broken, or if they are too large."""
    found: dict[str, bytes] = {}
    room = LARGEST
    with zipfile.ZipFile(io.BytesIO(package.data)) as archive:
        for name in names:
            entry = package.entries.get(name.casefold())
            if entry is None:
                raise ArticleError(package.path, f"it has no part {name}", _hint(package.path))
            info = entry.info
            room -= info.file_size
            if room < 0 or info.file_size > max(SMALL, MOST_DENSE * info.compress_size):
                size = f"{info.file_size / 2**20:,.0f} MB"
                reason = f"{name} would be {size} when unpacked, as a ZIP bomb is"
                raise ArticleError(package.path, reason, "Ask for it anew where it came from")
            found[name] = _unpacked(archive, info, package.path)
    return found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> bytes:
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        raise _damaged(path, f"{info.filename}: {error}") from error


def replaced(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Write the package with other bytes in some of its parts; the same input, the same output."""
    data = package.data
    wanted = {package.entries[name.casefold()].told: made for name, made in changed.items()}
    entries = sorted(package.entries.values(), key=lambda entry: entry.start)
    out = [data[: entries[0].start]]
    shift = 0
    told: dict[int, bytes] = {}
    for entry in entries:
        old = data[entry.start : entry.end]
        made = wanted.get(entry.told)
        new, numbers = (old, None) if made is None else _entry(old, made)
        out.append(new)
        told[entry.told] = _record(data, entry.told, numbers, shift)
        shift += len(new) - len(old)
    out += (told[at] for at in sorted(told))
    *before, start, comment = _END.unpack_from(data, package.end)
    out += _END.pack(*before, start + shift, comment), data[package.end + _END.size :]
    return b"".join(out)


class _Numbers(NamedTuple):
    """What the directory tells of an entry's bytes."""

    crc: int
    packed: int
    size: int


def _entry(old: bytes, made: bytes) -> tuple[bytes, _Numbers]:
    signature, version, flags, method, time, date, *_, name, _ = _LOCAL.unpack_from(old)
    body = made
    if method == _DEFLATED:
        packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        body = packer.compress(made) + packer.flush()
    numbers = _Numbers(zlib.crc32(made), len(body), len(made))
    head = _LOCAL.pack(
        signature, version, flags & ~_SIZES_BEHIND, method, time, date, *numbers, name, 0
    )
    return head + old[_LOCAL.size : _LOCAL.size + name] + body, numbers


def _record(data: bytes, at: int, numbers: _Numbers | None, shift: int) -> bytes:
    signature, made_by, version, flags, method, time, date, crc, packed, size, *rest = (
        _CENTRAL.unpack_from(data, at)
    )
    name, extra, comment, *attributes, start = rest
    if numbers:
        flags &= ~_SIZES_BEHIND
        crc, packed, size = numbers
    head = _CENTRAL.pack(
        *(signature, made_by, version, flags, method, time, date, crc, packed, size),
        *(name, extra, comment, *attributes, start + shift),
    )
    return head + data[at + _CENTRAL.size : at + _CENTRAL.size + name + extra + comment]
