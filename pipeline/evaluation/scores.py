"""BLEU, chrF and TER as others compute them; the only file that imports sacrebleu."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.evaluation import composed

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

_SEED = "SACREBLEU_SEED"


class Score(NamedTuple):
    """A figure for a whole text, with sacreBLEU's signature: how anyone can compute it again.

    More is better, but for TER, which counts edits for a hundred words.
    """

    name: str
    value: float
    signature: str


class Difference(NamedTuple):
    """How far a second text is from a first one in one score.

    `p` is the share of resampled texts in which chance alone makes a difference as large; None
    where there is no difference.
    """

    name: str
    difference: float
    p: float | None
    signature: str


class Edits(NamedTuple):
    """Words to insert, delete, replace or move as blocks, and the words of the result."""

    edits: int
    words: int


def score(outputs: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """Give BLEU, chrF and TER of all outputs together."""
    outputs, references = _composed(outputs), _composed(references)
    found = [(metric.corpus_score(outputs, [references]), metric) for metric in _metrics().values()]
    return tuple(
        Score(each.name, each.score, str(metric.get_signature())) for each, metric in found
    )


def compare(
    first: Sequence[str], second: Sequence[str], references: Sequence[str]
) -> tuple[Difference, ...]:
    """Say how much the second outputs differ, and whether chance may have made the difference.

    A paired bootstrap test as sacreBLEU does it: 1,000 texts of sentences drawn at random, the
    same ones each time.
    """
    from sacrebleu.significance import PairedTest

    systems: list[tuple[str, Sequence[str]]] = [
        ("first", _composed(first)),
        ("second", _composed(second)),
    ]
    with _seeded("12345"):
        test = PairedTest(systems, _metrics(), [_composed(references)], test_type="bs")
        signatures, results = test()
    found = []
    for name, signature in signatures.items():
        one, two = (each for each in results[name] if not isinstance(each, str))
        difference = two.score - one.score
        # Where nothing differs, the test finds no resampled difference above it, and thus the
        # smallest p that there is.
        p = two.p_value if difference else None
        found.append(Difference(name, difference, p, str(signature)))
    return tuple(found)


def sentence_chrf(outputs: Sequence[str], references: Sequence[str]) -> list[float]:
    """Give chrF of each output by itself, 0 to 100."""
    from sacrebleu import CHRF

    chrf = CHRF()
    pairs = zip(_composed(outputs), _composed(references), strict=True)
    return [chrf.sentence_score(output, [reference]).score for output, reference in pairs]


def edits(drafts: Sequence[str], finals: Sequence[str]) -> list[Edits]:
    """Count the edits of TER that lead from each draft to its final text.

    A capital in the place of a small letter is an edit here, for somebody had to make it.
    """
    ter = _strict_ter()
    pairs = zip(_composed(drafts), _composed(finals), strict=True)
    scores = [ter.sentence_score(draft, [final]) for draft, final in pairs]
    return [Edits(each.num_edits, round(each.ref_length)) for each in scores]


def edits_signature() -> str:
    """Give sacreBLEU's signature of the TER that `edits` counts for."""
    ter = _strict_ter()
    ter.sentence_score("", [""])
    return str(ter.get_signature())


def _metrics() -> dict[str, Metric]:
    from sacrebleu import BLEU, CHRF, TER

    # Forced, since it would otherwise write to the terminal what it thinks of full stops.
    return {"BLEU": BLEU(force=True), "chrF": CHRF(), "TER": TER()}


def _strict_ter() -> Metric:
    from sacrebleu import TER

    return TER(case_sensitive=True)


def _composed(texts: Sequence[str]) -> list[str]:
    return [composed(text) for text in texts]


@contextlib.contextmanager
def _seeded(seed: str) -> Iterator[None]:
    """Let sacreBLEU draw the same sentences whatever the environment says."""
    before = os.environ.get(_SEED)
    os.environ[_SEED] = seed
    try:
        yield
    finally:
        del os.environ[_SEED]
        if before is not None:
            os.environ[_SEED] = before
