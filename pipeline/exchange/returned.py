"""What has come back from a translator's program, whatever its format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnedEntry:
    """A sentence as it came back; an empty `target` says nothing, least of all "delete".

    `is_approved` is None where the program does not say whether a person is done with it.
    `note` are the comments of people, line by line, never ours.
    """

    source: str
    target: str = ""
    is_approved: bool | None = None
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """An article that came back in a language; both are empty where the file does not say.

    `stripped` says that the program keeps no states at all, so that a missing one is no
    approval.
    """

    article: str
    language: str
    entries: tuple[ReturnedEntry, ...] = ()
    stripped: bool = False
