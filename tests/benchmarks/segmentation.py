"""How fast and how right segmentation is, beside bare nupunkt in the same process.

    python -m tests.benchmarks.segmentation [--cases CASES.json] TEXT...

TEXT are text files with a paragraph a line, read as articles of twenty. CASES.json is a list
of objects with `id` (or `label`), `text` and `expected`. The first round meets texts that are
new, as a run does; in later ones nupunkt remembers its decisions, and the best of them counts.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from nupunkt import load

from pipeline.articles import plain
from pipeline.model import Article
from pipeline.segmentation import split

ROUNDS = 5
PARAGRAPHS = 20


def main() -> None:
    """Print the cases that are right, sentences a second of both, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path)
    parser.add_argument("texts", nargs="*", type=Path)
    asked = parser.parse_args()
    if asked.cases:
        _show_cases(json.loads(asked.cases.read_text("utf-8")))
    if asked.texts:
        _show_speed([text for path in asked.texts for text in _articles(path)])


def _articles(path: Path) -> list[str]:
    lines = path.read_bytes().decode().splitlines(keepends=True)
    return ["".join(lines[at : at + PARAGRAPHS]) for at in range(0, len(lines), PARAGRAPHS)]


def _article(text: str) -> Article:
    return Article("text", Path("text"), text, plain.blocks(text))


def _show_cases(cases: list[dict[str, object]]) -> None:
    right = {"nupunkt": 0, "pipeline": 0}
    bare = load("default")
    for case in cases:
        text, expected = str(case["text"]), case["expected"]
        found = [segment.text for segment in split(_article(text))]
        right["nupunkt"] += expected == [text[a:b] for a, b in bare.span_tokenize(text)]
        right["pipeline"] += expected == found
        if expected != found:
            print(f"wrong  {case.get('id', case.get('label'))}: {found}")  # noqa: T201
    for name, count in right.items():
        print(f"{name:9} {count} of {len(cases)} cases right")  # noqa: T201


def _show_speed(texts: list[str]) -> None:
    articles = [_article(text) for text in texts]
    blocks = [article.text[slice(*block.span)] for article in articles for block in article.blocks]
    bare = load("default")
    split(_article("What is loaded once. It is not counted."))

    def with_nupunkt() -> int:
        return sum(len(list(bare.span_tokenize(block))) for block in blocks)

    def with_pipeline() -> int:
        return sum(len(split(article)) for article in articles)

    # One after the other in each round, so that both meet the same noise.
    first = (_speed(with_nupunkt, 0), _speed(with_pipeline, 0))
    rounds = [(_speed(with_nupunkt), _speed(with_pipeline)) for _ in range(ROUNDS)]
    best = tuple(max(speeds) for speeds in zip(*rounds, strict=True))
    for name, (theirs, ours) in {"first": first, "best": best}.items():
        print(  # noqa: T201
            f"{name:6} nupunkt {theirs:9,.0f}  pipeline {ours:9,.0f} sentences a second, "
            f"ratio {ours / theirs:.2f}"
        )


def _speed(work: Callable[[], int], seconds: float = 0.3) -> float:
    """Count sentences a second of processor time, over at least so many seconds."""
    started = time.process_time()
    count = work()
    while (taken := time.process_time() - started) < seconds:
        count += work()
    return count / taken


if __name__ == "__main__":
    main()
