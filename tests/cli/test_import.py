"""`pipeline import`: files that came back from translators, in any state."""

import codecs
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from pipeline import files
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
        entry = find(file, source)
        entry.msgstr = target
        entry.flags = ["fuzzy"] if fuzzy else []
        year = 2030 if target == OURS else 2031
        file.metadata["PO-Revision-Date"] = f"{year}-01-01 10:00+0000"
        file.metadata["Last-Translator"] = "An <an@example.org>"

    return change


def find(file: polib.POFile, source: str) -> polib.POEntry:
    """Look an entry up."""
    found = file.find(source)
    assert found
    return found


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
    return find(polib.pofile(room.po("floods", language)), source)


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
    assert (
        before[room.po("floods").relative_to(room.root).as_posix()]
        == (room.bytes()[room.po("floods").relative_to(room.root).as_posix()])
    )


def test_a_draft_that_she_approved_is_reviewed(room: Newsroom) -> None:
    """
    Her tool has taken the flag away and set the date.
    """

    def approve(file: polib.POFile) -> None:
        write(RAIN, find(file, RAIN).msgstr)(file)

    room("import", change(send(room), approve))

    assert not entry(room, RAIN).fuzzy
    assert entry(room, NOBODY).fuzzy
    assert "An <an@example.org>" == polib.pofile(room.po("floods")).metadata["Last-Translator"]


def test_an_untouched_entry_never_undoes_what_was_done_here(room: Newsroom) -> None:
    """
    While the file was away, another translator has approved a draft of it.
    """
    back = change(send(room), write(RAIN, HERS))
    change(room.po("floods"), write(NOBODY, OURS))
    room("run")

    result = room("import", back)
    assert 0 == result.code
    assert (HERS, OURS) == (entry(room, RAIN).msgstr, entry(room, NOBODY).msgstr)


def test_what_changed_on_both_sides_keeps_both(room: Newsroom) -> None:
    """
    Ours stays, hers stands beside it, the entry is fuzzy and listed by file and line.
    """
    back = change(send(room), write(RAIN, HERS))
    change(room.po("floods"), write(RAIN, OURS))

    result = room("import", back)
    found = entry(room, RAIN)
    assert 1 == result.code
    assert (OURS, True) == (found.msgstr, found.fuzzy)
    assert f"import floods.po: {HERS}" in found.tcomment
    lines = room.po("floods").read_text(encoding="utf-8").splitlines()
    number = lines.index(f'msgstr "{OURS}"') + 1
    place = f"locales/vi/LC_MESSAGES/floods.po:{number}"
    assert f"{place}: both sides have changed this: {HERS}" in result.out


def test_a_conflict_is_asked_about_once(room: Newsroom) -> None:
    """
    Whoever has settled it is left in peace by the same file.
    """
    back = change(send(room), write(RAIN, HERS))
    change(room.po("floods"), write(RAIN, OURS))
    room("import", back)
    change(room.po("floods"), write(RAIN, OURS))
    room("run")
    before = room.po("floods").read_bytes()

    assert 0 == room("import", back).code
    assert before == room.po("floods").read_bytes()


def test_theirs_can_be_preferred(room: Newsroom) -> None:
    """
    Then ours becomes the comment, and nobody needs to look.
    """
    back = change(send(room), write(RAIN, HERS))
    change(room.po("floods"), write(RAIN, OURS))

    assert 0 == room("import", "--prefer", "theirs", back).code
    found = entry(room, RAIN)
    assert (HERS, False) == (found.msgstr, found.fuzzy)
    assert f"before import floods.po: {OURS}" in found.tcomment


def test_a_correction_of_what_was_sent_is_no_conflict(room: Newsroom) -> None:
    """
    What else people had written in the file shows that she had ours before her.
    """
    change(room.po("floods"), write(RAIN, OURS), write(RIVERS, "Nước sông tràn bờ."))
    room("run")
    back = change(send(room), write(RAIN, HERS))

    assert 0 == room("import", back).code
    assert (HERS, False) == (entry(room, RAIN).msgstr, entry(room, RAIN).fuzzy)
    assert f"before import floods.po: {OURS}" in entry(room, RAIN).tcomment


def test_an_approved_text_that_she_doubts_becomes_fuzzy(room: Newsroom) -> None:
    """
    As when she marks it in Poedit as needing work.
    """
    change(room.po("floods"), write(RAIN, OURS))
    room("run")
    back = change(send(room), write(RAIN, OURS, fuzzy=True))

    assert "1 suggested" in room("import", back).out
    assert entry(room, RAIN).fuzzy


def test_an_empty_translation_is_no_deletion(room: Newsroom) -> None:
    """
    Neither of a draft nor of what is reviewed.
    """
    change(room.po("floods"), write(RAIN, OURS))
    room("run")
    before = room.po("floods").read_bytes()
    back = change(send(room), write(RAIN, ""), write(NOBODY, ""))

    assert "nothing new" in room("import", back).out
    assert before == room.po("floods").read_bytes()


def strip(path: Path) -> Path:
    """Drop all fuzzy flags, as OmegaT and converters do."""
    path.write_text(path.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    return path


def test_missing_flags_are_no_approval(room: Newsroom) -> None:
    """
    The date is that under which the file was sent, so no person has taken them away.
    """
    before = room.po("floods").read_bytes()

    result = room("import", strip(send(room)))
    assert "nothing new" in result.out
    assert "has lost its fuzzy flags" in result.err
    assert before == room.po("floods").read_bytes()


def test_what_was_changed_without_flags_is_a_suggestion(room: Newsroom) -> None:
    """
    Also in a file of an older state, with a date that the catalogue had once.
    """
    back = strip(send(room))
    back.write_text(back.read_text("utf-8").replace("vi: NOBODY WAS HURT.", HERS), "utf-8")
    change(room.po("floods"), write(RAIN, OURS))
    room("run")

    assert "1 suggested" in room("import", back).out
    assert (HERS, True) == (entry(room, NOBODY).msgstr, entry(room, NOBODY).fuzzy)
    assert (OURS, False) == (entry(room, RAIN).msgstr, entry(room, RAIN).fuzzy)


def test_comments_come_along(room: Newsroom) -> None:
    """
    Those that she has written, once; ours stay.
    """

    def remark(file: polib.POFile) -> None:
        find(file, NOBODY).tcomment += "\nask the mayor"

    back = change(send(room), remark)
    room("import", back)
    room("import", back)

    assert 1 == entry(room, NOBODY).tcomment.count("ask the mayor")
    assert entry(room, NOBODY).fuzzy


def test_unknown_texts_are_listed(room: Newsroom) -> None:
    """
    With the rest of the file brought in.
    """

    def add(file: polib.POFile) -> None:
        file.append(polib.POEntry(msgid="Who is this?", msgstr="Ai đây?"))

    result = room("import", change(send(room), write(RAIN, HERS), add))
    assert 0 == result.code
    assert "floods has no such text: Who is this?" in result.out
    assert HERS == entry(room, RAIN).msgstr


def test_a_file_of_an_older_state_helps_what_became_of_its_sentences(room: Newsroom) -> None:
    """
    Her translation of the old sentence is suggested for the new one, which only had a draft.
    """
    back = change(send(room), write(RAIN, HERS))
    room.write("floods.txt", FLOODS.replace("two days", "three days"))
    room("run")

    room("import", back)
    found = entry(room, RAIN.replace("two", "three"))
    assert (HERS, True, RAIN) == (found.msgstr, found.fuzzy, found.previous_msgid)
    before = room.po("floods").read_bytes()
    assert "nothing new" in room("import", back).out
    assert before == room.po("floods").read_bytes()


def test_the_order_of_entries_makes_no_difference(room: Newsroom) -> None:
    """
    Some tools sort them.
    """
    back = change(send(room), write(RAIN, HERS), lambda file: file.sort())
    order = [each.msgid for each in polib.pofile(room.po("floods"))]

    room("import", back)
    assert order == [each.msgid for each in polib.pofile(room.po("floods"))]
    assert HERS == entry(room, RAIN).msgstr


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(room: Newsroom, encoding: str) -> None:
    """
    Those of old Windows programs, and of Notepad.
    """
    back = send(room, language="ru")
    change(back, write(RAIN, "Два дня шли дожди."))
    text = back.read_text(encoding="utf-8").replace(RIVERS.upper(), "ДОЖДЬ")
    charset = "utf-8" if encoding.startswith("utf-8") else encoding
    back.write_text(text.replace("charset=UTF-8", f"charset={charset}"), encoding=encoding)

    room("import", back)
    assert "Два дня шли дожди." == entry(room, RAIN, "ru").msgstr
    assert "charset=UTF-8" in room.po("floods", "ru").read_text(encoding="utf-8")


def refused(room: Newsroom, *args: str | Path) -> str:
    """Import something that cannot be, and see that nothing changes."""
    before = room.bytes()
    result = room("import", *args)
    assert 1 == result.code
    assert before == room.bytes()
    return result.err


def without(*fields: str) -> Callable[[polib.POFile], None]:
    """Take fields out of a header."""

    def change(file: polib.POFile) -> None:
        for name in fields:
            del file.metadata[name]

    return change


def test_another_article_is_refused(room: Newsroom) -> None:
    """
    By the header if it names one, else since no text fits.
    """
    back = send(room)
    assert "is of floods by its own word, not of fields/harvest" in refused(
        room, "--article", "fields/harvest", back
    )

    change(back, without("Project-Id-Version"))
    assert "none of its 7 texts is one of fields/harvest" in refused(
        room, "--article", "fields/harvest", back
    )


def test_another_language_is_refused(room: Newsroom) -> None:
    """
    One that is not asked for, and one that the project has not.
    """
    back = send(room)
    assert "is in vi by its own word, not in ru" in refused(room, "--language", "ru", back)

    def german(file: polib.POFile) -> None:
        file.metadata["Language"] = "de"

    assert "is in de, which is no language of this project" in refused(room, change(back, german))


def test_a_regional_name_is_the_same_language(room: Newsroom) -> None:
    """
    Poedit asks for a country.
    """

    def regional(file: polib.POFile) -> None:
        file.metadata["Language"] = "vi_VN"

    assert 0 == room("import", change(send(room), regional, write(RAIN, HERS))).code
    assert HERS == entry(room, RAIN).msgstr


def test_place_and_name_tell_what_the_header_does_not(room: Newsroom) -> None:
    """
    As in `floods.vi.po`; the options tell it for any name.
    """
    bare = without("Project-Id-Version", "Language")
    named = change(send(room, "floods.vi.po"), bare, write(RAIN, HERS))
    assert 0 == room("import", named).code
    assert HERS == entry(room, RAIN).msgstr

    other = shutil.copy(named, room.root.parent / "back.po")
    assert "does not say which language it is in" in refused(room, other)
    assert "does not say which article it belongs to" in refused(room, "--language", "vi", other)
    told = room("import", "--language", "vi", "--article", "floods", other)
    assert 0 == told.code


def test_a_broken_file_does_not_stop_the_others(room: Newsroom) -> None:
    """
    Nor does one that is not there; each is told in a sentence, and the exit code is 1.
    """
    broken = room.root.parent / "broken.po"
    broken.write_text("this is no PO at all\n", encoding="utf-8")
    back = change(send(room), write(RAIN, HERS))

    result = room("import", broken, room.root / "gone.po", back)
    assert 1 == result.code
    assert "broken.po:1" in result.err
    assert "there is no file" in result.err
    assert HERS == entry(room, RAIN).msgstr


def test_a_pipe_is_not_waited_for(room: Newsroom) -> None:
    """
    Nor is a device read that never ends.
    """
    pipe = room.root.parent / "floods.po"
    os.mkfifo(pipe)

    assert "is neither a file nor a folder" in refused(room, pipe)


def test_a_dry_run_writes_nothing(room: Newsroom) -> None:
    """
    But says the same.
    """
    back = change(send(room), write(RAIN, HERS))
    before = room.bytes()

    assert "would go into" in room("import", "--dry-run", back).out
    assert before == room.bytes()
    assert "1 reviewed" in room("import", back).out


def test_json_tells_it_all(room: Newsroom) -> None:
    """
    For other programs.
    """
    back = change(send(room), write(RAIN, HERS), write(RIVERS, "Nước lên."))
    change(room.po("floods"), write(RAIN, OURS))
    found = json.loads(room("import", "--json", back).out)

    (file,) = found["files"]
    assert (1, 0, 5) == (file["reviewed"], file["suggested"], file["kept"])
    (clash,) = file["conflicts"]
    assert (RAIN, OURS, HERS) == (clash["source"], clash["ours"], clash["theirs"])
    assert [] == found["failures"]


def test_a_file_that_is_no_utf_16_after_all_is_told(room: Newsroom) -> None:
    """
    It only begins so.
    """
    back = room.root.parent / "floods.po"
    back.write_bytes(codecs.BOM_UTF16_LE + b"\x00\xd8\x41")

    assert "it begins as UTF-16, but is not in it" in refused(room, back)


def test_a_catalogue_saved_meanwhile_is_not_written_over(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    It is read again, and hers is brought into what now stands there.
    """
    back = change(send(room), write(RAIN, HERS))
    replace = files.replace

    def after_another(path: Path, data: bytes, *, expected: str | None = None) -> bool:
        monkeypatch.setattr(files, "replace", replace)
        change(room.po("floods"), write(NOBODY, OURS))
        return replace(path, data, expected=expected)

    monkeypatch.setattr(files, "replace", after_another)
    room("import", back)

    assert (HERS, OURS) == (entry(room, RAIN).msgstr, entry(room, NOBODY).msgstr)


def test_an_import_has_its_drafts_exported_by_the_next_run(room: Newsroom) -> None:
    """
    The run sees that the catalogue has changed, and has nothing else to do.
    """
    room("import", change(send(room), write(RAIN, HERS)))
    before = room.po("floods").read_bytes()
    room("run")

    assert before == room.po("floods").read_bytes()
    assert HERS in (room.root / "build/drafts/vi/floods.txt").read_text(encoding="utf-8")


def test_a_name_that_is_no_text_does_no_harm(room: Newsroom) -> None:
    """
    In the comment of a conflict a sign stands for what cannot be written.
    """
    back = change(send(room), write(RAIN, HERS))
    odd = back.rename(back.with_name("floods\udcff\n.po"))
    change(room.po("floods"), write(RAIN, OURS))

    assert 1 == room("import", odd).code
    assert f"import floods??.po: {HERS}" in entry(room, RAIN).tcomment


@pytest.mark.parametrize(
    ("name", "hint"),
    [("broken.po", "Save it anew in the program"), ("project_save.tmx", "pipeline memory import")],
)
def test_a_file_that_cannot_be_read_says_what_to_do_with_it(
    newsroom: Newsroom, name: str, hint: str
) -> None:
    """
    What came back is not ours to mend, and a memory of OmegaT's is no catalogue.
    """
    newsroom("run")
    path = newsroom.root.parent / name
    path.write_text('msgid "open\n', encoding="utf-8")

    result = newsroom("import", path)

    assert 1 == result.code
    assert hint in result.err
