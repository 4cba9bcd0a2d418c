"""Firefox's models as decoders: the only file that calls fxtranslate.

Such a model translates one sentence a call, greedily, and tells neither scores nor pieces. Its
translator keeps Python's lock while it works and belongs to the thread that made it (fxtranslate
0.5), so each core has a process with one of its own, which takes some 100 MB.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.engine import plausible
from pipeline.engine.decoder import Output, Search
from pipeline.engine.options import EngineOptions, cores
from pipeline.engine.workers import WorkerFailed, Workers, serve
from pipeline.errors import PackageError
from pipeline.packages import Package
from pipeline.packages.firefox import Record
from pipeline.packages.layout import FirefoxFile

# Sentences that a process is handed at once: half a second of work, so results flow.
_AT_ONCE = 16

# Outputs that are remembered, which is more than a window has.
_REMEMBERED = 20_000

# fxtranslate stops at twice the pieces of the source, its end mark counted, and four, and at 256.
_FACTOR, _EXTRA, _LONGEST_OUTPUT = 2, 4, 256

_BYTES = re.compile(r"(?:<0x[0-9A-F]{2}>)+")


class FirefoxDecoder:
    """A loaded package with a model of Firefox, in a process a core.

    What it was asked before is answered from memory: a greedy search finds nothing else in a
    second attempt.
    """

    single_pieces = ()

    def __init__(
        self, package: Package, options: EngineOptions, workers: Workers | None = None
    ) -> None:
        from pipeline.engine.tokenizers import SentencePieces

        require()
        self._package = package
        own = package.model / FirefoxFile.TARGET
        try:
            self._source = SentencePieces(package.tokenizer.path)
            self._target = SentencePieces(own) if own.is_file() else self._source
            self._workers = workers or _workers(package, options)
        except (WorkerFailed, RuntimeError, OSError) as error:
            raise PackageError(
                f"{package.path} cannot be loaded: {error}",
                "Install the package afresh, or use another one",
            ) from error
        self._known: dict[str, Output] = {}

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Cut texts into pieces of the source's vocabulary."""
        return self._source.encode(texts)

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """Join pieces of a source; an output is one piece, and stays as it is."""
        return self._source.decode(pieces)

    def translate(
        self, sentences: Sequence[Sequence[str]], search: Search
    ) -> Iterator[tuple[int, tuple[Output, ...]]]:
        """Translate, longest sentences first; the first are at work when this returns."""
        places: dict[str, list[int]] = {}
        for at, text in enumerate(self._source.decode(sentences)):
            places.setdefault(text, []).append(at)
        known = {text: self._known[text] for text in places if text in self._known}
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = sorted((text for text in places if text not in known), key=len, reverse=True)
        # A small window is cut smaller, so that every core gets a part of it.
        size = max(1, min(_AT_ONCE, len(new) // self._workers.count))
        chunks = deque(new[start : start + size] for start in range(0, len(new), size))
        waiting: deque[tuple[list[str], Future[Any]]] = deque()

        def submit() -> None:
            while chunks and len(waiting) < 2 * self._workers.count:
                chunk = chunks.popleft()
                waiting.append((chunk, self._workers.submit(chunk)))

        def collect() -> Iterator[tuple[int, tuple[Output, ...]]]:
            for text, output in known.items():
                yield from ((at, (output,)) for at in places[text])
            while waiting:
                chunk, future = waiting.popleft()
                found = self._result(future)
                submit()
                for text, raw in zip(chunk, found, strict=True):
                    output = self._known[text] = self._output(text, raw)
                    yield from ((at, (output,)) for at in places[text])

        submit()
        return collect()

    def _result(self, future: "Future[list[str]]") -> list[str]:
        try:
            return future.result()
        except WorkerFailed as error:
            raise PackageError(
                f"{self._package.path} cannot translate: {error}",
                "If memory is short, allow fewer cores (threads, under [engine])",
            ) from error

    def _output(self, text: str, raw: str) -> Output:
        if "<0x" not in text:
            # Letters without a piece of their own come as the names of their bytes.
            raw = _BYTES.sub(lambda found: _letters(found[0]), raw)
        (given,), (made,) = self._source.encode([text]), self._target.encode([raw])
        limit = min(_FACTOR * (len(given) + 1) + _EXTRA, _LONGEST_OUTPUT)
        score = plausible.score(text, raw, len(given), len(made))
        return Output((raw,), score, complete=len(made) < limit)

    def close(self) -> None:
        """End the processes."""
        self._workers.close()


def _letters(names: str) -> str:
    return bytes.fromhex(names.replace("<0x", "").replace(">", "")).decode(errors="replace")


def _workers(package: Package, options: EngineOptions) -> Workers:
    files = {part.name: str(part) for part in package.parts}
    return Workers(__name__, "work", files, options.threads or cores())


def work() -> None:
    """Be one of the processes: load the files that are named first, then translate texts."""
    translators: list[Any] = []
    serve(partial(_answer, translators))


def _answer(translators: list[Any], request: Mapping[str, str] | Sequence[str]) -> list[str]:
    if not isinstance(request, Mapping):
        return [translators[0].translate(text) for text in request]

    def read(*names: FirefoxFile) -> bytes | None:
        return next((Path(request[name]).read_bytes() for name in names if name in request), None)

    translators.append(
        require().Translator(
            read(FirefoxFile.MODEL),
            read(FirefoxFile.SOURCE, FirefoxFile.VOCABULARY),
            read(FirefoxFile.TARGET, FirefoxFile.VOCABULARY),
            read(FirefoxFile.SHORTLIST),
        )
    )
    return []


def records(body: str) -> list[Record]:
    """Read the server's list; what is no file of a model is left out. Raises ValueError."""
    return [
        Record(*(each[key] or "" for key in _KEYS))
        for each in require().discovery.parse_records(body)
    ]


_KEYS = (
    *("name", "fileType", "sourceLanguage", "targetLanguage"),
    *("version", "architecture", "decompressedHash", "location"),
)


def route(body: str, from_code: str, to_code: str) -> tuple[str, ...]:
    """Name the languages that a translation passes: two if there is a model for the pair.

    Only models count that this version of fxtranslate runs. Empty if nothing leads there.
    Raises ValueError for a list that is none.
    """
    discovery = require().discovery
    discovery.parse_records(body)
    try:
        found = discovery.resolve_route(body, from_code, to_code)
    except ValueError:
        return ()
    return tuple(found[key] for key in ("src", "pivot", "trg") if key in found)


def runs(version: str) -> bool:
    """Say whether this version of fxtranslate takes models of a version, which it judges by."""
    model = {"name": "", "fileType": "model", "sourceLanguage": "a", "targetLanguage": "b"}
    record = {**model, "version": version, "attachment": {"location": ""}}
    return bool(route(json.dumps({"data": [record]}), "a", "b"))


def unpack(data: bytes, sha256: str) -> bytes:
    """Unpack a file that zstd has compressed. Raises ValueError, also for another digest."""
    unpacked: bytes = require().discovery.verify_and_decompress(data, sha256 or None)
    return unpacked


def require() -> ModuleType:
    """Import fxtranslate. Raises PackageError, with the command that brings it."""
    try:
        import fxtranslate
    except ImportError as error:
        raise PackageError(
            "Firefox's models need the package fxtranslate, which is not installed",
            "Install it with pip install 'article-pipeline[firefox]', or uv sync --extra firefox",
        ) from error
    return fxtranslate
