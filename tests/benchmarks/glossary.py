"""What a glossary costs: whole runs with and without 10,000 terms, and what the parts take.

    python -m tests.benchmarks.glossary [--articles 300] [--terms 10000] TEXT...

TEXT are text files with a sentence a line, of which articles of 30 segments are made. The terms
are triples of words, one in ten out of these texts. An engine that answers at once stands in for
the real one, which takes a hundred times as long.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.glossary.sheet import load
from tests.benchmarks.projects import _make, _measured

ROUNDS = 3


def main() -> None:
    """Print a line a measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--terms", type=int, default=10_000)
    parser.add_argument("texts", nargs="+", type=Path)
    asked = parser.parse_args()
    lines = [line for path in asked.texts for line in path.read_text("utf-8").splitlines()]
    sentences = [line.strip() for line in lines if line.strip().endswith(".")]
    sheet = _sheet(sentences, asked.terms)
    _parts(sheet, sentences)
    for what in ("first run", "nothing changed"):
        found = {}
        for name in ("without", "with"):
            found[name] = min(_run(asked.articles, sentences, sheet * (name == "with"), what))
        ratio = found["with"] / found["without"]
        print(  # noqa: T201
            f"{what:15} {found['without']:6.2f} s CPU without, {found['with']:6.2f} s with"
            f" {asked.terms} terms: {ratio:.2f}"
        )


def _run(articles: int, sentences: Sequence[str], sheet: str, what: str) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            _make(Path(folder), articles, sentences)
            if sheet:
                (Path(folder) / "glossary.csv").write_text(sheet, encoding="utf-8")
            command = ("-m", "tests.benchmarks.projects", "--run", folder)
            cpu = _measured(*command)[0]
            times.append(cpu if what == "first run" else _measured(*command)[0])
    return times


def _sheet(sentences: Sequence[str], number: int) -> str:
    """Make a tenth of the terms of what stands in the texts, the others of words at random."""
    draw = random.Random(1)  # the same terms each time
    words = [word.strip(".,;:()").lower() for text in sentences for word in text.split()]
    words = [word for word in words if word.isalpha()]
    terms: dict[str, None] = {}
    while len(terms) < number:
        at = draw.randrange(len(words) - 3)
        there = words[at : at + 3]
        term = there if len(terms) % 10 == 0 else draw.choices(words, k=3)
        terms[" ".join(term)] = None
    rows = (f"{term},từ {at},слово {at},tu {at}\n" for at, term in enumerate(terms))
    return "term,vi,ru,vi forbidden\n" + "".join(rows)


def _parts(sheet: str, sentences: Sequence[str]) -> None:
    began = time.perf_counter()
    glossary = load(sheet.encode(), Path("glossary.csv"), ("vi", "ru"))
    read = time.perf_counter()
    glossary.find("", "vi")
    built = time.perf_counter()
    found = sum(len(glossary.find(text, "vi")) for text in sentences)
    each = (time.perf_counter() - built) / len(sentences)
    print(  # noqa: T201
        f"{len(glossary.rows)} terms: read in {read - began:.3f} s, tree in {built - read:.3f} s,"
        f" {each * 1e6:.0f} µs a sentence with {found / len(sentences):.1f} terms"
    )


if __name__ == "__main__":
    main()
