"""Bad input through the real command: one sentence, the rest done, nobody's bytes touched."""

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import HARVEST, Newsroom
from tests.packages import tiny

VIETNAMESE = (
    "Mưa lớn kéo dài hai ngày đã khiến nước sông dâng cao và tràn qua bờ đê ở nhiều nơi. "
    "Lực lượng cứu hộ phải dùng thuyền để tiếp cận các ngôi làng bị cô lập và đưa người già, "
    "trẻ em đến nơi an toàn trước khi trời tối. Không ai bị thương trong đợt lũ này.\n"
)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(b"", "bad.txt: the file is empty", id="empty"),
        pytest.param(b"\n \r\n\t\n", "bad.txt: it holds only white space", id="blank"),
        pytest.param(b"\x00\x01\x02\xff" * 99, "bad.txt: it is a binary file", id="binary"),
        pytest.param(b"The talks ended. \xff\xfe Good.", "byte 17", id="invalid UTF-8"),
        pytest.param("The talks ended.".encode("utf-16"), "UTF-16", id="UTF-16"),
        pytest.param("The “talks” ended.".encode("cp1252"), "cp1252", id="Windows-1252"),
        pytest.param(VIETNAMESE.encode(), "Vietnamese", id="not English"),
    ],
)
def test_a_bad_article_is_named_and_the_others_finished(
    newsroom: Newsroom, content: bytes, complaint: str
) -> None:
    """
    An article that cannot be read is named with its reason; the others are done; exit code 1.
    """
    newsroom.write("bad.txt", content)

    result = newsroom("run")

    assert 1 == result.code
    assert complaint in result.err
    assert "Traceback" not in result.err
    assert newsroom.po("floods").exists()
    assert newsroom.po("fields/harvest", "ru").exists()
    assert not newsroom.po("bad").exists()


def test_the_setting_that_is_named_reads_the_article(newsroom: Newsroom) -> None:
    """
    An article in another encoding is read with the setting named, and exported as UTF-8.
    """
    newsroom.write("old/bad.txt", "“We won,” she said.\n".encode("cp1252"))
    assert "old/bad.txt" in newsroom("run").err
    (newsroom.root / "pipeline.toml").write_text(
        'languages = ["vi"]\n[articles.files."old/*"]\nencoding = "cp1252"\n'
    )

    assert 0 == newsroom("run").code
    exported = newsroom.root / "build/drafts/vi/old/bad.txt"
    assert "vi: “WE WON,” SHE SAID.\n" == exported.read_text("utf-8")


def test_an_article_is_read_as_english_when_told_so(newsroom: Newsroom) -> None:
    """
    The language check can be switched off for an article.
    """
    newsroom.write("verse.txt", VIETNAMESE.replace("Mưa", "Rain"))
    assert 1 == newsroom("run").code
    (newsroom.root / "pipeline.toml").write_text(
        'languages = ["vi"]\n[articles.files."verse.txt"]\ncheck_language = false\n'
    )

    assert "verse.txt: it seems to be" not in newsroom("run").err


def test_a_foreign_paragraph_is_kept_and_reported(newsroom: Newsroom) -> None:
    """
    A paragraph in another language stays as it is in the export, and its line is told.
    """
    russian = "Переговоры прошли в Москве, и стороны договорились о новых встречах."
    english = "The talks between the two ministers ended well on Monday, said the agency."
    newsroom.write("mixed.txt", f"{english}\n\n{russian}\n")

    result = newsroom("run", "--language", "vi")

    assert 0 == result.code
    assert "source_texts/mixed.txt:3: this paragraph is kept as it is" in result.err
    exported = (newsroom.root / "build/drafts/vi/mixed.txt").read_text("utf-8")
    assert f"vi: {english.upper()}\n\n{russian}\n" == exported


def conflict(text: str) -> str:
    """Leave git's conflict markers in a catalogue."""
    return text + '\n<<<<<<< ours\nmsgid "a"\n=======\nmsgid "b"\n>>>>>>> theirs\n'


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        pytest.param(conflict, "conflict", id="conflict markers"),
        pytest.param(lambda text: text[: len(text) * 2 // 3 - 4], "harvest.po:", id="truncated"),
        pytest.param(lambda text: text.replace("msgid", "msgdi"), "harvest.po:", id="corrupt"),
        pytest.param(lambda text: text.replace("e: vi", "e: fr"), "in fr, not in vi", id="French"),
        pytest.param(lambda _: "", "empty", id="empty"),
    ],
)
def test_a_broken_catalogue_is_left_alone(
    newsroom: Newsroom, spoil: Callable[[str], str], complaint: str
) -> None:
    """
    A catalogue that cannot be read is named and untouched; other languages and articles go on.
    """
    newsroom("run")
    path = newsroom.po("fields/harvest")
    path.write_text(spoil(path.read_text()))
    broken = path.read_bytes()
    newsroom.write("fields/harvest.txt", HARVEST + "A new sentence came.\n")

    result = newsroom("run")

    assert 1 == result.code
    assert complaint in result.err
    assert str(path) in result.err
    assert broken == path.read_bytes()
    assert "A new sentence" in newsroom.po("fields/harvest", "ru").read_text()


def test_the_line_of_a_conflict_is_told(newsroom: Newsroom) -> None:
    """
    Where git has left two versions side by side, an editor can jump to the place.
    """
    newsroom("run")
    path = newsroom.po("fields/harvest")
    line = path.read_text().count("\n") + 2
    path.write_text(conflict(path.read_text()))

    result = newsroom("run")

    assert f"{path}:{line}: git has left two versions side by side" in result.err
    assert "The file was left as it is." in result.err


def test_a_catalogue_saved_meanwhile_is_merged(newsroom: Newsroom) -> None:
    """
    What a translator saves while the engine works is kept, and the rest is filled in.
    """
    newsroom("segment", "--language", "vi")

    def translate(file: polib.POFile) -> None:
        file[1].msgstr = "Nông dân đã bán phần lớn số gạo."
        file[1].tcomment = "checked with the ministry"

    def meanwhile(text: str) -> None:
        if text == "The harvest was good.":
            newsroom.edit("fields/harvest", "vi", translate)

    newsroom.engine("vi").before_each = meanwhile
    assert 0 == newsroom("run", "--language", "vi").code

    first, second = polib.pofile(newsroom.po("fields/harvest"))
    assert "vi: THE HARVEST WAS GOOD." == first.msgstr
    assert "Nông dân đã bán phần lớn số gạo." == second.msgstr
    assert "checked with the ministry" == second.tcomment
    assert [] == second.flags


def test_a_catalogue_saved_again_and_again_is_given_up(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    When another program saves each time that this one is about to, nothing of it is
    overwritten, the catalogue is named, and the others are done.
    """
    newsroom("segment", "--language", "vi")
    path, really, saves = newsroom.po("fields/harvest"), os.fsync, 0

    def save(handle: int) -> None:
        nonlocal saves
        if Path(os.readlink(f"/proc/self/fd/{handle}")).parent == path.parent:
            saves += 1
            path.write_text(path.read_text() + f"# saved again: {saves}\n")
        really(handle)

    monkeypatch.setattr(os, "fsync", save)
    result = newsroom("run", "--language", "vi")

    assert 1 == result.code
    assert f"{path} is being saved by another program again and again\n" in result.err
    assert "Close the program, then run the command again.\n" in result.err
    assert path.read_text().endswith(f"# saved again: {saves}\n")
    assert "FLOODS CUT OFF" in newsroom.po("floods").read_text()


def test_a_folder_in_a_catalogues_place_is_named(newsroom: Newsroom) -> None:
    """
    A folder in a catalogue's place is one sentence; the other articles are finished.
    """
    newsroom.po("fields/harvest").mkdir(parents=True)

    result = newsroom("run")

    assert 1 == result.code
    assert "harvest.po cannot be read: is a directory" in result.err
    assert newsroom.po("floods").exists()


def test_two_runs_at_once_do_not_meet(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The second run waits a while, is told who holds the project, and leaves it alone.
    """
    monkeypatch.setattr("pipeline.workflow.hold.LOCK_SECONDS", 0.5)
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from pipeline import files
        with files.locked(Path({str(newsroom.root)!r}, ".pipeline", "lock"), wait=0, on_wait=print):
            print("held", flush=True)
            input()
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        other.stdout.readline()
        began = time.monotonic()
        result = newsroom("run")
        other.communicate("\n")

    assert 2 == result.code
    assert f"another run (process {other.pid}) is working in" in result.err
    assert "waiting for it" in result.err
    assert 0.5 <= time.monotonic() - began < 30
    assert not newsroom.po("floods").exists()


def test_broken_packages_stop_no_other_language(newsroom: Newsroom) -> None:
    """
    Whatever part of a package is broken, it is named with what is wrong; languages that other
    packages serve are done, and the catalogues of its own are there, empty.
    """
    (newsroom.root / "languages").mkdir()
    packages = {}
    for code in ("xx", "ya", "yb", "yc", "yd"):
        packages[code] = tiny.build(newsroom.root / "packages", to_code=code)
        (newsroom.root / "languages" / f"{code}.toml").write_text('name = "Made up"\n')
    codes = ", ".join(f'"{code}"' for code in packages)
    (newsroom.root / "pipeline.toml").write_text(f"languages = [{codes}]\n")
    (packages["ya"] / "metadata.json").write_text('{"from_code": "en"')
    (packages["yb"] / "sentencepiece.model").write_bytes(b"")
    os.truncate(packages["yc"] / "model" / "model.bin", 5_000)
    (packages["yd"] / "model" / "model.bin").write_bytes(b"no model" * 99)

    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "run"],
        cwd=newsroom.root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == done.returncode, done.stderr
    assert "Traceback" not in done.stderr
    assert "en_ya is passed over: metadata.json, line 1" in done.stderr
    for code in ("ya", "yb", "yc", "yd"):
        assert f"en_{code}" in done.stderr
        assert all(not entry.msgstr for entry in polib.pofile(newsroom.po("floods", code)))
    assert (newsroom.root / "build/drafts/xx/floods.txt").exists()
    assert all("fuzzy" in entry.flags for entry in polib.pofile(newsroom.po("floods", "xx")))
