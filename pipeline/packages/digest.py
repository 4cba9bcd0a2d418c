"""Naming a package by the files that decide its output."""

import hashlib
from pathlib import Path

from pipeline.errors import FileError
from pipeline.packages import Package, Tokenizer

VOCABULARIES = ("shared_vocabulary", "source_vocabulary", "target_vocabulary")


def content(model: Path, tokenizer: Tokenizer) -> tuple[Path, ...]:
    """Name the files of a package that decide its output, in a fixed order."""
    names = ["model.bin", "config.json", "vmap.txt"]
    names += [f"{each}.{suffix}" for each in VOCABULARIES for suffix in ("json", "txt")]
    return (*(model / name for name in names if (model / name).is_file()), tokenizer.path)


def digest(package: Package) -> str:
    """Give 16 hex digits that change with the output of a package, not with its name or place.

    Reads the whole model (10 MB: some 15 ms). Raises FileError.
    """
    total = hashlib.blake2b(package.target_prefix.encode(), digest_size=8)
    for path in content(package.model, package.tokenizer):
        try:
            with path.open("rb") as file:
                one = hashlib.file_digest(file, "blake2b")
        except OSError as error:
            raise FileError.of(path, error, "read") from error
        total.update(path.name.encode() + one.digest())
    return total.hexdigest()
