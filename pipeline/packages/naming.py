"""How people name packages: by a pair of languages, with a version, or by where they lie."""

import os
import re

from pipeline.errors import UsageError
from pipeline.packages import Found, Package

# A language as in Argos packages and locales: en, zh-Hans, pt_BR, ast.
_CODE = r"[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}))?"
_PAIR = re.compile(rf"({_CODE})\s*(?:→|->|-|_|:)\s*({_CODE})")


def pair(text: str) -> tuple[str, str] | None:
    """Read a pair of languages, such as en-vi, en_vi or en→vi; None for anything else."""
    found = _PAIR.fullmatch(text)
    return (found[1], found[2]) if found else None


def named(found: Found, name: str) -> tuple[Package, ...]:
    """List the packages that a name fits: a pair, a label such as `en_vi 0.2`, a folder's name
    or its path. Raises UsageError if there is none, with the names there are.
    """
    codes = pair(name)
    path = os.path.abspath(name)
    fitting = tuple(
        package
        for package in found.packages
        if name in (package.name, package.label, package.path.name)
        or (package.from_code, package.to_code) == codes
        or os.path.abspath(package.path) == path
    )
    if not fitting:
        names = ", ".join(sorted({package.name for package in found.packages})) or "none"
        raise UsageError(f"there is no package {name!r}", f"There are: {names}")
    return fitting
