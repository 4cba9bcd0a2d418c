"""Building a package of one's own: a model and its tokenizer become an .argosmodel."""

import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.engine import EngineOptions, convert
from pipeline.engine.probe import probe as try_out
from pipeline.errors import FileError, PackageError, UsageError
from pipeline.languages.cldr import english_name
from pipeline.packages import Package, PackageOptions, TokenizerKind
from pipeline.packages.about import UNSTATED, licence
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.packages.pack import Metadata, pack
from pipeline.packages.vocabulary import Vocabulary, vocabulary

Probe = Callable[[Package, EngineOptions], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a package is built from and what it says of itself.

    `source` is the folder of the model; `tokenizer` is found in it if it is not named.
    `source_prefix` and `target_prefix` are pieces that models of several languages want before
    each sentence and each translation; those of M2M-100 follow from the codes, and an empty one
    says that there is none. Without a `card` a short one is written, with `licence`.
    `quantisation` is int8 where a model is converted.
    """

    source: Path
    from_code: str
    to_code: str
    from_name: str = ""
    to_name: str = ""
    version: str = "1.0"
    tokenizer: Path | None = None
    source_prefix: str | None = None
    target_prefix: str = ""
    card: Path | None = None
    licence: str = ""
    quantisation: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no package can be called, with a UsageError."""
        for code in (self.from_code, self.to_code):
            if not re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z0-9]+)*", code):
                raise UsageError(f"{code!r} is no code of a language", "Such as en, vi, pt_BR")
        if self.from_code == self.to_code:
            raise UsageError(f"both languages are {self.from_code}")
        if not re.fullmatch(r"\d+(\.\d+)*", self.version):
            raise UsageError(f"{self.version!r} is no version", "Such as 1.0")
        if self.card and self.licence:
            raise UsageError(
                "a licence is written into the card that is made here",
                "Write it into your own card, as a line such as `Licence: CC BY 4.0`",
            )

    @property
    def name(self) -> str:
        """The name of the package's folder and archive: `translate-en_vi-1_0`."""
        return f"translate-{self.from_code}_{self.to_code}-{self.version.replace('.', '_')}"


@dataclass(frozen=True, slots=True)
class Built:
    """An archive as it was written, and its package."""

    path: Path
    label: str
    digest: str
    size: int


def build(
    recipe: Recipe,
    output: Path,
    options: EngineOptions,
    *,
    force: bool = False,
    probe: Probe = try_out,
) -> Built:
    """Make the archive `output`, of a package that was checked and tried out before.

    It appears in one step, and the same parts give the same bytes. Raises UsageError,
    PackageError and FileError, with nothing written.
    """
    kind = convert.recognise(recipe.source)
    if kind is convert.Kind.CTRANSLATE2 and recipe.quantisation:
        raise UsageError(
            "the model is converted already, and stays as it is", "Leave out --quantization"
        )
    _check_output(output, force=force)
    try:
        # Beside the output, for the disk that has room for it, and for the last step.
        with tempfile.TemporaryDirectory(prefix=".pipeline-build-", dir=output.parent) as scratch:
            folder, archive = Path(scratch) / recipe.name, Path(scratch) / "archive"
            folder.mkdir()
            package = _make(recipe, folder, kind)
            for reason in probe(package, options):
                raise PackageError(f"the package {reason}", _UNFIT)
            pack(folder, archive, recipe.name)
            _check_output(output, force=force)
            os.replace(archive, output)
            return Built(output, package.label, digest(package), output.stat().st_size)
    except OSError as error:
        # A copy that finds no room is told by both names.
        path = error.filename2 or error.filename or output
        raise FileError.of(path, error, "read or written") from error


_UNFIT = "Nothing was written. Check the tokenizer, the prefixes, and that the model is whole"


def _check_output(output: Path, *, force: bool) -> None:
    if not output.parent.is_dir():
        raise UsageError(f"there is no folder {output.parent}", "Make it first")
    if output.is_dir():
        raise UsageError(f"{output} is a folder", "Name a file that ends in .argosmodel")
    if os.path.lexists(output) and not force:
        raise UsageError(f"{output} exists already", "Replace it with --force, or name another")


def _make(recipe: Recipe, folder: Path, kind: convert.Kind) -> Package:
    """Put a package's parts into a folder, and read it as it will be read."""
    tokenizer, cuts = _tokenizer(recipe)
    shutil.copyfile(tokenizer, folder / f"{cuts.value}.model")
    model = folder / "model"
    convert.convert(recipe.source, model, recipe.quantisation or "int8")
    pieces = vocabulary(model)
    source, target = _prefixes(recipe, pieces)
    convert.settle_source(model, source)
    metadata = Metadata(
        recipe.version,
        recipe.from_code,
        recipe.from_name or english_name(recipe.from_code),
        recipe.to_code,
        recipe.to_name or english_name(recipe.to_code),
        target,
    )
    (folder / "metadata.json").write_bytes(metadata.to_bytes())
    card = recipe.card.read_bytes() if recipe.card else _card(recipe, metadata, kind).encode()
    (folder / "README.md").write_bytes(card)
    found = find(PackageOptions((folder,), argos=False, bundled=False))
    for problem in found.problems:
        raise PackageError(f"the package {problem.reason}", _UNFIT)
    return found.packages[0]


# As toolkits call them; what OPUS-MT and M2M-100 call theirs stands before the target's.
_TOKENIZERS = (
    *("sentencepiece.model", "source.spm", "sentencepiece.bpe.model", "spm.model", "spm"),
    *("tokenizer.model", "bpe.model", "source.bpe"),
)


def _tokenizer(recipe: Recipe) -> tuple[Path, TokenizerKind]:
    """Find the tokenizer, and say which library it is meant for."""
    named = (recipe.source / name for name in _TOKENIZERS)
    path = recipe.tokenizer or next((path for path in named if path.is_file()), None)
    if path is None:
        raise PackageError(
            f"{recipe.source} holds no tokenizer",
            f"Name it with --tokenizer; looked for {', '.join(_TOKENIZERS)}",
        )
    if not path.is_file():
        raise UsageError(f"there is no file {path}", "Name the tokenizer of the model")
    with path.open("rb") as file:
        # The first line of what subword-nmt learns; SentencePiece's files are binary.
        is_bpe = file.read(8) == b"#version" or path.name in ("bpe.model", "source.bpe")
    return path, TokenizerKind.BPE if is_bpe else TokenizerKind.SENTENCEPIECE


def _prefixes(recipe: Recipe, pieces: Vocabulary) -> tuple[str, str]:
    """Say what goes before each sentence and translation of a model of several languages."""
    source, target = recipe.source_prefix, recipe.target_prefix
    ours = [f"__{code}__" for code in (recipe.from_code, recipe.to_code)]
    if pieces.source.issuperset(ours):
        source, target = source or ours[0], target or ours[1]
    _check_prefix("--source-prefix", source, pieces.source)
    _check_prefix("--target-prefix", target, pieces.target)
    known = _languages(pieces.source)
    # Those of OPUS-MT name the target's language before the source.
    if known and (source is None or (source and not target and not known[0].startswith(">>"))):
        raise UsageError(
            f"the model knows several languages, such as {known[0]} and {known[1]}",
            "Say which it should read and write, such as --source-prefix eng_Latn --target-prefix "
            "vie_Latn for NLLB, or --source-prefix '>>vie<<' for OPUS-MT",
        )
    return source or "", target


def _check_prefix(option: str, given: str | None, known: frozenset[str]) -> None:
    if not given or given in known:
        return
    languages = _languages(known)
    near = difflib.get_close_matches(given, languages, n=3) or languages[:3]
    raise UsageError(
        f"the model does not know {option} “{given}”",
        f"It knows {', '.join(near)}" if near else "Leave it out",
    )


def _languages(pieces: Iterable[str]) -> list[str]:
    """List the pieces that stand for languages, if there are several."""
    found = sorted(filter(re.compile(_LANGUAGE).fullmatch, pieces))
    return found if len(found) > 1 else []


# Of M2M-100, NLLB and OPUS-MT.
_LANGUAGE = r"__[a-z]{2,3}__|[a-z]{3}_[A-Z][a-z]{3}|>>[a-z]{3}(_\w+)?<<"


def _card(recipe: Recipe, metadata: Metadata, kind: convert.Kind) -> str:
    """Write a model card: what the package was made from, and its licence."""
    terms = recipe.licence or _licence_of(recipe.source)
    stored = f", with weights as {recipe.quantisation or 'int8'}" * (
        kind is not convert.Kind.CTRANSLATE2
    )
    return (
        f"# {metadata.from_name} → {metadata.to_name} {recipe.version}\n\n"
        f"Made from the {kind} `{recipe.source.resolve().name}`{stored}.\n\n"
        f"Licence: {terms}\n"
    )


def _licence_of(source: Path) -> str:
    """Read the licence that the model's own card states."""
    card = source / "README.md"
    if not card.is_file():
        return UNSTATED
    return licence(card.read_text(encoding="utf-8", errors="replace"))
