"""Argos packages as decoders: the only file that calls CTranslate2."""

import re
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from itertools import repeat
from typing import Any

import ctranslate2

from pipeline.engine.decoder import Output, Search
from pipeline.engine.options import EngineOptions, cores
from pipeline.engine.tokenizers import BytePairs, SentencePieces, Tokenizer
from pipeline.errors import PackageError
from pipeline.packages import Package, TokenizerKind

# Sentences handed to CTranslate2 at once. While one slab is read back the next is decoded, so
# that no core waits, and results come while the window is still at work.
_SLAB = 512

# Models know a limited number of positions and fail beyond it: the bundled ones 260, most of
# Argos' 512 or more. CTranslate2's own default is 256.
_LONGEST_OUTPUT = 256

# The score of a sentence for which there is no output at all.
_HOPELESS = -99.0

_POSITIONS = re.compile(r"No position encodings are defined for positions >= (\d+)")


class ArgosDecoder:
    """A loaded package. Loading takes a fraction of a second a gigabyte and holds it in memory."""

    def __init__(self, package: Package, options: EngineOptions) -> None:
        self._package = package
        self._options = options
        self._cores = options.threads or cores()
        self._longest_output = _LONGEST_OUTPUT
        try:
            # One sentence batch a core: measured two to four times as fast as several cores on
            # one batch, for the small models of Argos. The weights are shared between them.
            self._translator = ctranslate2.Translator(
                str(package.model),
                device="cpu",
                compute_type=options.compute_type,
                inter_threads=self._cores,
                intra_threads=1,
                max_queued_batches=-1,
            )
            self._tokenizer: Tokenizer = (
                BytePairs(package)
                if package.tokenizer.kind is TokenizerKind.BPE
                else SentencePieces(package.tokenizer.path)
            )
        except (RuntimeError, ValueError, OSError) as error:
            if str(error).startswith("Unsupported model"):
                raise PackageError(
                    f"{package.path} was made for a newer CTranslate2 than is installed here",
                    "Bring CTranslate2 up to date, or use another package",
                ) from error
            raise PackageError(
                f"{package.path} cannot be loaded: {error}",
                "Unpack the package afresh, or use another one",
            ) from error

    @property
    def single_pieces(self) -> tuple[str, ...]:
        """Give `<m0>` to `<m9>` as far as the vocabulary has them as pieces of their own."""
        return self._tokenizer.single_pieces

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Cut texts into pieces."""
        return self._tokenizer.encode(texts)

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """Join pieces to texts."""
        return self._tokenizer.decode(pieces)

    def translate(
        self, sentences: Sequence[Sequence[str]], search: Search
    ) -> Iterator[tuple[int, tuple[Output, ...]]]:
        """Translate, longest sentences first; the first are at work when this returns."""
        order = sorted(range(len(sentences)), key=lambda at: -len(sentences[at]))
        slabs = deque(order[start : start + _SLAB] for start in range(0, len(order), _SLAB))
        waiting: deque[tuple[list[int], int, list[Any]]] = deque()

        def submit() -> None:
            while slabs and len(waiting) < 2:
                slab = slabs.popleft()
                waiting.append((slab, *self._submit([sentences[at] for at in slab], search)))

        def collect() -> Iterator[tuple[int, tuple[Output, ...]]]:
            while waiting:
                slabs.extend((yield from self._collect(*waiting.popleft())))
                submit()

        submit()
        return collect()

    def _submit(self, sentences: Sequence[Sequence[str]], search: Search) -> tuple[int, list[Any]]:
        longest = len(sentences[0])
        limit = min(3 * longest + 20, self._longest_output)
        try:
            return limit, self._start(sentences, search, limit)
        except (RuntimeError, ValueError) as error:
            raise PackageError(f"{self._package.path} cannot translate: {error}") from error

    def _start(self, sentences: Sequence[Sequence[str]], search: Search, limit: int) -> list[Any]:
        tokens, longest = sum(map(len, sentences)), len(sentences[0])
        share = self._options.batch_tokens // search.beam
        prefix = self._package.target_prefix
        results: list[Any] = self._translator.translate_batch(
            [list(sentence) for sentence in sentences],
            target_prefix=[[prefix]] * len(sentences) if prefix else None,
            # A small window is cut smaller, so that every core gets a part of it. In a beam,
            # CTranslate2 gives sentences of one batch the attention of each other.
            max_batch_size=(
                1 if search.attention else max(1, min(share, tokens // self._cores + longest))
            ),
            batch_type="examples" if search.attention else "tokens",
            asynchronous=True,
            beam_size=search.beam,
            num_hypotheses=search.beam,
            length_penalty=self._options.length_penalty,
            no_repeat_ngram_size=search.no_repeat,
            repetition_penalty=search.repetition_penalty,
            max_input_length=0,
            max_decoding_length=limit,
            disable_unk=True,
            return_scores=True,
            return_attention=search.attention,
            use_vmap=True,
        )
        return results

    def _collect(
        self, slab: list[int], limit: int, results: list[Any]
    ) -> Generator[tuple[int, tuple[Output, ...]], None, list[list[int]]]:
        """Give the outputs as they come; return what is to be tried again, and with what.

        A sentence that is longer than the model's positions fails with its whole batch, so each
        is tried alone; one that fails alone has no output, which is a matter of that sentence.
        """
        too_long: list[int] = []
        suspects: list[list[int]] = []
        for at, result in zip(slab, results, strict=True):
            try:
                found = result.result()
            except (RuntimeError, ValueError) as error:
                positions = _POSITIONS.search(str(error))
                if not positions:
                    raise PackageError(f"{self._package.path} cannot translate: {error}") from error
                if int(positions[1]) < limit:
                    self._longest_output = int(positions[1])
                    too_long.append(at)
                elif len(slab) > 1:
                    suspects.append([at])
                else:
                    yield at, (Output((), _HOPELESS, complete=False),)
                continue
            yield (
                at,
                tuple(
                    self._output(pieces, score, limit, attention)
                    for pieces, score, attention in zip(
                        found.hypotheses,
                        found.scores,
                        found.attention or repeat(None),
                        strict=False,
                    )
                ),
            )
        return [*([too_long] if too_long else []), *suspects]

    def _output(
        self, pieces: list[str], score: float, limit: int, attention: list[list[float]] | None
    ) -> Output:
        # CTranslate2's score is the log-probability divided by length ** length_penalty, where
        # the length counts the end mark.
        length = len(pieces) + 1
        mean = score * length ** (self._options.length_penalty - 1)
        prefix = self._package.target_prefix
        body = pieces[1:] if prefix and pieces[:1] == [prefix] else pieces
        rows = attention[-len(body) :] if attention and len(attention) == len(pieces) else None
        return Output(tuple(body), mean, complete=len(pieces) < limit, attention=rows)

    def close(self) -> None:
        """Give the model's memory back."""
        self._translator.unload_model()
