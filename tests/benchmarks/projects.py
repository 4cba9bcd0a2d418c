"""What whole runs cost: articles by the hundred, with an engine that answers at once.

    python -m tests.benchmarks.projects [--sizes 100,1000,5000] TEXT...

TEXT are text files with a sentence a line, of which articles of 30 distinct segments are made.
For each size: a first run, a second one with nothing changed, and a third with one article
changed, each in a process of its own, in CPU seconds, with the peak of its memory. Then what
`pipeline --help` and `import pipeline` cost, beside `python -c pass`.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.cli import main as pipeline
from pipeline.cli.app import App
from pipeline.model import Draft
from tests.cli.conftest import Shouting

PARAGRAPHS, SENTENCES = 6, 5
ROUNDS = 5


class Instant(Shouting):
    """An engine that costs nothing and remembers nothing."""

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        """Shout the texts."""
        for at, text in enumerate(texts):
            yield at, Draft(text.upper(), 0.5, self.origin)


def main() -> None:
    """Print a line a run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100,1000,5000")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("texts", nargs="*", type=Path)
    asked = parser.parse_args()
    if asked.run:
        _run(asked.run)
    lines = [line for path in asked.texts for line in path.read_text("utf-8").splitlines()]
    sentences = [line.strip() for line in lines if line.strip().endswith(".")]
    for size in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _make(Path(folder), size, sentences)
            for what in ("first run", "nothing changed", "one changed"):
                if what == "one changed":
                    with (Path(folder) / "source_texts" / "00007.txt").open("a") as article:
                        article.write("\nOne more sentence came in the evening.\n")
                cpu, peak = _measured("-m", __spec__.name, "--run", folder)
                print(f"{size:6} articles, {what:15} {cpu:7.2f} s CPU {peak:5} MB")  # noqa: T201
    for what, command in {
        "python -c pass": ["-c", "pass"],
        "import pipeline": ["-c", "import pipeline"],
        "pipeline --help": ["-m", "pipeline", "--help"],
    }.items():
        best = min(_measured(*command)[0] for _ in range(ROUNDS))
        print(f"{what:20} {best:.3f} s CPU")  # noqa: T201


def _run(folder: Path) -> None:
    pipeline(["run", "-q", "--project", str(folder)], App(engine_maker=Instant))


def _make(folder: Path, size: int, sentences: Sequence[str]) -> None:
    """Write articles whose sentences are pairs of real ones, so that each is met once."""
    (folder / "pipeline.toml").write_text('languages = ["vi", "ru"]\n')
    (folder / "source_texts").mkdir()
    draw = random.Random(1)  # the same articles each time
    for number in range(size):
        paragraphs = [
            " ".join(pair(draw, sentences) for _ in range(SENTENCES)) for _ in range(PARAGRAPHS)
        ]
        text = "\n\n".join(paragraphs) + "\n"
        (folder / "source_texts" / f"{number:05}.txt").write_text(text, "utf-8")


def pair(draw: random.Random, sentences: Sequence[str]) -> str:
    """Join two sentences at random, so that the result is met once."""
    one, two = draw.choice(sentences), draw.choice(sentences)
    return f"{one.rstrip('.')}, while {two[:1].lower()}{two[1:]}"


def _measured(*command: str) -> tuple[float, int]:
    """Run a process; give its CPU seconds and the peak of its memory in MB."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


if __name__ == "__main__":
    main()
