"""What `pipeline check` costs on a large project: from cold, again, and with one text changed.

    python -m tests.benchmarks.checking [--entries 100000] --pairs vi EN.txt VI.txt \
        [--pairs ru EN.txt RU.txt]

The texts are human translations, a sentence a line; entries are two of them joined at random, so
that each is met once. Each check runs in a process of its own; the table has wall-clock and CPU
seconds, also of the processes that it starts, and the peak of the memory of the largest.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.catalogues import header, po
from pipeline.model import Catalogue, Entry, Kind, State
from tests.catalogues.building import NOW

A_CATALOGUE = 50


def main() -> None:
    """Print a line a check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--pairs", nargs=3, action="append", metavar=("CODE", "EN", "XX"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        codes = [code for code, _, _ in asked.pairs]
        articles = asked.entries // len(codes) // A_CATALOGUE
        _make(root, articles, codes)
        for code, english, other in asked.pairs:
            _translate(root, articles, code, _read(english), _read(other))
        for what in ("from cold", "again", "one changed"):
            if what == "one changed":
                path = root / f"locales/{codes[0]}/LC_MESSAGES/00007.po"
                path.write_text(path.read_text().replace('msgstr "', 'msgstr "X', 5))
            wall, cpu, peak = _measured(root)
            size = articles * A_CATALOGUE * len(codes)
            print(f"{size:7} entries, {what:12} {wall:6.1f} s, {cpu:6.1f} s CPU {peak:5} MB")  # noqa: T201


def _read(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines()


def _make(root: Path, articles: int, codes: list[str]) -> None:
    names = ", ".join(f'"{code}"' for code in codes)
    (root / "pipeline.toml").write_text(f"languages = [{names}]\n")
    (root / "source_texts").mkdir()
    for number in range(articles):
        (root / "source_texts" / f"{number:05}.txt").write_text("It rained.\n")


def _translate(root: Path, articles: int, code: str, english: list[str], other: list[str]) -> None:
    """Write catalogues whose entries are met once."""
    draw = random.Random(1)  # the same entries each time
    pairs = list(zip(english, other, strict=True))
    fields = header.new("x", code, plural_forms="", now=NOW)
    for number in range(articles):
        entries: dict[str, Entry] = {}
        while len(entries) < A_CATALOGUE:
            (one, eine), (two, andere) = draw.choice(pairs), draw.choice(pairs)
            source, target = f"{one} {two}", f"{eine} {andere}"
            entries[source] = Entry(source, target, State.REVIEWED, kinds=(Kind.BODY,))
        data = po.render(Catalogue(f"{number:05}", code, tuple(entries.values()), fields))
        path = root / f"locales/{code}/LC_MESSAGES/{number:05}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _measured(root: Path) -> tuple[float, float, int]:
    command = [sys.executable, "-m", "pipeline", "check", "--project", str(root)]
    began = time.perf_counter()
    with subprocess.Popen([*command, "--format", "json"], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


if __name__ == "__main__":
    main()
