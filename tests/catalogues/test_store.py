"""Catalogues on disk."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import files
from pipeline.catalogues import header, po, store
from pipeline.errors import CatalogueBroken, CatalogueChanged
from pipeline.model import Catalogue, Entry, State
from tests.catalogues.building import HEADER, catalogue, merged

REVIEWED = Entry("Rain.", "Mưa.", State.REVIEWED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the catalogue lies; its folders are still to be made."""
    return tmp_path / "vi/LC_MESSAGES/harbour.po"


def load(path: Path) -> Catalogue:
    """Load it with our header."""
    return store.load(path, "harbour", "vi", header=HEADER)


def keep(fresh: Catalogue) -> Catalogue:
    """Nothing is to be done again."""
    return fresh


def test_a_catalogue_without_file_is_empty(path: Path) -> None:
    """
    It has its header, and nothing is written yet.
    """
    assert catalogue() == load(path)
    assert not path.exists()


def test_a_saved_catalogue_is_loaded_again(path: Path) -> None:
    """
    With the fingerprint of its file.
    """
    saved = store.save(path, catalogue(REVIEWED), keep)

    assert saved.written
    assert saved.catalogue == load(path)
    assert (REVIEWED,) == load(path).entries


def test_saving_what_was_loaded_writes_nothing(path: Path) -> None:
    """
    An unchanged catalogue keeps the date of its file.
    """
    store.save(path, catalogue(REVIEWED), keep)
    before = files.stamp(path)

    assert not store.save(path, load(path), keep).written
    assert before == files.stamp(path)


def test_what_a_header_lacks_is_added(path: Path) -> None:
    """
    A file made by hand becomes one that msgfmt accepts.
    """
    path.parent.mkdir(parents=True)
    path.write_bytes(b'msgid ""\nmsgstr "Last-Translator: An\\n"\n')
    found = load(path).header

    assert ("An", "nplurals=1; plural=0;") == (
        header.get(found, "Last-Translator"),
        header.get(found, "Plural-Forms"),
    )


def test_work_saved_meanwhile_is_kept_and_ours_done_again(path: Path) -> None:
    """
    A reviewer saves while we translate: both are in the file.
    """

    def remake(fresh: Catalogue) -> Catalogue:
        return merged(fresh, ["Rain.", "Wind."])

    store.save(path, catalogue(Entry("Rain.")), keep)
    ours = remake(load(path))
    path.write_bytes(po.render(catalogue(REVIEWED)))
    saved = store.save(path, ours, remake)

    assert [("Rain.", "Mưa."), ("Wind.", "")] == [
        (entry.source, entry.target) for entry in load(path).entries
    ]
    assert (True, load(path)) == (saved.written, saved.catalogue)


def test_a_file_that_appears_meanwhile_is_not_overwritten(path: Path) -> None:
    """
    The same for a catalogue that was new.
    """
    ours = merged(load(path), ["Wind."])
    store.save(path, catalogue(REVIEWED), keep)
    store.save(path, ours, lambda fresh: merged(fresh, ["Wind."]))

    assert [State.EMPTY, State.RETIRED] == [entry.state for entry in load(path).entries]


def saved_by_another_each_time(path: Path) -> Callable[[Catalogue], Catalogue]:
    """A reviewer's program that saves whenever we have read."""
    count = iter(range(100))

    def remake(fresh: Catalogue) -> Catalogue:
        path.write_bytes(po.render(catalogue(replace(REVIEWED, note=(f"{next(count)}",)))))
        return merged(fresh, ["Wind."])

    return remake


def test_a_file_that_never_rests_is_left_to_the_other(path: Path) -> None:
    """
    After a few tries we say so, and nothing was overwritten.
    """
    remake = saved_by_another_each_time(path)
    store.save(path, catalogue(), keep)

    with pytest.raises(CatalogueChanged):
        store.save(path, remake(load(path)), remake)
    assert (replace(REVIEWED, note=("5",)),) == load(path).entries


def test_a_broken_file_is_left_as_it_is(path: Path) -> None:
    """
    Whether it breaks before or while we work.
    """
    broken = b'msgid "a"\n<<<<<<< HEAD\n'
    ours = merged(load(path), ["Wind."])
    path.parent.mkdir(parents=True)
    path.write_bytes(broken)

    with pytest.raises(CatalogueBroken, match=r"harbour\.po:2: "):
        load(path)
    with pytest.raises(CatalogueBroken):
        store.save(path, ours, keep)
    assert broken == path.read_bytes()
