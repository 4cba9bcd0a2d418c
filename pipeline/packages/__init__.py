"""Translation packages: what they are, and where they are looked for.

A package is a folder with `metadata.json`, a model in `model/` and a tokenizer. Most are Argos
packages, whose models CTranslate2 decodes; a package with one of Firefox's models has the same
form. `find` lists them, `validate` says what is wrong with one, `choose` picks those for a pair
of languages, `digest` names one by its content.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import UsageError


class Origin(StrEnum):
    """Where a package was found, in order of preference."""

    SETTING = "setting"
    PROJECT = "project"
    ARGOS = "argos"
    BUNDLED = "bundled"


class Format(StrEnum):
    """Whose model a package holds, and so which engine decodes it."""

    ARGOS = "argos"
    FIREFOX = "firefox"


class TokenizerKind(StrEnum):
    """How a package cuts sentences into pieces."""

    SENTENCEPIECE = "sentencepiece"
    BPE = "bpe"


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """The file that cuts sentences into pieces, and the library it is meant for."""

    path: Path
    kind: TokenizerKind


@dataclass(frozen=True, slots=True)
class Package:
    """An unpacked package that translates from one language into another.

    `model` is the folder of the model; `version` is empty where the metadata has none;
    `target_prefix` goes before every translation of a package that knows several languages;
    `parts` are the files that decide its output, in a fixed order, and `size` is what they take,
    in bytes.
    """

    path: Path
    origin: Origin
    version: str
    from_code: str
    from_name: str
    to_code: str
    to_name: str
    target_prefix: str
    tokenizer: Tokenizer
    model: Path
    parts: tuple[Path, ...]
    size: int
    format: Format = Format.ARGOS

    @property
    def name(self) -> str:
        """The pair of languages as Argos writes it: `en_vi`."""
        return f"{self.from_code}_{self.to_code}"

    @property
    def label(self) -> str:
        """Name and version, as draft marks and lists show them: `en_vi 0.2`."""
        return f"{self.name} {self.version}".rstrip()


@dataclass(frozen=True, slots=True)
class PackageOptions:
    """Where packages are looked for, in this order.

    `folders` are packages or folders of packages that a person has named; `project` is the
    project's own folder of packages, which need not exist; `argos` allows those that Argos
    Translate has installed for this user, `bundled` those that come with this tool.
    """

    folders: tuple[Path, ...] = ()
    project: Path | None = None
    argos: bool = True
    bundled: bool = True


@dataclass(frozen=True, slots=True)
class DownloadOptions:
    """Where packages are fetched from, and how patiently (`[downloads]`)."""

    index: str = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
    """The list of Argos packages."""

    firefox: str = "https://firefox.settings.services.mozilla.com/v1"
    """The server that lists Firefox's models, or a copy of it: a URL or a folder."""

    timeout: float = 30.0
    """Seconds to wait for a server that says nothing, or next to nothing."""

    retries: int = 3
    """How often a fetch that broke off is taken up again."""

    largest: int = 4000
    """Megabytes that one package may have, packed or unpacked."""

    def __post_init__(self) -> None:
        """Refuse what cannot be, with a UsageError that names the option."""
        for name, least, most in (
            ("timeout", 0.1, 3600),
            ("retries", 0, 20),
            ("largest", 1, 1_000_000),
        ):
            if not least <= getattr(self, name) <= most:
                raise UsageError(f"{name} is {getattr(self, name)}; it goes from {least} to {most}")
        for name in ("index", "firefox"):
            if not getattr(self, name):
                raise UsageError(f"{name} is empty", "Name a URL or a path, or leave it out")

    @property
    def most(self) -> int:
        """`largest` in bytes."""
        return self.largest * 1_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that lies among the packages and cannot be used, with the reason."""

    path: Path
    origin: Origin
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The usable packages, the preferred ones first; what was unusable; where was looked."""

    packages: tuple[Package, ...]
    problems: tuple[Problem, ...]
    looked: tuple[Path, ...]
