"""Which decoder a package wants, by whose model it holds."""

from pipeline.engine.decoder import Decoder
from pipeline.engine.options import EngineOptions
from pipeline.packages import Format, Package


def load(package: Package, options: EngineOptions) -> Decoder:
    """Load a package's model and tokenizer. Raises PackageError."""
    if package.format is Format.FIREFOX:
        from pipeline.engine.firefox import FirefoxDecoder  # type: ignore[import-untyped, unused-ignore]

        firefox: Decoder = FirefoxDecoder(package, options)
        return firefox
    from pipeline.engine.argos import ArgosDecoder

    return ArgosDecoder(package, options)
