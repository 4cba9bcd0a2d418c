"""From English segments to drafts: what surrounds the model, in the order of the work.

cut off what is no sentence → mask → translate → put right → look for doubts → try again
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.engine import (
    casing,
    masking,
    openings,
    phrases,
    retry,
    tagging,
    terminology,
    tidying,
)
from pipeline.engine.chain import Candidate, Chain, Request
from pipeline.engine.decoder import Decoder, Search
from pipeline.engine.doubts import Doubt, Trouble, Weight, doubts, unmasked
from pipeline.engine.linking import Links
from pipeline.engine.masking import Hidden, Masked
from pipeline.engine.options import EngineOptions
from pipeline.engine.retry import Attempt
from pipeline.engine.tagging import Untagged
from pipeline.engine.terminology import NoTerms, Terminology
from pipeline.languages import Language
from pipeline.model import SET_PHRASE, Draft, Term
from pipeline.reading import dates, figures, initials
from pipeline.reading.figures import Notation

_UNKNOWN = re.compile("⁇|\ufffd|<unk>")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+|(?:[\ud800-\udfff])+")


class _Result(NamedTuple):
    text: str
    score: float
    doubts: tuple[Doubt, ...]
    asked: str
    said: str
    links: Links | None

    @property
    def rank(self) -> tuple[int, float]:
        return sum(doubt.weight for doubt in self.doubts), -self.score


@dataclass(slots=True)
class _Job:
    """A segment on its way: `lead` is done already, as `before`; `sentence` is for the model."""

    index: int
    untagged: Untagged
    lead: str
    before: str
    sentence: str
    capitals: bool
    kept: list[Hidden]
    terms: Sequence[Term]
    results: list[_Result] = field(default_factory=list)

    @property
    def best(self) -> _Result | None:
        return min(self.results, key=lambda result: result.rank, default=None)


class DraftingEngine:
    """An engine over the decoders of a chain of packages, loaded when first used."""

    ahead = 0

    def __init__(
        self,
        load: Callable[[], Sequence[Decoder]],
        language: Language,
        options: EngineOptions,
        *,
        origin: str,
        key: str,
        terms: Callable[[], Terminology] = NoTerms,
    ) -> None:
        self.origin = origin
        self.key = key
        self._load = load
        self._language = language
        self._options = options
        self._terms = terms
        self._terminology: Terminology = NoTerms()
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

    def translate(
        self, texts: Sequence[str], usual: Mapping[str, str] | None = None
    ) -> Iterator[tuple[int, Draft]]:
        """Give a draft for each text, by its index, as soon as it is known. See `Engine`.

        `usual` is what `spellings` has learnt from more texts than these.
        """
        self._terminology = self._terms()
        jobs = []
        if usual is None:
            usual = spellings(texts, self._language)
        for index, untagged in enumerate(map(_untagged, texts)):
            phrase = phrases.translate(untagged.text, self._language)
            if phrase is None:
                jobs.append(self._job(index, untagged, usual))
            else:
                text, warnings = tagging.put(untagged, phrase, None)
                yield index, Draft(text, 1.0, SET_PHRASE, warnings)
        alone = self._alone(jobs)
        for number in range(self._options.retries + 1):
            doubtful = []
            for job, settled in self._round(number, jobs):
                if settled or number == self._options.retries or not _is_hopeful(number, job):
                    yield job.index, self._draft(job, alone)
                else:
                    doubtful.append(job)
            jobs = doubtful

    def _opened(self) -> Chain:
        if self._chain is None:
            self._decoders = self._load()
            self._chain = Chain(self._decoders, self._options.longest)
        return self._chain

    def _job(self, index: int, untagged: Untagged, usual: Mapping[str, str]) -> _Job:
        before, sentence = openings.cut(untagged.text, self._language)
        lead = untagged.text.removesuffix(sentence)
        capitals = casing.is_capitals(sentence)
        if capitals or casing.is_title(sentence):
            sentence = casing.as_sentence(sentence, usual)
        sentence = figures.with_signs(dates.spell_out(tidying.double_quotes(sentence)))
        reserved = self._opened().reserved
        kept = list(masking.protected(sentence, self._language.acronyms))
        kept += masking.literals(sentence, reserved)
        kept += tagging.hidden(sentence)
        terms = self._terminology.find(sentence)
        kept += terminology.kept(terms)
        return _Job(index, untagged, lead, before, sentence, capitals, kept, terms)

    def _round(self, number: int, jobs: Sequence[_Job]) -> Iterator[tuple[_Job, bool]]:
        """Translate every job once more; say of each whether it is settled."""
        groups: dict[Search, list[tuple[_Job, Attempt]]] = {}
        for job in jobs:
            way = self._attempt(number, job)
            search = replace(way.search, attention=bool(job.untagged.taken))
            groups.setdefault(search, []).append((job, way))
        streams = [
            self._opened().translate(
                [Request(way.masked.text, way.masked.marks, way.halve) for _, way in group],
                search,
            )
            for search, group in groups.items()
        ]
        for group, stream in zip(groups.values(), streams, strict=True):
            for at, candidates in stream:
                job, way = group[at]
                yield job, self._consider(job, way.masked, candidates)

    def _alone(self, jobs: Sequence[_Job]) -> Mapping[str, Sequence[str]]:
        """Translate the words of tags for themselves, to be found in the drafts of their texts."""
        texts = list(dict.fromkeys(text for job in jobs for text in tagging.alone(job.untagged)))
        if not texts:
            return {}
        requests = [Request(text) for text in texts]
        found = self._opened().translate(requests, Search(self._options.beam))
        return {
            texts[at]: [self._repaired(texts[at], each.text) for each in candidates]
            for at, candidates in found
        }

    def _attempt(self, number: int, job: _Job) -> Attempt:
        return retry.attempt(
            number,
            job.sentence,
            job.kept,
            job.best.doubts if job.best else (),
            beam=self._options.beam,
            capacity=self._opened().capacity,
            language=self._language,
            terms=job.terms,
        )

    def _consider(self, job: _Job, masked: Masked, candidates: Iterable[Candidate]) -> bool:
        """Look at the candidates in their order until one leaves no doubt that matters."""
        for candidate in candidates:
            result = self._result(job, masked, candidate)
            job.results.append(result)
            if result.rank[0] <= Weight.LIGHT:
                return True
        return job.best is not None and all(
            doubt.weight <= Weight.MINOR for doubt in job.best.doubts
        )

    def _result(self, job: _Job, masked: Masked, candidate: Candidate) -> _Result:
        text = self._repaired(masked.text, candidate.text)
        found = list(
            doubts(
                masked.text,
                text,
                self._figures(),
                language=self._language,
                complete=candidate.complete,
            )
        )
        if _UNKNOWN.search(candidate.text):
            reason = "held characters the model does not know"
            found.append(Doubt(Trouble.SIGNS, reason, Weight.MEDIUM))
        found += _mask_doubts(job, masked, text)
        if any(each.trouble is Trouble.LOOP for each in found):
            text = tidying.without_loops(text)
        if job.capitals:
            text = text.upper()
        text = masking.restore(text, masked.marks, masked.shown)
        if masked.marks:
            # A hidden day may stand beside a month that the model has copied.
            text = tidying.first_letter(job.sentence, dates.translate(text, self._language))
        found += terminology.unused(job.terms, text, self._terminology)
        found += unmasked(job.sentence, text, self._language)
        return _Result(
            job.before + text,
            candidate.score,
            tuple(found),
            masked.text,
            candidate.text,
            candidate.links,
        )

    def _repaired(self, asked: str, said: str) -> str:
        text = tidying.tidy(asked, said, self._language.quotes)
        text = figures.repair(asked, text, self._figures(), self._language)
        return initials.repair(dates.translate(text, self._language), self._language)

    def _figures(self) -> Notation:
        if self._notation is None:
            self._notation = figures.notation(self._language)
        return self._notation

    def _draft(self, job: _Job, alone: Mapping[str, Sequence[str]]) -> Draft:
        best = job.best
        if best is None:
            return Draft("", None, self.origin, ("nothing came back",))
        # Terms stand beside the entry already, and a check of its own tells what became of them.
        told = (doubt for doubt in best.doubts if doubt.trouble is not Trouble.TERM)
        warnings = tuple(doubt.reason for doubt in told)
        unusable = any(doubt.weight is Weight.FATAL for doubt in best.doubts)
        confidence = round(min(1.0, math.exp(best.score)), 4)
        if unusable:
            return Draft("", confidence, self.origin, warnings)
        heard = None
        if best.links:
            leads = (job.lead, job.before)
            heard = tagging.Heard(best.asked, best.said, best.links, leads)
        text, more = tagging.put(job.untagged, best.text, heard, alone)
        return Draft(text, confidence, self.origin, warnings + more)


def spellings(texts: Sequence[str], language: Language) -> Mapping[str, str]:
    """Learn from texts how their headlines are written as sentences."""
    plains = list(map(_plain, texts))
    if any(casing.is_capitals(plain) or casing.is_title(plain) for plain in plains):
        return casing.learn(plains, language.places)
    return {}


def needed(usual: Mapping[str, str], texts: Sequence[str], language: Language) -> Mapping[str, str]:
    """Pick out of what `spellings` has learnt what some of the texts need."""
    if not usual:
        return usual
    return casing.needed(usual, (openings.cut(_plain(text), language)[1] for text in texts))


def _plain(text: str) -> str:
    return _untagged(text).text


def _untagged(text: str) -> Untagged:
    # No model has met Word's hyphen that keeps words on one line.
    return tagging.take(" ".join(_CONTROLS.sub(" ", text).replace("\u2011", "-").split()))


def _is_hopeful(number: int, job: _Job) -> bool:
    return retry.is_hopeful(number + 1, job.best.doubts if job.best else ())


def _mask_doubts(job: _Job, masked: Masked, text: str) -> Iterator[Doubt]:
    """Look whether what was to be kept is there, once, as a mark or in plain text."""
    lost = masking.lost(text, masked)
    hidden = {(each.start, each.end) for each in job.kept if each.shown in masked.shown}
    lost += tuple(
        each.shown
        for each in job.kept
        if (each.start, each.end) not in hidden and each.shown not in text
    )
    if lost:
        yield Doubt(Trouble.MASK, f"{', '.join(lost)} lost", Weight.HEAVY, lost)
    if job.results and job.kept and not masked.marks:
        yield Doubt(Trouble.MASK, "translated without masks", Weight.LIGHT)
    if twice := masking.doubled(text, masked):
        yield Doubt(Trouble.MASK, f"{', '.join(twice)} doubled", Weight.HEAVY, twice)
