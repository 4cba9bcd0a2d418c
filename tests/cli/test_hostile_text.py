"""Articles and catalogues that hold what no editor shows, or more than anybody reads."""

import os
import resource
import shutil
import subprocess
import time

import polib
import pytest

from tests.cli.conftest import Newsroom
from tests.cli.driving import driving

MSGFMT = shutil.which("msgfmt")
needs_gettext = pytest.mark.skipif(
    MSGFMT is None, reason="needs gettext's msgfmt (Debian: apt install gettext)"
)


@needs_gettext
def test_characters_that_nobody_sees_are_kept(newsroom: Newsroom) -> None:
    """
    Controls and marks of direction stand in catalogues as in the article: gettext reads them,
    nothing changes when they are read again, and the article comes back as it was.
    """
    codes = (
        *(0x01, 0x02, 0x03, 0x07, 0x08, 0x1A, 0x1B, 0x1F, 0x7F, 0x80, 0x9B, 0xAD, 0x200B, 0x200E),
        *(0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xFFFD, 0xFFFE, 0xE000, 0x10FFFF),
    )
    sentences = [
        f"Train {code} of the {chr(code)}day{chr(code)} left the capital with all who wanted to see"
        " the new station, and came back at night."
        for code in codes
    ]
    article = " ".join(sentences) + "\x1a\n"
    newsroom.write("odd.txt", article)

    assert 0 == newsroom("run", "--article", "odd").code
    # polib leaves the escape for a bell as it is.
    read = [entry.msgid.replace(r"\a", "\a") for entry in polib.pofile(newsroom.po("odd"))]
    assert [*sentences[:-1], sentences[-1] + "\x1a"] == read
    for language in ("vi", "ru"):
        path = newsroom.po("odd", language)
        subprocess.run([str(MSGFMT), "--check", "-o", os.devnull, path], check=True)
    before = newsroom.bytes()
    shutil.rmtree(newsroom.root / ".pipeline")
    assert 0 == newsroom("run", "--article", "odd").code
    assert before == newsroom.bytes()

    newsroom.po("odd").unlink()
    options = ("--language", "vi", "--article", "odd", "--untranslated", "source")
    assert 0 == newsroom("export", *options).code
    assert article == (newsroom.root / "build/vi/odd.txt").read_bytes().decode()


@needs_gettext
@pytest.mark.parametrize("ending", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_line_end_of_another_age_ends_a_line(newsroom: Newsroom, ending: str) -> None:
    """
    What Unicode calls a line end stands between sentences, never in one, and stays in exports.
    """
    newsroom.write("odd.txt", f"The first train left{ending}Nobody came to see it\n")

    assert 0 == newsroom("run", "--article", "odd").code
    entries = polib.pofile(newsroom.po("odd"))
    assert ["The first train left", "Nobody came to see it"] == [each.msgid for each in entries]
    subprocess.run([str(MSGFMT), "--check", "-o", os.devnull, newsroom.po("odd")], check=True)
    exported = (newsroom.root / "build/drafts/vi/odd.txt").read_bytes().decode()
    assert f"vi: THE FIRST TRAIN LEFT{ending}vi: NOBODY CAME TO SEE IT\n" == exported


END = b" for two days and a night, and nobody but the ministers knew what they were about.\n" * 2


@pytest.mark.parametrize(
    ("data", "encoding", "complaint"),
    [
        (b"Line one.\r\nThe talks\x04 went on" + END, "utf-8", "line 2 has the character U+0004"),
        (
            "The talks\0 went on".encode("utf-16") + END.decode().encode("utf-16-le"),
            "utf-16",
            "line 1 has the character U+0000",
        ),
        (b"The talks\x00 went on.\n", "utf-8", "byte 9 is zero"),
        (b"The \xed\xa0\x80 talks went on.\n", "utf-8", "byte 4 (0xed) is no UTF-8"),
    ],
)
def test_what_no_catalogue_can_hold_is_refused(
    newsroom: Newsroom, data: bytes, encoding: str, complaint: str
) -> None:
    """
    Two control characters are refused by gettext, surrogates by UTF-8: such an article is named
    with the place, and the others are done.
    """
    newsroom.write("odd.txt", data)
    settings = f'languages = ["vi"]\n[articles.files."odd.txt"]\nencoding = "{encoding}"\n'
    (newsroom.root / "pipeline.toml").write_text(settings)

    result = newsroom("run")

    assert 1 == result.code
    assert complaint in result.err
    assert newsroom.po("floods").exists()
    assert not newsroom.po("odd").exists()


def test_marks_of_direction_turn_no_line_around(newsroom: Newsroom) -> None:
    """
    What is printed for people shows such marks, and controls, instead of obeying them.
    """
    newsroom.write("\u202eodd\x1b[2J.txt", "Nobody \u2066came\u2069 to see \x9b2Jit.\n")
    newsroom("run")

    shown = newsroom("export").out

    assert "source_texts/\\u202eodd\\x1b[2J.txt:1: vi: " in shown
    assert "Nobody \\u2066came\\u2069 to see \\x9b2Jit." in shown
    assert "\\u202eodd\\x1b[2J" in newsroom("status").out


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("a", id="one word"),
        pytest.param("The harvest of the north was good this year. ", id="sentences"),
        pytest.param("the harvest in the north was good and ", id="one sentence"),
        pytest.param('"', id="quotes"),
        pytest.param("The harvest was good.\n", id="short lines"),
    ],
)
def test_a_line_without_end_takes_its_share(newsroom: Newsroom, unit: str) -> None:
    """
    A line of 800 kB takes a third of a second; in proportion to its square it would take
    hours. 50 MB took 10 to 30 s of CPU.
    """
    settings = 'languages = ["vi"]\n[articles]\ncheck_language = false\n'
    (newsroom.root / "pipeline.toml").write_text(settings)

    newsroom.write("long.txt", "It began. " + unit * (800_000 // len(unit)) + "\n")
    began = time.process_time()

    assert 0 == newsroom("run", "--article", "long").code
    assert time.process_time() - began < 30


@pytest.mark.parametrize("unit", ["the harvest was good and ", '"', "\\"])
def test_a_line_without_end_fits_into_memory(newsroom: Newsroom, unit: str) -> None:
    """
    A line takes a few times its own size, also where each character is escaped in a catalogue:
    50 MB took 0.6 to 1.3 GB.
    """
    newsroom.write("long.txt", "It began. " + unit * (1_500_000 // len(unit)) + "\n")

    with driving(newsroom, prepare=little_memory) as driver:
        for command in ("segment", "run"):
            code, talk = driver(command, "--article", "long", "--language", "vi")
            assert 0 == code, talk


def little_memory() -> None:
    """Let a process have 200 MB; a run of one short article takes 35."""
    resource.setrlimit(resource.RLIMIT_DATA, (200_000_000, 200_000_000))


@needs_gettext
@pytest.mark.parametrize("unit", ["chữ ", '"', "\\", "line\n"])
def test_a_translation_without_end_is_kept(newsroom: Newsroom, unit: str) -> None:
    """
    A msgstr of 200 kB is read, merged and saved without losing a character.
    """
    newsroom("run", "--language", "vi")
    text = unit * (200_000 // len(unit.encode())) + "."

    def translate(file: polib.POFile) -> None:
        file[0].msgstr = text
        file[0].flags.remove("fuzzy")

    newsroom.edit("fields/harvest", "vi", translate)
    newsroom.write("fields/harvest.txt", "The harvest was good. Prices fell.\n")
    began = time.process_time()

    assert 0 == newsroom("run", "--language", "vi").code
    assert time.process_time() - began < 30
    assert text == polib.pofile(newsroom.po("fields/harvest"))[0].msgstr
    subprocess.run([str(MSGFMT), "-o", os.devnull, newsroom.po("fields/harvest")], check=True)
