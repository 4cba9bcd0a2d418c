"""Firefox's model beside another package: how fast drafts come, and how good they are.

    python tests/benchmarks/engine_firefox.py TEXTS PACKAGE... [--references FILE] [--lines 200]

TEXTS and FILE have a sentence a line. Packages are folders of either kind, for one language. The
speed counts what surrounds the model, and the loading by itself; the figures are sacreBLEU's.
"""

# ruff: noqa: T201 — what a benchmark has to say goes to the terminal.

import argparse
import time
from pathlib import Path

import sacrebleu

from pipeline.engine import EngineOptions, open_engine
from pipeline.languages import load
from pipeline.packages import PackageOptions
from pipeline.packages.find import find


def main() -> None:
    """Measure the packages one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("packages", type=Path, nargs="+")
    parser.add_argument("--references", type=Path)
    parser.add_argument("--lines", type=int, default=200)
    asked = parser.parse_args()
    texts = asked.texts.read_text(encoding="utf-8").splitlines()[: asked.lines]
    references = asked.references and asked.references.read_text(encoding="utf-8").splitlines()

    for path in asked.packages:
        (package,) = find(PackageOptions((path,), argos=False, bundled=False)).packages
        engine = open_engine([package], ["x"], load(package.to_code), EngineOptions())
        with engine:
            start = time.perf_counter()
            list(engine.translate(["The model is loaded."]))
            loaded = time.perf_counter()
            found = dict(engine.translate(texts))
            seconds = time.perf_counter() - loaded
        drafts = [found[at].text for at in range(len(texts))]
        print(
            f"{package.label} ({package.format}): loaded in {loaded - start:.1f} s, "
            f"{len(texts) / seconds:.1f} sentences/s, "
            f"{sum(len(text.split()) for text in texts) / seconds:.0f} words/s"
        )
        if references:
            truth = [references[: len(texts)]]
            bleu, chrf = sacrebleu.corpus_bleu(drafts, truth), sacrebleu.corpus_chrf(drafts, truth)
            print(f"    BLEU {bleu.score:.1f}, chrF {chrf.score:.1f}")


if __name__ == "__main__":
    main()
