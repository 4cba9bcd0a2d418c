"""Finding Argos packages; the only file that imports argostranslate.

Folders are read one by one, because `argostranslate.package.get_installed_packages` raises
at the first broken one. Packages are read where they lie; nothing is written anywhere.
"""

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.errors import PackageError
from pipeline.packages import (
    Found,
    Origin,
    Package,
    PackageOptions,
    Problem,
)
from pipeline.packages.home import argos_folders
from pipeline.packages.index import numbers
from pipeline.packages.layout import layout
from pipeline.packages.validate import problems

BUNDLED = Path(__file__).parent / "bundled"

_ORDER = tuple(Origin)


def find(options: PackageOptions) -> Found:
    """List the usable packages of all places, the preferred ones first, and the unusable.

    Preferred is the earlier place, and in one place the newer version. Packages of Argos for
    other purposes than translation are passed over. No model is read.
    """
    packages: dict[Path, Package] = {}
    wrong: list[Problem] = []
    places = list(_places(options))
    for origin, place in places:
        for path in _candidates(place, origin, wrong):
            try:
                package = _read(path, origin)
            except _Unusable as error:
                wrong.append(Problem(path, origin, str(error)))
            except OSError as error:
                wrong.append(Problem(path, origin, _refused(error)))
            else:
                if package:
                    packages.setdefault(path.resolve(), package)
    ranked = sorted(packages.values(), key=_rank)
    return Found(tuple(ranked), tuple(wrong), tuple(place for _, place in places))


class _Unusable(Exception):
    """Why a folder is no package that can be used."""


def _places(options: PackageOptions) -> Iterator[tuple[Origin, Path]]:
    for folder in options.folders:
        yield Origin.SETTING, folder
    if options.project:
        yield Origin.PROJECT, options.project
    if options.argos:
        for folder in argos_folders(os.environ):
            yield Origin.ARGOS, folder
    if options.bundled:
        yield Origin.BUNDLED, BUNDLED


def _candidates(place: Path, origin: Origin, wrong: list[Problem]) -> list[Path]:
    """Give the folders at `place` that should be packages: itself, or those inside it."""
    try:
        if place.suffix == ".argosmodel" and place.is_file():
            wrong.append(Problem(place, origin, _PACKED))
            return []
        if (place / "metadata.json").is_file():
            return [place]
        inside = sorted(place.iterdir())
        folders = [each for each in inside if each.is_dir() and each.name[0] not in "._"]
    except FileNotFoundError:
        if origin is Origin.SETTING:
            wrong.append(Problem(place, origin, "there is no such folder"))
        return []
    except OSError as error:
        wrong.append(Problem(place, origin, _refused(error)))
        return []
    wrong += [Problem(each, origin, _PACKED) for each in inside if each.suffix == ".argosmodel"]
    if not folders and origin is Origin.SETTING:
        wrong.append(Problem(place, origin, "holds no package"))
    return folders


_PACKED = "is still packed: bring it in with `pipeline packages install FILE`"


def _refused(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or type(error).__name__).lower()}"


def _read(path: Path, origin: Origin) -> Package | None:
    """Read and check one package; None if it is a package for another purpose."""
    meta = _metadata(path)
    texts = ("package_version", "from_code", "from_name", "to_code", "to_name", "target_prefix")
    values = {name: getattr(meta, name) for name in ("type", *texts)}
    if values["type"] != "translate" and isinstance(values["type"], str):
        return None
    for name, value in values.items():
        if value is None:
            raise _Unusable(f"metadata.json has no {name}")
        if not isinstance(value, str):
            raise _Unusable(f"metadata.json: {name} is no text")
    for name in ("from_code", "to_code"):
        if not re.fullmatch(r"\w[\w-]*", values[name]):
            raise _Unusable(f"metadata.json: {name} is no language code: “{values[name]}”")
    version = values["package_version"]
    # It stands in a line of a catalogue, in tables, and in the name of a folder.
    if len(version) > _LONGEST_VERSION or not version.isprintable():
        raise _Unusable(f"metadata.json: package_version is no version: “{version[:_SHOWN]}”")
    files = layout(path)
    if files is None:
        raise _Unusable(
            "has no tokenizer (sentencepiece.model, bpe.model, or a vocabulary in model/)"
        )
    package = Package(
        path=path,
        origin=origin,
        version=version,
        from_code=values["from_code"],
        from_name=values["from_name"] or values["from_code"],
        to_code=values["to_code"],
        to_name=values["to_name"] or values["to_code"],
        target_prefix=values["target_prefix"],
        tokenizer=files.tokenizer,
        model=path / "model",
        parts=files.parts,
        size=sum(each.stat().st_size for each in files.parts),
        format=files.format,
    )
    for reason in problems(package):
        raise _Unusable(reason)
    return package


_LONGEST_VERSION, _SHOWN = 100, 20


def _metadata(path: Path) -> Any:
    try:
        return _argos().Package(path)
    except FileNotFoundError as error:
        raise _Unusable("has no metadata.json") from error
    except json.JSONDecodeError as error:
        raise _Unusable(f"metadata.json, line {error.lineno}: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise _Unusable("metadata.json is not UTF-8") from error
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise _Unusable("metadata.json does not hold what Argos packages have") from error


def _rank(package: Package) -> tuple[int, list[int]]:
    # The end mark makes 1.9.1 newer than 1.9, and any version newer than none.
    return _ORDER.index(package.origin), [*(-number for number in numbers(package.version)), 1]


@cache
def _argos() -> ModuleType:
    """Import argostranslate.package without its marks on the machine.

    Its settings make folders for data, configuration and cache at import, read ARGOS_ variables
    (and fail at wrong ones) and set one for OpenMP; so it meets an empty environment.
    """
    try:
        with tempfile.TemporaryDirectory() as scratch, _environment(Path(scratch)):
            import argostranslate.package
    except OSError as error:
        raise PackageError(
            f"packages cannot be read without a temporary folder: {error}",
            "Make room in it, or name another one with TMPDIR",
        ) from error
    module: ModuleType = argostranslate.package
    return module


@contextlib.contextmanager
def _environment(scratch: Path) -> Iterator[None]:
    before = dict(os.environ)
    try:
        for name in before:
            if name.startswith(("ARGOS_", "SNAP")):
                del os.environ[name]
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME", "USERPROFILE"):
            os.environ[name] = str(scratch)
        yield
    finally:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)
