"""Trying a package out before anybody relies on it.

What can be told from a package's files `packages.validate` has told; here its model is loaded
and translates a few plain sentences. This needs no reference: what is looked for are packages
whose parts do not belong together, models that are damaged, and those for another engine.
"""

import contextlib
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pipeline.engine.decoder import Decoder, Search
from pipeline.engine.decoders import load
from pipeline.engine.options import EngineOptions
from pipeline.engine.workers import WorkerFailed, Workers, serve
from pipeline.errors import PipelineError
from pipeline.packages import Format, Package, PackageOptions
from pipeline.packages.find import find
from pipeline.packages.vocabulary import vocabulary

# Rare words, since even tokenizers of other models cut the common ones alike: of these
# sentences' pieces, 12 and 14 % were unknown to the bundled packages with their tokenizers
# exchanged, 3 and 4 % of those of everyday news, and none with their own.
_RARE = (
    "Archaeologists photographed the crumbling lighthouse before the earthquake.",
    "Fishermen blamed the drought, and veterinarians vaccinated 650 buffaloes.",
    "The orchestra rehearsed a comedy in an abandoned railway warehouse.",
    "Economists underestimated how quickly refrigerators and bicycles would become cheaper.",
    "The goalkeeper apologised for his clumsy mistake in the semifinal.",
    "Astronomers observed a comet while thunderstorms delayed the helicopter.",
    "Beekeepers complained about pesticides, mosquitoes and unpredictable monsoons.",
    "Kindergarten teachers embroidered colourful curtains for the neighbourhood library.",
)
_MOST_UNKNOWN = 0.04

# Each with a figure, which comes through whatever the languages and however weak the model.
_PLAIN = (
    "The two sides will meet in 2031.",
    "Heavy rain fell for 48 hours.",
    "The farmers sold 650 boats.",
)
_LEAST_FINE = 2


def probe(package: Package, options: EngineOptions) -> Iterator[str]:
    """Yield what is wrong with a package in use, as the rest of a sentence about it.

    The package is loaded in a process of its own, since a damaged model may bring down the one
    that runs it: CTranslate2 divides by a number of attention heads without looking whether it
    is 0. Takes a quarter of a second more than loading the model.
    """
    # One thread is enough for a few sentences, and for some engines less memory.
    request = {"path": str(package.path), "options": asdict(replace(options, threads=1))}
    try:
        worker = Workers(__name__, "work", None, 1)
        try:
            yield from worker.submit(request).result()
        finally:
            worker.close()
    except WorkerFailed as error:
        yield (
            f"brings the engine down ({error}): it is damaged, or too large for the memory of "
            "this machine"
        )


def work() -> None:
    """Be the process that a package is tried out in."""
    serve(lambda request: _try_out(**request) if request else None)


def _try_out(path: str, options: dict[str, Any]) -> list[str]:
    found = find(PackageOptions((Path(path),), argos=False, bundled=False))
    try:
        (package,) = found.packages
        with contextlib.closing(load(package, EngineOptions(**options))) as decoder:
            return list(problems(package, decoder))
    except PipelineError as error:
        return [error.message.removeprefix(f"{path} ")]


def problems(package: Package, decoder: Decoder) -> Iterator[str]:
    """Yield what is wrong with a package that is loaded; the first reason explains the others."""
    misfits = list(_misfits(package, decoder))
    yield from misfits or _rubbish(decoder)


def _misfits(package: Package, decoder: Decoder) -> Iterator[str]:
    """See whether the parts of an Argos package belong together; Firefox's have one vocabulary."""
    if package.format is not Format.ARGOS:
        return
    known = vocabulary(package.model)
    # A tokenizer for two languages may cut English into pieces of the other side only.
    source = known.source if package.from_code == "en" else known.source | known.target
    pieces = [piece for cut in decoder.encode(_RARE) for piece in cut]
    unknown = sum(piece not in source for piece in pieces)
    if unknown > _MOST_UNKNOWN * len(pieces):
        yield (
            f"has a tokenizer that does not fit its model: {unknown} of {len(pieces)} pieces"
            " that it cuts sentences into are not in the model's vocabulary"
        )
    prefix = package.target_prefix
    if prefix and prefix not in known.target:
        yield f"has a target_prefix “{prefix}” that is not in its model's vocabulary"


def _rubbish(decoder: Decoder) -> Iterator[str]:
    """See whether plain sentences come out as something that could be a translation."""
    found = dict(decoder.translate(decoder.encode(_PLAIN), Search(2)))
    best = [found[at][0] for at in range(len(_PLAIN))]
    texts = decoder.decode([output.pieces for output in best])
    bad = [
        (source, text)
        for source, text, output in zip(_PLAIN, texts, best, strict=True)
        if not output.complete or not _plausible(source, text)
    ]
    if len(_PLAIN) - len(bad) < _LEAST_FINE:
        source, text = bad[0]
        yield f"does not translate plain sentences: “{source}” becomes “{_short(text)}”"


def _plausible(source: str, text: str) -> bool:
    """Say whether a text has words, the figures of its source, and a bearable length."""
    return (
        any(letter.isalpha() for letter in text)
        and len(text) <= 4 * len(source)
        and _digits(source) == _digits(text)
    )


def _digits(text: str) -> list[int]:
    """Give the digits of a text, in whatever script they are written."""
    return [unicodedata.digit(sign) for sign in text if sign.isdigit()]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN = 60
