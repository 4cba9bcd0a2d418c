"""A real Argos package of a few hundred kilobytes, for tests that must not wait for a real one.

    package = tiny.build(tmp_path, "en", "xx")
    assert tiny.translation("On May 15, <m0> said.") == "Ba Znl 15, <m0> fnvq."

Its model is a Transformer whose weights are written by hand: each output position attends to
the same input position, and each letter becomes the one 13 further on in the alphabet. So it
translates any ASCII sentence of up to 500 characters, in batches, with any beam, and what
comes out is known beforehand. A second package from `xx` turns the text back.
"""

import codecs
import io
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import ctranslate2
import numpy as np
import sentencepiece

CHARACTERS = "".join(map(chr, range(33, 127))) + "“”‘’–—…"
MASKS = tuple(f"<m{number}>" for number in range(10))

_TOKEN, _PLACE = 32, 32  # dimensions that say which piece, and where it stands
WIDTH = _TOKEN + _PLACE
LENGTH = 512

Array = np.ndarray[Any, np.dtype[np.float32]]


def translation(text: str) -> str:
    """Say what a tiny package makes of a text; masks stay as they are."""
    for number, mask in enumerate(MASKS):
        text = text.replace(mask, chr(0xE000 + number))
    text = codecs.encode(text, "rot13")
    for number, mask in enumerate(MASKS):
        text = text.replace(chr(0xE000 + number), mask)
    return text


def build(
    folder: Path,
    from_code: str = "en",
    to_code: str = "xx",
    *,
    version: str = "0.1",
    masks: bool = True,
    **metadata: Any,
) -> Path:
    """Write a package into `folder/<from>_<to>` and return that folder.

    `masks` says whether `<m0>` … `<m9>` are single pieces; `metadata` adds to metadata.json or
    replaces parts of it (None leaves one out).
    """
    package = folder / f"{from_code}_{to_code}"
    (package / "model").mkdir(parents=True)
    (package / "sentencepiece.model").write_bytes(tokenizer(masks))
    model(pieces(masks)).save(str(package / "model"))
    known: dict[str, Any] = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": from_code,
        "from_name": from_code.title(),
        "to_code": to_code,
        "to_name": to_code.title(),
        **metadata,
    }
    kept = {key: value for key, value in known.items() if value is not None}
    (package / "metadata.json").write_text(json.dumps(kept), encoding="utf-8")
    return package


def build_byte_pairs(folder: Path, **metadata: Any) -> Path:
    """Write a package as `build` does, but with a bpe.model that has no merges.

    Its pieces are the letters of Moses' words; the model turns the last letter of each word.
    """
    package = build(folder, **metadata)
    (package / "sentencepiece.model").unlink()
    (package / "bpe.model").write_text("#version: 0.2\n", encoding="utf-8")
    letters = ["<unk>", "<s>", "</s>", *CHARACTERS, *(f"{letter}@@" for letter in CHARACTERS)]
    model(letters).save(str(package / "model"))
    return package


def split_vocabulary(
    package: Path, piece: str, other: str, *, side: str = "target", suffix: str = ".json"
) -> Path:
    """Give a package a vocabulary for each language; in that of one side a piece is another."""
    shared = package / "model" / "shared_vocabulary.json"
    known: list[str] = json.loads(shared.read_text(encoding="utf-8"))
    shared.unlink()
    for each in ("source", "target"):
        own = [other if each == side and name == piece else name for name in known]
        text = json.dumps(own) if suffix == ".json" else "\n".join(own)
        (package / "model" / f"{each}_vocabulary{suffix}").write_text(text, encoding="utf-8")
    return package


@cache
def tokenizer(masks: bool = True) -> bytes:
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([CHARACTERS, "a b"]),
        model_writer=out,
        model_type="char",
        vocab_size=len(CHARACTERS) + 4 + (len(MASKS) if masks else 0),
        character_coverage=1.0,
        normalization_rule_name="identity",
        user_defined_symbols=list(MASKS) if masks else [],
        minloglevel=2,
    )
    return out.getvalue()


def pieces(masks: bool = True) -> list[str]:
    """List the pieces of the tokenizer."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=tokenizer(masks))
    return [processor.id_to_piece(each) for each in range(len(processor))]


class Weights(NamedTuple):
    """What a tiny model is made of; the second half of an embedding's width is for places."""

    source: Array
    target: Array
    places: Array
    only_token: Array
    only_place: Array


def weights(pieces: Sequence[str]) -> Weights:
    """Write the weights by hand: the target's embeddings are those of the turned pieces."""
    random = np.random.default_rng(13)
    token = random.choice([-1.0, 1.0], (len(pieces), _TOKEN)).astype(np.float32)
    place = random.choice([-1.0, 1.0], (LENGTH, _PLACE)).astype(np.float32)
    place_of = {piece: number for number, piece in enumerate(pieces)}
    turned = [place_of[codecs.encode(each, "rot13") if len(each) == 1 else each] for each in pieces]
    return Weights(
        source=np.pad(token, ((0, 0), (0, _PLACE))),
        target=np.pad(token[turned], ((0, 0), (0, _PLACE))),
        places=np.pad(place, ((0, 0), (_TOKEN, 0))),
        only_token=np.diag([1.0] * _TOKEN + [0.0] * _PLACE).astype(np.float32),
        only_place=np.diag([0.0] * _TOKEN + [1.0] * _PLACE).astype(np.float32),
    )


def model(pieces: list[str]) -> Any:
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 1)
    made = weights(pieces)
    zero = np.zeros((WIDTH, WIDTH), np.float32)

    spec.encoder.embeddings[0].weight = made.source
    # What was said before does not matter: a decoder step knows nothing but its place.
    spec.decoder.embeddings.weight = np.zeros_like(made.source)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = made.places
        _plain(side.layer_norm)
        layer = side.layer[0]
        for norm in (layer.self_attention.layer_norm, layer.ffn.layer_norm):
            _plain(norm)
        layer.self_attention.linear[0].weight = np.concatenate([zero] * 3)
        layer.self_attention.linear[1].weight = zero
        layer.ffn.linear_0.weight = layer.ffn.linear_1.weight = zero
    across = spec.decoder.layer[0].attention
    _plain(across.layer_norm)
    across.linear[0].weight = 20 * made.only_place
    across.linear[1].weight = np.concatenate([made.only_place, made.only_token])
    across.linear[2].weight = 10 * made.only_token
    spec.decoder.projection.weight = made.target
    spec.config.add_source_eos = True
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize()
    return spec


def _plain(norm: Any) -> None:
    norm.gamma, norm.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)
