"""How fast drafts come, beside bare CTranslate2 on the same sentences, model and beam.

    python tests/benchmarks/engine.py TEXTS PACKAGE [--lines 600] [--beam 2] [--times 3]

TEXTS has a sentence a line; PACKAGE is the folder of an Argos package. The bare figure is the
best of several batch sizes and thread splits, with sentences cut into pieces and sorted
beforehand; both take turns, and each counts by its best run.
"""

# ruff: noqa: T201 — what a benchmark has to say goes to the terminal.

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import ctranslate2
import sentencepiece

from pipeline.engine import EngineOptions, open_engine
from pipeline.engine.argos import cores
from pipeline.languages import load
from pipeline.packages import Package, PackageOptions
from pipeline.packages.find import find


def bare(package: Package, texts: list[str], beam: int) -> dict[str, Callable[[], object]]:
    """Make one run for each way of giving CTranslate2 the whole work at once."""
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package.tokenizer.path))
    pieces = sorted(tokenizer.encode(texts, out_type=str), key=len, reverse=True)
    runs: dict[str, Callable[[], object]] = {}
    for inter, intra in {(cores(), 1), (1, cores())}:
        translator = ctranslate2.Translator(
            str(package.model),
            device="cpu",
            compute_type="int8",
            inter_threads=inter,
            intra_threads=intra,
        )
        for size in (512, 1024, 2048):

            def run(translator: ctranslate2.Translator = translator, size: int = size) -> object:
                return translator.translate_batch(
                    pieces,
                    beam_size=beam,
                    length_penalty=EngineOptions().length_penalty,
                    max_batch_size=size,
                    batch_type="tokens",
                    return_scores=True,
                )

            runs[f"bare, {inter}×{intra} threads, {size} pieces"] = run
    return runs


def ours(package: Package, texts: list[str], options: EngineOptions) -> Callable[[], object]:
    """Make a run of the whole engine, its model loaded."""
    engine = open_engine([package], ["benchmark"], load(package.to_code), options)
    list(engine.translate(["Good morning."]))
    return lambda: list(engine.translate(texts))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("package", type=Path)
    parser.add_argument("--lines", type=int, default=600)
    parser.add_argument("--beam", type=int, default=EngineOptions().beam)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    package = find(PackageOptions((chosen.package,), argos=False, bundled=False)).packages[0]
    lines = chosen.texts.read_text(encoding="utf-8").splitlines()
    texts = list(dict.fromkeys(line.strip() for line in lines if line.strip()))[: chosen.lines]
    runs = bare(package, texts, chosen.beam) | {
        f"ours, {retries} retries": ours(
            package, texts, EngineOptions(beam=chosen.beam, retries=retries)
        )
        for retries in (0, EngineOptions().retries)
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(chosen.times):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - start)
    best = min(min(each) for name, each in seconds.items() if name.startswith("bare"))
    print(f"{package.label}, beam {chosen.beam}, {len(texts)} sentences, {cores()} cores")
    for name, each in seconds.items():
        speed, ratio = len(texts) / min(each), best / min(each)
        print(f"{name:36} {speed:7.0f} sentences/s  {ratio:5.2f} of the best bare run")


if __name__ == "__main__":
    main()
