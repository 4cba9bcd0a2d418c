"""Checkpoints of transformers as packages: what those libraries give, the package gives.

Runs where the extra `convert` is installed (`uv sync --extra convert`, some gigabytes). The
checkpoints are tiny, made here, and random; nothing is fetched.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.engine import EngineOptions
from pipeline.engine.argos import ArgosDecoder
from pipeline.engine.decoder import Search
from pipeline.packages import PackageOptions
from pipeline.packages.find import find
from pipeline.packages.unpack import unpack
from pipeline.workflow.build import Recipe, build
from tests.packages import tiny

torch = pytest.importorskip("torch", reason="an optional model converter, torch, is missing")
transformers = pytest.importorskip("transformers")

TEXTS = [
    "The two sides will meet.",
    "Rain fell for 48 hours, and 650 boats sank.",
    "Yes!",
    "A zebra?",
    "No. 7",
    "“We know it,” she said.",
]
COMPARED = 12  # pieces of an output; a random model rarely ends by itself

_SIZES: dict[str, Any] = {
    "d_model": 32,
    "init_std": 0.3,
    "tie_word_embeddings": False,  # tied, a random model repeats itself
    "max_position_embeddings": 256,
    **{f"{side}_layers": 2 for side in ("encoder", "decoder")},
    **{f"{side}_attention_heads": 4 for side in ("encoder", "decoder")},
    **{f"{side}_ffn_dim": 64 for side in ("encoder", "decoder")},
}


class Checkpoint(NamedTuple):
    """A folder, the model in it, its vocabulary, and what stands around sentences."""

    folder: Path
    model: Any
    pieces: list[str]
    before_source: list[str]
    before_target: str


def marian(folder: Path) -> Checkpoint:
    """Make a MarianMT checkpoint, as OPUS-MT models are found on the hub."""
    pieces = ["</s>", "<unk>", *tiny.pieces()[3:], "<pad>"]
    pad = len(pieces) - 1
    _write(folder, "vocab.json", {piece: at for at, piece in enumerate(pieces)})
    _write(folder, "tokenizer_config.json", {"source_lang": "en", "target_lang": "vi"})
    for side in ("source", "target"):
        (folder / f"{side}.spm").write_bytes(tiny.tokenizer())
    config = transformers.MarianConfig(
        **_SIZES,
        vocab_size=len(pieces),
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=None,
        static_position_embeddings=True,
        scale_embedding=True,
        activation_function="swish",
    )
    return Checkpoint(folder, _save(transformers.MarianMTModel, config, folder), pieces, [], "")


def m2m(folder: Path) -> Checkpoint:
    """Make an M2M-100 checkpoint, with its hundred languages."""
    own = ["<s>", "<pad>", "</s>", "<unk>", *tiny.pieces()[3:]]
    _write(folder, "vocab.json", {piece: at for at, piece in enumerate(own)})
    (folder / "sentencepiece.bpe.model").write_bytes(tiny.tokenizer())
    tokenizer = transformers.M2M100Tokenizer(
        str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model")
    )
    tokenizer.save_pretrained(folder)
    languages = sorted(tokenizer.lang_token_to_id, key=tokenizer.lang_token_to_id.__getitem__)
    pieces = [*own, *languages, *(f"madeupword{at}" for at in range(8))]
    return Checkpoint(folder, _m2m_model(folder, pieces), pieces, ["__en__"], "__vi__")


def nllb(folder: Path) -> Checkpoint:
    """Make an NLLB checkpoint: an M2M-100 whose languages are called otherwise."""
    own = ["<s>", "<pad>", "</s>", "<unk>", *tiny.pieces()[3:]]
    tokenizer = transformers.NllbTokenizer(
        vocab={piece: at for at, piece in enumerate(own)}, merges=[]
    )
    tokenizer.add_special_tokens({"additional_special_tokens": ["eng_Latn", "vie_Latn"]})
    tokenizer.save_pretrained(folder)
    (folder / "sentencepiece.bpe.model").write_bytes(tiny.tokenizer())
    known = tokenizer.get_vocab()
    pieces = sorted(known, key=known.__getitem__)
    return Checkpoint(folder, _m2m_model(folder, pieces), pieces, ["eng_Latn"], "vie_Latn")


def _m2m_model(folder: Path, pieces: list[str]) -> Any:
    config = transformers.M2M100Config(
        **_SIZES,
        vocab_size=len(pieces),
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
        decoder_start_token_id=2,
        forced_eos_token_id=None,
        scale_embedding=True,
    )
    return _save(transformers.M2M100ForConditionalGeneration, config, folder)


def _save(kind: Any, config: Any, folder: Path) -> Any:
    torch.manual_seed(13)
    model = kind(config).eval()
    model.save_pretrained(folder)
    return model


def _write(folder: Path, name: str, value: object) -> None:
    (folder / name).write_text(json.dumps(value), encoding="utf-8")


def expected(checkpoint: Checkpoint, cut: list[str]) -> list[str]:
    """Have transformers translate pieces, with what its own tokenizer puts around them."""
    ids = {piece: at for at, piece in enumerate(checkpoint.pieces)}
    around = [*checkpoint.before_source, *cut, "</s>"]
    prefix = checkpoint.before_target
    given = checkpoint.model.generate(
        torch.tensor([[ids.get(piece, ids["<unk>"]) for piece in around]]),
        num_beams=1,
        do_sample=False,
        max_new_tokens=COMPARED + 1,
        suppress_tokens=[ids["<unk>"], *([ids["<pad>"]] if not prefix else [])],
        forced_bos_token_id=ids[prefix] if prefix else None,
    )
    told = [checkpoint.pieces[at] for at in given[0].tolist()[1:]]
    return [piece for piece in told if piece not in ("</s>", prefix)][:COMPARED]


def no_doubt(*_: object) -> Iterator[str]:
    """Pass a random model, whose translations are rubbish."""
    return iter(())


@pytest.mark.parametrize("make", [marian, m2m, nllb])
def test_a_package_translates_as_its_checkpoint(tmp_path: Path, make: Any) -> None:
    """
    Prefixes and end marks stand where the models were trained to have them.
    """
    source = tmp_path / make.__name__
    source.mkdir()
    checkpoint: Checkpoint = make(source)
    nllb_prefix = "eng_Latn" if make is nllb else None
    recipe = Recipe(
        source,
        *("en", "vi"),
        source_prefix=nllb_prefix,
        target_prefix="vie_Latn" if nllb_prefix else "",
        quantisation="float32",
    )
    options = EngineOptions(compute_type="float32")

    build(recipe, tmp_path / "x.argosmodel", options, probe=no_doubt)

    (tmp_path / "unpacked").mkdir()
    path = unpack(tmp_path / "x.argosmodel", tmp_path / "unpacked", most=10**9)
    (package,) = find(PackageOptions((path,), argos=False, bundled=False)).packages
    decoder = ArgosDecoder(package, options)
    cut = decoder.encode(TEXTS)
    found = dict(decoder.translate(cut, Search(1)))
    assert checkpoint.before_target == package.target_prefix
    wanted = [expected(checkpoint, each) for each in cut]
    assert wanted == [list(found[at][0].pieces[:COMPARED]) for at in range(len(TEXTS))]
    # Were they all alike, the sources and what stands around them would not matter.
    assert len(set(map(tuple, wanted))) > 2
