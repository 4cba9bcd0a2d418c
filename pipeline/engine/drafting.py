"""From English segments to drafts: what surrounds the model, in the order of the work.

cut off what is no sentence → mask → translate → put right → look for doubts → try again
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.engine import casing, dates, figures, masking, openings, phrases, retry, tidying
from pipeline.engine.chain import Candidate, Chain, Request
from pipeline.engine.decoder import Decoder
from pipeline.engine.doubts import Doubt, Trouble, Weight, doubts
from pipeline.engine.figures import Notation
from pipeline.engine.masking import Hidden, Masked
from pipeline.engine.options import EngineOptions
from pipeline.engine.retry import Attempt
from pipeline.languages import Language
from pipeline.model import Draft

SET_PHRASE = "set phrase"
"""The origin of a draft that no model made."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+|(?:[\ud800-\udfff])+")


class _Result(NamedTuple):
    text: str
    score: float
    doubts: tuple[Doubt, ...]

    @property
    def rank(self) -> tuple[int, float]:
        return sum(doubt.weight for doubt in self.doubts), -self.score


@dataclass(slots=True)
class _Job:
    """A segment on its way: `before` is done already, `sentence` is for the model."""

    index: int
    before: str
    sentence: str
    capitals: bool
    kept: list[Hidden]
    results: list[_Result] = field(default_factory=list)

    @property
    def best(self) -> _Result | None:
        return min(self.results, key=lambda result: result.rank, default=None)


class DraftingEngine:
    """An engine over the decoders of a chain of packages, loaded when first used."""

    def __init__(
        self,
        load: Callable[[], Sequence[Decoder]],
        language: Language,
        options: EngineOptions,
        *,
        origin: str,
        key: str,
    ) -> None:
        self.origin = origin
        self.key = key
        self._load = load
        self._language = language
        self._options = options
        self._decoders: Sequence[Decoder] = ()
        self._chain: Chain | None = None
        self._notation: Notation | None = None

    def __enter__(self) -> "DraftingEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the models' memory back; another `translate` would load them again."""
        for decoder in self._decoders:
            decoder.close()
        self._decoders, self._chain = (), None

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        """Give a draft for each text, by its index, as soon as it is known. See `Engine`."""
        jobs = []
        for index, text in enumerate(texts):
            plain = " ".join(_CONTROLS.sub(" ", text).split())
            phrase = phrases.translate(plain, self._language)
            if phrase is None:
                jobs.append(self._job(index, plain))
            else:
                yield index, Draft(phrase, 1.0, SET_PHRASE)
        for number in range(self._options.retries + 1):
            doubtful = []
            for job, settled in self._round(number, jobs):
                if settled or number == self._options.retries:
                    yield job.index, self._draft(job)
                else:
                    doubtful.append(job)
            jobs = doubtful

    def _opened(self) -> Chain:
        if self._chain is None:
            self._decoders = self._load()
            self._chain = Chain(self._decoders, self._options.longest)
        return self._chain

    def _job(self, index: int, text: str) -> _Job:
        before, sentence = openings.cut(text, self._language)
        capitals = casing.is_capitals(sentence)
        if capitals:
            sentence = casing.as_sentence(sentence, tuple(self._language.places))
        reserved = self._opened().reserved
        kept = list(masking.protected(sentence, self._language.acronyms))
        kept += masking.literals(sentence, reserved)
        return _Job(index, before, sentence, capitals, kept)

    def _round(self, number: int, jobs: Sequence[_Job]) -> Iterator[tuple[_Job, bool]]:
        """Translate every job once more; say of each whether it is settled."""
        groups: dict[object, list[tuple[_Job, Attempt]]] = {}
        for job in jobs:
            way = self._attempt(number, job)
            groups.setdefault(way.search, []).append((job, way))
        for group in groups.values():
            requests = [Request(way.masked.text, way.masked.marks, way.halve) for _, way in group]
            for at, candidates in self._opened().translate(requests, group[0][1].search):
                job, way = group[at]
                yield job, self._consider(job, way.masked, candidates)

    def _attempt(self, number: int, job: _Job) -> Attempt:
        return retry.attempt(
            number,
            job.sentence,
            job.kept,
            job.best.doubts if job.best else (),
            beam=self._options.beam,
            capacity=self._opened().capacity,
            language=self._language,
        )

    def _consider(self, job: _Job, masked: Masked, candidates: Sequence[Candidate]) -> bool:
        """Look at the candidates in their order until one leaves no serious doubt."""
        for candidate in candidates:
            result = self._result(job, masked, candidate)
            job.results.append(result)
            if result.rank[0] <= Weight.LIGHT:
                return True
        return False

    def _result(self, job: _Job, masked: Masked, candidate: Candidate) -> _Result:
        if self._notation is None:
            self._notation = figures.notation(self._language)
        text = tidying.tidy(masked.text, candidate.text, self._language.quotes)
        text = figures.repair(masked.text, text, self._notation, self._language)
        text = dates.translate(text, self._language)
        found = list(doubts(masked.text, text, self._notation, complete=candidate.complete))
        lost = [*masking.lost(text, masked)]
        lost += [
            hidden.shown for hidden in job.kept if not masked.marks and hidden.shown not in text
        ]
        if lost:
            found.append(Doubt(Trouble.MASK, f"{', '.join(lost)} lost", Weight.HEAVY))
        if job.capitals:
            text = text.upper()
        text = masking.restore(text, masked.marks, masked.shown)
        return _Result(job.before + text, candidate.score, tuple(found))

    def _draft(self, job: _Job) -> Draft:
        best = job.best
        if best is None:
            return Draft("", None, self.origin, ("nothing came back",))
        warnings = tuple(doubt.reason for doubt in best.doubts)
        unusable = any(doubt.weight is Weight.FATAL for doubt in best.doubts)
        confidence = round(min(1.0, math.exp(best.score)), 4)
        return Draft("" if unusable else best.text, confidence, self.origin, warnings)
