"""A large catalogue read, merged and saved, beside polib's bare parse and save and msgmerge.

    python -m tests.benchmarks.catalogues [--entries 20000] TEXT...

TEXT are text files with a sentence a line; entries are pairs of sentences, so that each is
distinct. Two in a hundred are edited before the merge. The best of several rounds counts.
"""

import argparse
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polib

from pipeline.catalogues import header, merge, po, store
from pipeline.model import Catalogue, Entry, Kind, Place, State
from tests.benchmarks.projects import pair

ROUNDS = 5
NOW = datetime(2030, 1, 1, tzinfo=UTC)
HEADER = header.new("news", "vi", plural_forms="nplurals=1; plural=0;", now=NOW)


def main() -> None:
    """Print seconds of each, and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("texts", nargs="+", type=Path)
    asked = parser.parse_args()
    sentences = [line for path in asked.texts for line in path.read_text("utf-8").splitlines()]
    draw = random.Random(1)
    old = list(dict.fromkeys(pair(draw, sentences) for _ in range(asked.entries)))
    new = [f"Later, {text}" if number % 50 == 0 else text for number, text in enumerate(old)]
    with tempfile.TemporaryDirectory() as folder:
        _compare(Path(folder), old, new)


def _compare(folder: Path, old: list[str], new: list[str]) -> None:
    path, template = folder / "news.po", folder / "news.pot"
    done = tuple(Entry(text, text.upper(), State.REVIEWED, kinds=(Kind.BODY,)) for text in old)
    path.write_bytes(po.render(Catalogue("news", "vi", done, HEADER)))
    found = [
        Entry(text, places=(Place("news.txt", at),), kinds=(Kind.BODY,))
        for at, text in enumerate(new, 1)
    ]
    template.write_bytes(po.render(Catalogue("news", "", tuple(found), HEADER)))

    def ours() -> None:
        catalogue = store.load(path, "news", "vi", header=HEADER)
        merged = merge.merge(catalogue, found, created="2030-01-01 00:00+0000").catalogue
        (folder / "ours.po").write_bytes(po.render(merged))

    def bare() -> None:
        polib.pofile(str(path), wrapwidth=0).save(str(folder / "polib.po"))

    times = {"load, merge, save": _best(ours), "polib: parse, save": _best(bare)}
    if msgmerge := shutil.which("msgmerge"):
        command = [msgmerge, "--quiet", "--no-wrap", "-o", str(folder / "gettext.po")]
        times["msgmerge"] = _best(lambda: _run([*command, str(path), str(template)]))
    for name, seconds in times.items():
        ratio = times["load, merge, save"] / seconds
        print(f"{name:20} {seconds:6.2f} s   ours takes {ratio:.2f} of it")  # noqa: T201


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)


def _best(action: Callable[[], None]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        action()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main()
