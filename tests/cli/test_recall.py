"""What runs learn from reviewed catalogues, and offer elsewhere."""

import itertools
import sqlite3
from collections.abc import Callable

import polib
import pytest

from pipeline.cli import main
from pipeline.cli.app import App
from pipeline.errors import PackageError
from pipeline.memory import Unit
from pipeline.memory.store import Memory
from tests.cli.conftest import Newsroom, Shouting

NUMBERS = itertools.count()
SHARED = "Nobody was hurt in the storm, officials said on Monday."
ALIKE = "Forty ships had to wait outside the harbour of Hai Phong until noon."
CHANGED = "Fifty-two ships had to wait outside the harbour of Hai Phong until noon."
HARBOUR = f"{SHARED} {ALIKE}\n"
VILLAGE = f"The village was cut off for a week. {SHARED}\n"


@pytest.fixture
def desk(newsroom: Newsroom) -> Newsroom:
    """A project with two articles that share a sentence, in one language."""
    for path in (newsroom.root / "source_texts").rglob("*.txt"):
        path.unlink()
    (newsroom.root / "pipeline.toml").write_text('languages = ["vi"]\n', encoding="utf-8")
    newsroom.write("harbour.txt", HARBOUR)
    newsroom.write("a/village.txt", VILLAGE)
    return newsroom


def settings(desk: Newsroom, text: str) -> None:
    """Write settings of the memory."""
    path = desk.root / "pipeline.toml"
    path.write_text(f'languages = ["vi"]\n[memory]\n{text}\n', encoding="utf-8")


def entry(desk: Newsroom, article: str, source: str) -> polib.POEntry:
    """An entry as it stands in a catalogue."""
    found = polib.pofile(desk.po(article)).find(source)
    assert isinstance(found, polib.POEntry)
    return found


def translate(
    desk: Newsroom, article: str, source: str, target: str, *, fuzzy: bool = False
) -> None:
    """Translate a sentence as a person does, and approve it."""

    def write(file: polib.POFile) -> None:
        found = file.find(source)
        assert found
        found.msgstr = target
        found.flags = ["fuzzy"] if fuzzy else []
        file.metadata["PO-Revision-Date"] = f"2031-01-01 10:{next(NUMBERS):02}+0000"

    desk.edit(article, "vi", write)


def settled(desk: Newsroom) -> None:
    """Another run changes nothing, neither with what runs have noted nor without."""
    for forget in (False, True):
        if forget:
            for path in (desk.root / ".pipeline").glob("state.db*"):
                path.unlink()
        before = desk.bytes()
        desk("run")
        assert before == desk.bytes()


def test_a_sentence_of_two_articles_is_reviewed_once(desk: Newsroom) -> None:
    """
    In the other article, though nothing changed there, the approved text takes the draft's place.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    assert desk.asked

    result = desk("run")

    other = entry(desk, "a/village", SHARED)
    assert ("Không ai bị thương.", ["fuzzy"]) == (other.msgstr, other.flags)
    assert "memory" in other.tcomment
    assert "· harbour · 1.00" in other.tcomment
    assert [] == desk.asked
    assert "1 fuzzy" in result.err
    assert "1 from the memory" in result.err
    settled(desk)


def test_a_new_article_asks_the_memory_before_the_engine(desk: Newsroom) -> None:
    """
    The same sentence and one that is alike are not sent to the engine.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    translate(desk, "harbour", ALIKE, "Bốn mươi tàu phải chờ ngoài cảng Hải Phòng đến trưa.")
    assert desk.asked
    desk.write("again.txt", f"{CHANGED} {SHARED} Bridges and roads stay open.\n")

    desk("run")

    assert ["Bridges and roads stay open."] == desk.asked
    near = entry(desk, "again", CHANGED)
    assert ("Bốn mươi tàu phải chờ ngoài cảng Hải Phòng đến trưa.", ALIKE) == (
        near.msgstr,
        near.previous_msgid,
    )
    assert "· harbour · 0.81" in near.tcomment
    assert "Không ai bị thương." == entry(desk, "again", SHARED).msgstr
    settled(desk)


def test_only_figures_that_differ_are_adapted(desk: Newsroom) -> None:
    """
    And the mark says so.
    """
    old, new = "The bridge is 240 metres long.", "The bridge is 310 metres long."
    desk.write("harbour.txt", f"{old}\n")
    desk("run")
    translate(desk, "harbour", old, "Cầu dài 240 mét.")
    desk.write("again.txt", f"{new}\n")

    desk("run")

    found = entry(desk, "again", new)
    assert "Cầu dài 310 mét." == found.msgstr
    assert "(adapted: 240 → 310)" in found.tcomment
    settled(desk)


def test_what_is_less_alike_is_shown_beside_the_draft(desk: Newsroom) -> None:
    """
    In one line, which stays one however often the tool runs.
    """
    settings(desk, "least = 0.995")
    desk("run")
    translate(desk, "harbour", ALIKE, "Bốn mươi tàu phải chờ.")
    desk.write("again.txt", f"{CHANGED}\n")

    desk("run")

    found = entry(desk, "again", CHANGED)
    assert f"vi: {CHANGED.upper()}" == found.msgstr
    (line,) = [each for each in found.tcomment.splitlines() if each.startswith("similar ")]
    assert line.endswith(f" · {ALIKE} → Bốn mươi tàu phải chờ.")
    settled(desk)
    desk("run", "--refresh")
    assert found.tcomment == entry(desk, "again", CHANGED).tcomment


def test_what_has_other_tags_is_shown_beside_the_draft(desk: Newsroom) -> None:
    """
    The words are the same, but one of them is a link here.
    """
    desk("run")
    translate(desk, "harbour", ALIKE, "Bốn mươi tàu phải chờ ngoài cảng.")
    desk.write("port.md", ALIKE.replace("harbour", "[harbour](h.html)") + "\n")
    linked = ALIKE.replace("harbour", "<1>harbour</1>")

    assert 0 == desk("run").code
    found = entry(desk, "port.md", linked)
    assert f"vi: {linked.upper()}" == found.msgstr
    assert f" · 0.99 · {ALIKE} → Bốn mươi tàu phải chờ ngoài cảng." in found.tcomment
    settled(desk)


def test_what_is_shown_goes_when_the_draft_is_approved(desk: Newsroom) -> None:
    """
    With the draft's mark.
    """
    settings(desk, "least = 0.995")
    desk("run")
    translate(desk, "harbour", ALIKE, "Bốn mươi tàu phải chờ.")
    desk.write("again.txt", f"{CHANGED}\n")
    desk("run")
    desk.review("again")

    desk("run")

    assert "#  " not in desk.po("again").read_text()
    assert "" == entry(desk, "again", CHANGED).tcomment


def test_the_very_same_sentence_can_be_trusted(desk: Newsroom) -> None:
    """
    If the project says so, its translation needs no review.
    """
    settings(desk, "trust_exact = true")
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")

    desk("run")

    other = entry(desk, "a/village", SHARED)
    assert ("Không ai bị thương.", [], "") == (other.msgstr, other.flags, other.tcomment)
    settled(desk)


def test_a_sentence_with_two_translations_is_not_trusted(desk: Newsroom) -> None:
    """
    The newer one is suggested, and the other is shown beside.
    """
    settings(desk, "trust_exact = true")
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    translate(desk, "a/village", SHARED, "Không có ai bị thương.")
    desk("run")
    desk.write("third.txt", f"{SHARED}\n")

    desk("run")

    third = entry(desk, "third", SHARED)
    assert ["fuzzy"] == third.flags
    assert {"Không ai bị thương.", "Không có ai bị thương."} == {
        third.msgstr,
        third.tcomment.splitlines()[1].partition(" → ")[2],
    }
    settled(desk)


def test_what_a_person_turned_down_is_not_offered_again(desk: Newsroom) -> None:
    """
    She replaced a match by another text; the next article gets that one.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    desk("run")
    translate(desk, "a/village", SHARED, "Bão không làm ai bị thương.")
    desk("run")
    # The first approval is seen again, and is no newer for that.
    translate(desk, "harbour", ALIKE, "Bốn mươi tàu phải chờ.")
    desk.write("third.txt", f"{SHARED}\n")

    desk("run")

    third = entry(desk, "third", SHARED)
    assert "Bão không làm ai bị thương." == third.msgstr
    assert "Không ai" not in third.tcomment
    settled(desk)


def test_what_a_person_corrects_is_corrected_where_it_was_suggested(desk: Newsroom) -> None:
    """
    The first text is forgotten, for nobody stands by it.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bi thương.")
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")

    desk("run")

    other = entry(desk, "a/village", SHARED)
    assert "Không ai bị thương." == other.msgstr
    assert "similar" not in other.tcomment
    settled(desk)


def test_what_cannot_be_learned_now_is_learned_later(desk: Newsroom) -> None:
    """
    While another program holds the memory, or it cannot be opened, nothing is taken for learned.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    translate(desk, "a/village", "The village was cut off for a week.", "Làng bị cô lập.")
    path = desk.root / ".pipeline" / "memory.db"
    path.mkdir()
    result = desk("run")
    assert (1, 1) == (result.code, result.err.count("Error: "))
    path.rmdir()

    desk("run")

    assert "Không ai bị thương." == entry(desk, "a/village", SHARED).msgstr


def test_what_was_turned_down_once_may_be_approved_again(desk: Newsroom) -> None:
    """
    The last word counts.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    desk("run")
    translate(desk, "a/village", SHARED, "Bão không làm ai bị thương.")
    desk.write("third.txt", f"{SHARED}\n")
    desk("run")
    translate(desk, "third", SHARED, "Không ai bị thương.")
    desk.write("fourth.txt", f"{SHARED}\n")

    desk("run")

    fourth = entry(desk, "fourth", SHARED)
    assert "Không ai bị thương." == fourth.msgstr
    assert "Bão" not in fourth.tcomment
    settled(desk)


@pytest.mark.parametrize("fuzzy", [True, False])
def test_a_persons_text_is_never_replaced(desk: Newsroom, fuzzy: bool) -> None:
    """
    Be it reviewed or not, or asked to refresh or not.
    """
    desk("run")
    translate(desk, "a/village", SHARED, "Của tôi", fuzzy=fuzzy)
    translate(desk, "harbour", SHARED, "Không ai bị thương.")

    desk("run")
    desk("run", "--refresh")

    assert "Của tôi" == entry(desk, "a/village", SHARED).msgstr


def test_a_changed_sentence_keeps_its_own_older_translation(desk: Newsroom) -> None:
    """
    Though the memory knows the sentence that it has become.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    village = "The village was cut off for a week."
    translate(desk, "a/village", village, "Làng bị cô lập một tuần.")
    desk("run")
    twice = "The village was cut off for two weeks."
    desk.write("third.txt", f"{twice}\n")
    desk("run")
    translate(desk, "third", twice, "Hai tuần làng bị cô lập.")
    desk.write("a/village.txt", VILLAGE.replace("a week", "two weeks"))

    desk("run")

    changed = entry(desk, "a/village", twice)
    assert ("Làng bị cô lập một tuần.", village) == (changed.msgstr, changed.previous_msgid)
    settled(desk)


def test_news_waits_for_articles_that_a_run_leaves_out(desk: Newsroom) -> None:
    """
    What a run of one article has learned reaches the others with the next one.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    desk("run", "--article", "harbour")
    assert "SHARED" not in entry(desk, "a/village", SHARED).msgstr

    desk("run")

    assert "Không ai bị thương." == entry(desk, "a/village", SHARED).msgstr


def test_a_run_without_news_does_not_open_the_memory(
    desk: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Nor does the first run of a project, which has nothing to learn or to ask.
    """
    desk("run")
    assert not (desk.root / ".pipeline" / "memory.db").exists()
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    desk("run")
    monkeypatch.setattr("pipeline.memory.store.Memory", None)

    assert 0 == desk("run").code


def test_a_dry_run_says_what_the_memory_has(desk: Newsroom) -> None:
    """
    It learns nothing, and changes nothing on disk.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    desk("run")
    desk.write("third.txt", f"{SHARED} Bridges and roads stay open.\n")
    before = desk.bytes()

    result = desk("run", "--dry-run")

    assert "1 from the memory, 1 would be drafted" in result.err
    assert before == desk.bytes()


def test_what_the_memory_has_needs_no_engine(desk: Newsroom) -> None:
    """
    An article is complete though no package for it is installed.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    desk("run")
    desk.write("third.txt", f"{SHARED}\n")
    missing = App(engine_maker=_no_engine)

    with pytest.raises(SystemExit) as ended:
        main(["run"], missing)

    assert 0 == ended.value.code
    assert "Không ai bị thương." == entry(desk, "third", SHARED).msgstr


def _no_engine(language: str) -> Shouting:
    raise PackageError(f"no package for {language}")


def break_it(desk: Newsroom) -> None:
    """Write rubbish over the memory."""
    (desk.root / ".pipeline" / "memory.db").write_bytes(b"these are no pairs, only words " * 99)


def lose_it(desk: Newsroom) -> None:
    """Delete the memory."""
    for path in (desk.root / ".pipeline").glob("memory.db*"):
        path.unlink()


def replace_it(desk: Newsroom) -> None:
    """Put another memory in its place."""
    lose_it(desk)
    with Memory(desk.root / ".pipeline" / "other.db") as memory:
        memory.add([Unit("Rain.", "Mưa.", "vi")])
    (desk.root / ".pipeline" / "other.db").rename(desk.root / ".pipeline" / "memory.db")


@pytest.mark.parametrize(
    ("lose", "said"),
    [
        (break_it, "could not be used and was moved to memory.db.unusable"),
        (lose_it, "is gone"),
        (replace_it, "has been replaced"),
    ],
)
def test_a_lost_memory_is_made_again(
    desk: Newsroom, lose: Callable[[Newsroom], None], said: str
) -> None:
    """
    Once, from the reviewed catalogues, and the run says so.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    desk("run")
    lose(desk)
    desk.write("third.txt", f"{SHARED}\n")

    result = desk("run")

    assert f".pipeline/memory.db {said}" in result.err
    assert "learned again from the catalogues" in result.err
    assert "Không ai bị thương." == entry(desk, "third", SHARED).msgstr
    assert "memory.db" not in desk("run").err
    settled(desk)


def test_a_memory_of_a_newer_version_is_left_alone(desk: Newsroom) -> None:
    """
    The run goes on without it, and says what is wrong.
    """
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")
    desk("run")
    path = desk.root / ".pipeline" / "memory.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    desk.write("third.txt", f"{SHARED}\n")

    result = desk("run")

    assert 1 == result.code
    assert 1 == result.err.count("Error: ")
    assert f"vi: {SHARED.upper()}" == entry(desk, "third", SHARED).msgstr


def test_without_the_memory_nothing_is_learned(desk: Newsroom) -> None:
    """
    A project may do without.
    """
    settings(desk, "use = false")
    desk("run")
    translate(desk, "harbour", SHARED, "Không ai bị thương.")

    desk("run")

    assert f"vi: {SHARED.upper()}" == entry(desk, "a/village", SHARED).msgstr
    assert not (desk.root / ".pipeline" / "memory.db").exists()


def test_a_memory_elsewhere_is_shared(desk: Newsroom) -> None:
    """
    The setting may name a file outside of the project; what others put there is offered, too.
    """
    settings(desk, 'path = "../shared.db"')
    desk("run")
    with Memory(desk.root.parent / "shared.db") as memory:
        memory.add([Unit(SHARED, "Không ai bị thương.", "vi", origin="desk.tmx")])

    desk("run")

    other = entry(desk, "a/village", SHARED)
    assert "Không ai bị thương." == other.msgstr
    assert "· desk.tmx · 1.00" in other.tcomment
    settled(desk)
