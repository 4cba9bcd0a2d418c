"""Models of other toolkits as CTranslate2's, by its own converters; no pickle is ever loaded.

The only file that imports those converters and what they need (torch and transformers, the
extra `convert`, for checkpoints of transformers alone).
"""

import importlib
import json
import shutil
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.errors import FileError, PackageError, UsageError
from pipeline.packages.layout import ARGOS_FILES

QUANTISATIONS = ("int8", "int8_float32", "int16", "float16", "bfloat16", "float32")

# What transformers calls the families whose conversion was tried; NLLB is an M2M-100.
_MODEL_TYPES = ("marian", "m2m_100")


class Kind(StrEnum):
    """What a folder holds, as people call it."""

    CTRANSLATE2 = "CTranslate2 model"
    MARIAN = "Marian model"
    TRANSFORMERS = "transformers checkpoint"


def recognise(folder: Path) -> Kind:
    """Say what kind of model a folder holds.

    Raises UsageError if there is no such folder, and PackageError if it holds nothing that can
    be converted without loading a pickle, which may run any code.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is a file" if folder.exists() else f"there is no folder {folder}",
            "Name the folder that holds the model and its tokenizer",
        )
    if (folder / "metadata.json").is_file():
        raise UsageError(f"{folder} is a package already", "Use `pipeline packages install`")
    if (folder / "model.bin").is_file():
        return Kind.CTRANSLATE2
    if (folder / "decoder.yml").is_file():
        return Kind.MARIAN
    if (folder / "config.json").is_file():
        _check_checkpoint(folder)
        return Kind.TRANSFORMERS
    raise PackageError(
        f"{folder} holds no model that is known here",
        "It should have model.bin (CTranslate2), decoder.yml (Marian, OPUS-MT), or config.json "
        "and model.safetensors (transformers)",
    )


def _check_checkpoint(folder: Path) -> None:
    config = _read_json(folder / "config.json")
    family = config.get("model_type")
    if family not in _MODEL_TYPES:
        raise PackageError(
            f"{folder} holds a model of type “{family or 'unknown'}”",
            f"What can be converted are {' and '.join(_MODEL_TYPES)} (MarianMT, NLLB, M2M-100)",
        )
    if not any(folder.glob("*.safetensors")):
        pickles = [path.name for path in sorted(folder.iterdir()) if path.suffix in _PICKLES]
        held = f"its weights in {pickles[0]} only, a pickle" if pickles else "no weights"
        raise PackageError(
            f"{folder} has {held}",
            "Pickles may run any code and are never loaded: look for a version with "
            "model.safetensors"
            if pickles
            else "Fetch model.safetensors, too",
        )


_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")


def convert(folder: Path, into: Path, quantisation: str) -> None:
    """Write the model in a folder into a new folder `into` as CTranslate2 has it.

    A model that is CTranslate2's already is copied. `quantisation` is how weights are stored.
    Raises PackageError if the model cannot be converted, and FileError.
    """
    kind = recognise(folder)
    try:
        if kind is Kind.CTRANSLATE2:
            into.mkdir()
            for name in ARGOS_FILES:
                if (folder / name).is_file():
                    shutil.copyfile(folder / name, into / name)
        else:
            converter = _marian(folder) if kind is Kind.MARIAN else _transformers(folder)
            _run(converter, folder, into, quantisation)
    except OSError as error:
        # A copy that finds no room is told by both names.
        path = error.filename2 or error.filename or into
        raise FileError.of(path, error, "read or written") from error


def _run(converter: Any, folder: Path, into: Path, quantisation: str) -> None:
    """Let a converter work; what it and its libraries complain of becomes one sentence."""
    try:
        converter.convert(str(into), quantization=quantisation)
    except (ValueError, RuntimeError, TypeError, AttributeError, LookupError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        if isinstance(error, KeyError):
            reason = f"it has no {reason}"
        # The traceback would keep the converter's files open.
        raise PackageError(
            f"{folder} cannot be converted: {reason}", _WHOLE
        ) from error.with_traceback(None)


_WHOLE = "Check that all its files are there and whole"


def _marian(folder: Path) -> Any:
    """Prepare the conversion of a Marian model: decoder.yml names its weights and vocabularies.

    CTranslate2's own reader of that file would follow it out of the folder.
    """
    import yaml  # type: ignore[import-untyped]
    from ctranslate2.converters.marian import MarianConverter

    path = folder / "decoder.yml"
    try:
        config = yaml.safe_load(path.read_bytes())
        names = [*config["models"][:1], *config["vocabs"]]
        model, *vocabularies = (folder / Path(name).name for name in names)
    except (yaml.YAMLError, UnicodeDecodeError, LookupError, TypeError, ValueError) as error:
        raise PackageError(
            f"{path} does not name a model and its vocabularies",
            "Marian's has lines such as `models: [model.npz]` and `vocabs: [vocab.yml, vocab.yml]`",
        ) from error
    for each in (model, *vocabularies):
        if not each.is_file():
            raise PackageError(f"{folder} has no {each.name}", "decoder.yml names it; fetch it too")
    _check_arrays(model)
    return MarianConverter(str(model), [str(each) for each in vocabularies])


def _check_arrays(path: Path) -> None:
    """Raise PackageError if an .npz holds anything but plain numbers, by its arrays' headers."""
    from numpy.lib import format as npy

    read_header = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                with archive.open(name) as file:
                    *_, kind = read_header[npy.read_magic(file)](file)
                if kind.hasobject:
                    raise PackageError(
                        f"{path} holds a pickle ({name})",
                        "Pickles may run any code and are never loaded: fetch the model afresh",
                    )
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, NotImplementedError) as error:
        raise PackageError(
            f"{path} is no archive of arrays (.npz), or is broken", _WHOLE
        ) from error


def _transformers(folder: Path) -> Any:
    """Prepare the conversion of a checkpoint from its safetensors, without asking any server."""
    try:
        for library in ("safetensors", "torch", "transformers"):
            importlib.import_module(library)
    except ImportError as error:
        raise PackageError(
            f"a {Kind.TRANSFORMERS} is converted by libraries that are not installed",
            "Install them with `pip install torch transformers safetensors` "
            "(in a clone: `uv sync --extra convert`), then run the command again",
        ) from error
    from ctranslate2.converters.transformers import TransformersConverter

    class FromSafetensors(TransformersConverter):  # type: ignore[misc]
        def load_model(self, model_class: Any, path: str, **more: Any) -> Any:
            return model_class.from_pretrained(
                path, use_safetensors=True, local_files_only=True, **more
            )

        def load_tokenizer(self, tokenizer_class: Any, path: str, **more: Any) -> Any:
            tokenizer = tokenizer_class.from_pretrained(path, local_files_only=True, **more)
            if languages := getattr(tokenizer, "lang_token_to_id", None):
                # CTranslate2 4.8 looks for M2M-100's languages where transformers 5 has none.
                vocabulary = {**tokenizer.get_vocab(), **languages}
                tokenizer.get_vocab = lambda: vocabulary
            return tokenizer

    return FromSafetensors(str(folder))


def settle_source(model: Path, prefix: str) -> None:
    """Have CTranslate2 put around a source sentence what the model was trained with.

    `prefix` is a piece that goes before each sentence: the source language for NLLB and M2M-100,
    the target language for OPUS-MT models of several. The end mark goes behind it where the
    decoder starts with that mark: so do all models of transformers, whose own tokenizers add
    it, so that their conversion leaves it out. Marian's conversion sets it itself.
    Raises PackageError and FileError.
    """
    path = model / "config.json"
    if not path.is_file():
        # Converters before CTranslate2 3 wrote none; such models have neither.
        if prefix:
            raise PackageError(f"{path} is missing, without which no prefix can be set", _WHOLE)
        return
    config = _read_json(path)
    if config.get("eos_token") == config.get("decoder_start_token", ""):
        config["add_source_eos"] = True
    if prefix:
        config |= {"bos_token": prefix, "add_source_bos": True}
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        found = None
    except OSError as error:
        raise FileError.of(path, error, "read") from error
    if not isinstance(found, dict):
        raise PackageError(f"{path} is no JSON object", _WHOLE)
    return found
