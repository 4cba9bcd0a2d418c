"""How long Argos Translate itself takes for a package: the half of `engine.py` that it runs.

    python tests/benchmarks/engine_argos.py PACKAGE BEAM < TEXTS

To be run by the Python of an environment with argostranslate as it is published. Prints the
seconds of wall clock and of processor time, with the model loaded before. A sentence is a text
of its own, split no further, so that no splitter's model is downloaded; one hypothesis is asked
for, as Argos' `translate` does.
"""

# ruff: noqa: T201 — what a benchmark has to say goes to the terminal.

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# Argos makes folders under the home folder when it is imported.
os.environ["HOME"] = tempfile.mkdtemp()


class Whole:
    """A splitter that takes a text for one sentence."""

    def split_sentences(self, text: str) -> list[str]:
        """Give the text."""
        return [text]


def main() -> None:
    """Translate the sentences one by one, as `argostranslate.translate` does, and say how long."""
    import argostranslate.package
    import argostranslate.settings
    import argostranslate.translate
    import ctranslate2

    package: Any = argostranslate.package.Package(Path(sys.argv[1]))
    beam = int(sys.argv[2])
    argostranslate.settings.beam_size = beam
    settings = argostranslate.settings
    translator = ctranslate2.Translator(
        str(package.package_path / "model"),
        device=settings.device,
        compute_type=settings.compute_type,
        inter_threads=settings.inter_threads,
        intra_threads=settings.intra_threads,
    )

    def translate(text: str) -> object:
        return argostranslate.translate.apply_packaged_translation(
            package, text, translator, Whole(), 1
        )

    texts = sys.stdin.read().splitlines()
    translate(texts[0])
    wall, processor = time.perf_counter(), time.process_time()
    for text in texts:
        translate(text)
    print(time.perf_counter() - wall, time.process_time() - processor)


if __name__ == "__main__":
    main()
