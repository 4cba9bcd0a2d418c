"""PO files read and written."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import files
from pipeline.catalogues import header, marks, po
from pipeline.catalogues.fuzzy import Fuzzy, Suggestion, fuzzy
from pipeline.errors import CatalogueBroken
from pipeline.model import Entry, Kind, Place, State
from tests.catalogues.building import CREATED, HEADER, PATH, catalogue, read, reread, with_header

CASES = Path(__file__).parents[1] / "cases/catalogues"
SAVED = sorted(CASES.glob("*.saved.po"))

DRAFT = Entry(
    "Ships wait.",
    "Tàu chờ.",
    State.DRAFT,
    (Place("harbour.txt", 3), Place("harbour.txt", 9)),
    (Kind.CAPTION, Kind.CREDIT),
    origin="en_vi 0.2",
    confidence=0.71,
    warnings=("numbers differ: 1,234",),
)


def language_of(path: Path) -> str:
    """The language in a case's header."""
    return "ru" if path.name.startswith("koi8") else "vi"


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.name.split(".")[0])
def test_files_of_other_tools_are_saved_in_our_form(saved: Path) -> None:
    """
    Wrapping, line ends, encodings and order become ours; no word and no comment is lost.
    """
    other = saved.with_name(saved.name.replace(".saved", ""))
    found = po.parse(other.read_bytes(), other, "harbour", language_of(saved))

    assert saved.read_text(encoding="utf-8") == po.render(found).decode()


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.name.split(".")[0])
def test_a_file_in_our_form_is_saved_as_it_is(saved: Path) -> None:
    """
    From the second time on the bytes stay the same.
    """
    found = po.parse(saved.read_bytes(), saved, "harbour", language_of(saved))

    assert saved.read_bytes() == po.render(found)


def test_an_entry_is_written_in_gettexts_order() -> None:
    """
    Comments, kinds, places, flags, sentence, translation; a line for each place.
    """
    seal = marks.seal("Ships wait.", "Tàu chờ.")
    expected = f"""
# draft {seal} · en_vi 0.2 · 0.71 (numbers differ: 1,234)
#. caption, credit
#: harbour.txt:3
#: harbour.txt:9
#, fuzzy
msgid "Ships wait."
msgstr "Tàu chờ."
"""

    assert with_header(expected[1:]).decode() == po.render(catalogue(DRAFT)).decode()


@pytest.mark.parametrize(
    "entry",
    [
        DRAFT,
        Entry("a"),
        Entry("a", origin="en_vi 0.2", warnings=("a loop",)),
        Entry("a", "A", State.REVIEWED, note=("sure", "", " odd"), flags=("no-wrap", "x-own")),
        Entry("a", "A", State.SUGGESTED),
        Entry("a", "A", State.SUGGESTED, previous="an a"),
        Entry("a", "A", State.RETIRED),
        Entry("a", "A", State.RETIRED, fuzzy=True, previous="an a", note=("sure?",)),
        replace(DRAFT, state=State.RETIRED, fuzzy=True, places=(), kinds=()),
        Entry("a", state=State.RETIRED, note=("ask An",)),
    ],
    ids=lambda entry: f"{entry.state}{entry.previous or ''}{entry.origin}",
)
def test_an_entry_is_read_back(entry: Entry) -> None:
    """
    The file holds all that is known about an entry.
    """
    assert (entry,) == reread(catalogue(entry)).entries


@pytest.mark.parametrize(
    "path", ["a b.txt", "100%.txt", "a%20b.txt", "tab\t.txt", "a:12", "é\u2068.txt"]
)
def test_names_that_gettext_would_part_are_read_back(path: str) -> None:
    """
    White space in a path is written as a percent code, and so is the percent sign.
    """
    entry = Entry("a", places=(Place(path, 3),))

    assert (entry,) == reread(catalogue(entry)).entries
    assert (
        f"\n#: {path}" in po.render(catalogue(entry)).decode()
        or "%" in po.render(catalogue(entry)).decode()
    )


def test_a_name_that_is_no_unicode_is_read_back() -> None:
    """
    Old archives hold file names in other encodings.
    """
    entry = Entry("a", places=(Place(b"b\xe9.txt".decode("utf-8", "surrogateescape"), 3),))

    assert (entry,) == reread(catalogue(entry)).entries


@pytest.mark.parametrize("ending", ["\\", "\\ ", "\\\\"])
def test_a_backslash_at_the_end_of_a_comment_does_not_take_in_the_next_line(ending: str) -> None:
    """
    Gettext would read on past it, be the next line a flag. An invisible sign stops that, and is
    added once; a space does not, since Poedit cuts it off.
    """
    old = catalogue(Entry("a", note=(f"see C:{ending}", "and D:")))

    assert f"\n# see C:{ending.rstrip()}\u200b\n# and D:\n" in po.render(old).decode()
    assert po.render(old) == po.render(reread(old))


def test_clearing_fuzzy_approves_a_draft() -> None:
    """
    That is how people approve in Poedit; the mark goes, for the words are theirs now.
    """
    data = po.render(catalogue(DRAFT)).replace(b"#, fuzzy\n", b"")
    (entry,) = read(data).entries

    assert (State.REVIEWED, "", None, ()) == (
        entry.state,
        entry.origin,
        entry.confidence,
        entry.warnings,
    )
    assert b"draft" not in po.render(read(data))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tàu chờ.", "Tàu đợi."),
        ("Ships wait.", "Ships waited."),
        ('msgid "Ships', '#| msgid "A ship waits."\nmsgid "Ships'),
        (" · 0.71", ""),
    ],
    ids=["edited", "carried to another sentence", "carried by msgmerge", "mark damaged"],
)
def test_a_fuzzy_text_whose_mark_does_not_fit_is_a_suggestion(old: str, new: str) -> None:
    """
    Somebody has touched it, so it is no machine's draft any more.
    """
    data = po.render(catalogue(DRAFT)).decode().replace(old, new).encode()
    (entry,) = read(data).entries

    assert (State.SUGGESTED, "") == (entry.state, entry.origin)


def test_a_reason_for_no_draft_goes_once_there_is_text() -> None:
    """
    A person has filled in what the machine could not.
    """
    data = po.render(catalogue(Entry("a", origin="en_vi 0.2", warnings=("a loop",))))
    (entry,) = read(data.replace(b'msgid "a"\nmsgstr ""', b'msgid "a"\nmsgstr "A"')).entries

    assert Entry("a", "A", State.REVIEWED) == entry


def test_a_draft_that_was_deleted_is_empty() -> None:
    """
    Its mark says nothing any more.
    """
    data = po.render(catalogue(DRAFT)).replace("Tàu chờ.".encode(), b"")
    (entry,) = read(data).entries

    assert (State.EMPTY, "", ()) == (entry.state, entry.origin, entry.warnings)


STRIPPED = po.render(catalogue(DRAFT, Entry("a", "A", State.REVIEWED))).replace(b"#, fuzzy\n", b"")


def test_drafts_stay_drafts_where_all_flags_were_stripped() -> None:
    """
    The date has not moved, so no translator has saved the file: a program dropped the flags.
    """
    states = [entry.state for entry in read(STRIPPED, before=Fuzzy(CREATED)).entries]

    assert [State.DRAFT, State.REVIEWED] == states


@pytest.mark.parametrize(
    ("data", "before"),
    [
        (STRIPPED, None),
        (STRIPPED, Fuzzy("2024-04-01 10:00+0000")),
        (STRIPPED + b'\n#, fuzzy\nmsgid "b"\nmsgstr "B"\n', Fuzzy(CREATED)),
    ],
    ids=["no drafts before", "the date moved", "another flag is left"],
)
def test_a_missing_flag_is_approval_otherwise(data: bytes, before: Fuzzy | None) -> None:
    """
    A person has been at work, or we do not know better.
    """
    assert State.REVIEWED is read(data, before=before).entries[0].state


DOUBTFUL = catalogue(
    DRAFT,
    Entry("a", "A?", State.SUGGESTED, previous="an a"),
    Entry("b", "B?", State.SUGGESTED, note=("sure?",)),
    Entry("c", "C", State.REVIEWED),
    Entry("d", "D?", State.RETIRED, previous="a d", fuzzy=True),
    Entry("e", "E", State.RETIRED),
)


@pytest.mark.parametrize("emptied", [False, True], ids=["kept", "emptied"])
def test_suggestions_are_suggestions_again_where_all_flags_were_stripped(emptied: bool) -> None:
    """
    With the sentence that they belong to; also where the program has emptied them as OmegaT does.
    """
    data = re.sub(rb"#, fuzzy\n|#~?\| .*\n", b"", po.render(DOUBTFUL))
    if emptied:
        data = re.sub(rb'msgstr ".\?"', b'msgstr ""', data)
    found = read(data, before=fuzzy(DOUBTFUL))

    assert DOUBTFUL.entries == found.entries
    assert found.stripped


def test_a_stripped_suggestion_that_was_edited_is_reviewed() -> None:
    """
    Somebody has put other words in its place.
    """
    data = re.sub(rb"#, fuzzy\n", b"", po.render(DOUBTFUL)).replace(b'"A?"', b'"AA"')

    assert State.REVIEWED is read(data, before=fuzzy(DOUBTFUL)).entries[1].state


def test_what_is_fuzzy_is_noted_down() -> None:
    """
    Suggestions with their words; drafts have marks of their own.
    """
    expected = {
        "a": Suggestion("A?", "an a"),
        "b": Suggestion("B?", None),
        "d": Suggestion("D?", "a d"),
    }

    assert Fuzzy(CREATED, expected) == fuzzy(DOUBTFUL)
    assert Fuzzy(CREATED) == fuzzy(catalogue(DRAFT))
    assert fuzzy(catalogue(DOUBTFUL.entries[3], Entry("x"))) is None


def test_retired_drafts_stay_drafts_whatever_happens_to_their_flags() -> None:
    """
    Several programs drop the flags of retired entries, and nobody approves these.
    """
    retired = replace(DRAFT, state=State.RETIRED, fuzzy=True, places=(), kinds=())
    data = po.render(catalogue(DRAFT, retired := replace(retired, source="Gone.")))
    stripped = data.replace(b"#, fuzzy\n#~", b"#~")

    assert stripped != data
    assert retired == read(stripped).entries[1]


def test_a_retired_comment_has_a_blank_for_its_translation() -> None:
    """
    Gettext's tools drop retired entries without a translation, and so the comment.
    """
    data = po.render(catalogue(Entry("a", state=State.RETIRED, note=("ask An",))))

    assert b'# ask An\n#, fuzzy\n#~ msgid "a"\n#~ msgstr " "\n' in data


def test_a_translation_of_blanks_is_none() -> None:
    """
    It may be one of ours that a tool has brought back to life.
    """
    assert (Entry("a"),) == read(with_header('#, fuzzy\nmsgid "a"\nmsgstr " "\n')).entries


def test_a_stripped_draft_that_was_edited_is_reviewed() -> None:
    """
    Its mark does not fit, so somebody wrote it.
    """
    data = STRIPPED.replace("Tàu chờ.".encode(), "Tàu đợi.".encode())

    assert State.REVIEWED is read(data, before=Fuzzy(CREATED)).entries[0].state


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 0, "empty"),
        (b"\n\n", 0, "empty"),
        (b"# only a comment\n", 0, "empty"),
        (b"PK\x03\x04\x00\x00", 1, "binary"),
        ('msgid "a"'.encode("utf-16"), 1, "binary, or UTF-16"),
        (b'msgid "a"\nmsgstr "\xff"\n', 2, "not in utf-8"),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=klingon\\n"\n', 3, "klingon"),
        (b'msgid ""\nmsgstr "Content-Type: x"\n"Content-Type: charset=utf-7\\n+2AA-"\n', 3, "half"),
        (with_header("").replace(b"Language: vi", b"Language: ru"), 1, "in ru, not in vi"),
    ],
    ids=["empty", "blank", "comment", "binary", "utf-16", "bytes", "charset", "half", "language"],
)
def test_what_is_no_catalogue_of_ours_is_refused(data: bytes, line: int, message: str) -> None:
    """
    The message names the file, the line where there is one, and what is wrong.
    """
    with pytest.raises(CatalogueBroken) as caught:
        read(data)

    where = f"{PATH}:{line}: " if line else f"{PATH}: "
    assert caught.value.message.startswith(where)
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("expected", "language", "wanted"),
    [
        (True, "vi_VN", "vi"),
        (True, "VI-vn", "vi_VN"),
        (True, "", "vi"),
        (True, "zh", "zh_TW"),
        (False, "zh_CN", "zh_TW"),
        (False, "vie", "vi"),
    ],
)
def test_a_language_may_name_its_region(expected: bool, language: str, wanted: str) -> None:
    """
    Tools add or drop the region; another region is another language all the same.
    """
    data = with_header("").replace(b"Language: vi", f"Language: {language}".encode())
    try:
        po.parse(data, PATH, "harbour", wanted)
    except CatalogueBroken:
        assert not expected
    else:
        assert expected


def test_a_catalogue_knows_the_bytes_it_came_from() -> None:
    """
    So that it is not saved over a file that has changed since.
    """
    data = with_header('msgid "a"\nmsgstr "b"\n')

    assert files.fingerprint(data) == read(data).fingerprint


def test_what_is_no_field_of_a_header_becomes_a_comment() -> None:
    """
    Somebody wrote it there for a reason.
    """
    found = read(b'msgid ""\nmsgstr "Language: vi\\nhello there\\n"\n')

    assert ("hello there",) == found.header_comment
    assert "vi" == header.get(found.header, "Language")


def test_a_second_header_adds_what_the_first_lacks() -> None:
    """
    A merge by hand may leave two.
    """
    found = read(
        po.render(catalogue()) + b'\n# two\nmsgid ""\nmsgstr "X-Own: 1\\nLanguage: ru\\n"\n'
    )

    assert (("two",), (*HEADER, ("X-Own", "1"))) == (found.header_comment, found.header)


def test_a_plural_twin_of_an_entry_is_kept_as_a_comment() -> None:
    """
    To gettext both are the same message, and it would refuse the file.
    """
    found = read(
        with_header('msgid "a"\nmsgstr "A"\n\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "As"\n')
    )

    assert ('msgid "a"', 'msgid_plural "as"', 'msgstr[0] "As"') == found.header_comment
    assert () == found.foreign


PLACES = with_header(
    """
# one
msgid "a"
msgstr ""
"x\\n"
"y"

#, fuzzy
msgid ""
"b"
msgstr "z"
#~ msgid "c"
#~ msgstr "z"
msgctxt "menu"
msgid "d"
msgstr "z"
# at the end
"""
)
FIRST = PLACES.split(b"\n").index(b"# one") + 1


def test_an_entry_knows_the_line_of_its_translation() -> None:
    """
    That of its `msgstr`, where an editor is to jump; it is no part of what the entry is.
    """
    entries = read(PLACES).entries

    assert [("a", 2), ("b", 9), ("c", 11)] == [(each.source, each.line - FIRST) for each in entries]
    assert Entry("a", line=7) == Entry("a")


def test_each_line_belongs_to_an_entry() -> None:
    """
    From its first comment to the last line of its text; what is retired, or none of ours, has
    none.
    """
    lines = range(FIRST - 1, FIRST + 20)

    found = [po.source_at(PLACES, PATH, line) for line in lines]

    expected = [None, "a", "a", "a", "a", "a", None, "b", "b", "b", "b"]
    assert [*expected, *[None] * 10] == found
