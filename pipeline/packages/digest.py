"""Naming a package by the files that decide its output."""

import hashlib

from pipeline.errors import FileError
from pipeline.packages import Package


def digest(package: Package) -> str:
    """Give 16 hex digits that change with the output of a package, not with its name or place.

    Reads the whole model (10 MB: some 15 ms). Raises FileError.
    """
    total = hashlib.blake2b(package.target_prefix.encode(), digest_size=8)
    for path in package.parts:
        try:
            with path.open("rb") as file:
                one = hashlib.file_digest(file, "blake2b")
        except OSError as error:
            raise FileError.of(path, error, "read") from error
        total.update(path.name.encode() + one.digest())
    return total.hexdigest()
