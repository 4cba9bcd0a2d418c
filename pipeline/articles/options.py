"""How articles are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How articles are read.

    `encoding` is any text encoding that Python knows. `check_language` refuses an article
    that is not English. `front_matter` are the keys whose values are translated, where a format
    has such a thing.
    """

    encoding: str = "utf-8"
    check_language: bool = True
    front_matter: tuple[str, ...] = ("title", "description")
