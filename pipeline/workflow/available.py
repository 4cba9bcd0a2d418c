"""Which packages are to be had: the Argos index, or the list of Firefox's models."""

from dataclasses import asdict, dataclass
from typing import Any

from pipeline.packages import DownloadOptions


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that can be installed. Neither list says how large a package is."""

    pair: str
    version: str
    languages: str


@dataclass(frozen=True, slots=True)
class Offers:
    """The newest package of each pair, by pair; what is wrong with other entries of the list."""

    offers: tuple[Offer, ...]
    problems: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the offers as JSON has them."""
        return {
            "available": [asdict(each) for each in self.offers],
            "problems": list(self.problems),
        }


def from_argos(options: DownloadOptions) -> Offers:
    """Read the Argos index. Raises DownloadError, and PackageError if it is none."""
    from pipeline.packages.download import read
    from pipeline.packages.index import newest, parse

    index = parse(read(options.index, options), options.index)
    found = (
        Offer(
            f"{each.from_code}-{each.to_code}", each.version, f"{each.from_name} → {each.to_name}"
        )
        for each in newest(index.listed)
    )
    return Offers(tuple(found), index.problems)


def from_firefox(options: DownloadOptions) -> Offers:
    """Read the list of Firefox's models. Raises PackageError and DownloadError."""
    from pipeline.languages.cldr import english_name
    from pipeline.workflow.firefox import models

    found = (
        Offer(
            f"{each.from_code}-{each.to_code}",
            each.version,
            f"{english_name(each.from_code)} → {english_name(each.to_code)}",
        )
        for each in models(options)
    )
    return Offers(tuple(found))
