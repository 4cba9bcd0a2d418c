"""A translation memory of a million units: how long it takes to look into it, and what is found.

    python -m tests.benchmarks.memory [--units 1000000] [--compare] PAIRS.tsv[.gz]...

PAIRS are human translations, two columns. As many units as are asked for are made of them: in
each sentence a third of the words gives way to words out of other sentences, figures to other
figures. Sentences that are looked for are units with a few words edited, so that it is known
what should be found, and sentences made like units. With `--compare`, a plain scan with rapidfuzz
(over the characters, and over all units with our own score) and translate-toolkit's matcher stand
beside it, on fewer questions.
"""

import argparse
import gzip
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from pipeline.memory import Unit, near
from pipeline.memory.store import Memory

LANGUAGE = "vi"
_COMPARED = 20
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")


class Query(NamedTuple):
    """A sentence that is looked for, and the unit that it was made of, if any."""

    text: str
    made_of: str


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def read(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Read pairs of two columns."""
    found: list[tuple[str, str]] = []
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in data.decode().splitlines():
            source, _, target = line.partition("\t")
            if source and target:
                found.append((source, target.partition("\t")[0]))
    return found


def units(pairs: Sequence[tuple[str, str]], many: int, draw: random.Random) -> Iterator[Unit]:
    """Make units of pairs; the translation keeps its words but for as many of its own."""
    sources = [word for source, _ in pairs[:20_000] for word in _WORD.findall(source)]
    targets = [word for _, target in pairs[:20_000] for word in _WORD.findall(target)]
    for number in range(many):
        source, target = pairs[number % len(pairs)]
        yield Unit(
            edited(source, sources, 0.33, draw),
            edited(target, targets, 0.33, draw),
            LANGUAGE,
            article=f"a{number // 40}",
            kind="body",
            origin=f"locales/vi/LC_MESSAGES/a{number // 40}.po",
            when="2030-01-01",
        )


def edited(text: str, words: Sequence[str], share: float, draw: random.Random) -> str:
    """Put other words, or figures, for a share of them."""

    def other(found: re.Match[str]) -> str:
        if draw.random() > share:
            return found[0]
        if found[0].isdigit():
            return str(draw.randrange(1, 10 ** len(found[0][:6])))
        return draw.choice(words)

    return _WORD.sub(other, text)


def timed(what: str, questions: Sequence[Query], ask: Callable[[str], Any]) -> list[Any]:
    """Ask every question; print the time that one takes."""
    answers, seconds = [], []
    for question in questions:
        began = time.perf_counter()
        answers.append(ask(question.text))
        seconds.append(time.perf_counter() - began)
    seconds.sort()
    worst = seconds[int(0.95 * len(seconds))]
    say(
        f"{what:<44} median {1000 * statistics.median(seconds):9.3f} ms"
        f"   95 of 100 {1000 * worst:9.3f} ms   longest {1000 * seconds[-1]:9.3f} ms"
    )
    return answers


def found(questions: Sequence[Query], answers: Sequence[Iterable[str]]) -> str:
    """Say which share of the sentences was found that the questions were made of."""
    hits = sum(
        question.made_of in set(answer) for question, answer in zip(questions, answers, strict=True)
    )
    return f"{hits} of {len(questions)} found"


def main() -> None:
    """Build a memory, ask it, and put others beside it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--keep", type=Path, help="Build there, or use what was built there.")
    parser.add_argument("pairs", nargs="+", type=Path)
    asked = parser.parse_args()
    pairs = read(asked.pairs)
    say(f"{len(pairs)} pairs, {asked.units} units")
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "memory.db"
        with Memory(path) as memory:
            if not memory.stats().size or not memory.stats().units:
                began = time.perf_counter()
                memory.add(units(pairs, asked.units, random.Random(1)))
                seconds = time.perf_counter() - began
                say(f"built in {seconds:.0f} s, {asked.units / seconds:.0f} units a second")
            say(f"{memory.stats().size / 1e6:.0f} MB, {sum(memory.stats().units.values())} units")
            sources = [unit.source for unit in memory.units()]
        with Memory(path) as memory:
            _ask(memory, pairs, sources, asked.queries, compare=asked.compare)


def _ask(
    memory: Memory,
    pairs: Sequence[tuple[str, str]],
    sources: Sequence[str],
    many: int,
    *,
    compare: bool,
) -> None:
    draw = random.Random(2)
    words = [word for source, _ in pairs for word in _WORD.findall(source)]
    picked = draw.sample(sources, many)
    same = [Query(text, text) for text in picked]
    alike = [Query(edited(text, words, 0.12, draw), text) for text in picked]
    alike = [
        each
        for each in alike
        if each.text != each.made_of and near.best(each.text, [(1, each.made_of)], 0.75)
    ]
    others = [Query(edited(draw.choice(pairs)[0], words, 0.6, draw), "") for _ in range(many)]
    timed("exact", same, lambda text: memory.exact(LANGUAGE, [text]))
    answers = timed("near, edited units", alike, lambda text: memory.near(LANGUAGE, text))
    say(f"  {found(alike, [[match.unit.source for match in each] for each in answers])}")
    answers = timed("near, other sentences", others, lambda text: memory.near(LANGUAGE, text))
    say(f"  {sum(map(bool, answers))} of {many} have matches")
    timed("search", [Query(" ".join(each.text.split()[2:4]), "") for each in same], memory.search)
    if compare:
        _compare(memory, sources, alike[:_COMPARED])


def _compare(memory: Memory, sources: Sequence[str], questions: Sequence[Query]) -> None:
    timed("the same questions, near", questions, lambda text: memory.near(LANGUAGE, text))
    answers = timed(
        "rapidfuzz, a scan over all",
        questions,
        lambda text: process.extract(text, sources, scorer=fuzz.ratio, score_cutoff=75, limit=3),
    )
    say(f"  {found(questions, [[match[0] for match in each] for each in answers])}")
    few = questions[:3]
    everything = list(enumerate(sources))
    best = timed("our score, a scan over all", few, lambda text: near.best(text, everything, 0.75))
    ours = [memory.near(LANGUAGE, each.text, most=1) for each in few]
    agree = sum(
        bool(scan) == bool(match) and (not scan or abs(scan[0].score - match[0].score) < 0.02)
        for scan, match in zip(best, ours, strict=True)
    )
    say(f"  the index gives the best of them for {agree} of {len(few)}")
    from translate.search.match import matcher
    from translate.storage import base

    store: Any = base.TranslationStore()
    began = time.perf_counter()
    for source in sources:
        unit = store.addsourceunit(source)
        unit.target = "x"
    kit = matcher(store, max_candidates=3, min_similarity=75, max_length=1000)
    say(f"translate-toolkit's matcher is built in {time.perf_counter() - began:.0f} s")
    answers = timed("translate-toolkit's matcher", few, kit.matches)
    say(f"  {found(few, [[unit.source for unit in each] for each in answers])}")


if __name__ == "__main__":
    main()
