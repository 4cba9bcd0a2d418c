"""Saving a segment: what comes to stand in the file, and whose change comes first."""

import errno
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polib
import pytest

from pipeline.catalogues import store
from pipeline.checks import Pair
from pipeline.errors import CatalogueBroken, CatalogueError, UsageError
from pipeline.model import State
from pipeline.review import article, saving
from pipeline.review.article import Line
from pipeline.review.desk import Desk
from pipeline.review.saving import Asked, Conflict, NotSaved, Saved
from pipeline.workflow.inspecting import Inspector
from tests.review import project

HEADLINE = "Old bridge opens again"
CARS = "Cars have to wait"


def line(desk: Desk, source: str, name: str = "bridge") -> Line:
    """Give a segment as the page shows it, by the beginning of its source."""
    lines = article.read(desk, name, "vi").lines
    return next(each for each in lines if each.entry.source.startswith(source))


def save(
    desk: Desk, shown: Line, target: str, *, reviewed: bool = True, name: str = "bridge"
) -> Saved | Conflict:
    """Save a text for a segment as it was shown."""
    return saving.save(desk, name, "vi", Asked(shown.key, target, reviewed, shown.expected))


def edit(root: Path, source: str, change: Callable[[polib.POEntry], object]) -> None:
    """Change an entry as an editor of catalogues does, which saves the whole file."""
    path = project.po(root, "bridge")
    file = polib.pofile(path, wrapwidth=0)
    change(next(each for each in file if each.msgid.startswith(source)))
    file.metadata["PO-Revision-Date"] = "2031-01-01 10:00+0000"
    file.save(str(path))


def rename(entry: polib.POEntry) -> None:
    """Put somebody else's text in."""
    entry.msgstr = "Của người khác"


def test_a_text_that_is_approved_is_no_longer_fuzzy(root: Path, desk: Desk) -> None:
    """
    The draft mark goes, and the file is signed.
    """
    done = save(desk, line(desk, HEADLINE), "Cầu cũ mở lại")

    assert isinstance(done, Saved)
    assert State.REVIEWED is done.line.entry.state
    entry = project.entry(root, "bridge", HEADLINE)
    assert ("Cầu cũ mở lại", [], "") == (entry.msgstr, entry.flags, entry.tcomment)


def test_a_text_that_is_not_approved_stays_fuzzy(root: Path, desk: Desk) -> None:
    """
    It is a person's now, so the draft mark goes.
    """
    save(desk, line(desk, HEADLINE), "Cầu cũ", reviewed=False)

    entry = project.entry(root, "bridge", HEADLINE)
    assert ("Cầu cũ", ["fuzzy"], "") == (entry.msgstr, entry.flags, entry.tcomment)


def test_a_draft_that_is_saved_as_it_is_stays_a_draft(root: Path, desk: Desk) -> None:
    """
    Nothing is written where nothing was done.
    """
    before = project.po(root, "bridge").read_bytes()
    shown = line(desk, HEADLINE)

    save(desk, shown, shown.entry.target, reviewed=False)

    assert before == project.po(root, "bridge").read_bytes()


def test_an_approval_can_be_taken_back(root: Path, desk: Desk) -> None:
    """
    The same text saved without approval is fuzzy again.
    """
    done = save(desk, line(desk, HEADLINE), "Cầu cũ mở lại")
    assert isinstance(done, Saved)

    save(desk, done.line, "Cầu cũ mở lại", reviewed=False)

    assert ["fuzzy"] == project.entry(root, "bridge", HEADLINE).flags


def test_an_undone_save_gives_the_draft_back(root: Path, desk: Desk) -> None:
    """
    The file is as it was, but for its signature: a draft is a draft again, mark and all.
    """
    before = project.entry(root, "bridge", HEADLINE)
    shown = line(desk, HEADLINE)
    done = save(desk, shown, "Cầu cũ mở lại")
    assert isinstance(done, Saved)
    back = Asked(shown.key, before.msgstr, False, done.line.expected, is_undo=True)
    undone = saving.save(desk, "bridge", "vi", back)

    assert isinstance(undone, Saved)
    assert State.DRAFT is undone.line.entry.state
    assert str(before) == str(project.entry(root, "bridge", HEADLINE))


def test_only_the_changed_entry_differs_in_the_file(root: Path, desk: Desk) -> None:
    """
    All else is as it was, to the byte.
    """
    path = project.po(root, "bridge")
    before = path.read_text(encoding="utf-8").split("\n\n")

    save(desk, line(desk, HEADLINE), "Cầu cũ mở lại")

    after = path.read_text(encoding="utf-8").split("\n\n")
    assert [0, 1] == [at for at in range(len(before)) if before[at] != after[at]]


def test_the_file_says_who_saved_it(root: Path, desk: Desk) -> None:
    """
    As an editor does, with the name that the project knows.
    """
    settings = root / "pipeline.toml"
    settings.write_text('languages = ["vi"]\n[review]\nperson = "Lan"\n', encoding="utf-8")
    desk = Desk(project.opened(root))

    save(desk, line(desk, HEADLINE), "Cầu cũ mở lại")

    assert "Lan" == polib.pofile(project.po(root, "bridge")).metadata["Last-Translator"]


def test_a_change_made_elsewhere_is_shown_and_not_written_over(root: Path, desk: Desk) -> None:
    """
    Both texts are there, and what it takes to decide.
    """
    shown = line(desk, HEADLINE)
    edit(root, HEADLINE, rename)

    met = save(desk, shown, "Của tôi")

    assert isinstance(met, Conflict)
    assert ("Của người khác", "Của tôi") == (met.theirs.entry.target, met.mine)
    assert "Của người khác" == project.entry(root, "bridge", HEADLINE).msgstr
    assert isinstance(save(desk, met.theirs, "Của tôi"), Saved)


def test_changes_of_other_segments_meet_silently(root: Path, desk: Desk) -> None:
    """
    Whoever works in Poedit at the same time loses nothing.
    """
    shown = line(desk, HEADLINE)
    edit(root, CARS, rename)

    assert isinstance(save(desk, shown, "Của tôi"), Saved)

    assert "Của tôi" == project.entry(root, "bridge", HEADLINE).msgstr
    assert "Của người khác" == project.entry(root, "bridge", CARS).msgstr


def test_a_change_in_the_last_moment_is_seen(
    root: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The file may be saved between reading it and writing it.
    """
    shown = line(desk, HEADLINE)
    true_save = store.save

    def late(*args: object, **options: object) -> object:
        edit(root, HEADLINE, rename)
        return true_save(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "save", late)

    assert isinstance(save(desk, shown, "Của tôi"), Conflict)
    assert "Của người khác" == project.entry(root, "bridge", HEADLINE).msgstr


def test_a_comment_written_meanwhile_is_shown_before_approving(root: Path, desk: Desk) -> None:
    """
    It may say that the text must not be approved.
    """
    shown = line(desk, HEADLINE)

    def remark(entry: polib.POEntry) -> None:
        entry.tcomment += "\nask the desk first"

    edit(root, HEADLINE, remark)

    assert isinstance(save(desk, shown, "Của tôi"), Conflict)


def test_the_same_text_saved_twice_is_no_conflict(desk: Desk) -> None:
    """
    The answer to the first may have been lost on its way.
    """
    shown = line(desk, HEADLINE)
    save(desk, shown, "Của tôi")

    assert isinstance(save(desk, shown, "Của tôi"), Saved)


def test_two_tabs_take_turns(desk: Desk) -> None:
    """
    The second to save an old view is shown what the first has saved.
    """
    one = two = line(desk, HEADLINE)
    save(desk, one, "Thứ nhất")

    met = save(desk, two, "Thứ hai")

    assert isinstance(met, Conflict)
    assert "Thứ nhất" == met.theirs.entry.target


def test_two_servers_see_each_other(root: Path, desk: Desk) -> None:
    """
    What one holds in memory is read again once the other has saved.
    """
    other = Desk(project.opened(root))
    shown, theirs = line(desk, HEADLINE), line(other, HEADLINE)
    save(other, line(other, CARS), "Xe phải đợi")
    save(other, theirs, "Máy khác")

    assert isinstance(save(desk, shown, "Máy này"), Conflict)
    assert "Xe phải đợi" == line(desk, CARS).entry.target


def test_saves_at_the_same_moment_all_come_to_stand(root: Path) -> None:
    """
    From several windows, and from two servers that know nothing of each other.
    """
    desks = [Desk(project.opened(root)) for _ in range(2)]
    lines = article.read(desks[0], "bridge", "vi").lines

    def work(number: int) -> Saved | Conflict:
        return save(desks[number % 2], lines[number], f"Câu {number}")

    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(work, range(len(lines))))

    assert {Saved} == {type(each) for each in done}
    expected = [f"Câu {number}" for number in range(len(lines))]
    assert expected == [entry.msgstr for entry in polib.pofile(project.po(root, "bridge"))]


def test_what_is_held_in_memory_is_what_is_in_the_file(root: Path, desk: Desk) -> None:
    """
    After a save nothing is read again, and yet all is as if it had been.
    """
    for number, shown in enumerate(article.read(desk, "bridge", "vi").lines):
        save(desk, shown, f"Câu {number}", reviewed=number % 2 == 0)

    held, fresh = (
        desk.shelf.open("bridge", "vi"),
        Desk(project.opened(root)).shelf.open("bridge", "vi"),
    )
    assert fresh.catalogue == held.catalogue
    assert fresh.merged == held.merged
    assert fresh.by_key == held.by_key


def test_an_approval_survives_a_run_in_the_same_minute(root: Path, desk: Desk) -> None:
    """
    A file without any fuzzy text under the date it had is not taken for one that lost its flags.
    """
    for shown in article.read(desk, "bridge", "vi").lines:
        save(desk, shown, f"{shown.entry.target} ", reviewed=False)
    project.run(root)
    # What is approved unchanged now stands among the suggestions that the run has noted.
    for shown in article.read(desk, "bridge", "vi").lines:
        save(desk, shown, shown.entry.target)

    project.run(root)

    file = polib.pofile(project.po(root, "bridge"))
    assert [] == [each.msgid for each in file if each.fuzzy]


def test_a_saved_suggestion_survives_a_run(root: Path, desk: Desk) -> None:
    """
    It is a person's text, which no draft replaces.
    """
    save(desk, line(desk, HEADLINE), "Cầu cũ", reviewed=False)

    project.run(root)

    entry = project.entry(root, "bridge", HEADLINE)
    assert ("Cầu cũ", True) == (entry.msgstr, entry.fuzzy)


def test_a_sentence_that_no_run_has_seen_can_be_saved(root: Path, desk: Desk) -> None:
    """
    The page shows it as empty, and the run takes it over as it was saved.
    """
    path = root / "source_texts" / "bridge.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nThe mayor came.\n", encoding="utf-8")

    save(desk, line(desk, "The mayor"), "Thị trưởng đến")
    project.run(root)

    entry = project.entry(root, "bridge", "The mayor")
    assert ("Thị trưởng đến", False) == (entry.msgstr, entry.fuzzy)


def test_a_text_for_a_sentence_that_has_just_changed_is_handed_on(root: Path, desk: Desk) -> None:
    """
    It is saved where the file still has it, and the run suggests it for what became of it.
    """
    shown = line(desk, CARS)
    path = root / "source_texts" / "bridge.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("until autumn", "until winter"), encoding="utf-8")

    assert isinstance(save(desk, shown, "Xe phải đợi"), Saved)
    project.run(root)

    entry = project.entry(root, "bridge", "Cars have to wait until winter")
    assert ("Xe phải đợi", True) == (entry.msgstr, entry.fuzzy)


def test_a_sentence_that_is_gone_takes_no_text(root: Path, desk: Desk) -> None:
    """
    After a run its translation is retired, and the page says so.
    """
    shown = line(desk, CARS)
    path = root / "source_texts" / "bridge.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(" Cars have to wait until autumn.", ""), encoding="utf-8")
    project.run(root)

    with pytest.raises(NotSaved, match="no longer in the article"):
        save(desk, shown, "Xe phải đợi")


def test_an_article_that_is_gone_takes_no_text(root: Path, desk: Desk) -> None:
    """
    Nothing is written for it, and its catalogue stays.
    """
    shown = line(desk, HEADLINE)
    before = project.po(root, "bridge").read_bytes()
    (root / "source_texts" / "bridge.txt").unlink()

    with pytest.raises(UsageError, match="there is no article bridge"):
        save(desk, shown, "Cầu cũ")
    assert before == project.po(root, "bridge").read_bytes()


def test_a_catalogue_that_has_broken_is_left_as_it_is(root: Path, desk: Desk) -> None:
    """
    The sentence names its file and line.
    """
    shown = line(desk, HEADLINE)
    path = project.po(root, "bridge")
    broken = path.read_bytes()[:-40]
    path.write_bytes(broken)

    with pytest.raises(CatalogueBroken, match=r"bridge\.po:\d+: "):
        save(desk, shown, "Cầu cũ")
    assert broken == path.read_bytes()


def test_a_catalogue_that_is_gone_is_not_made_anew(root: Path, desk: Desk) -> None:
    """
    An empty one in its place would look as if all work had been lost.
    """
    shown = line(desk, HEADLINE)
    path = project.po(root, "bridge")
    path.rename(path.with_suffix(".old"))

    with pytest.raises(NotSaved, match=r"there is no catalogue locales/vi/LC_MESSAGES/bridge\.po"):
        save(desk, shown, "Cầu cũ")
    assert not path.exists()


def test_a_catalogue_that_goes_in_the_last_moment_is_not_made_anew(
    root: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Nor if it was there when the save began.
    """
    shown = line(desk, HEADLINE)
    path = project.po(root, "bridge")
    true_save = store.save

    def late(*args: object, **options: object) -> object:
        path.unlink()
        return true_save(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "save", late)

    with pytest.raises(NotSaved):
        save(desk, shown, "Cầu cũ")
    assert not path.exists()


def test_a_full_disk_leaves_the_file_whole(
    root: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The text is not saved, the sentence says why, and once there is room it can be.
    """
    shown = line(desk, HEADLINE)
    before = project.po(root, "bridge").read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CatalogueError, match="no space left on device"):
            save(desk, shown, "Cầu cũ")

    assert before == project.po(root, "bridge").read_bytes()
    assert isinstance(save(desk, shown, "Cầu cũ"), Saved)


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_what_no_po_file_can_hold_is_refused(root: Path, desk: Desk, text: str) -> None:
    """
    The sentence names the character and its place.
    """
    before = project.po(root, "bridge").read_bytes()

    with pytest.raises(NotSaved, match=r"character 2 \(U\+[0D]800|character 2 \(U\+0000"):
        save(desk, line(desk, HEADLINE), text)
    assert before == project.po(root, "bridge").read_bytes()


@pytest.mark.parametrize("text", ["", "  \n", "\r\n"])
def test_an_empty_text_cannot_be_approved(desk: Desk, text: str) -> None:
    """
    Without a text there is nothing to approve.
    """
    with pytest.raises(NotSaved, match="an empty text cannot be approved"):
        save(desk, line(desk, HEADLINE), text)


def test_a_text_can_be_emptied(root: Path, desk: Desk) -> None:
    """
    Then the next run may draft it anew.
    """
    save(desk, line(desk, HEADLINE), "", reviewed=False)

    entry = project.entry(root, "bridge", HEADLINE)
    assert ("", [], "") == (entry.msgstr, entry.flags, entry.tcomment)


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "\u202eabc\u2066",
        'a "quoted" \\ text\\n',
        "one\ntwo",
        "x" * 1_000_000,
        "\x01\x0b\x1b\x85\u2028",
        "{{ 7 * 7 }} {% raw %}",
    ],
    ids=["script", "bidi", "quotes", "lines", "megabyte", "controls", "template"],
)
def test_whatever_else_a_person_types_is_kept(root: Path, desk: Desk, text: str) -> None:
    """
    Letter by letter, in the file and on the page.
    """
    done = save(desk, line(desk, HEADLINE), text)

    assert isinstance(done, Saved)
    assert text == done.line.entry.target
    assert text == line(Desk(project.opened(root)), HEADLINE).entry.target


def test_a_save_is_recorded(desk: Desk) -> None:
    """
    With the draft that was there, and what it took.
    """
    shown = line(desk, HEADLINE)
    asked = Asked(shown.key, "Cầu cũ", True, shown.expected, 4.5, 12)

    saving.save(desk, "bridge", "vi", asked)

    (review,) = desk.reviews.all()
    assert (shown.entry.target, "Cầu cũ", True) == (review.draft, review.after, review.is_reviewed)
    assert (4.5, 12) == (review.seconds, review.keystrokes)


@pytest.mark.parametrize(("record", "expected"), [("history", [None]), ("nothing", [])])
def test_the_record_can_be_switched_off(root: Path, record: str, expected: list[None]) -> None:
    """
    Times alone, or all of it.
    """
    settings = root / "pipeline.toml"
    settings.write_text(f'languages = ["vi"]\n[review]\nrecord = "{record}"\n', encoding="utf-8")
    desk = Desk(project.opened(root))
    shown = line(desk, HEADLINE)

    saving.save(desk, "bridge", "vi", Asked(shown.key, "Cầu", True, shown.expected, 4.5, 12))

    path = root / ".pipeline" / "review.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    assert expected == [json.loads(each)["seconds"] for each in lines]


def test_a_record_that_cannot_be_written_undoes_no_save(root: Path, desk: Desk) -> None:
    """
    The text is saved, and a sentence tells of the rest.
    """
    (root / ".pipeline" / "review.jsonl").mkdir()

    done = save(desk, line(desk, HEADLINE), "Cầu cũ")

    assert isinstance(done, Saved)
    assert "saved, but not in the history" in done.notice
    assert "Cầu cũ" == project.entry(root, "bridge", HEADLINE).msgstr


def test_a_glossary_that_breaks_undoes_no_save(root: Path, desk: Desk) -> None:
    """
    The checks cannot be asked then, which must not look like a save that failed.
    """
    shown = line(desk, HEADLINE)
    (root / "glossary.csv").write_text("nothing,of,use\n", encoding="utf-8")

    done = save(desk, shown, "Cầu cũ")

    assert isinstance(done, Saved)
    assert "glossary.csv" in done.notice
    assert "Cầu cũ" == project.entry(root, "bridge", HEADLINE).msgstr


def test_findings_come_as_one_types(desk: Desk) -> None:
    """
    They are those of the command line.
    """
    shown = line(desk, "More than 1,200")

    seen = saving.look(desk, "bridge", "vi", shown.key, "Hơn 1.300 người qua cầu trước buổi trưa.")

    assert ["numbers"] == [each.check for each in seen.findings]


def test_nothing_is_found_in_nothing(desk: Desk) -> None:
    """
    An empty field is no mistake yet.
    """
    seen = saving.look(desk, "bridge", "vi", line(desk, HEADLINE).key, " ")

    assert () == seen.findings


def test_a_finding_is_dismissed_with_a_reason(root: Path, desk: Desk) -> None:
    """
    As `pipeline check --dismiss` does it, and it stays so after a run.
    """
    shown = line(desk, HEADLINE)
    done = saving.dismiss(
        desk, "bridge", "vi", shown.key, "capital", "a  style\nof theirs", shown.expected
    )

    assert isinstance(done, Saved)
    assert shown.expected == done.line.expected
    project.run(root)
    assert ["a style of theirs"] == [reason for _, reason in line(desk, HEADLINE).dismissed]


def test_what_a_check_does_not_find_cannot_be_dismissed(desk: Desk) -> None:
    """
    Else the dismissal would wait until there is something.
    """
    shown = line(desk, HEADLINE)

    with pytest.raises(NotSaved, match="brackets finds nothing"):
        saving.dismiss(desk, "bridge", "vi", shown.key, "brackets", "why", shown.expected)


def test_a_dismissal_needs_a_reason(desk: Desk) -> None:
    """
    Whoever reads the catalogue wants to know why.
    """
    shown = line(desk, HEADLINE)

    with pytest.raises(NotSaved, match="a dismissal needs a reason"):
        saving.dismiss(desk, "bridge", "vi", shown.key, "capital", " ", shown.expected)


def test_a_finding_of_another_text_is_not_dismissed(root: Path, desk: Desk) -> None:
    """
    Somebody has changed the text since; both are shown.
    """
    shown = line(desk, HEADLINE)
    edit(root, HEADLINE, rename)

    met = saving.dismiss(desk, "bridge", "vi", shown.key, "capital", "why", shown.expected)

    assert isinstance(met, Conflict)


def test_a_dismissal_that_a_person_typed_is_about_the_text_as_it_was(
    root: Path, desk: Desk
) -> None:
    """
    It gets its seal before the text changes, and so has ended with it.
    """

    def dismissed(entry: polib.POEntry) -> None:
        entry.tcomment += "\npipeline: dismiss capital (fine)"

    edit(root, HEADLINE, dismissed)
    shown = line(desk, HEADLINE)

    save(desk, shown, shown.entry.target + " NOW")

    assert () == line(desk, HEADLINE).dismissed


def test_a_comment_written_meanwhile_is_shown_before_approving_a_text_as_it_is(
    root: Path, desk: Desk
) -> None:
    """
    That the words are the same does not make it seen.
    """
    shown = line(desk, HEADLINE)

    def remark(entry: polib.POEntry) -> None:
        entry.tcomment += "\nask the desk first"

    edit(root, HEADLINE, remark)

    assert isinstance(save(desk, shown, shown.entry.target), Conflict)


def test_an_undo_takes_no_flag_away(root: Path, desk: Desk) -> None:
    """
    What was written beside the text since the save stays.
    """
    shown = line(desk, HEADLINE)
    done = save(desk, shown, "Cầu cũ mở lại")
    assert isinstance(done, Saved)
    edit(root, HEADLINE, lambda entry: entry.flags.append("no-wrap"))
    back = Asked(shown.key, shown.entry.target, False, done.line.expected, is_undo=True)

    assert isinstance(saving.save(desk, "bridge", "vi", back), Saved)
    assert ["fuzzy", "no-wrap"] == sorted(project.entry(root, "bridge", HEADLINE).flags)


def test_findings_that_are_forgotten_meanwhile_are_missed_by_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Another window may be the one whose texts are too many to be kept.
    """
    before = line(desk, HEADLINE)
    true_add = Inspector.add

    def forgetful(inspector: Inspector, pairs: Sequence[Pair]) -> None:
        desk.known.clear()
        true_add(inspector, pairs)

    monkeypatch.setattr(Inspector, "add", forgetful)

    assert before == line(desk, HEADLINE)
