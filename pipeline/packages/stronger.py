"""Which bundled packages have stronger ones to take their place, and how those are brought.

The bundled packages are small, so that everything can be tried at once, offline.
"""

from collections.abc import Iterable

from pipeline.packages import Origin, Package

# Firefox's models are the only free ones for English-Vietnamese that can be had as they are;
# for English-Russian they score higher than Argos' (FLORES dev: 31.5 BLEU against 27.9).
FIREFOX = frozenset({"en_vi", "en_ru"})


def advice(chains: Iterable[tuple[Package, ...]]) -> str:
    """Say in a line which of the packages in use have stronger ones; empty if none has."""
    weak = {
        package.name: package
        for chain in chains
        for package in chain
        if package.origin is Origin.BUNDLED and package.name in FIREFOX
    }
    if not weak:
        return ""
    labels = " and ".join(package.label for package in weak.values())
    pairs = " ".join(f"{package.from_code}-{package.to_code}" for package in weak.values())
    small = "is a small package" if len(weak) == 1 else "are small packages"
    return (
        f"{labels} {small} to try things out with; stronger ones are one command away:"
        f" pipeline packages install --from firefox {pairs}"
    )
