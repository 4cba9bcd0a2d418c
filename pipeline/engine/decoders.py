"""Which decoder a package wants, by whose model it holds."""

from collections.abc import Sequence
from contextlib import ExitStack

from pipeline.engine.decoder import Decoder
from pipeline.engine.options import EngineOptions
from pipeline.packages import Format, Package


def load(package: Package, options: EngineOptions) -> Decoder:
    """Load a package's model and tokenizer. Raises PackageError."""
    if package.format is Format.FIREFOX:
        from pipeline.engine.firefox import FirefoxDecoder

        return FirefoxDecoder(package, options)
    from pipeline.engine.argos import ArgosDecoder

    return ArgosDecoder(package, options)


def load_all(chain: Sequence[Package], options: EngineOptions) -> list[Decoder]:
    """Load packages that follow each other: all, or none if one cannot be loaded."""
    with ExitStack() as opened:
        decoders = []
        for package in chain:
            decoders.append(load(package, options))
            opened.callback(decoders[-1].close)
        opened.pop_all()
    return decoders
