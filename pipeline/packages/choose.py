"""Choosing the package, or the chain of packages, for a pair of languages."""

from collections import deque
from collections.abc import Iterable

from pipeline.errors import PackageError
from pipeline.packages import Found, Origin, Package, Problem

# What brings a pair that the Argos index does not have.
ELSEWHERE = {("en", "vi"): "--from firefox "}


def choose(found: Found, from_code: str, to_code: str) -> tuple[Package, ...]:
    """Pick the packages that lead from one language to another, in the order of their use.

    A direct package is preferred, then the shortest chain; among equals, those that stand
    first in `found`. Raises PackageError, with what to do, if nothing leads there, or if a
    place that was named in the settings holds a broken package and another place would have
    to stand in for it.
    """
    chain = _shortest(found.packages, from_code, to_code)
    broken = [each for each in found.problems if each.origin is Origin.SETTING]
    if chain and not (broken and any(each.origin is not Origin.SETTING for each in chain)):
        return chain
    if chain:
        raise PackageError(
            f"a package named in the settings cannot be used: {_list(broken)}",
            f"Mend it, or leave it out to use {chain[0].label} ({chain[0].origin})",
        )
    source = ELSEWHERE.get((from_code, to_code), "")
    hint = f"Bring one with `pipeline packages install {source}{from_code}-{to_code}`, or name the"
    hint += " folder of one with --package"
    if found.looked:
        hint += f". Looked in: {', '.join(map(str, found.looked))}"
    if found.problems:
        hint += f". Could not be used: {_list(found.problems)}"
    raise PackageError(f"no package translates from “{from_code}” into “{to_code}”", hint)


def _shortest(packages: tuple[Package, ...], from_code: str, to_code: str) -> tuple[Package, ...]:
    """Search breadth first; packages are tried in order, so a tie goes to the preferred."""
    seen = {from_code}
    waiting: deque[tuple[Package, ...]] = deque([()])
    while waiting:
        chain = waiting.popleft()
        here = chain[-1].to_code if chain else from_code
        for package in packages:
            if package.from_code == here and package.to_code not in seen:
                longer = (*chain, package)
                if package.to_code == to_code:
                    return longer
                seen.add(package.to_code)
                waiting.append(longer)
    return ()


def _list(problems: Iterable[Problem]) -> str:
    return "; ".join(f"{each.path} {each.reason}" for each in problems)
