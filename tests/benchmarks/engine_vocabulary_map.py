"""Make the vocabulary map of a package: for each source piece, what a translation may hold.

    python tests/benchmarks/engine_vocabulary_map.py PACKAGE PAIRS... > PACKAGE/model/vmap.txt

PAIRS are files with a pair of sentences a line, a tab between them, plain or as `.gz`. The map
spares the decoder most of its output layer. Its candidates are the most probable ones of a
lexical model (IBM model 1 over pieces, as presence a sentence); a line without a source piece
holds what is always allowed: the most frequent target pieces, single characters, bytes and
masks, so that anything can be spelled. Takes about a minute for 200,000 pairs.
"""

# ruff: noqa: T201 — the map goes to the terminal, or where that is sent.

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece

ALWAYS = 1500
"""How many of the most frequent target pieces every translation may hold."""

CANDIDATES = 50
"""How many target pieces a source piece brings along at most …"""

LEAST = 0.001
"""… each with at least this probability."""

PASSES = 4
LONGEST = 400  # characters; pairs beyond are poorly aligned more often
BLOCK = 400_000  # pairs of pieces worked on at once


def read(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Give the pairs of all files."""
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as file:
            for line in file:
                source, _, target = line.rstrip("\n").partition("\t")
                if source and target and max(len(source), len(target)) < LONGEST:
                    yield source, target


def blocks(
    sources: list[Any], targets: list[Any], nothing: int
) -> Iterator[tuple[Any, Any, Any, int]]:
    """Pair each source piece, and `nothing`, with each target piece of its sentence.

    Gives source pieces, target pieces, the number of the target's place, and how many places.
    """
    rows: list[tuple[Any, Any, Any]] = []
    size = places = 0
    for source, target in zip(sources, targets, strict=True):
        pieces = np.append(source, nothing)
        here = np.arange(places, places + len(target))
        rows.append(
            (
                np.tile(pieces, len(target)),
                np.repeat(target, len(pieces)),
                np.repeat(here, len(pieces)),
            )
        )
        size += len(pieces) * len(target)
        places += len(target)
        if size > BLOCK:
            yield *(np.concatenate(each) for each in zip(*rows, strict=True)), places  # type: ignore[misc]
            rows, size, places = [], 0, 0
    if rows:
        yield *(np.concatenate(each) for each in zip(*rows, strict=True)), places  # type: ignore[misc]


def lexicon(sources: list[Any], targets: list[Any], size: int) -> Any:
    """Count, by expectation, how often a source piece is the reason for a target piece."""
    table = np.full((size + 1, size), 1 / size, np.float32)
    for _ in range(PASSES):
        counts: Any = np.zeros((size + 1) * size, np.float32)
        for source, target, place, places in blocks(sources, targets, size):
            cells = source.astype(np.int64) * size + target
            worth = table.ravel()[cells]
            total = np.bincount(place, weights=worth, minlength=places)
            np.add.at(counts, cells, (worth / total[place]).astype(np.float32))
        counts = counts.reshape(size + 1, size)
        table = counts / np.maximum(counts.sum(1, keepdims=True), 1e-9)
    return counts


def lines(tokenizer: Any, counts: Any, frequency: Any) -> Iterator[str]:
    """Write the map, the pieces that are always allowed first."""
    size = len(frequency)
    pieces = [tokenizer.id_to_piece(number) for number in range(size)]
    always = set(np.argsort(-frequency, kind="stable")[:ALWAYS].tolist())
    always |= {
        number
        for number, piece in enumerate(pieces)
        if tokenizer.is_byte(number)
        or tokenizer.is_control(number)
        or piece.startswith("<m")
        or (frequency[number] and len(piece.strip("▁")) < 2)
    }
    yield "\t" + " ".join(pieces[number] for number in sorted(always))
    for number in range(size):
        row = counts[number]
        likely = [
            int(other)
            for other in np.argsort(-row, kind="stable")[:CANDIDATES]
            if row[other] > max(0.5, LEAST * row.sum()) and other not in always
        ]
        # A name may stay as it is.
        if frequency[number] and number not in always and number not in likely:
            likely.append(number)
        if likely:
            yield pieces[number] + "\t" + " ".join(pieces[other] for other in likely)


def main() -> None:
    """Read the pairs and print the map."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("pairs", type=Path, nargs="+")
    chosen = parser.parse_args()
    path = str(chosen.package / "sentencepiece.model")
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=path)
    texts = list(read(chosen.pairs))
    sources, targets = (
        [np.array(each) for each in tokenizer.encode([pair[side] for pair in texts])]
        for side in (0, 1)
    )
    frequency = np.bincount(np.concatenate(targets), minlength=len(tokenizer))
    present = [[np.unique(each) for each in side] for side in (sources, targets)]
    counts = lexicon(present[0], present[1], len(tokenizer))
    print(*lines(tokenizer, counts, frequency), sep="\n")


if __name__ == "__main__":
    main()
