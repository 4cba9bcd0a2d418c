"""One package, or several in a row over a pivot language, as a translator of whole texts."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.engine import linking, placeholders, splitting, tidying
from pipeline.engine.decoder import Decoder, Output, Search
from pipeline.engine.linking import Links
from pipeline.engine.masking import restore


class Request(NamedTuple):
    """A text to translate, with the marks in it; `halve` wants it translated in two parts."""

    text: str
    marks: tuple[str, ...] = ()
    halve: bool = False


class Candidate(NamedTuple):
    """A translation, marks and all, with its mean log-probability a piece.

    `links` tell of its words where the decoders were asked for their attention and give it.
    """

    text: str
    score: float
    complete: bool
    links: Links | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    decoder: Decoder
    placeholders: tuple[str, ...]


class Chain:
    """Decoders one after the other. `capacity` says how many marks all of them carry."""

    def __init__(self, decoders: Sequence[Decoder], longest: int) -> None:
        self._steps = [_Step(decoder, placeholders.choose(decoder)) for decoder in decoders]
        self._longest = longest
        self.capacity = min(len(step.placeholders) for step in self._steps)

    @property
    def reserved(self) -> tuple[str, ...]:
        """Texts that the models take for placeholders, whoever wrote them."""
        return tuple(name for step in self._steps for name in step.placeholders)

    def translate(
        self, requests: Sequence[Request], search: Search
    ) -> Iterator[tuple[int, Iterator[Candidate]]]:
        """Translate each request; give each index once, with its best candidates in order.

        Decoders may be at work when this returns, so that several searches share the cores.
        Candidates become text when they are asked for: mostly the first is good enough.
        """
        *firsts, last = self._steps
        before: list[list[Candidate]] = [[] for _ in requests]
        for step in firsts:
            between = list(requests)
            for at, candidates in self._pass(step, requests, search):
                best = next(candidates)
                between[at] = requests[at]._replace(text=best.text)
                before[at].append(best)
            requests = between
        found = self._pass(last, requests, search)
        return ((at, _behind(before[at], each)) for at, each in found) if firsts else found

    def _pass(
        self, step: _Step, requests: Sequence[Request], search: Search
    ) -> Iterator[tuple[int, Iterator[Candidate]]]:
        """Translate by one decoder; what is too long for it goes in parts and is joined again."""
        parts: list[tuple[int, str]] = []
        pieces: list[list[str]] = []
        encoded = step.decoder.encode([_show(each, step) for each in requests])
        for at, (request, own) in enumerate(zip(requests, encoded, strict=True)):
            texts = self._parts(request, len(own), step)
            parts += ((at, text) for text in texts)
            pieces += (
                [own]
                if len(texts) == 1
                else step.decoder.encode(
                    [_show(request._replace(text=text), step) for text in texts]
                )
            )
        found = step.decoder.translate(pieces, search)
        return _gather(
            parts,
            (
                (at, _candidates(each, requests[parts[at][0]], step, parts[at][1], pieces[at]))
                for at, each in found
            ),
        )

    def _parts(self, request: Request, length: int, step: _Step) -> list[str]:
        halves = splitting.clauses(request.text) if request.halve else []
        sentences = halves if len(halves) > 1 else splitting.after_quotes(request.text)
        if length <= self._longest:
            return sentences

        def count(text: str) -> int:
            return len(step.decoder.encode([_show(request._replace(text=text), step)])[0])

        return [part for text in sentences for part in splitting.split(text, count, self._longest)]


def _show(request: Request, step: _Step) -> str:
    names = step.placeholders[: len(request.marks)]
    return restore(request.text, request.marks[: len(names)], names)


def _gather(
    parts: Sequence[tuple[int, str]], translated: Iterable[tuple[int, Iterator[Candidate]]]
) -> Iterator[tuple[int, Iterator[Candidate]]]:
    """Put the parts of requests together, each request once all of its parts are there."""
    owed = Counter(at for at, _ in parts)
    done: dict[int, dict[int, Iterator[Candidate]]] = {}
    for number, candidates in translated:
        at = parts[number][0]
        found = done.setdefault(at, {})
        found[number] = candidates
        if len(found) == owed[at]:
            yield at, _join([(parts[each][1], found[each]) for each in sorted(found)])
            del done[at]


def _candidates(
    outputs: Sequence[Output], request: Request, step: _Step, source: str, pieces: Sequence[str]
) -> Iterator[Candidate]:
    for output in outputs:
        (text,) = step.decoder.decode([output.pieces])
        for name, mark in zip(step.placeholders, request.marks, strict=False):
            text = text.replace(name, mark)
        links = None
        if output.attention:
            size = (len(source.split()), len(text.split()))
            links = linking.from_attention(output.attention, pieces, output.pieces, size)
        yield Candidate(text, output.score, output.complete, links)


def _behind(before: Sequence[Candidate], candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give the last candidates of a chain with what those before them were worth, and linked to."""
    for each in candidates:
        links = each.links
        for earlier in reversed(before):
            links = linking.chained(earlier.links, links) if earlier.links and links else None
        score = each.score + math.fsum(earlier.score for earlier in before)
        yield each._replace(score=score, links=links)


def _join(parts: Sequence[tuple[str, Iterator[Candidate]]]) -> Iterator[Candidate]:
    if len(parts) == 1:
        return parts[0][1]
    best = [(source, next(candidates)) for source, candidates in parts]
    linked = [(each.links, len(source.split())) for source, each in best if each.links]
    whole = Candidate(
        text=" ".join(tidying.as_part(source, each.text) for source, each in best),
        score=math.fsum(each.score for _, each in best) / len(best),
        complete=all(each.complete for _, each in best),
        links=linking.joined(linked) if len(linked) == len(best) else None,
    )
    return iter((whole,))
