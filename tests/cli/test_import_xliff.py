"""`pipeline import` of XLIFF: what CAT tools have made of what `export` gave them."""

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import Newsroom

RAIN = "HANOI - Heavy rain fell for two days."
NOBODY = "Nobody was hurt."
HERS = "Mưa lớn suốt hai ngày."


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    """A newsroom whose articles have been drafted."""
    assert 0 == newsroom("run").code
    return newsroom


def send(room: Newsroom) -> Path:
    """Hand the floods over to a translator."""
    room("export", "--format", "xliff", "--article", "floods", "--language", "vi")
    return room.root / "build/xliff/vi/floods.xlf"


def change(path: Path, source: str, edit: Callable[[str], str]) -> Path:
    """Change the unit of a sentence."""
    units = re.split(r"(?=<trans-unit)", path.read_text(encoding="utf-8"))
    found = [edit(unit) if f"<source>{source}</source>" in unit else unit for unit in units]
    path.write_text("".join(found), encoding="utf-8")
    return path


def target(state: str, text: str) -> Callable[[str], str]:
    """Translate a unit as Poedit does."""
    return lambda unit: re.sub(
        "<target.*</target>", f'<target state="{state}">{text}</target>', unit
    )


def entry(room: Newsroom, source: str) -> polib.POEntry:
    """Look an entry of the floods up."""
    found = polib.pofile(room.po("floods", "vi")).find(source)
    assert found
    return found


def test_what_comes_back_untouched_changes_nothing(room: Newsroom) -> None:
    """
    Drafts stay drafts, and what is reviewed stays so.
    """
    room.review("floods", skip=[NOBODY])
    path = send(room)
    before = room.bytes()

    result = room("import", path)

    assert (0, True) == (result.code, "nothing new" in result.out)
    assert before == room.bytes()


def test_what_she_changed_is_taken(room: Newsroom) -> None:
    """
    Article and language stand in the file, whatever it is called; her note comes too.
    """
    note = '<note from="translator">hỏi An</note>\n      </trans-unit>'
    path = change(send(room), RAIN, target("translated", HERS))
    path = change(path, RAIN, lambda unit: unit.replace("</trans-unit>", note))
    path = change(path, NOBODY, target("needs-l10n", "Không ai sao?"))
    back = path.rename(room.root / "from An.xliff")

    result = room("import", back)

    assert "1 reviewed, 1 suggested, 5 as before" in result.out
    rain, nobody = entry(room, RAIN), entry(room, NOBODY)
    assert (HERS, False, "hỏi An") == (rain.msgstr, rain.fuzzy, rain.tcomment)
    assert ("Không ai sao?", True) == (nobody.msgstr, nobody.fuzzy)
    before = room.bytes()
    assert "nothing new" in room("import", back).out
    assert before == room.bytes()


def test_a_draft_approved_as_it_is_is_reviewed(room: Newsroom) -> None:
    """
    And a doubt about what was approved makes it fuzzy again.
    """
    room.review("floods", skip=[NOBODY])
    draft, reviewed = entry(room, NOBODY).msgstr, entry(room, RAIN).msgstr
    path = change(send(room), NOBODY, target("translated", draft))

    room("import", change(path, RAIN, target("needs-l10n", reviewed)))

    assert (draft, False) == (entry(room, NOBODY).msgstr, entry(room, NOBODY).fuzzy)
    assert (reviewed, True) == (entry(room, RAIN).msgstr, entry(room, RAIN).fuzzy)


def test_what_she_emptied_is_not_deleted(room: Newsroom) -> None:
    """
    Whatever the file says of its state.
    """
    room.review("floods")
    path = change(send(room), RAIN, target("translated", ""))
    before = room.bytes()

    room("import", change(path, NOBODY, target("new", "")))

    assert before[f"{room.po('floods', 'vi').relative_to(room.root)}"] == (
        room.po("floods", "vi").read_bytes()
    )


def test_her_change_of_what_was_reviewed_is_no_conflict(room: Newsroom) -> None:
    """
    She had it before her: the file says when it was sent.
    """
    room.review("floods")
    room("run")

    result = room("import", change(send(room), RAIN, target("signed-off", HERS)))

    assert (0, HERS) == (result.code, entry(room, RAIN).msgstr)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"vi"', '"xx"', "xx"),
        ('original="floods"', 'original="droughts"', "which article it belongs to"),
        ("<xliff", '<!DOCTYPE xliff [<!ENTITY a "ha">]>\n<xliff', "it declares a document type"),
        ('version="1.2"', 'version="2.1"', "this is XLIFF 2.1"),
    ],
)
def test_a_file_that_cannot_be_brought_in_is_told(
    room: Newsroom, old: str, new: str, said: str
) -> None:
    """
    In one sentence, and no catalogue changes.
    """
    path = send(room).rename(room.root / "back.xlf")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = room.bytes()

    result = room("import", path)

    assert 0 != result.code
    assert said in result.err
    assert before == room.bytes()
