"""Saying what is wrong with a package before it is used, without loading its model.

What is checked is what goes wrong with downloads and copies: files that are missing, empty
or cut short. Whether the numbers in a model are any good only its translations can say.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import PackageError
from pipeline.packages import Format, Package, Tokenizer, TokenizerKind, marian_file
from pipeline.packages.layout import FirefoxFile
from pipeline.packages.model_file import CutShort, variables


def validate(package: Package) -> None:
    """Raise PackageError with the reason if a package cannot be used."""
    for reason in problems(package):
        raise PackageError(
            f"{package.path} {reason}", "Unpack the package afresh, or use another one"
        )


def problems(package: Package) -> Iterator[str]:
    """Yield what makes a package unusable, as the rest of a sentence about it."""
    if package.format is Format.ARGOS:
        yield from _model(package.model)
        yield from _vocabularies(package.model)
        yield from _tokenizer(package.tokenizer)
    else:
        yield from _firefox(package)


def _model(folder: Path) -> Iterator[str]:
    path = folder / "model.bin"
    try:
        for _ in variables(path):
            pass
    except FileNotFoundError:
        yield "has no model/model.bin"
    except OSError as error:
        yield f"has a model/model.bin that cannot be read: {error.strerror}"
    except CutShort:
        yield "has a model/model.bin that is empty, cut short, or no CTranslate2 model"
    config = folder / "config.json"
    # Converters before CTranslate2 3 wrote no config.json.
    if config.exists() and not isinstance(_json(config), dict):
        yield "has a model/config.json that is no JSON object"


def _vocabularies(folder: Path) -> Iterator[str]:
    shared = _either(folder / "shared_vocabulary")
    sides = [_either(folder / f"{side}_vocabulary") for side in ("source", "target")]
    found = [shared] if shared else [each for each in sides if each]
    if not shared and len(found) < len(sides):
        yield "has no vocabulary in model/ (shared, or source and target)"
    for path in found:
        if path.suffix == ".json":
            usable = isinstance(_json(path), list)
        else:
            usable = path.stat().st_size > 0
        if not usable:
            yield f"has a model/{path.name} that is empty or broken"


def _firefox(package: Package) -> Iterator[str]:
    for path in package.parts:
        with path.open("rb") as file:
            if file.read(len(_POINTER)) == _POINTER:
                yield f"has only a pointer of Git LFS for model/{path.name}: run git lfs pull"
                return
    model, target = package.model / FirefoxFile.MODEL, package.model / FirefoxFile.TARGET
    known: dict[str, int] = {}
    try:
        known = {each.name: each.shape[0] for each in marian_file.variables(model) if each.shape}
    except CutShort:
        yield f"has a model/{model.name} that is empty, cut short, or no model of Firefox"
        return
    shared = known.get("Wemb", 0)
    yield from _tokenizer(package.tokenizer, known.get("encoder_Wemb", shared))
    if package.tokenizer.path.name == FirefoxFile.SOURCE:
        if target in package.parts:
            own = Tokenizer(target, TokenizerKind.SENTENCEPIECE)
            yield from _tokenizer(own, known.get("decoder_Wemb", shared))
        else:
            yield f"has no model/{target.name} beside model/{FirefoxFile.SOURCE}"
    shortlist = package.model / FirefoxFile.SHORTLIST
    if shortlist in package.parts and not marian_file.is_shortlist(shortlist):
        yield f"has a model/{shortlist.name} that is empty, cut short, or no shortlist"


_POINTER = b"version https://git-lfs"


def _either(stem: Path) -> Path | None:
    for suffix in (".json", ".txt"):
        if stem.with_suffix(suffix).is_file():
            return stem.with_suffix(suffix)
    return None


def _json(path: Path) -> object:
    try:
        found: object = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found or None


def _tokenizer(tokenizer: Tokenizer, most: int | None = None) -> Iterator[str]:
    """Look at a tokenizer, which may have no more pieces than its model knows (`most`)."""
    path = tokenizer.path
    try:
        data = path.read_bytes()
    except OSError as error:
        yield f"has a tokenizer that cannot be read: {error.strerror}"
        return
    is_bpe = tokenizer.kind is TokenizerKind.BPE
    pieces = len(data.split()) if is_bpe else _pieces(data)
    if not pieces:
        yield f"has a {path.name} that is empty, cut short, or no tokenizer"
    elif most is not None and pieces > most:
        yield f"has a {path.name} of {pieces:,} pieces, where its model knows {most:,}"


def _pieces(data: bytes) -> int:
    """Count the pieces in a SentencePiece file; 0 if its parts do not fill it to its last byte.

    The file is a protobuf message whose parts all have a length in front: a byte with the
    field's number, the length in groups of seven bits, and that many bytes.
    """
    at, pieces = 0, 0
    while at < len(data):
        if data[at] & 7 != _LENGTH_DELIMITED:
            return 0
        pieces += data[at] >> 3 == _PIECE
        more, length, shift = True, 0, 0
        while more:
            at += 1
            if at == len(data):
                return 0
            length |= (data[at] & 127) << shift
            shift += 7
            more = data[at] > 127
        at += 1 + length
    return pieces if at == len(data) else 0


_LENGTH_DELIMITED = 2
_PIECE = 1
