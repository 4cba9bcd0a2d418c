"""pipeline.toml → Settings: each room's own options, filled and checked.

A key that does not exist is refused with the nearest one that does, and every complaint names
the line. msgspec checks the types but knows neither lines nor nearest keys, so both are found
here.
"""

import dataclasses
import difflib
import re
import tomllib
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import files
from pipeline.articles import ReadOptions
from pipeline.engine import EngineOptions
from pipeline.errors import ConfigError, UsageError
from pipeline.model import Kind
from pipeline.packages import PackageOptions
from pipeline.segmentation import SegmentationOptions

FILE_NAME = "pipeline.toml"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie, as paths below the folder of pipeline.toml (`[folders]`)."""

    articles: str = "source_texts"
    """English articles, with any sub-folders."""

    catalogues: str = "locales"
    """Templates, and below them the catalogues of each language."""

    output: str = "build"
    """Exported articles: reviewed ones in `<language>/`, drafts in `drafts/<language>/`."""

    languages: str = "languages"
    """Language files of your own; they come before the bundled ones."""

    packages: tuple[str, ...] = ()
    """Argos packages, or folders of them, that come before the project's `packages/`."""


@dataclass(frozen=True, slots=True)
class ArticleSettings:
    """How articles are read (`[articles]`)."""

    encoding: str = "utf-8"
    """The encoding of the article files."""

    check_language: bool = True
    """Refuse articles that are not English."""

    files: dict[str, ReadOptions] = field(default_factory=dict)
    """Other settings for some articles, by a pattern for their paths."""


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """What is translated, and when a draft counts as doubtful (`[translation]`)."""

    leave_out: tuple[Kind, ...] = ()
    """Kinds of segments that stay English."""

    low_confidence: float = 0.4
    """Drafts below this confidence are counted as doubtful (0 to 1)."""

    argos_packages: bool = True
    """Use the packages that Argos Translate has installed for this user."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What exported articles hold (`[export]`)."""

    leave_out: tuple[Kind, ...] = ()
    """Kinds of segments that exported articles leave out."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """pipeline.toml as it is written."""

    languages: tuple[str, ...] = ()
    folders: Folders = Folders()
    articles: ArticleSettings = field(default_factory=ArticleSettings)
    segmentation: SegmentationOptions = field(default_factory=SegmentationOptions)
    translation: TranslationSettings = TranslationSettings()
    engine: EngineOptions = field(default_factory=EngineOptions)
    export: ExportSettings = ExportSettings()


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings with its folders as paths."""

    root: Path
    languages: tuple[str, ...]
    articles: Path
    catalogues: Path
    output: Path
    language_files: Path
    reading: ArticleSettings
    segmentation: SegmentationOptions
    translation: TranslationSettings
    packages: PackageOptions
    engine: EngineOptions
    export: ExportSettings

    def read_options(self, article_path: PurePosixPath) -> ReadOptions:
        """Say how to read an article, by its path below the articles folder."""
        for pattern, options in self.reading.files.items():
            if article_path.match(pattern):
                return options
        return ReadOptions(self.reading.encoding, self.reading.check_language)


def find_project(start: Path) -> Path:
    """Find the project that a folder lies in: the nearest one upwards with a pipeline.toml."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise UsageError(
        f"there is no {FILE_NAME} in {start} or above it",
        "Make a project with `pipeline init`, or name one with --project",
    )


def load(root: Path) -> Settings:
    """Read the settings of the project in `root`. Raises UsageError and ConfigError."""
    return settings(read(root), root)


def read(root: Path) -> ConfigFile:
    """Read the pipeline.toml in `root` as it is written, with the defaults put in."""
    path = root / FILE_NAME
    data = files.read(path)
    if data is None:
        raise UsageError(f"there is no {path}", "Make a project with `pipeline init`")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(path, line, "this is not UTF-8", "Save the file as UTF-8") from error
    return parse(text, path)


def parse(text: str, path: Path) -> ConfigFile:
    """Read the text of a pipeline.toml; `path` is for messages. Raises ConfigError."""
    import msgspec  # 15 ms that `pipeline --help` does not owe

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise ConfigError(path, line, f"this is not TOML: {str(error).split(' (at')[0]}") from error
    for keys, known in _unknown(table, ConfigFile):
        near = difflib.get_close_matches(keys[-1], known, n=1)
        raise ConfigError(
            path,
            _line(text, keys),
            f"there is no setting {'.'.join(keys)}",
            f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(known))}",
        )
    try:
        read = msgspec.convert(table, ConfigFile)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        keys = tuple(re.findall(r"[^.\[\]`]+", where))
        name = ".".join(key for key in keys if not key.isdigit() and key != "...")
        raise ConfigError(
            path, _line(text, keys), f"{name}: {message[:1].lower()}{message[1:]}"
        ) from error
    for index, language in enumerate(read.languages):
        if not re.fullmatch(r"[a-z]{2,3}([_-][A-Za-z0-9]+)*", language) or language in (
            "en",
            *read.languages[:index],
        ):
            raise ConfigError(
                path,
                _line(text, ("languages",)),
                f"languages: {language!r} cannot be a target language",
                'Name each once by its code, such as languages = ["vi", "ru"]',
            )
    return read


def settings(read: ConfigFile, root: Path) -> Settings:
    """Turn what was written into paths and options of the project in `root`."""
    return Settings(
        root=root,
        languages=read.languages,
        articles=root / read.folders.articles,
        catalogues=root / read.folders.catalogues,
        output=root / read.folders.output,
        language_files=root / read.folders.languages,
        reading=read.articles,
        segmentation=read.segmentation,
        translation=read.translation,
        packages=PackageOptions(
            folders=tuple(root / folder for folder in read.folders.packages),
            project=root / "packages",
            argos=read.translation.argos_packages,
        ),
        engine=read.engine,
        export=read.export,
    )


def describe(value: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    """List the settings in force, each by the key under which pipeline.toml has it."""
    for spec in dataclasses.fields(value):  # type: ignore[arg-type]
        item = getattr(value, spec.name)
        if dataclasses.is_dataclass(item):
            yield from describe(item, f"{prefix}{spec.name}.")
        elif isinstance(item, dict):
            for key, inner in item.items():
                yield from describe(inner, f'{prefix}{spec.name}."{key}".')
        else:
            yield f"{prefix}{spec.name}", list(item) if isinstance(item, tuple) else item


def _unknown(
    table: Mapping[str, Any], schema: Any, at: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Find keys that the schema has not, each with those that it has at that place."""
    hints = typing.get_type_hints(schema)
    for key, value in table.items():
        if key not in hints:
            yield (*at, key), set(hints)
        elif isinstance(value, dict) and dataclasses.is_dataclass(hints[key]):
            yield from _unknown(value, hints[key], (*at, key))
        elif isinstance(value, dict) and typing.get_origin(hints[key]) is dict:
            for name, inner in value.items():
                if isinstance(inner, dict):
                    yield from _unknown(inner, typing.get_args(hints[key])[1], (*at, key, name))


def _line(text: str, keys: tuple[str, ...]) -> int:
    """Find the line on which a key is set, or the nearest table around it; 0 if on none."""
    table: tuple[str, ...] = ()
    best, best_depth = 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            here = table = _parts(header[1])
        elif pair := re.match(
            r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[\w"'-]+)*)\s*=""", line
        ):
            here = (*table, *_parts(pair[1]))
        else:
            continue
        depth = len(here)
        if here == keys[:depth] and depth > best_depth:
            best, best_depth = number, depth
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    found = re.findall(r""""([^"]*)"|'([^']*)'|([\w-]+)""", dotted)
    return tuple("".join(groups) for groups in found)
