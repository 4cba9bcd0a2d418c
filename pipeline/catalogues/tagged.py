"""What the tags of an entry stand for, as a `#.` line for translators.

    #. <1> link to https://example.org/floods, <2> emphasis, <3/> code npm install

As the lines of terms it is written anew by each run, so nothing is read back from it.
"""

import re
from collections.abc import Sequence

from pipeline import tags
from pipeline.model import Tag

LONGEST = 60
"""Characters of what is said of one tag."""

_OURS = re.compile(r"<1/?> \S")


def line(known: Sequence[Tag]) -> str:
    """Say what tags stand for, which are numbered from 1 in this order."""
    return ", ".join(
        f"{tags.alone(at) if tag.closing is None else tags.opening(at)} {_short(tag.note)}"
        for at, tag in enumerate(known, 1)
    )


def is_ours(comment: str) -> bool:
    """Say whether a `#.` line is such a one."""
    return _OURS.match(comment) is not None


def _short(note: str) -> str:
    note = " ".join(note.split()) or "mark-up"
    return note if len(note) <= LONGEST else f"{note[: LONGEST - 1].rstrip()}…"
