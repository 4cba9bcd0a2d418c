"""Machine translation: the port that the workflow knows, and how an engine is opened.

Texts go in, drafts come out. What a package's model is, how it is loaded and what is done to
texts before and after it stays behind the port.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from pipeline.engine.decoder import Decoder
from pipeline.engine.options import EngineOptions
from pipeline.languages import Language
from pipeline.model import Draft
from pipeline.packages import Format, Package

if TYPE_CHECKING:
    from pipeline.engine.drafting import DraftingEngine
    from pipeline.engine.terminology import Terminology

__all__ = ["Engine", "EngineOptions", "open_engine"]

VERSION = 5
"""Counts the changes to masking and repairs after which drafts come out differently."""

# Firefox's models end too early what has more than 127 pieces: fxtranslate's own limit for one.
_LONGEST_OF_FIREFOX = 120


class Engine(Protocol):
    """Translates English texts into one language. A context manager; closing frees the models.

    `origin` names the packages for people (`en_es 1.9 + es_vi 1.0`). `key` names everything a
    draft depends on: packages by content, options, and what this room does around them.
    `ahead` says how many texts it wants to hold while others are on their way; an engine with 0
    works when it is waited for.
    """

    @property
    def origin(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def ahead(self) -> int: ...

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        """Give a draft for each text, by its index: each once, in any order, as soon as known.

        Texts are distinct segments, some thousand at a time. The first call loads the models.
        Raises PackageError if a model cannot be loaded or used, ClusterError if a cluster is
        lost, and Undrafted behind all others for those texts that nobody could translate.
        """

    def close(self) -> None:
        """Free the models."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def open_engine(
    chain: Sequence[Package],
    digests: Sequence[str],
    language: Language,
    options: EngineOptions,
    terms: "Callable[[], Terminology] | None" = None,
) -> "DraftingEngine":
    """Make an engine of packages that follow each other; no model is loaded yet.

    `digests` name the packages by content, in the order of `chain`. `terms` are asked for with
    each call, and not named by the key: drafts depend on those in their own texts only.
    """
    from pipeline.engine import decoders
    from pipeline.engine.drafting import DraftingEngine
    from pipeline.engine.terminology import NoTerms

    formats = {package.format for package in chain}
    if Format.FIREFOX in formats:
        options = replace(options, longest=min(options.longest, _LONGEST_OF_FIREFOX))

    def load() -> Sequence[Decoder]:
        return decoders.load_all(chain, options)

    beam = (f"beam:{options.beam}", f"length_penalty:{options.length_penalty}")
    facts = "|".join(
        (
            *digests,
            *(beam if Format.ARGOS in formats else ()),
            f"retries:{options.retries}",
            f"longest:{options.longest}",
            *([f"compute:{options.compute_type}"] if Format.ARGOS in formats else ()),
            *(["greedy"] if Format.FIREFOX in formats else ()),
            f"engine:{VERSION}",
            # A language file says how figures, dates and labels are written.
            hashlib.sha256(repr(language).encode()).hexdigest()[:12],
        )
    )
    return DraftingEngine(
        load,
        language,
        options,
        origin=" + ".join(package.label for package in chain),
        key=facts,
        terms=terms or NoTerms,
    )
