"""Argos packages: what they are, and where they are looked for.

A package is a folder with `metadata.json`, a CTranslate2 model in `model/` and a tokenizer.
`find` lists them, `validate` says what is wrong with one, `choose` picks those for a pair of
languages, `digest` names one by its content.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Origin(StrEnum):
    """Where a package was found, in order of preference."""

    SETTING = "setting"
    PROJECT = "project"
    ARGOS = "argos"
    BUNDLED = "bundled"


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
    """An unpacked Argos package that translates from one language into another.

    `model` is the CTranslate2 folder; `version` is empty where the metadata has none;
    `target_prefix` goes before every translation of a package that knows several languages;
    `size` is what the files that decide its output take, in bytes.
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
    size: int

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
