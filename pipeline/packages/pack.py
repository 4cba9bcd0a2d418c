"""Packing a package: an .argosmodel is a zip archive with the package's folder in it."""

import json
import os
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import FileError
from pipeline.packages.unpack import NEEDED

# The first one whose metadata and archives look as those written here.
_ARGOS_VERSION = "1.9.0"

# The earliest that a zip archive can state, and no day on which anything was made.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What metadata.json says, by Argos' names; `target_prefix` may be empty."""

    package_version: str
    from_code: str
    from_name: str
    to_code: str
    to_name: str
    target_prefix: str = ""

    def to_bytes(self) -> bytes:
        """Write metadata.json: always the same for the same."""
        known = {"type": "translate", "argos_version": _ARGOS_VERSION, **asdict(self), "links": []}
        return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()


def pack(package: Path, archive: Path, name: str) -> None:
    """Write the package in a folder as an archive with one folder, `name`.

    Only what belongs to a package goes in, and the same files give the same bytes: in a fixed
    order, without dates, and stored rather than deflated, since each zlib deflates in its own
    way and the weights of a model would hardly get smaller (8 %). Raises FileError.
    """
    try:
        with zipfile.ZipFile(archive, "x", zipfile.ZIP_STORED) as out:
            for each in NEEDED:
                if (package / each).is_file():
                    _add(out, package / each, f"{name}/{each}")
    except OSError as error:
        raise FileError.of(archive, error, "written") from error


def _add(out: zipfile.ZipFile, path: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16  # Unix: a file for all to read
    # Told beforehand, since a model may be larger than an archive holds without extensions.
    entry.file_size = os.path.getsize(path)
    with path.open("rb") as file, out.open(entry, "w") as into:
        while block := file.read(1 << 20):
            into.write(block)
