"""Whether risk puts what needs work first, beside confidence alone.

    python -m tests.benchmarks.risk --language vi EN.txt VI.txt [--most 600]

The texts are human translations, a sentence a line. The bundled package drafts the sources, and
each draft's confidence is taken for that of the pair. Then two questions are asked:

- Half of the human translations are damaged in one way each. How well are these put before the
  others: the mean precision at each of them (average precision; the share of damaged ones is what
  chance gives), and the share of the first fifth that is damaged.
- The drafts themselves: how do risk and confidence agree (Spearman) with how far each draft is
  from the human translation (100 - chrF, and the share of words to edit).
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import languages
from pipeline.checks.inspect import inspect
from pipeline.checks.risk import risk
from pipeline.engine import EngineOptions, open_engine
from pipeline.evaluation.effort import measure
from pipeline.evaluation.ranking import spearman
from pipeline.evaluation.scores import sentence_chrf
from pipeline.languages import Language
from pipeline.model import Draft, Entry, State
from pipeline.packages import PackageOptions
from pipeline.packages.choose import choose
from pipeline.packages.find import find
from pipeline.workflow.inspecting import pair
from tests.benchmarks.damage import DAMAGES

LOW_BELOW = 0.4


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("english", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--language", required=True)
    parser.add_argument("--most", type=int, default=600)
    asked = parser.parse_args()
    language = languages.load(asked.language)
    lines = [path.read_text("utf-8").splitlines() for path in (asked.english, asked.other)]
    pairs = list(dict(zip(*lines, strict=True)).items())[: asked.most]
    drafts = _drafted([source for source, _ in pairs], language)
    print(f"{asked.language}: {len(pairs)} pairs")  # noqa: T201
    _damage(pairs, drafts, language)
    _effort(pairs, drafts, language)


def _drafted(sources: Sequence[str], language: Language) -> list[Draft]:
    chain = choose(find(PackageOptions(argos=False)), "en", language.code)
    drafts: dict[int, Draft] = {}
    with open_engine(chain, ["" for _ in chain], language, EngineOptions()) as engine:
        drafts.update(engine.translate(sources))
    return [drafts[at] for at in range(len(sources))]


def _risk(entry: Entry, language: Language) -> float:
    found = [
        finding.severity for finding in inspect(pair(entry, language, LOW_BELOW, lambda _: ()))
    ]
    return risk(entry, found, low_below=LOW_BELOW).value


def _entry(source: str, target: str, draft: Draft) -> Entry:
    return Entry(source, target, State.DRAFT, origin=draft.origin, confidence=draft.confidence)


def _damage(pairs: Sequence[tuple[str, str]], drafts: Sequence[Draft], language: Language) -> None:
    rng = random.Random(7)
    ways = list(DAMAGES.values())
    labels: list[bool] = []
    entries: list[Entry] = []
    for (source, target), draft in zip(pairs, drafts, strict=True):
        damaged = None
        if rng.random() < 0.5:
            tried = (way(source, target, language, rng) for way in rng.sample(ways, len(ways)))
            damaged = next((text for text in tried if text is not None), None)
        labels.append(damaged is not None)
        entries.append(_entry(source, damaged or target, draft))
    print(f"  damaged: {sum(labels) / len(labels):.1%}")  # noqa: T201
    ways_to_rank = {
        "risk": [_risk(entry, language) for entry in entries],
        "1 - confidence": [1 - (entry.confidence or 1) for entry in entries],
        "length": [float(len(entry.source)) for entry in entries],
    }
    for name, ranks in ways_to_rank.items():
        order = sorted(range(len(ranks)), key=lambda at, ranks=ranks: -ranks[at])  # type: ignore[misc]
        hits = [labels[at] for at in order]
        first = hits[: len(hits) // 5]
        print(  # noqa: T201
            f"  {name:<16} average precision {_precision(hits):.3f},"
            f" of the first fifth damaged {sum(first) / len(first):.0%}"
        )


def _precision(hits: Sequence[bool]) -> float:
    found, total = 0, 0.0
    for at, hit in enumerate(hits, 1):
        found += hit
        total += found / at if hit else 0.0
    return total / max(1, found)


def _effort(pairs: Sequence[tuple[str, str]], drafts: Sequence[Draft], language: Language) -> None:
    made = [
        (source, target, draft)
        for (source, target), draft in zip(pairs, drafts, strict=True)
        if draft.text
    ]
    finals = [target for _, target, _ in made]
    texts = [draft.text for _, _, draft in made]
    far = [100 - score for score in sentence_chrf(texts, finals)]
    edits = [effort.ter for effort in measure(list(zip(texts, finals, strict=True)))]
    entries = [
        replace(_entry(source, draft.text, draft), warnings=draft.warnings)
        for source, _, draft in made
    ]
    ranks = {
        "risk": [_risk(entry, language) for entry in entries],
        "1 - confidence": [1 - (entry.confidence or 1) for entry in entries],
    }
    for name, values in ranks.items():
        print(  # noqa: T201
            f"  {name:<16} and distance from the human translation:"
            f" {spearman(values, far):+.3f} (chrF), {spearman(values, edits):+.3f} (TER)"
        )


if __name__ == "__main__":
    main()
