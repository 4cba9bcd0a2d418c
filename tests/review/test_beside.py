"""What helps with one segment."""

from pathlib import Path

import polib
import pytest

from pipeline.errors import UsageError
from pipeline.memory import Unit
from pipeline.memory.store import Memory
from pipeline.review import article, index, saving
from pipeline.review.article import Line
from pipeline.review.beside import Beside, beside
from pipeline.review.desk import Desk
from pipeline.review.saving import Asked
from tests.review import project

CARS = "Cars have to wait"


def line(desk: Desk, source: str) -> Line:
    """Give a segment as the page shows it, by the beginning of its source."""
    lines = article.read(desk, "bridge", "vi").lines
    return next(each for each in lines if each.entry.source.startswith(source))


def look(desk: Desk, source: str) -> Beside:
    """Ask what helps with a segment."""
    return beside(desk, "bridge", "vi", line(desk, source).key)


def teach(root: Path, *units: Unit) -> None:
    """Put units into the memory."""
    with Memory(root / ".pipeline" / "memory.db") as memory:
        memory.add(units)


def test_the_memory_is_asked_with_the_difference(root: Path, desk: Desk) -> None:
    """
    Also for what has a draft already.
    """
    source = "Cars have to wait until winter."
    teach(root, Unit(source, "Xe phải đợi đến mùa đông.", "vi", "winter", when="2026-01-01"))

    (match,) = look(desk, CARS).matches

    assert "Xe phải đợi đến mùa đông." == match.match.target
    assert 75 <= match.percent < 100
    assert ["winter"] == [text for text, change in match.pieces if change == "old"]
    assert ["autumn"] == [text for text, change in match.pieces if change == "new"]


def test_what_the_memory_learned_here_is_no_help(root: Path, desk: Desk) -> None:
    """
    That the text stands there already one can see.
    """
    shown = line(desk, CARS)
    teach(root, Unit(shown.entry.source, shown.entry.target, "vi", "bridge"))

    assert () == look(desk, CARS).matches


def test_a_memory_that_is_switched_off_is_not_asked(root: Path) -> None:
    """
    The project does without it.
    """
    settings = root / "pipeline.toml"
    settings.write_text('languages = ["vi"]\n[memory]\nuse = false\n', encoding="utf-8")
    desk = Desk(project.opened(root))
    teach(root, Unit("Cars have to wait until winter.", "Xe phải đợi.", "vi"))

    assert () == look(desk, CARS).matches


def test_a_memory_that_cannot_be_read_keeps_nothing_else_back(root: Path, desk: Desk) -> None:
    """
    A notice says why there are no matches.
    """
    path = root / ".pipeline" / "memory.db"
    path.unlink(missing_ok=True)
    path.mkdir()

    found = look(desk, CARS)

    assert "memory.db" in found.notices[0]
    assert found.draft
    assert found.places


def test_terms_of_the_glossary_are_listed(root: Path, desk: Desk) -> None:
    """
    Those that stand in the sentence.
    """
    (root / "glossary.csv").write_text("source,vi,ru\ncars,ô tô,машины\nriver,sông,\n", "utf-8")

    assert ["cars"] == [term.source for term in look(desk, CARS).terms]


def test_other_articles_with_the_sentence_are_listed(desk: Desk) -> None:
    """
    With what they have for it.
    """
    found = look(desk, CARS)

    assert ["markets/flowers"] == [use.article for use in found.places]
    assert 0 == found.more_places


def test_nobody_waits_until_all_catalogues_are_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A notice says that they are being read; the rest is there.
    """
    monkeypatch.setattr(index, "PATIENCE", 0)

    with desk.index._lock:
        found = look(desk, CARS)

    assert ("the catalogues of the other articles are still being read",) == found.notices
    assert found.draft


def test_the_draft_is_remembered_after_it_has_been_replaced(desk: Desk) -> None:
    """
    So is who replaced it.
    """
    shown = line(desk, CARS)
    saving.save(desk, "bridge", "vi", Asked(shown.key, "Xe phải đợi", True, shown.expected))

    found = look(desk, CARS)

    assert found.draft
    assert shown.entry.target == found.draft.text
    assert ["Xe phải đợi"] == [review.after for review in found.history]


def test_a_draft_that_only_the_record_knows_is_offered(root: Path, desk: Desk) -> None:
    """
    A project may have been copied without what its runs remember.
    """
    shown = line(desk, CARS)
    saving.save(desk, "bridge", "vi", Asked(shown.key, "Xe phải đợi", True, shown.expected))
    for path in (root / ".pipeline").glob("state*"):
        path.unlink()

    found = look(desk, CARS)

    assert found.draft
    assert shown.entry.target == found.draft.text


def test_a_match_that_a_segment_was_given_is_shown_once(root: Path, desk: Desk) -> None:
    """
    Its text stands in the field, its difference above the other matches.
    """
    source = "Cars have to wait until winter."
    teach(root, Unit(source, "Xe phải đợi đến mùa đông.", "vi", "winter"))
    file = polib.pofile(project.po(root, "bridge"))
    (entry,) = (each for each in file if each.msgid.startswith(CARS))
    entry.previous_msgid, entry.msgstr, entry.comment = source, "Xe phải đợi đến mùa đông.", ""
    file.save()

    found = look(desk, CARS)

    assert () == found.matches
    assert found.previous
    assert ["winter"] == [piece.text for piece in found.previous if piece.change == "old"]


def test_a_changed_sentence_is_shown_with_its_difference(root: Path, desk: Desk) -> None:
    """
    The translation is still that of the old one.
    """
    shown = line(desk, CARS)
    saving.save(desk, "bridge", "vi", Asked(shown.key, "Xe phải đợi", True, shown.expected))
    path = root / "source_texts" / "bridge.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("until autumn", "until winter"), encoding="utf-8")

    found = look(desk, CARS)

    assert found.previous
    assert ["autumn"] == [piece.text for piece in found.previous if piece.change == "old"]


def test_a_segment_that_there_is_not_is_told(desk: Desk) -> None:
    """
    Its key may be of an older view.
    """
    with pytest.raises(UsageError, match="there is no such sentence"):
        beside(desk, "bridge", "vi", "000000000000")
