"""What a cluster is worth, and where its coordinator is the limit.

    python -m tests.benchmarks.cluster speedup     # 1 to 4 workers whose engine sleeps
    python -m tests.benchmarks.cluster limit       # batches a second, with an engine at once
    python -m tests.benchmarks.cluster project [--segments 1000000] [--articles 30000] FOLDER

`speedup` drafts the same sentences by 1 to 4 worker processes whose engine sleeps 0.5 ms a word,
a hundred sentences a second, so that the number of cores is no limit. `limit` says what a batch
costs the coordinator. `project` makes articles of distinct sentences in FOLDER and runs the whole
path, with an engine on workers that answers at once: seconds, peak memory and bytes written of
a first run, then of one with nothing changed.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice, product
from pathlib import Path

from pipeline.cli import main as pipeline
from pipeline.cli.app import App
from pipeline.engine.cluster import Cluster, ClusterEngine, connect
from pipeline.engine.remote import Wanted
from pipeline.model import Draft
from pipeline.packages import Package

WORD_SECONDS = 0.0005
SENTENCES = 12_000

_FOREIGN = str.maketrans("aeiouy", "ăêịơưỳ")


@dataclass(frozen=True, slots=True)
class Timed:
    """The recipe of an engine that takes its time for each word, or none."""

    seconds: float = 0.0
    key: str = "timed"
    origin: str = "timed 1"
    wanted: tuple[Wanted, ...] = ()
    libraries: tuple[str, ...] = ()

    def spellings(self, texts: Sequence[str]) -> Mapping[str, str]:
        """Learn nothing."""
        return {}

    def needed(self, usual: Mapping[str, str], texts: Sequence[str]) -> Mapping[str, str]:
        """Need nothing."""
        return {}

    def open(self, packages: Sequence[Package], threads: int) -> "TimedEngine":
        """Open the engine."""
        return TimedEngine(self.seconds, self.key)


@dataclass
class TimedEngine:
    """The engine; it sleeps once a batch, since short sleeps are never short enough."""

    seconds: float
    key: str

    def translate(
        self, texts: Sequence[str], usual: Mapping[str, str] | None = None
    ) -> Iterator[tuple[int, Draft]]:
        """Write the vowels otherwise."""
        time.sleep(self.seconds * sum(len(text.split()) for text in texts))
        for at, text in enumerate(texts):
            yield at, Draft(text.translate(_FOREIGN), 0.8, "timed 1")

    def close(self) -> None:
        """There is nothing to free."""


def sentences() -> Iterator[str]:
    """Give English sentences, each another one, without end."""
    who = "mayor teacher farmer minister doctor driver captain editor baker engineer".split()
    did = "opened visited described praised repaired measured painted sold".split()
    what = "bridge school market harbour library station garden museum theatre road".split()
    where = "in the north;near the river;behind the hills;on the coast;outside the town".split(";")
    when = "after a long winter;before the rain came;while many people watched".split(";")
    for number in count(2):
        for one, verb, thing, place, time_of_year in product(who, did, what, where, when):
            yield (
                f"The {one} {verb} the old {thing} {place} {time_of_year}, "
                f"and {number} of the neighbours were there with their children."
            )


def engine(cluster: Cluster, seconds: float = 0.0) -> ClusterEngine:
    """Open the engine on a cluster."""
    recipe = Timed(seconds)
    return ClusterEngine(cluster, lambda: recipe, {})


def draft(workers: int, seconds: float, texts: Sequence[str]) -> tuple[float, float]:
    """Draft texts in the windows of a run; returns seconds and those of this process' CPU."""
    with connect(f"local:{workers}", print) as cluster:
        opened = engine(cluster, seconds)
        list(opened.translate(texts[: 40 * workers]))
        began, cpu = time.perf_counter(), time.process_time()
        streams = [opened.translate(texts[at : at + 8_000]) for at in range(0, len(texts), 8_000)]
        assert len(texts) == sum(1 for stream in streams for _ in stream)
        return time.perf_counter() - began, time.process_time() - cpu


def speedup() -> None:
    """Print a line a number of workers."""
    texts = list(islice(sentences(), SENTENCES))
    asleep = WORD_SECONDS * sum(len(text.split()) for text in texts)
    for workers in (1, 2, 3, 4):
        took, cpu = draft(workers, WORD_SECONDS, texts)
        share = asleep / workers / took
        say(f"{workers} workers: {took:6.2f} s, {share:.3f} of linear, {cpu:.2f} s CPU here")


def limit() -> None:
    """Print what a batch and a sentence cost the coordinator."""
    texts = list(islice(sentences(), 80_000))
    for workers in (1, 2, 4):
        took, cpu = draft(workers, 0.0, texts)
        say(
            f"{workers} workers: {len(texts) / took:,.0f} sentences a second, "
            f"{1e6 * cpu / len(texts):.0f} µs CPU here a sentence"
        )


def project(folder: Path, segments: int, articles: int) -> None:
    """Make a project and print a line a run."""
    _make(folder, segments, articles)
    for what in ("first run", "nothing changed"):
        command = [sys.executable, "-m", __spec__.name, "run", str(folder)]
        subprocess.run([*command, what], check=True)


def _make(folder: Path, segments: int, articles: int) -> None:
    (folder / "source_texts").mkdir(parents=True)
    (folder / "pipeline.toml").write_text('languages = ["vi"]\n')
    source = sentences()
    for number in range(articles):
        many = segments * (number + 1) // articles - segments * number // articles
        lines = list(islice(source, many))
        paragraphs = [" ".join(lines[at : at + 5]) for at in range(0, many, 5)]
        path = folder / "source_texts" / f"{number // 1_000:03}" / f"{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n\n".join(paragraphs) + "\n")


def _run(folder: Path, what: str) -> None:
    began = time.perf_counter()
    with connect("local:2", print) as cluster:
        opened = engine(cluster)
        try:
            pipeline(["run", "-q", "--project", str(folder)], App(engine_maker=lambda _: opened))
        except SystemExit as ended:
            code = ended.code
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    io = Path("/proc/self/io").read_text().split()
    written = int(io[io.index("wchar:") + 1])
    usage = resource.getrusage(resource.RUSAGE_SELF)
    say(
        f"{what}: exit {code}, {took:.0f} s ({usage.ru_utime + usage.ru_stime:.0f} of CPU), "
        f"peak {peak} MB, {written / 1e6:,.0f} MB written; "
        f"{_size(folder) / 1e6:,.0f} MB in the folder"
    )


def _size(folder: Path) -> int:
    return sum(
        os.path.getsize(os.path.join(here, name))
        for here, _, names in os.walk(folder)
        for name in names
    )


def say(line: str) -> None:
    """Print a line."""
    print(line, flush=True)  # noqa: T201


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("speedup", "limit", "project", "run"))
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("run", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("--segments", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=30_000)
    asked = parser.parse_intermixed_args()
    if asked.what == "speedup":
        speedup()
    elif asked.what == "limit":
        limit()
    elif asked.what == "project":
        project(asked.folder, asked.segments, asked.articles)
    else:
        _run(asked.folder, asked.run)


if __name__ == "__main__":
    main()
