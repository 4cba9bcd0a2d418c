"""Models of other toolkits: what is converted, and what is refused before it is loaded."""

import json
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pipeline.engine.convert import Kind, convert, recognise, settle_source
from pipeline.errors import FileError, PackageError, PipelineError
from tests.packages import checkpoints


def test_folders_are_known_by_their_files(tmp_path: Path) -> None:
    """
    Each toolkit has a file that no other one has.
    """
    transformers = tmp_path / "hf"
    transformers.mkdir()
    (transformers / "config.json").write_text('{"model_type": "m2m_100"}', encoding="utf-8")
    (transformers / "model.safetensors").write_bytes(b"")

    assert Kind.CTRANSLATE2 is recognise(checkpoints.ctranslate2(tmp_path / "ct2"))
    assert Kind.MARIAN is recognise(checkpoints.marian(tmp_path / "opus"))
    assert Kind.TRANSFORMERS is recognise(transformers)


def checkpoint(config: object, *files: str) -> Callable[[Path], None]:
    """Say how to write what looks like a checkpoint of transformers."""

    def write(folder: Path) -> None:
        folder.mkdir()
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
        for name in files:
            (folder / name).write_bytes(b"x")

    return write


def a_package(folder: Path) -> None:
    folder.mkdir()
    (folder / "metadata.json").write_text("{}", encoding="utf-8")


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda _: None, "there is no folder"),
        (lambda folder: folder.write_bytes(b""), "is a file"),
        (lambda folder: folder.mkdir(), "holds no model that is known here"),
        (a_package, "is a package already. Use `pipeline packages install`"),
        (
            checkpoint({"model_type": "t5"}, "model.safetensors"),
            "a model of type “t5”. What can be converted are marian and m2m_100",
        ),
        (checkpoint({}, "model.safetensors"), "a model of type “unknown”"),
        (checkpoint([]), "is no JSON object"),
        (checkpoint({"model_type": "marian"}), "has no weights"),
        (
            checkpoint({"model_type": "marian"}, "pytorch_model.bin"),
            "its weights in pytorch_model.bin only, a pickle. Pickles may run any code",
        ),
    ],
    ids=["missing", "file", "empty", "package", "t5", "no type", "no object", "bare", "pickle"],
)
def test_what_cannot_be_converted_is_told(
    tmp_path: Path, write: Callable[[Path], None], message: str
) -> None:
    """
    One sentence says what the folder is, and a hint what would do.
    """
    write(tmp_path / "source")

    with pytest.raises(PipelineError, match="source") as refused:
        recognise(tmp_path / "source")

    assert message in str(refused.value)


def test_a_pickle_within_an_npz_is_refused_unread(tmp_path: Path) -> None:
    """
    An array of objects is a pickle, which would run code of its author's.
    """
    folder = checkpoints.marian(tmp_path / "opus")

    class Bomb:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
            return Path.touch, (tmp_path / "ran",)

    with np.load(folder / "model.npz") as loaded:
        arrays = dict(loaded)
    np.savez(folder / "model.npz", **arrays, extra=np.array([Bomb()], dtype=object))

    with pytest.raises(PackageError, match=r"model\.npz holds a pickle \(extra\.npy\)"):
        convert(folder, tmp_path / "out", "int8")

    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", pickle.dumps({}), b"\x93NUMPY\1\0"], ids=["empty", "zip", "pt", "npy"]
)
def test_weights_that_are_no_npz_are_refused(tmp_path: Path, data: bytes) -> None:
    """
    What numpy itself would hand to its unpickler is not handed to numpy.
    """
    folder = checkpoints.marian(tmp_path / "opus")
    (folder / "model.npz").write_bytes(data)

    with pytest.raises(PackageError, match=r"model\.npz is no archive of arrays"):
        convert(folder, tmp_path / "out", "int8")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("decoder.yml", "models: [", "does not name a model and its vocabularies"),
        ("decoder.yml", "- 1", "does not name a model and its vocabularies"),
        ("decoder.yml", "models: [model.npz]", "does not name a model and its vocabularies"),
        ("decoder.yml", "models: [m.npz]\nvocabs: [vocab.yml]", "opus has no m.npz"),
        ("decoder.yml", "a: !!python/object/apply:os.system [exit]", "does not name a model"),
        ("vocab.yml", '"a": 0\n"b": 1\n', "cannot be converted: Source vocabulary 0 has size 2"),
        ("vocab.yml", "no number\n", "cannot be converted"),
    ],
)
def test_broken_parts_of_a_marian_model_are_told(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    """
    Whatever the converters complain of is one sentence, with the folder.
    """
    folder = checkpoints.marian(tmp_path / "opus")
    (folder / name).write_text(text, encoding="utf-8")

    with pytest.raises(PackageError) as refused:
        convert(folder, tmp_path / "out", "int8")

    assert message in str(refused.value)


def test_weights_that_are_missing_are_named(tmp_path: Path) -> None:
    """
    A model of another architecture has other weights.
    """
    folder = checkpoints.marian(tmp_path / "opus")
    with np.load(folder / "model.npz") as loaded:
        arrays = dict(loaded)
    del arrays["encoder_top_ln_scale"]
    np.savez(folder / "model.npz", **arrays)

    with pytest.raises(PackageError, match=r"it has no .*encoder_top_ln_scale"):
        convert(folder, tmp_path / "out", "int8")


def test_files_are_taken_from_the_folder_itself(tmp_path: Path) -> None:
    """
    decoder.yml may name where the files lay on the machine of the training.
    """
    folder = checkpoints.marian(tmp_path / "opus")
    names = "models: [/training/model.npz]\nvocabs: [../vocab.yml, /training/vocab.yml]\n"
    (folder / "decoder.yml").write_text(names, encoding="utf-8")

    convert(folder, tmp_path / "out", "int8")

    assert (tmp_path / "out" / "model.bin").is_file()


def test_weights_are_stored_as_asked(tmp_path: Path) -> None:
    """
    A byte a weight is a quarter of four.
    """
    folder = checkpoints.marian(tmp_path / "opus")
    sizes = {}
    for kind in ("int8", "float32"):
        convert(folder, tmp_path / kind, kind)
        sizes[kind] = (tmp_path / kind / "model.bin").stat().st_size

    assert sizes["int8"] < 0.6 * sizes["float32"]


def test_libraries_that_are_missing_are_named_with_the_command_that_brings_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Torch is large, and only checkpoints of transformers need it.
    """
    checkpoint({"model_type": "marian"}, "model.safetensors")(tmp_path / "hf")
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(sys.modules, "safetensors", None)

    with pytest.raises(PackageError, match="pip install torch transformers safetensors"):
        convert(tmp_path / "hf", tmp_path / "out", "int8")


def test_a_disk_that_refuses_is_said_to(tmp_path: Path) -> None:
    """
    The sentence names what could not be written.
    """
    with pytest.raises(FileError, match="out cannot be read or written: no such file"):
        convert(checkpoints.ctranslate2(tmp_path / "ct2"), tmp_path / "no" / "out", "int8")


def settled(folder: Path, prefix: str, **config: object) -> dict[str, object]:
    """Settle what surrounds the sources of a model with this configuration."""
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    settle_source(folder, prefix)
    found: dict[str, object] = json.loads((folder / "config.json").read_bytes())
    return found


def test_models_of_transformers_get_the_end_mark_that_its_tokenizers_add(tmp_path: Path) -> None:
    """
    They are known by a decoder that starts with the end mark; others keep what they have.
    """
    end = {"eos_token": "</s>", "add_source_eos": False}

    assert settled(tmp_path, "", **end, decoder_start_token="</s>")["add_source_eos"] is True
    assert settled(tmp_path, "", **end, decoder_start_token="<s>")["add_source_eos"] is False


def test_a_prefix_goes_before_every_source(tmp_path: Path) -> None:
    """
    CTranslate2 puts it there, as the mark of a sentence's beginning.
    """
    config = settled(tmp_path, "eng_Latn", bos_token="<s>", add_source_bos=False)

    assert {"bos_token": "eng_Latn", "add_source_bos": True} == config


def test_a_model_without_a_configuration_can_have_no_prefix(tmp_path: Path) -> None:
    """
    Converters of old wrote none.
    """
    settle_source(tmp_path, "")

    assert [] == list(tmp_path.iterdir())
    with pytest.raises(PackageError, match=r"config\.json is missing"):
        settle_source(tmp_path, "eng_Latn")
