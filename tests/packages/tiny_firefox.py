"""A real Firefox model of half a megabyte, so that tests run fxtranslate itself.

    package = tiny_firefox.build(tmp_path, "en", "xx")
    assert tiny_firefox.translation("On May 15") == "Ba Znl 15"

As in `tiny`, each letter becomes the one 13 further on, which its weights, written by hand, bring
about: a decoder without an encoder, whose each position looks at the same position of the source.
Letters beyond ASCII go through as bytes. It is kept in floating point, which fxtranslate takes
as well as what Mozilla publishes, and follows texts of up to 120 characters.
"""

import codecs
import io
import json
import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece

from pipeline.packages.layout import FirefoxFile

CHARACTERS = "".join(map(chr, range(33, 127))) + "“”‘’–—…"
LENGTH = 120

_WIDTH, _HALF = 128, 64
# The position of a piece shows in sines of which the first of each half turn fast; the others,
# which hardly move, tell pieces apart. One of these stays empty, to measure the mean by.
_FAST = np.array([at % _HALF < 48 for at in range(_WIDTH)])
_EMPTY = _HALF - 1
_SLOW = [at for at in range(_WIDTH) if not _FAST[at] and at != _EMPTY]
_SIGN = 6  # of the slow ones: which letter of a pair it is


def translation(text: str) -> str:
    """Say what a tiny model makes of a text."""
    return codecs.encode(text, "rot13")


def build(
    folder: Path,
    from_code: str = "en",
    to_code: str = "xx",
    *,
    version: str = "3.0",
    split: bool = False,
) -> Path:
    """Write a package into `folder/firefox-<from>_<to>` and return that folder.

    `split` gives each language a vocabulary file of its own.
    """
    package = folder / f"firefox-{from_code}_{to_code}"
    (package / "model").mkdir(parents=True)
    for name, data in files(split=split).items():
        (package / "model" / name).write_bytes(data)
    metadata = {
        "package_version": version,
        "from_code": from_code,
        "from_name": from_code.title(),
        "to_code": to_code,
        "to_name": to_code.title(),
    }
    (package / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return package


def files(*, split: bool = False) -> Mapping[FirefoxFile, bytes]:
    """Give the files of a model, by their names in a package."""
    vocabulary = _vocabulary()
    pieces = sentencepiece.SentencePieceProcessor(model_proto=vocabulary)
    names = [pieces.id_to_piece(each) for each in range(len(pieces))]
    vocabularies = (
        {FirefoxFile.SOURCE: vocabulary, FirefoxFile.TARGET: vocabulary}
        if split
        else {FirefoxFile.VOCABULARY: vocabulary}
    )
    return {
        FirefoxFile.MODEL: packed(_weights(names), _SETTINGS),
        **vocabularies,
        FirefoxFile.SHORTLIST: _shortlist(len(names)),
    }


_SETTINGS = f"""dim-emb: {_WIDTH}
transformer-heads: 1
enc-depth: 0
dec-depth: 1
transformer-dim-ffn: 16
dec-cell: ssru
"""


@cache
def _vocabulary() -> bytes:
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([CHARACTERS, "a b"]),
        model_writer=out,
        model_type="unigram",
        vocab_size=len(CHARACTERS) + 3 + 256,
        hard_vocab_limit=False,
        character_coverage=1.0,
        normalization_rule_name="identity",
        byte_fallback=True,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    return out.getvalue()


def _weights(pieces: list[str]) -> dict[str, Any]:
    signs = _SLOW[-_SIGN:]
    embeddings = np.zeros((len(pieces), _WIDTH))
    embeddings[:, _SLOW] = _codes(pieces) / np.sqrt(_WIDTH)

    # What a position asks for is where it stands itself, less the mean that a layer's
    # normalisation has taken off; what it takes over is the piece there, turned.
    query = np.diag(_FAST.astype(float))
    query[_EMPTY] = -_FAST.astype(float)
    turn = np.zeros(_WIDTH)
    turn[_SLOW] = 1
    turn[signs] = -1
    upper = np.arange(_WIDTH) >= _HALF  # cosines of angles that hardly move are 1
    zero, square = np.zeros((1, _WIDTH)), np.zeros((_WIDTH, _WIDTH))
    layer: dict[str, Any] = {
        "rnn_W": square,
        "rnn_Wf": square,
        "rnn_bf": zero,
        "context_Wq": query * 300,
        "context_bq": zero,
        "context_Wk": np.diag(_FAST.astype(float)),
        "context_bk": zero,
        "context_Wv": np.diag(turn),
        "context_bv": -(upper * turn)[np.newaxis],
        "context_Wo": np.eye(_WIDTH) * 10,
        "context_bo": zero,
        "ffn_W1": np.zeros((_WIDTH, 16)),
        "ffn_b1": np.zeros((1, 16)),
        "ffn_W2": np.zeros((16, _WIDTH)),
        "ffn_b2": zero,
    }
    for norm in ("rnn_ffn", "context_Wo", "ffn_ffn"):
        layer |= {f"{norm}_ln_scale": np.ones((1, _WIDTH)), f"{norm}_ln_bias": zero}
    return {
        "Wemb": embeddings,
        "decoder_ff_logit_out_b": np.zeros((1, len(pieces))),
        **{f"decoder_l1_{name}": weight for name, weight in layer.items()},
    }


def _codes(pieces: list[str]) -> Any:
    """Give each piece a row of numbers: those of a letter and its partner differ in their signs."""
    random = np.random.default_rng(13)
    codes: dict[str, Any] = {}
    for piece in pieces:
        partner = codecs.encode(piece, "rot13") if len(piece) == 1 else piece
        base = random.choice([-1.0, 1.0], len(_SLOW) - _SIGN)
        sign = np.ones(_SIGN) if partner != piece else np.zeros(_SIGN)
        if partner in codes:
            base, sign = codes[partner][:-_SIGN], -sign
        codes[piece] = np.concatenate([base, sign])
    return np.array([codes[piece] for piece in pieces])


def packed(weights: Mapping[str, Any], settings: str = "") -> bytes:
    """Write weights as Marian's binary models have them: heads, names, shapes, data."""
    items = [
        (name, 0x404, list(each.shape), np.asarray(each, "<f4").tobytes())
        for name, each in weights.items()
    ]
    if settings:
        data = settings.encode() + b"\0"
        items.append(("special:model.yml", 0x101, [len(data)], data))
    out = struct.pack("<QQ", 1, len(items))
    for name, kind, shape, data in items:
        out += struct.pack("<QQQQ", len(name) + 1, kind, len(shape), len(data))
    out += b"".join(name.encode() + b"\0" for name, *_ in items)
    out += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    padding = -(len(out) + 8) % 256
    out += struct.pack("<Q", padding) + bytes(padding)
    return out + b"".join(data for *_, data in items)


def _shortlist(pieces: int) -> bytes:
    """Allow every piece at any time."""
    return struct.pack("<6Q", 0xF11A48D5013417F5, 0, pieces, 0, 1, 0) + struct.pack("<Q", 0)


def zstd(data: bytes) -> bytes:
    """Pack data as zstd has it, in blocks that stay as they are."""
    blocks = [data[start : start + (1 << 17)] for start in range(0, len(data) or 1, 1 << 17)]
    out = b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(data))
    for number, block in enumerate(blocks, 1):
        head = len(block) << 3 | (number == len(blocks))
        out += struct.pack("<I", head)[:3] + block
    return out
