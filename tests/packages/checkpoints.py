"""Models as other toolkits save them, made of the tiny packages' weights.

    folder = checkpoints.marian(tmp_path / "opus")  # decoder.yml, model.npz, source.spm, …
    folder = checkpoints.ctranslate2(tmp_path / "ct2")  # model.bin, config.json, …

What they are converted to translates as `tiny.translation` says.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from tests.packages import tiny

_CONFIG = """\
type: transformer
transformer-decoder-autoreg: self-attention
transformer-no-projection: false
transformer-ffn-activation: relu
transformer-preprocess: n
transformer-postprocess: da
transformer-postprocess-top: n
transformer-postprocess-emb: d
transformer-guided-alignment-layer: last
transformer-heads: 1
enc-depth: 1
dec-depth: 1
"""


def ctranslate2(folder: Path, *more: str) -> Path:
    """Write a CTranslate2 model and its tokenizer; `more` are pieces that it knows besides."""
    folder.mkdir(parents=True)
    tiny.model([*tiny.pieces(), *more]).save(str(folder))
    (folder / "sentencepiece.model").write_bytes(tiny.tokenizer())
    return folder


def marian(folder: Path, *more: str) -> Path:
    """Write an OPUS-MT model, as `ctranslate2` does."""
    folder.mkdir(parents=True)
    for side in ("source", "target"):
        (folder / f"{side}.spm").write_bytes(tiny.tokenizer())
    pieces = [*tiny.pieces(), *more]
    lines = [f"{json.dumps(piece, ensure_ascii=False)}: {at}\n" for at, piece in enumerate(pieces)]
    (folder / "vocab.yml").write_text("".join(lines), encoding="utf-8")
    (folder / "decoder.yml").write_text(
        "models:\n- model.npz\nvocabs:\n- vocab.yml\n- vocab.yml\n", encoding="utf-8"
    )
    np.savez(folder / "model.npz", **_marian_weights(tiny.weights(pieces)))
    return folder


def _marian_weights(made: tiny.Weights) -> dict[str, Any]:
    """Give a tiny model's weights by Marian's names; its matrices multiply from the right."""
    zero = np.zeros((tiny.WIDTH, tiny.WIDTH), np.float32)
    found = {
        "special:model.yml": np.frombuffer(_CONFIG.encode() + b"\0", np.int8),
        "Wpos": made.places,
        # Marian multiplies embeddings with the root of their width.
        "encoder_Wemb": made.source / np.float32(np.sqrt(tiny.WIDTH)),
        "decoder_Wemb": np.zeros_like(made.source),
        "decoder_ff_logit_out_Wt": made.target,
        **_norm("encoder_top_ln", ""),
        **_norm("decoder_top_ln", ""),
        **_attention("encoder_l1_self", zero, zero, zero, zero),
        **_attention("decoder_l1_self", zero, zero, zero, zero),
        **_attention(
            "decoder_l1_context",
            *(20 * made.only_place, made.only_place, made.only_token, 10 * made.only_token),
        ),
    }
    for side in ("encoder", "decoder"):
        found |= {f"{side}_l1_ffn_W1": zero, f"{side}_l1_ffn_W2": zero}
        found |= _norm(f"{side}_l1_ffn_ffn_ln", "_pre")
    return found


def _attention(scope: str, *matrices: tiny.Array) -> dict[str, Any]:
    found = {f"{scope}_W{name}": each.T for name, each in zip("qkvo", matrices, strict=True)}
    return found | _norm(f"{scope}_Wo_ln", "_pre")


def _norm(scope: str, suffix: str) -> dict[str, Any]:
    return {
        f"{scope}_scale{suffix}": np.ones((1, tiny.WIDTH), np.float32),
        f"{scope}_bias{suffix}": np.zeros((1, tiny.WIDTH), np.float32),
    }
