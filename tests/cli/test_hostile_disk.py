"""Files and folders that cannot be read, and disks that take no more."""

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import FLOODS, HARVEST, Newsroom
from tests.cli.driving import driving, obey_permissions

ENGLISH = "A new sentence came.\n"


@contextmanager
def forbidden(path: Path, mode: int) -> Iterator[None]:
    """Take rights to a file or folder away for a while."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


def test_what_may_not_be_read_stops_nothing_else(newsroom: Newsroom) -> None:
    """
    An article, a folder of articles, or a catalogue that may not be read is one sentence; all
    others are done, and its catalogues are neither called orphans nor taken for another's.
    """
    with driving(newsroom, prepare=obey_permissions) as driver:
        assert 0 == driver("run")[0]
        root = newsroom.root
        for path, mode, complaint in (
            (
                "source_texts/fields",
                0o000,
                "source_texts/fields cannot be listed: permission denied",
            ),
            ("source_texts/fields", 0o444, "cannot be read: permission denied"),
            ("source_texts/fields/harvest.txt", 0, "cannot be read: permission denied"),
            (
                "locales/vi/LC_MESSAGES/fields",
                0o000,
                "harvest.po cannot be read: permission denied",
            ),
            (
                "locales/vi/LC_MESSAGES/fields/harvest.po",
                0,
                "harvest.po cannot be read: permission",
            ),
            ("locales/fields/harvest.pot", 0o000, "harvest.pot cannot be read: permission denied"),
        ):
            newsroom.write("floods.txt", FLOODS + f"This came with {path} at {mode}.\n")
            newsroom.write("copy.txt", HARVEST)
            (root / "source_texts/fields/harvest.txt").touch()
            with forbidden(root / path, mode):
                # Nobody needs a template to look at a project.
                for command in ("run", "status")[: 1 if ".pot" in path else 2]:
                    code, talk = driver(command)
                    assert 1 == code, talk
                    assert complaint in talk
                    assert "Check its permissions.\n" in talk
                    assert "Traceback" not in talk
                    assert "no article any more" not in talk
                    assert "is now called" not in talk
            assert f"This came with {path} at {mode}." in newsroom.po("floods", "ru").read_text()
        assert 0 == driver("run")[0]


def test_what_may_not_be_written_stays_as_it_is(newsroom: Newsroom) -> None:
    """
    A catalogue, folder or export that is read-only is one sentence, and not overwritten.
    """
    with driving(newsroom, prepare=obey_permissions) as driver:
        driver("run")
        root = newsroom.root
        for number, (path, mode, complaint) in enumerate(
            (
                ("locales/vi/LC_MESSAGES/fields/harvest.po", 0o444, "harvest.po cannot be written"),
                (
                    "locales/vi/LC_MESSAGES/fields",
                    0o555,
                    "harvest.po cannot be written: permission",
                ),
                ("locales/fields", 0o555, "harvest.pot cannot be written: permission denied"),
                (
                    "build/drafts/vi/fields",
                    0o555,
                    "harvest.txt cannot be written: permission denied",
                ),
                (
                    "build/drafts/vi/fields/harvest.txt",
                    0o444,
                    "harvest.txt cannot be written: it is",
                ),
            )
        ):
            newsroom.write("fields/harvest.txt", HARVEST + f"Number {number} came.\n")
            newsroom.write("floods.txt", FLOODS + f"Number {number} came.\n")
            before = newsroom.bytes()
            with forbidden(root / path, mode):
                code, talk = driver("run")
            changed = {name for name, data in newsroom.bytes().items() if before[name] != data}
            assert 1 == code, talk
            assert complaint in talk
            assert "Traceback" not in talk
            assert not {name for name in changed if name.startswith(path)}
            assert "build/drafts/ru/floods.txt" in changed
            assert 0 == driver("run")[0]


def test_a_draft_that_cannot_be_removed_is_named(newsroom: Newsroom) -> None:
    """
    A reviewed article is exported even where its old draft must stay, and that is told.
    """
    with driving(newsroom, prepare=obey_permissions) as driver:
        driver("run")
        newsroom.review("fields/harvest")
        with forbidden(newsroom.root / "build/drafts/vi/fields", 0o555):
            code, talk = driver("run")

    assert 1 == code
    assert "build/drafts/vi/fields/harvest.txt cannot be removed: permission denied" in talk
    assert (newsroom.root / "build/vi/fields/harvest.txt").exists()


def test_a_project_that_may_only_be_read_can_be_looked_at(newsroom: Newsroom) -> None:
    """
    In somebody else's project `run` says that it cannot work, and `status` and `export`, to
    another folder, do.
    """
    with driving(newsroom, prepare=obey_permissions) as driver:
        driver("run")
        newsroom.review("floods")
        (newsroom.root / "talk").touch()
        folders = [path for path in newsroom.root.rglob("*") if path.is_dir()]
        for folder in (newsroom.root, *folders):
            folder.chmod(0o555)
        (newsroom.root / ".pipeline" / "lock").chmod(0o444)
        try:
            code, talk = driver("run")
            assert 2 == code
            assert ".pipeline/lock cannot be written: permission denied" in talk
            code, talk = driver("status")
            assert 0 == code
            assert "floods" in talk
            output = newsroom.root.parent / "mine"
            code, talk = driver("export", "--article", "floods", "--output", str(output))
            assert (output / "vi" / "floods.txt").exists()
            assert "Traceback" not in talk
        finally:
            for folder in (newsroom.root, *folders):
                folder.chmod(0o755)


def test_articles_that_may_not_be_listed_at_all_are_one_sentence(newsroom: Newsroom) -> None:
    """
    Without its articles' folder, or its settings, a project cannot run: exit code 2.
    """
    with driving(newsroom, prepare=obey_permissions) as driver:
        for name in ("source_texts", "pipeline.toml"):
            with forbidden(newsroom.root / name, 0):
                code, talk = driver("run")
            assert 2 == code
            assert f"{name} cannot be" in talk
            assert "Traceback" not in talk


FULL = "no space left on device\n       Make room on its disk, then run the command again.\n"


@pytest.mark.parametrize(
    ("full", "failed", "done"),
    [
        ("locales/fields", "harvest.pot", "locales/vi/LC_MESSAGES/floods.po"),
        ("locales/vi/LC_MESSAGES/fields", "harvest.po", "locales/ru/LC_MESSAGES/fields/harvest.po"),
        ("build/drafts/vi/fields", "harvest.txt", "locales/vi/LC_MESSAGES/fields/harvest.po"),
    ],
)
def test_a_full_disk_loses_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, full: str, failed: str, done: str
) -> None:
    """
    What cannot be written stays as it was, nothing half-written lies beside it, everything else
    is done, and with room again the next run goes on without asking the engine twice.
    """
    newsroom("run")
    newsroom.review("fields/harvest")
    assert newsroom.asked
    newsroom.write("fields/harvest.txt", HARVEST + ENGLISH)
    newsroom.write("floods.txt", FLOODS + ENGLISH)
    before, really = newsroom.bytes(), os.replace

    def no_room(neighbour: str, target: Path) -> None:
        if Path(neighbour).parent == newsroom.root / full:
            raise OSError(28, os.strerror(28))
        really(neighbour, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", no_room)
        result = newsroom("run")

    assert 1 == result.code
    assert f"{full}/{failed} cannot be written: {FULL}" in result.err
    assert before[f"{full}/{failed}"] == newsroom.bytes()[f"{full}/{failed}"]
    assert before[done] != newsroom.bytes()[done]
    assert set(before) == {
        name for name in newsroom.bytes() if name in before or "/vi/" not in name
    }
    known = set(newsroom.asked)
    assert 0 == newsroom("run").code
    assert known.isdisjoint(newsroom.asked)
    assert ENGLISH.strip() in newsroom.po("fields/harvest").read_text()


def small_files() -> None:
    """Let no file of this process grow beyond 40 kB, as on a disk that is full there."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


def test_a_real_limit_loses_nothing(newsroom: Newsroom) -> None:
    """
    Where the system itself refuses to write on, small articles are done, the draft store goes
    on without storing, and the next run completes the rest.
    """
    long = " ".join(f"Sentence {number} came here." for number in range(400)) + "\n"
    newsroom.write("long.txt", long)
    with driving(newsroom, prepare=small_files) as driver:
        code, talk = driver("run")

    assert 1 == code
    assert "long.po cannot be written: file too large" in talk
    assert "Traceback" not in talk
    assert newsroom.po("floods", "ru").exists()
    assert not newsroom.po("long").exists()
    assert [] == [path for path in newsroom.root.rglob(".*") if path.name != ".pipeline"]
    assert 0 == newsroom("run").code
    assert 400 == len(polib.pofile(newsroom.po("long")))


def test_a_store_without_room_keeps_nobody_from_work(newsroom: Newsroom) -> None:
    """
    When the draft store's disk is full, drafts go into the catalogues all the same; that
    they are not remembered is one sentence.
    """
    newsroom("run", "--article", "floods")
    for number in range(40):
        newsroom.write(f"{number}.txt", f"{HARVEST} This is number {number} of them.\n")
    with driving(newsroom, prepare=small_files) as driver:
        code, talk = driver("run")
        assert 1 == code
        assert 1 == talk.count("Error: ")
        assert "state.db cannot be used: " in talk
        assert "It may be deleted, which costs time only." in talk

    assert 42 == len(list((newsroom.root / "locales/vi").rglob("*.po")))
    assert newsroom.asked
    assert 0 == newsroom("run").code
    assert [] == newsroom.asked
    shutil.rmtree(newsroom.root / ".pipeline")
    assert 0 == newsroom("run").code
    assert [] == newsroom.asked
