"""The texts of all catalogues, as they are on disk."""

import threading
from pathlib import Path

import polib

from pipeline.model import State
from pipeline.review.index import Index
from tests.review import project

AUTUMN = "Cars have to wait until autumn."


def test_the_same_sentence_is_found_in_other_articles(root: Path) -> None:
    """
    In the language asked for, by name of the article.
    """
    uses = Index(project.opened(root)).same(AUTUMN, "vi")

    assert ["bridge", "markets/flowers"] == [use.article for use in uses]
    assert {"vi"} == {use.language for use in uses}
    assert {State.DRAFT} == {use.state for use in uses}


def test_what_another_program_saves_is_seen(root: Path) -> None:
    """
    Only its file is read again.
    """
    index = Index(project.opened(root))
    before = index.all()
    path = project.po(root, "bridge")
    file = polib.pofile(path, wrapwidth=0)
    entry = next(each for each in file if each.msgid == AUTUMN)
    entry.msgstr, entry.flags = "Xe phải đợi đến mùa thu.", []
    file.metadata["PO-Revision-Date"] = "2030-01-01 10:00+0000"
    file.save(str(path))

    (use,) = (use for use in index.same(AUTUMN, "vi") if use.article == "bridge")
    after = index.all()

    assert ("Xe phải đợi đến mùa thu.", State.REVIEWED) == (use.target, use.state)
    assert [("bridge", "vi")] == [key for key in after if after[key] is not before[key]]


def test_a_catalogue_that_goes_is_forgotten(root: Path) -> None:
    """
    Its article, still without one, has no text; an article that goes is no more.
    """
    index = Index(project.opened(root))
    assert 2 == len(index.same(AUTUMN, "ru"))
    project.po(root, "bridge", "ru").unlink()
    (root / "source_texts" / "weather.txt").unlink()

    assert ["markets/flowers"] == [use.article for use in index.same(AUTUMN, "ru")]
    assert ("weather", "vi") not in index.all()


def test_a_damaged_catalogue_keeps_nobody_from_the_others(root: Path) -> None:
    """
    It is told why, until it is mended.
    """
    path = project.po(root, "bridge")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    index = Index(project.opened(root))
    held = index.all()["bridge", "vi"]

    assert held.failure is not None
    assert str(path) in held.failure.message
    assert ["markets/flowers"] == [use.article for use in index.same(AUTUMN, "vi")]
    path.write_bytes(whole)
    assert 2 == len(index.same(AUTUMN, "vi"))


def test_what_a_run_has_put_aside_is_not_found(root: Path) -> None:
    """
    A sentence that is gone from its article has no place there.
    """
    text = (root / "source_texts" / "bridge.txt").read_text("utf-8")
    (root / "source_texts" / "bridge.txt").write_text(text.replace(AUTUMN, ""), encoding="utf-8")
    project.run(root)

    uses = Index(project.opened(root)).same(AUTUMN, "vi")

    assert ["markets/flowers"] == [use.article for use in uses]


def test_reading_ahead_spares_the_next_one_the_wait(root: Path) -> None:
    """
    It happens once, in a thread; what cannot be read then is told when it is asked for.
    """
    index = Index(project.opened(root))
    index.warm()
    for thread in threading.enumerate():
        if thread.daemon and thread.name.endswith("(_read_ahead)"):
            thread.join()

    assert 6 == len(index._held)
    assert {*index._held} == {*index.all()}
