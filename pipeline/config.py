"""pipeline.toml → Settings: each room's own options, filled and checked."""

import codecs
import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from pipeline import files, toml
from pipeline.articles import ReadOptions
from pipeline.checks.options import CheckOptions, Switch
from pipeline.engine import EngineOptions
from pipeline.errors import ConfigError, UsageError
from pipeline.model import Kind
from pipeline.packages import DownloadOptions, PackageOptions
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

    glossary: str = "glossary.csv"
    """The terms of the house; there need not be any."""

    packages: tuple[str, ...] = ()
    """Packages, or folders of them, that come before the project's `packages/`."""


@dataclass(frozen=True, slots=True)
class FileSettings:
    """How some articles are read (`[articles.files."PATTERN"]`); what is left out is as for all."""

    encoding: str | None = None
    check_language: bool | None = None

    def __post_init__(self) -> None:
        """Refuse an encoding that does not exist."""
        _check_encoding(self.encoding)


@dataclass(frozen=True, slots=True)
class ArticleSettings:
    """How articles are read (`[articles]`)."""

    encoding: str = "utf-8"
    """The encoding of the article files."""

    check_language: bool = True
    """Refuse articles that are not English."""

    front_matter: tuple[str, ...] = ("title", "description")
    """The keys whose values are translated, in the front matter of Markdown."""

    files: dict[str, FileSettings] = field(default_factory=dict)
    """Other settings for some articles, by a pattern for their paths."""

    def __post_init__(self) -> None:
        """Refuse an encoding that does not exist."""
        _check_encoding(self.encoding)


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """What is translated, and when a draft counts as doubtful (`[translation]`)."""

    leave_out: tuple[Kind, ...] = ()
    """Kinds of segments that stay English."""

    low_confidence: float = 0.4
    """Drafts below this confidence are counted as doubtful (0 to 1)."""

    argos_packages: bool = True
    """Use the packages that Argos Translate has installed for this user."""

    bundled_packages: bool = True
    """Use the packages that come with this tool."""

    def __post_init__(self) -> None:
        """Refuse a confidence that no draft can have."""
        if not 0 <= self.low_confidence <= 1:
            raise UsageError(f"low_confidence is {self.low_confidence}; it goes from 0 to 1")


@dataclass(frozen=True, slots=True)
class MemorySettings:
    """How far earlier translations are used again (`[memory]`)."""

    use: bool = True
    """Learn from reviewed catalogues, and ask the memory before the engine."""

    path: str = ".pipeline/memory.db"
    """The memory's file; several projects may share one."""

    least: float = 0.75
    """Matches from this score on are entered, marked fuzzy (0 to 1)."""

    similar: float = 0.6
    """Matches from this score on are shown beside the engine's draft (0 to 1)."""

    most: int = 3
    """How many matches an entry shows: one that is entered, the others as comments."""

    trust_exact: bool = False
    """Count the only translation of the very same sentence as reviewed."""

    def __post_init__(self) -> None:
        """Refuse scores that no match can have."""
        for name in ("least", "similar"):
            if not 0 < (score := getattr(self, name)) <= 1:
                raise UsageError(f"{name} is {score}; it goes from just above 0 to 1")
        if self.most < 1:
            raise UsageError(f"most is {self.most}; 1 is the least, or set use = false")


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What exported articles hold (`[export]`)."""

    leave_out: tuple[Kind, ...] = ()
    """Kinds of segments that exported articles leave out."""


class Record(StrEnum):
    """What is written down of the work on the review page."""

    EFFORT = "effort"
    HISTORY = "history"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """Who works on the review page, and what is written down of it (`[review]`)."""

    person: str = ""
    """The name that corrections carry; the machine's user name where it is empty."""

    record: Record = Record.EFFORT
    """What `.pipeline/review.jsonl` holds: `history` leaves out times and keystrokes."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """pipeline.toml as it is written."""

    languages: tuple[str, ...] = ()
    folders: Folders = Folders()
    articles: ArticleSettings = field(default_factory=ArticleSettings)
    segmentation: SegmentationOptions = field(default_factory=SegmentationOptions)
    translation: TranslationSettings = TranslationSettings()
    memory: MemorySettings = MemorySettings()
    engine: EngineOptions = field(default_factory=EngineOptions)
    export: ExportSettings = ExportSettings()
    checks: dict[str, object] = field(default_factory=dict)
    downloads: DownloadOptions = field(default_factory=DownloadOptions)
    review: ReviewSettings = ReviewSettings()


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings with its folders as paths."""

    root: Path
    languages: tuple[str, ...]
    articles: Path
    catalogues: Path
    output: Path
    language_files: Path
    glossary: Path
    reading: ArticleSettings
    segmentation: SegmentationOptions
    translation: TranslationSettings
    memory: MemorySettings
    packages: PackageOptions
    engine: EngineOptions
    export: ExportSettings
    checks: CheckOptions
    downloads: DownloadOptions
    review: ReviewSettings

    def read_options(self, article_path: PurePosixPath) -> ReadOptions:
        """Say how to read an article, by its path below the articles folder."""
        encoding, check = self.reading.encoding, self.reading.check_language
        for pattern, own in self.reading.files.items():
            if article_path.match(pattern):
                encoding = encoding if own.encoding is None else own.encoding
                check = check if own.check_language is None else own.check_language
                break
        return ReadOptions(encoding, check, self.reading.front_matter)


def _refuse_overlaps(settings: Settings) -> None:
    """Keep what one folder holds from being taken for what another one does."""
    folders = {
        "articles": settings.articles,
        "catalogues": settings.catalogues,
        "output": settings.output,
    }
    for (one, inner), (other, outer) in itertools.permutations(folders.items(), 2):
        if inner.resolve().is_relative_to(outer.resolve()):
            raise UsageError(
                f"the folder of {one}, {inner}, lies in that of {other}, {outer}",
                "Exported articles would be taken for new ones; name folders beside each other",
            )


def _check_encoding(encoding: str | None) -> None:
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError as error:
        raise UsageError(
            f"there is no encoding {encoding!r}", "Such as utf-8, cp1252, or utf-16"
        ) from error


def find_project(start: Path) -> Path:
    """Find the project that a folder lies in: the nearest one upwards with a pipeline.toml."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise UsageError(
        f"there is no {FILE_NAME} in {start} or above it",
        "Make a project with `pipeline init`, or name one with --project",
    )


def load(root: Path, packages: Sequence[Path] = (), output: Path | None = None) -> Settings:
    """Read the settings of the project in `root`. Raises UsageError and ConfigError.

    `packages` come before those named there; `output` is a folder for exports instead.
    """
    found = settings(read(root), root)
    options = replace(found.packages, folders=(*packages, *found.packages.folders))
    found = replace(found, packages=options, output=output or found.output)
    _refuse_overlaps(found)
    return found


def read(root: Path) -> ConfigFile:
    """Read the pipeline.toml in `root` as it is written, with the defaults put in."""
    path = root / FILE_NAME
    data = files.read(path)
    if data is None:
        raise UsageError(f"there is no {path}", "Make a project with `pipeline init`")
    return parse(data, path)


def parse(data: bytes, path: Path) -> ConfigFile:
    """Read the bytes of a pipeline.toml; `path` is for messages. Raises ConfigError."""
    read = toml.parse(data, path, ConfigFile)
    _refuse_unknown_checks(read, data.decode("utf-8-sig"), path)
    for index, language in enumerate(read.languages):
        if not re.fullmatch(r"[a-z]{2,3}([_-][A-Za-z0-9]+)*", language) or language in (
            "en",
            *read.languages[:index],
        ):
            raise ConfigError(
                path,
                toml.line_of(data.decode("utf-8-sig"), ("languages",)),
                f"languages: {language!r} cannot be a target language",
                'Name each once by its code, such as languages = ["vi", "ru"]',
            )
    return read


def _refuse_unknown_checks(read: ConfigFile, text: str, path: Path) -> None:
    """Keep a slip of the pen from leaving a check as it was."""
    if not read.checks:
        return
    # All checks are imported with them, which only those need who switch some.
    from pipeline.checks.choose import current, nearest

    for name, value in read.checks.items():
        line = toml.line_of(text, ("checks", name))
        if current(name) is None:
            raise ConfigError(path, line, f"there is no check {name}", nearest(name))
        if value not in list(Switch):
            raise ConfigError(
                path,
                line,
                f"checks.{name}: {value!r} is no severity",
                f"There are: {', '.join(Switch)}",
            )


def settings(read: ConfigFile, root: Path) -> Settings:
    """Turn what was written into paths and options of the project in `root`."""
    return Settings(
        root=root,
        languages=read.languages,
        articles=root / read.folders.articles,
        catalogues=root / read.folders.catalogues,
        output=root / read.folders.output,
        language_files=root / read.folders.languages,
        glossary=root / read.folders.glossary,
        reading=read.articles,
        segmentation=read.segmentation,
        translation=read.translation,
        memory=replace(read.memory, path=str(root / read.memory.path)),
        packages=PackageOptions(
            folders=tuple(root / folder for folder in read.folders.packages),
            project=root / "packages",
            argos=read.translation.argos_packages,
            bundled=read.translation.bundled_packages,
        ),
        engine=read.engine,
        export=read.export,
        checks=CheckOptions({name: Switch(str(value)) for name, value in read.checks.items()}),
        downloads=replace(
            read.downloads,
            index=_placed(read.downloads.index, root),
            firefox=_placed(read.downloads.firefox, root),
        ),
        review=read.review,
    )


def _placed(where: str, root: Path) -> str:
    """Take a path from the project's folder, as those of `[folders]`; URLs stay."""
    return where if re.match(r"[A-Za-z]+:", where) else str(root / where)


def describe(value: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    """List the settings in force, each by the key under which pipeline.toml has it."""
    for spec in dataclasses.fields(value):  # type: ignore[arg-type]
        item = getattr(value, spec.name)
        if dataclasses.is_dataclass(item):
            yield from describe(item, f"{prefix}{spec.name}.")
        elif isinstance(item, dict):
            for key, inner in item.items():
                if dataclasses.is_dataclass(inner):
                    yield from describe(inner, f'{prefix}{spec.name}."{key}".')
                else:
                    yield f"{prefix}{spec.name}.{key}", inner
        else:
            yield f"{prefix}{spec.name}", list(item) if isinstance(item, tuple) else item
