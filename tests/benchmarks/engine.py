"""How fast drafts come, beside bare CTranslate2 on the same sentences, model and beam.

    python tests/benchmarks/engine.py PACKAGE TEXTS... [--lines 2000] [--beam 2] [--times 3]

PACKAGE is the folder of an Argos package, TEXTS have a sentence a line. The bare figure is the
best of several batch sizes and thread splits, with sentences cut into pieces and sorted
beforehand, over the whole vocabulary; what it gains by the package's vocabulary map stands
below it. All take turns, and each counts by its best run; the second ratio is that of processor
time, which other programs on the machine disturb less.

`--argos PYTHON` also measures Argos Translate's own `translate`: by `engine_argos.py`, which
PYTHON, of an environment with argostranslate, runs in between.
"""

# ruff: noqa: T201 — what a benchmark has to say goes to the terminal.

import argparse
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import ctranslate2
import sentencepiece

from pipeline.engine import EngineOptions, open_engine
from pipeline.engine.options import cores
from pipeline.languages import load
from pipeline.packages import Package, PackageOptions
from pipeline.packages.find import find

WAYS = (
    *((cores(), 1, size, False) for size in (256, 384, 512, 1024)),
    (1, cores(), 1024, False),
    *((cores(), 1, size, True) for size in (384, 512)),
)
"""Batches at once, threads a batch, pieces a batch, and whether the vocabulary map is used."""


class Cost(NamedTuple):
    """What a run took, in seconds."""

    wall: float
    processor: float


def read(paths: list[Path], limit: int) -> list[str]:
    """Give distinct sentences, the same number of each file as far as it has them."""
    files = [path.read_text(encoding="utf-8").splitlines() for path in paths]
    lines = [line.strip() for each in files for line in each[: -(-limit // len(files))]]
    return list(dict.fromkeys(line for line in lines if line))[:limit]


def bare(package: Package, texts: list[str], beam: int) -> dict[str, Callable[[], object]]:
    """Make one run for each way of giving CTranslate2 the whole work at once."""
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package.tokenizer.path))
    pieces = sorted(tokenizer.encode(texts, out_type=str), key=len, reverse=True)
    translators = {
        (inter, intra): ctranslate2.Translator(
            str(package.model),
            device="cpu",
            compute_type="int8",
            inter_threads=inter,
            intra_threads=intra,
            max_queued_batches=-1,
        )
        for inter, intra, _, _ in WAYS
    }
    return {
        f"bare{' with map' if mapped else ''}, {inter}×{intra} threads, {size} pieces": partial(
            translators[inter, intra].translate_batch,
            pieces,
            beam_size=beam,
            length_penalty=EngineOptions().length_penalty,
            max_batch_size=size,
            batch_type="tokens",
            return_scores=True,
            use_vmap=mapped,
        )
        for inter, intra, size, mapped in WAYS
    }


def ours(package: Package, texts: list[str], options: EngineOptions) -> Callable[[], object]:
    """Make a run of the whole engine, its model loaded."""
    engine = open_engine([package], ["benchmark"], load(package.to_code), options)
    list(engine.translate(["Good morning."]))
    return lambda: list(engine.translate(texts))


def argos(python: str, folder: Path, texts: list[str], beam: int) -> Cost:
    """Say what Argos Translate itself takes, its model loaded."""
    script = Path(__file__).with_name("engine_argos.py")
    done = subprocess.run(
        [python, str(script), str(folder), str(beam)],
        input="\n".join(texts),
        text=True,
        capture_output=True,
        check=True,
    )
    return Cost(*map(float, done.stdout.split()))


def clock(run: Callable[[], object]) -> Cost:
    """Say what a run takes."""
    wall, processor = time.perf_counter(), time.process_time()
    run()
    return Cost(time.perf_counter() - wall, time.process_time() - processor)


def least(costs: list[Cost]) -> Cost:
    """Give the least of each."""
    return Cost(*map(min, zip(*costs, strict=True)))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--beam", type=int, default=EngineOptions().beam)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--argos", metavar="PYTHON")
    chosen = parser.parse_args()
    package = find(PackageOptions((chosen.package,), argos=False, bundled=False)).packages[0]
    texts = read(chosen.texts, chosen.lines)
    words = sum(len(text.split()) for text in texts)
    clocks: dict[str, Callable[[], Cost]] = {
        name: partial(clock, run) for name, run in bare(package, texts, chosen.beam).items()
    }
    for retries in (0, EngineOptions().retries):
        options = EngineOptions(beam=chosen.beam, retries=retries)
        clocks[f"ours, {retries} retries"] = partial(clock, ours(package, texts, options))
    if chosen.argos:
        for beam in sorted({chosen.beam, 4}):
            clocks[f"Argos Translate, beam {beam}"] = partial(
                argos, chosen.argos, package.path, texts, beam
            )
    taken: dict[str, list[Cost]] = {name: [] for name in clocks}
    for _ in range(chosen.times):
        for name, run in clocks.items():
            taken[name].append(run())
    best = least([least(each) for name, each in taken.items() if name.startswith("bare,")])
    print(
        f"{package.label}, beam {chosen.beam}, {len(texts)} sentences, {words} words, "
        f"{cores()} cores, best of {chosen.times}"
    )
    for name, each in taken.items():
        cost = least(each)
        print(
            f"{name:42} {len(texts) / cost.wall:6.0f} sentences/s {words / cost.wall:8.0f} words/s"
            f" {best.wall / cost.wall:6.2f} of the best bare run"
            f" {best.processor / cost.processor:6.2f} in processor time"
        )


if __name__ == "__main__":
    main()
