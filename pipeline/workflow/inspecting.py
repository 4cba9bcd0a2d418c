"""What checks find in pairs: out of the store, or by asking them, in several processes if much.

Findings are kept as short texts: lists of check, message, span and span of the source, in JSON;
the empty text where there are none. Severities are not in it, since projects change them.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import astuple
from pathlib import Path
from typing import Any, Self

from pipeline import languages
from pipeline.catalogues import marks
from pipeline.checks import Across, Check, Pair, table
from pipeline.checks.choose import Chosen
from pipeline.checks.inspect import inspect, inspect_all
from pipeline.engine.workers import WorkerFailed, Workers, serve
from pipeline.languages import Language
from pipeline.model import Entry, Finding, Kind, Severity, Span, State, Term
from pipeline.state import DraftStore

# Characters beyond which a text is no sentence that anybody wrote, and takes memory to look at;
# these checks say so.
LONGEST = 200_000
_OF_LONG = {"empty", "length", "loops"}
# Characters of a message, which may quote a word of any length.
_MESSAGE = 300
# Findings of one check in one text beyond which nobody reads on.
MOST = 100
# Pairs that are worth another process, which needs half a second to come up.
MANY = 3_000
# Pairs that a process is asked about at once.
_CHUNK = 250
_KEEP_AT_ONCE = 5_000

Progress = Callable[[int, int], None]
"""Is told how many pairs are done, and of how many."""

# Written into the key of what is stored.
_FORM = 1


def pair(
    entry: Entry, language: Language, low_below: float, find: Callable[[str], Sequence[Term]]
) -> Pair:
    """Give what checks look at, as it is once the entry has been saved and read again.

    Drafts with a confidence below `low_below` are doubtful; `find` finds terms of the glossary.
    """
    return Pair(
        entry.source,
        entry.target,
        language,
        entry.kinds or (Kind.BODY,),
        entry.state,
        None if entry.confidence is None else round(entry.confidence, 2),
        tuple(map(marks.plain, entry.warnings)),
        entry.previous,
        entry.note,
        low_below,
        tuple(find(entry.source)),
    )


def look(pair: Pair, checks: Sequence[Check]) -> str:
    """Ask checks about a pair; of a text without end only whether its length can be right."""
    if max(len(pair.source), len(pair.target)) > LONGEST:
        checks = [check for check in checks if check.id in _OF_LONG]
    found: list[tuple[object, ...]] = []
    numbers: Counter[str] = Counter()
    for finding in inspect(pair, checks):
        numbers[finding.check] += 1
        if numbers[finding.check] <= MOST:
            message = finding.message
            if len(message) > _MESSAGE:
                message = f"{message[:_MESSAGE]}…"
            found.append((finding.check, message, finding.span, finding.source_span))
    return json.dumps(found, separators=(",", ":")) if found else ""


def findings(found: str, severities: Mapping[str, Severity]) -> Iterator[Finding]:
    """Read what `look` has written, of the checks in `severities`."""
    for check, message, span, source in json.loads(found) if found else ():
        if check in severities:
            yield Finding(
                check,
                severities[check],
                message,
                _span(span),
                _span(source),
            )


def _span(stored: list[int] | None) -> Span | None:
    return Span(*stored) if stored else None


class Inspector:
    """Asks the checks in `chosen` about pairs of a language. A context manager.

    Take the pairs of a language with `add`, then their findings with `results`. What is in the
    store is not asked for again, and what is found goes there, unless only some of the
    project's checks are chosen (`is_partial`). `processes` is how many may work at once.
    """

    def __init__(
        self,
        state: DraftStore,
        chosen: Chosen,
        everything: Chosen,
        language_files: Path,
        *,
        processes: int | None = None,
    ) -> None:
        self._state = state
        self._checks = chosen.checks
        self._across = chosen.across
        self._is_partial = len(chosen.checks) < len(everything.checks)
        self._rules = rules(everything)
        self._files = language_files
        self._processes = (os.cpu_count() or 1) if processes is None else processes
        self._workers: Workers | None = None
        self._digests: dict[str, str] = {}
        self._clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        if self._workers:
            self._workers.close()
            self._workers = None

    def _clear(self) -> None:
        self._keys: list[bytes] = []
        self._found: dict[bytes, str] = {}
        self._known: set[bytes] = set()
        self._waiting: dict[bytes, Pair] = {}
        self._asked: list[tuple[list[bytes], list[Pair], Future[Any]]] = []

    def add(self, pairs: Sequence[Pair]) -> None:
        """Take pairs; what the store does not know may begin to be asked for."""
        keys = [self.key(pair) for pair in pairs]
        self._keys += keys
        self._found |= self._state.findings(self._rules, keys)
        for key, pair in zip(keys, pairs, strict=True):
            if key not in self._found and key not in self._known:
                self._known.add(key)
                self._waiting[key] = pair
        if self._checks and self._processes > 1 and (self._workers or len(self._waiting) >= MANY):
            self._hand_out()

    def results(self, progress: Progress = lambda *_: None) -> list[str]:
        """Give what was found in each pair since the last call, in order."""
        fresh: dict[bytes, str] = {}
        done, total = 0, len(self._known)
        for keys, pairs, future in self._asked:
            fresh |= zip(keys, self._answer(pairs, future), strict=True)
            done += len(keys)
            progress(done, total)
            self._keep(fresh)
        for key, pair in self._waiting.items():
            fresh[key] = look(pair, self._checks)
            done += 1
            progress(done, total)
            self._keep(fresh)
        self._keep(fresh, least=1)
        found = [self._found[key] for key in self._keys]
        self._clear()
        return found

    def known(self) -> list[str] | None:
        """Give what the store knows of the pairs since the last call; None if it lacks one."""
        found = [self._found.get(key) for key in self._keys]
        self._clear()
        return [each for each in found if each is not None] if None not in found else None

    def across(self, pairs: Sequence[Pair]) -> dict[int, list[Finding]]:
        """Ask the checks that look at all pairs of a language; findings by number of the pair."""
        digest = hashlib.blake2b(digest_size=16)
        for pair in pairs:
            digest.update(self.key(pair))
        found: dict[int, list[Finding]] = {}
        for row in self._across if pairs else ():
            whole = digest.copy()
            whole.update(f"{row.id}:{row.version}".encode())
            for at, message, span, source in self._hits(row, pairs, whole.digest()):
                finding = Finding(row.id, row.severity, message, _span(span), _span(source))
                found.setdefault(at, []).append(finding)
        return found

    def _hits(self, row: Across, pairs: Sequence[Pair], key: bytes) -> list[Any]:
        """Give what a check found in all these pairs, out of the store if it is there."""
        stored = self._state.findings(self._rules, [key]).get(key)
        if stored is None:
            found = inspect_all(pairs, row)
            hits = [(at, hit.message, hit.span, hit.source) for at, hit in found]
            stored = json.dumps(hits, separators=(",", ":"))
            self._state.keep_findings(self._rules, {key: stored})
        hits_again: list[Any] = json.loads(stored)
        return hits_again

    def key(self, pair: Pair) -> bytes:
        """Name all that what is found in a pair depends on, but for the checks."""
        code = pair.language.code
        if code not in self._digests:
            self._digests[code] = hashlib.sha256(repr(pair.language).encode()).hexdigest()
        facts = (
            pair.source,
            pair.target,
            self._digests[code],
            "".join(pair.kinds),
            pair.state.value,
            pair.confidence,
            pair.warnings,
            pair.previous,
            pair.note,
            pair.low_below,
            pair.terms,
        )
        text = repr(facts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, digest_size=16).digest()

    def _keep(self, fresh: dict[bytes, str], *, least: int = _KEEP_AT_ONCE) -> None:
        if len(fresh) >= least:
            if not self._is_partial:
                self._state.keep_findings(self._rules, fresh)
            self._found |= fresh
            fresh.clear()

    def _hand_out(self) -> None:
        waiting = list(self._waiting.items())
        for start in range(0, len(waiting) // _CHUNK * _CHUNK, _CHUNK):
            part = waiting[start : start + _CHUNK]
            keys, pairs = [key for key, _ in part], [pair for _, pair in part]
            for key in keys:
                del self._waiting[key]
            request = [pairs[0].language.code, [_told(pair) for pair in pairs]]
            self._asked.append((keys, pairs, self._started().submit(request)))

    def _answer(self, pairs: Sequence[Pair], future: Future[Any]) -> Sequence[str]:
        try:
            found: list[str] = future.result()
        except WorkerFailed:
            # Whatever ended it, here it is a defect that shows, or does not happen.
            found = [look(pair, self._checks) for pair in pairs]
        return found

    def _started(self) -> Workers:
        if not self._workers:
            setup = [[check.id for check in self._checks], os.fspath(self._files)]
            self._workers = Workers(__name__, "work", setup, self._processes)
        return self._workers


def rules(chosen: Chosen) -> str:
    """Name checks with their versions."""
    return f"{_FORM} {' '.join(f'{check.id}:{check.version}' for check in chosen.checks)}"


def work() -> None:
    """Answer, in a process of its own, what an Inspector asks."""
    checks: list[Check] = []
    folder = Path()
    known: dict[str, Language] = {}

    def answer(asked: list[Any]) -> object:
        nonlocal folder
        if not checks:
            names, files = asked
            checks.extend(check for check in table.CHECKS if check.id in names)
            folder = Path(files)
            return None
        code, pairs = asked
        if code not in known:
            known[code] = languages.load(code, folder)
        return [look(_heard(each, known[code]), checks) for each in pairs]

    serve(answer)


def _told(pair: Pair) -> list[object]:
    return [
        *(pair.source, pair.target, pair.kinds, pair.state),
        *(pair.confidence, pair.warnings, pair.previous, pair.note, pair.low_below),
        [astuple(term) for term in pair.terms],
    ]


def _heard(told: list[Any], language: Language) -> Pair:
    source, target, kinds, state, confidence, warnings, previous, note, low_below, terms = told
    return Pair(
        source,
        target,
        language,
        tuple(map(Kind, kinds)),
        State(state),
        confidence,
        tuple(warnings),
        previous,
        tuple(note),
        low_below,
        tuple(map(_term, terms)),
    )


def _term(told: list[Any]) -> Term:
    source, targets, forbidden, keep, case_sensitive, note, span = told
    return Term(source, tuple(targets), tuple(forbidden), keep, case_sensitive, note, Span(*span))
