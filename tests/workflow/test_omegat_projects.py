"""Projects of OmegaT handed over, and what it made of one (tests/tools/omegat_project.py)."""

import shutil
from datetime import timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from pipeline.errors import UsageError
from pipeline.model import State
from pipeline.workflow.import_ import Imports, Wanted, import_
from pipeline.workflow.omegat_projects import hand_over
from pipeline.workflow.project import Selection
from pipeline.workflow.report import Observer
from tests.catalogues.desk import Desk
from tests.tools.omegat_project import NAME, TO, TYPED, make

SENT = {
    "Storm": ("Bão đóng cảng", State.REVIEWED),
    "Forty": ("vi: FORTY SHIPS WAIT OUTSIDE THE HARBOUR.", State.DRAFT),
    "Rescuers": ("vi: RESCUERS REACHED THE LAST VILLAGE.", State.DRAFT),
    "Waves": ("Sóng sáu mét?", State.SUGGESTED),
    "Nobody": ("vi: NOBODY WAS HURT IN THE STORM.", State.DRAFT),
    "Fishermen": ("vi: FISHERMEN HAD BEEN WARNED IN TIME.", State.DRAFT),
}
# A draft was put in and confirmed as it is, the next text was typed.
DONE = SENT | {
    "Forty": ("vi: FORTY SHIPS WAIT OUTSIDE THE HARBOUR.", State.REVIEWED),
    "Rescuers": (TYPED, State.REVIEWED),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A newsroom that has handed an article over, to be copied."""
    desk = Desk(tmp_path_factory.mktemp("made"))
    make(desk)
    return desk


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    """A newsroom that has handed an article over."""
    shutil.copytree(made.root, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path, now=made.now)


def folder(desk: Desk) -> Path:
    """Where the project lies."""
    return desk.root / "handed-over"


def work(desk: Desk, text: str | None = None) -> None:
    """Put a work file into the project: the one that OmegaT has saved, or another."""
    path = folder(desk) / "omegat/project_save.tmx"
    path.write_text(text or (TO / path.name).read_text("utf-8"), encoding="utf-8")


def bring(desk: Desk, *paths: Path, form: str = "") -> Imports:
    """Import what came back."""
    desk.now += timedelta(hours=1)
    paths = paths or (folder(desk),)
    return import_(desk.project, paths, Wanted(form), Observer(), now=desk.now)


def states(desk: Desk) -> dict[str, tuple[str, State]]:
    """What stands in the catalogue, by the first word of a sentence."""
    entries = desk.read(NAME).entries
    return {entry.source.split()[0]: (entry.target, entry.state) for entry in entries}


def test_what_is_handed_over(desk: Desk) -> None:
    """
    What is approved stands in the source; drafts are machine matches; the terms come along.
    """
    found = folder(desk)
    source = (found / f"source/{NAME}.po").read_text(encoding="utf-8")
    drafts = (found / "tm/mt/drafts.tmx").read_text(encoding="utf-8")
    suggested = (found / "tm/suggested.tmx").read_text(encoding="utf-8")
    reviewed = (found / "tm/reviewed.tmx").read_text(encoding="utf-8")

    assert SENT == states(desk)
    assert 1 == source.count("Bão đóng cảng")
    assert 5 == source.count('msgstr ""\n\n') + source.endswith('msgstr ""\n')
    for text, state in SENT.values():
        assert (escape(text) in drafts) is (state is State.DRAFT)
        assert (escape(text) in suggested) is (state is State.SUGGESTED)
        assert (escape(text) in reviewed) is (state is State.REVIEWED)
    assert "village\tlàng\tnot xã\n" == (found / "glossary/terms.txt").read_text("utf-8")
    assert desk.po(NAME).read_bytes() == (found / f"sent/{NAME}.po").read_bytes()
    assert "<target_lang>VI</target_lang>" in (found / "omegat.project").read_text("utf-8")


def test_the_same_catalogues_give_the_same_project(desk: Desk) -> None:
    """
    To the byte, in the same folder.
    """
    before = {path: path.read_bytes() for path in folder(desk).rglob("*") if path.is_file()}
    hand_over(desk.project, Selection(), folder(desk), Observer(), dry_run=False)

    assert before == {path: path.read_bytes() for path in before}


def test_what_omegat_saved_tells_what_she_did(desk: Desk) -> None:
    """
    A draft that she confirmed is reviewed; one that she left is still a draft.
    """
    work(desk)

    assert 0 == bring(desk).exit_code
    assert DONE == states(desk)


@pytest.mark.parametrize("form", ["", "omegat"])
def test_the_second_time_changes_nothing(desk: Desk, form: str) -> None:
    """
    Nor does a run in between.
    """
    work(desk)
    bring(desk)
    desk.run()
    before = desk.po(NAME).read_bytes()

    assert 0 == bring(desk, form=form).exit_code
    assert before == desk.po(NAME).read_bytes()


def test_the_target_file_alone_tells_it_too(desk: Desk) -> None:
    """
    In its place in the project, and sent by itself.
    """
    target = folder(desk) / f"target/{NAME}.po"
    target.parent.mkdir(parents=True)
    shutil.copy(TO / "harbour.po", target)

    assert 0 == bring(desk).exit_code
    assert DONE == states(desk)


def test_a_target_file_sent_by_itself_is_believed(desk: Desk) -> None:
    """
    It has no flags, but only what she has confirmed is in it.
    """
    assert 0 == bring(desk, TO / "harbour.po").exit_code
    assert DONE == states(desk)


def test_what_was_done_here_meanwhile_stays(desk: Desk) -> None:
    """
    Where she did nothing; where she did, both are kept.
    """

    def work_here(file: list) -> None:  # type: ignore[type-arg]
        file[2].msgstr, file[2].flags = "Ở đây.", []
        file[4].msgstr, file[4].flags = "Không ai.", []

    work(desk)
    desk.edit(NAME, work_here)
    (done,) = bring(desk).done

    assert ["Rescuers reached the last village."] == [each.source for each in done.conflicts]
    assert ("Không ai.", State.REVIEWED) == states(desk)["Nobody"]
    assert ("Ở đây.", State.SUGGESTED) == states(desk)["Rescuers"]


def unit(source: str, target: str, *, by: str = ' changeid="an"', props: str = "") -> str:
    """A unit of a work file."""
    return (
        f'<tu>{props}<tuv lang="EN"><seg>{escape(source)}</seg></tuv>'
        f'<tuv lang="VI"{by}><seg>{escape(target)}</seg></tuv></tu>'
    )


def file(*units: str) -> str:
    """A work file."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n'
    return f'{head}<tmx version="1.1"><header/><body>{"".join(units)}</body></tmx>'


@pytest.mark.parametrize(
    ("word", "saved", "expected"),
    [
        # An emptied text is no deletion.
        ("Storm", unit("Storm shuts the port", ""), SENT["Storm"]),
        # OmegaT has filled a match in by itself, and she has passed over it.
        (
            "Nobody",
            unit("Nobody was hurt in the storm.", "[fuzzy] Không ai bị thương."),
            ("Không ai bị thương.", State.SUGGESTED),
        ),
        (
            "Nobody",
            unit(
                "Nobody was hurt in the storm.",
                SENT["Nobody"][0],
                props='<prop type="x-auto">auto</prop>',
            ),
            SENT["Nobody"],
        ),
        # Nobody is named, so that it came from some file.
        ("Nobody", unit("Nobody was hurt in the storm.", SENT["Nobody"][0], by=""), SENT["Nobody"]),
        # One text for this file only goes before the one for all files.
        (
            "Nobody",
            unit(
                "Nobody was hurt in the storm.",
                "Không ai.",
                props=f'<prop type="file">{NAME}.po</prop>',
            )
            + unit("Nobody was hurt in the storm.", "Chẳng ai."),
            ("Không ai.", State.REVIEWED),
        ),
        # What she corrects was before her as it was sent.
        ("Storm", unit("Storm shuts the port", "Bão & cảng"), ("Bão & cảng", State.REVIEWED)),
        ("Waves", unit("Waves of six metres were measured.", "Sáu."), ("Sáu.", State.REVIEWED)),
    ],
)
def test_what_a_work_file_may_hold(
    desk: Desk, word: str, saved: str, expected: tuple[str, State]
) -> None:
    """
    Each case with what becomes of its sentence; all others stay.
    """
    work(desk, file(saved))

    assert 0 == bring(desk).exit_code
    assert SENT | {word: expected} == states(desk)
    assert "import" not in desk.po(NAME).read_text("utf-8").split("\n\n", 1)[1]


def test_notes_come_along(desk: Desk) -> None:
    """
    As comments.
    """
    work(desk, file(unit("Nobody was hurt in the storm.", "Không ai.", props="<note>why?</note>")))
    bring(desk)

    assert "# why?\n" in desk.po(NAME).read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "no XML",
        '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx><body>&b;</body></tmx>',
        '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body>&a;</body></tmx>',
    ],
)
def test_a_bad_work_file_is_told_in_a_sentence(desk: Desk, text: str) -> None:
    """
    Nothing changes.
    """
    work(desk, text)
    before = desk.po(NAME).read_bytes()

    (failure,) = bring(desk).failures
    assert "project_save.tmx:1: " in failure.message
    assert before == desk.po(NAME).read_bytes()


def test_a_project_of_her_own_is_read_too(desk: Desk) -> None:
    """
    Where she has put our catalogue into its source folder, drafts and all.
    """
    shutil.copy(desk.po(NAME), folder(desk) / f"source/{NAME}.po")
    shutil.rmtree(folder(desk) / "sent")
    work(desk)
    bring(desk)

    assert DONE == states(desk)


def test_her_work_is_not_written_over(desk: Desk) -> None:
    """
    Nor anything else that lies in a folder.
    """
    work(desk)
    with pytest.raises(UsageError, match="a translator has worked in"):
        hand_over(desk.project, Selection(), folder(desk), Observer(), dry_run=False)
    with pytest.raises(UsageError, match="holds something else already"):
        hand_over(desk.project, Selection(), desk.root, Observer(), dry_run=False)


def test_a_folder_without_a_project_is_told(desk: Desk) -> None:
    """
    With what is missing in it.
    """
    (failure,) = bring(desk, desk.root / "source_texts").failures

    assert "there is no omegat.project in it" in failure.message


def test_a_folder_of_projects_is_read_project_by_project(desk: Desk) -> None:
    """
    As an export in several languages makes them.
    """
    work(desk)

    assert 0 == bring(desk, desk.root).exit_code
    assert DONE == states(desk)
