"""`pipeline import`: files that came back from translators, in any state."""

import codecs
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import FLOODS, Newsroom

RAIN = "HANOI - Heavy rain fell for two days."
RIVERS = "Rivers rose above their banks."
NOBODY = "Nobody was hurt."
HERS = "Mưa lớn suốt hai ngày."
OURS = "Hai ngày mưa to."


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    """A newsroom whose articles have been drafted."""
    assert 0 == newsroom("run").code
    return newsroom


def write(source: str, target: str, *, fuzzy: bool = False) -> Callable[[polib.POFile], None]:
    """Write one translation as a translator's tool does, date and all."""

    def change(file: polib.POFile) -> None:
        entry = file.find(source)
        entry.msgstr = target
        entry.flags = ["fuzzy"] if fuzzy else []
        file.metadata["PO-Revision-Date"] = "2031-01-01 10:00+0000"
        file.metadata["Last-Translator"] = "An <an@example.org>"

    return change


def send(room: Newsroom, name: str = "floods.po", language: str = "vi") -> Path:
    """Copy the catalogue of the floods out of the project."""
    return Path(shutil.copy(room.po("floods", language), room.root.parent / name))


def change(path: Path, *changes: Callable[[polib.POFile], None]) -> Path:
    """Change a file in a translator's tool."""
    file = polib.pofile(path, wrapwidth=0)
    for each in changes:
        each(file)
    file.save(str(path))
    return path


def entry(room: Newsroom, source: str, language: str = "vi") -> polib.POEntry:
    """Look an entry of the floods up."""
    return polib.pofile(room.po("floods", language)).find(source)


def test_what_she_changed_is_taken_and_the_rest_stays(room: Newsroom) -> None:
    """
    Approved where she approved it, fuzzy where she did not.
    """
    back = change(send(room), write(RAIN, HERS), write(RIVERS, "Nước lên?", fuzzy=True))
    before = entry(room, NOBODY)

    result = room("import", back)
    assert 0 == result.code
    assert "1 reviewed, 1 suggested, 5 as before" in result.out
    assert (HERS, False) == (entry(room, RAIN).msgstr, entry(room, RAIN).fuzzy)
    assert ("Nước lên?", True) == (entry(room, RIVERS).msgstr, entry(room, RIVERS).fuzzy)
    assert str(before) == str(entry(room, NOBODY))


def test_the_same_file_again_changes_nothing(room: Newsroom) -> None:
    """
    Nor does a run in between, or an import of what is in the project.
    """
    back = change(send(room), write(RAIN, HERS), write(RIVERS, "Nước lên?", fuzzy=True))
    room("import", back)
    before = room.bytes()

    assert "nothing new" in room("import", back).out
    assert "nothing new" in room("import", room.po("floods")).out
    assert before[room.po("floods").relative_to(room.root).as_posix()] == (
        room.bytes()[room.po("floods").relative_to(room.root).as_posix()]
    )


def test_a_draft_that_she_approved_is_reviewed(room: Newsroom) -> None:
    """
    Her tool has taken the flag away and set the date.
    """

    def approve(file: polib.POFile) -> None:
        write(RAIN, file.find(RAIN).msgstr)(file)

    room("import", change(send(room), approve))

    assert not entry(room, RAIN).fuzzy
    assert entry(room, NOBODY).fuzzy
    assert "An <an@example.org>" == polib.pofile(room.po("floods")).metadata["Last-Translator"]
