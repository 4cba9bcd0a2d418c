"""The Argos index: which packages it lists, and which of them serves a pair of languages.

The document is that of argospm-index: a list of objects with the fields of a package's
metadata.json, and `links` to it. It holds neither sizes nor digests.
"""

import difflib
import itertools
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.errors import PackageError


@dataclass(frozen=True, slots=True)
class Listed:
    """A package of the index; `links` are its addresses, http or https, which may be none."""

    from_code: str
    from_name: str
    to_code: str
    to_name: str
    version: str
    argos_version: str
    links: tuple[str, ...]
    code: str

    @property
    def name(self) -> str:
        """The pair of languages as Argos writes it: `en_ru`."""
        return f"{self.from_code}_{self.to_code}"


class Index(NamedTuple):
    """What an index lists, and what is wrong with the entries that were left out."""

    listed: tuple[Listed, ...]
    problems: tuple[str, ...]


def parse(data: bytes, where: str) -> Index:
    """Read the bytes of an index; `where` it came from is for messages.

    Entries for other purposes than translation are passed over, broken ones left out with a
    sentence. Raises PackageError where nothing at all can be read.
    """
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _no_index(where, "it is not JSON") from error
    if not isinstance(entries, list):
        raise _no_index(where, "it is no list of packages")
    listed, problems = [], []
    for number, entry in enumerate(entries, 1):
        try:
            if package := _listed(entry):
                listed.append(package)
        except _Broken as error:
            problems.append(f"entry {number} of the index {error}")
    if problems and not listed:
        raise _no_index(where, problems[0])
    return Index(tuple(listed), tuple(problems))


def pick(listed: Sequence[Listed], from_code: str, to_code: str) -> Listed:
    """Choose the newest package for a pair that can be fetched and used here.

    Raises PackageError: with the chains of packages that lead there where no package does it in
    one step, else with the other ways to come by one.
    """
    pair = f"{from_code}→{to_code}"
    for_pair = [each for each in listed if (each.from_code, each.to_code) == (from_code, to_code)]
    if usable := [each for each in for_pair if _usable(each)]:
        return max(usable, key=lambda each: numbers(each.version))
    elsewhere = _elsewhere(listed, from_code, to_code)
    if linked := [each for each in for_pair if each.links]:
        raise PackageError(
            f"the package {pair} of the Argos index is made for Argos Translate "
            f"{linked[-1].argos_version}, which is newer than what is known here",
            f"Update this tool, or: {elsewhere}",
        )
    if for_pair:
        raise PackageError(
            f"the Argos index lists a package {pair}, but no address to fetch it from", elsewhere
        )
    raise PackageError(f"the Argos index has no package {pair}", elsewhere)


def newest(listed: Iterable[Listed]) -> tuple[Listed, ...]:
    """Give the newest package of each pair that can be fetched and used here, by pair."""
    best: dict[str, Listed] = {}
    for each in sorted(filter(_usable, listed), key=lambda each: numbers(each.version)):
        best[each.name] = each
    return tuple(best[name] for name in sorted(best))


def numbers(version: str) -> list[int]:
    """Give the numbers of a version, by which newer ones are known: 1.10 is above 1.9."""
    return [int(number) for number in re.findall(r"[0-9]{1,9}", version)]


def is_too_new(argos_version: str) -> bool:
    """Say whether a package is made for an Argos Translate whose packages are not known here.

    Argos Translate never compares the field, and packages of all versions 1 have one form. A
    new first number is taken for a new form.
    """
    return numbers(argos_version)[:1] > [1]


class _Broken(Exception):
    """What is wrong with an entry, as the rest of a sentence."""


# What the index calls them -> what they are called here.
_TEXTS = {
    "from_code": "from_code",
    "from_name": "from_name",
    "to_code": "to_code",
    "to_name": "to_name",
    "package_version": "version",
    "argos_version": "argos_version",
    "code": "code",
}


def _listed(entry: Any) -> Listed | None:
    if not isinstance(entry, dict):
        raise _Broken("is no object")
    if entry.get("type", "translate") != "translate":
        return None
    for name, field in _TEXTS.items():
        text = entry.get(name, "")
        if not isinstance(text, str) or not text.isprintable():
            raise _Broken(f"has a {name} that is no text")
        if field in ("from_code", "to_code") and not re.fullmatch(r"\w[\w-]*", text):
            raise _Broken(f"has no {name}, or one that is no language code")
    links = entry.get("links", [])
    if not isinstance(links, list) or not all(isinstance(link, str) for link in links):
        raise _Broken("has links that are no list of texts")
    texts = {field: entry.get(name, "") for name, field in _TEXTS.items()}
    return Listed(**texts, links=tuple(filter(_is_fetchable, links)))


def _is_fetchable(link: str) -> bool:
    # Older entries have ipfs: links too, for which there is no client here.
    return bool(re.match(r"https?://\S+$", link, re.IGNORECASE)) and link.isprintable()


def _usable(package: Listed) -> bool:
    return bool(package.links) and not is_too_new(package.argos_version)


def _no_index(where: str, reason: str) -> PackageError:
    return PackageError(
        f"{where} is no index of Argos packages: {reason}",
        "Check --index, or `index` in [downloads] of pipeline.toml",
    )


def _elsewhere(listed: Sequence[Listed], from_code: str, to_code: str) -> str:
    """Say how else a pair could be served, best first."""
    if chains := _chains(filter(_usable, listed), from_code, to_code):
        ways = [
            " and ".join(f"{one}→{other}" for one, other in chain)
            + f": `pipeline packages install {' '.join(map('-'.join, chain))}`"
            for chain in chains[:3]
        ]
        return f"There is a chain, {'; or '.join(ways)}"
    near = [_near(listed, code) for code in (from_code, to_code)]
    return (
        f"{''.join(near)}`pipeline packages install --from firefox {from_code}-{to_code}` brings "
        "Firefox's model if there is one; `pipeline packages build` makes a package of a checkpoint"
    )


def _chains(
    listed: Iterable[Listed], from_code: str, to_code: str
) -> list[tuple[tuple[str, str], ...]]:
    """Find the shortest ways between two languages, each as pairs."""
    onwards: dict[str, set[str]] = {}
    for each in listed:
        onwards.setdefault(each.from_code, set()).add(each.to_code)
    ways: list[tuple[str, ...]] = [(from_code,)]
    seen = {from_code}
    while ways:
        ways = [(*way, code) for way in ways for code in sorted(onwards.get(way[-1], set()) - seen)]
        seen.update(way[-1] for way in ways)
        if found := [way for way in ways if way[-1] == to_code]:
            return [tuple(itertools.pairwise(way)) for way in found]
    return []


def _near(listed: Sequence[Listed], code: str) -> str:
    """Say which language may be meant by a code that the index does not have."""
    languages = {each.from_code: each.from_name for each in listed}
    languages.update({each.to_code: each.to_name for each in listed})
    if code in languages:
        return ""
    words = {name.casefold(): each for each, name in languages.items()}
    words.update({each.casefold(): each for each in languages})
    base = re.split("[-_]", code.casefold())[0]
    found = [base] if base in words else difflib.get_close_matches(code.casefold(), words, n=1)
    if not found:
        return ""
    meant = words[found[0]]
    return f"It has no language {code}; did you mean {meant} ({languages[meant]})? Otherwise: "
