"""Names of articles that shells, terminals and gettext stumble over, and links to elsewhere."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import HARVEST, Newsroom

MSGGREP = shutil.which("msggrep")

NAMES = [
    "two words",
    "tab\tand\u00a0more\u3000space",
    "q\"u'o`te",
    "new\nline",
    "new\nLanguage: fr",
    "per%20cent%",
    "xã hội",
    "\u2068marked\u2069",
    "b\u202eidi",
    "\x1b[31mred",
    "end\x04of\x7ftext",
    "line\u2028end\u0085",
    "[red]",
    "[/red]",
    ":smile:",
    "a:12",
    "a,b;c#d~",
    "-dash",
    "$(x)&",
    "back\\slash",
    "nfc é",
    "nfd e\u0301",
]


@pytest.mark.skipif(MSGGREP is None, reason="needs gettext's msggrep (Debian: apt install gettext)")
def test_any_name_is_done_and_found_again(newsroom: Newsroom) -> None:
    """
    Spaces, quotes, line breaks and the rest: the article is done, its catalogue is one that
    gettext's tools keep as it is, its references are one word each, and the next run sees that
    there is nothing to do.
    """
    for name in NAMES:
        newsroom.write(f"{name}.txt", f"An article named {name!a} came. {HARVEST}")

    assert 0 == newsroom("run").code
    for name in NAMES:
        assert (newsroom.root / f"build/drafts/ru/{name}.txt").exists()
        assert_gettext_reads(newsroom.po(name))
        assert_gettext_reads(newsroom.root / "locales" / f"{name}.pot")
    shutil.rmtree(newsroom.root / ".pipeline")
    before = newsroom.bytes()
    assert newsroom.asked
    assert 0 == newsroom("run").code
    assert before == newsroom.bytes()
    assert "" == newsroom("run").out
    assert [] == newsroom.asked


def assert_gettext_reads(path: Path) -> None:
    """Let gettext's tools read a catalogue, write it again, and find an entry by its reference."""
    subprocess.run(["msgfmt", "--check-format", "-o", os.devnull, path], check=True)
    again = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, check=True)
    assert path.read_bytes() == again.stdout
    reference = re.findall("^#: (.*):1$", path.read_text("utf-8"), re.MULTILINE)[0]
    pattern = re.sub(r"[\\[\]*?]", "?", reference)
    found = subprocess.run(["msggrep", "-N", pattern, path], capture_output=True, check=True)
    assert b"The harvest was good." in found.stdout


def test_any_name_can_be_asked_for_and_is_shown(newsroom: Newsroom) -> None:
    """
    An article is found by its name as it stands, each line of output is about one article, and
    programs get the name itself.
    """
    for name in NAMES:
        newsroom.write(f"{name}.txt", f"An article named {name!a} came.\n")
        assert 0 == newsroom("segment", "--article", name, "--language", "vi").code

    result = json.loads(newsroom("status", "--json").out)
    assert set(NAMES) < {row["article"] for row in result["catalogues"]}
    shown = newsroom("status", "--language", "vi").out.split("\n")
    assert len(NAMES) + 2 + 1 == len(shown) - 1
    assert any("[/red]" in line for line in shown)
    assert any(":smile:" in line for line in shown)
    pages = ("export", "--allow-drafts", "--format", "bilingual-html", "--language", "vi")
    assert len(NAMES) + 2 == newsroom(*pages).out.count("\n")


def test_names_that_differ_little_are_kept_apart(newsroom: Newsroom) -> None:
    """
    Articles that differ in case only, or by one `.txt` more, have a catalogue and an export each.
    """
    names = ["a.txt", "A.txt", "a.txt.txt", "a.TXT", "a.po.txt", "a.pot.txt"]
    for name in names:
        newsroom.write(name, f"The article is {name} now.\n")

    assert 0 == newsroom("run").code
    for name in names:
        exported = newsroom.root / "build" / "drafts" / "vi" / name
        assert f"vi: THE ARTICLE IS {name.upper()} NOW.\n" == exported.read_text()
    assert len(names) + 2 == len(list((newsroom.root / "locales").rglob("*.pot")))


@pytest.mark.parametrize("letter", ["x", "я", "日", "\U0001f600"])
def test_the_longest_names_are_done(newsroom: Newsroom, letter: str) -> None:
    """
    An article whose name has 255 bytes, in a folder with as long a one, is done.
    """
    longest = letter * (251 // len(letter.encode()))
    newsroom.write(f"{longest}/{longest}.txt", HARVEST)

    assert 0 == newsroom("run").code
    assert newsroom.po(f"{longest}/{longest}").exists()
    assert "" == newsroom("run").out


def test_a_name_too_long_for_a_page_is_said(newsroom: Newsroom) -> None:
    """
    A page whose name would be too long is named with what to do; the others are written.
    """
    newsroom.write(f"{'x' * 251}.txt", HARVEST)
    newsroom("run")

    result = newsroom("export", "--allow-drafts", "--format", "bilingual-html")

    assert 1 == result.code
    assert "file name too long\n       Give its article a shorter name.\n" in result.err
    assert (newsroom.root / "build/drafts/vi/floods.html").exists()


def test_a_name_that_is_no_text_is_refused(newsroom: Newsroom) -> None:
    """
    A name with bytes that are not UTF-8 can stand in no catalogue: it is told, and the others
    are done.
    """
    for name in (b"bad\xff.txt", b"bad\xfe/good.txt"):
        path = os.path.join(os.fsencode(newsroom.root / "source_texts"), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(HARVEST)

    for command in ("run", "status", "export"):
        result = newsroom(command)
        assert 1 == result.code
        assert "bad\\xff.txt: its name is not UTF-8\n       Rename it.\n" in result.err
        assert "source_texts/bad\\xfe: its name is not UTF-8\n" in result.err
    assert newsroom.po("floods").exists()
    assert 2 == len(list((newsroom.root / "locales/vi").rglob("*.po")))


def test_a_link_out_of_the_folder_is_not_followed(newsroom: Newsroom) -> None:
    """
    A link to a file or a folder elsewhere is told, and not a word of it comes into the project.
    """
    private = newsroom.root.parent / "private"
    private.mkdir()
    (private / "diary.txt").write_text("Nobody should read this. It is private.\n")
    sources = newsroom.root / "source_texts"
    (sources / "diary.txt").symlink_to(private / "diary.txt")
    (sources / "all").symlink_to(private)
    (sources / "up.txt").symlink_to("../pipeline.toml")

    for command in ("run", "status", "export"):
        result = newsroom(command)
        assert 1 == result.code
        for link, target in (("diary.txt", "diary.txt"), ("all", "")):
            assert (
                f"{sources / link}: it is a link to {private / target}, outside the articles folder"
                "\n       Put a copy here instead of the link.\n" in result.err
            )
        assert "up.txt: it is a link to" in result.err
    assert newsroom.po("floods").exists()
    made = [data for name, data in newsroom.bytes().items() if not name.startswith("source_texts")]
    assert b"It is private" not in b"".join(made)
    assert 0 == newsroom("run", "--article", "floods").code
    assert "diary.txt: it is a link" in newsroom("run", "--article", "diary").err


def test_links_inside_the_folder_do_no_harm(newsroom: Newsroom) -> None:
    """
    A link to another article is an article; links to folders, and to themselves, are passed
    over where they hide nothing, and told where they do.
    """
    sources = newsroom.root / "source_texts"
    (sources / "again.txt").symlink_to("fields/harvest.txt")
    (sources / "same").symlink_to("fields")
    (sources / "loop").symlink_to(".")
    assert 0 == newsroom("run").code
    assert newsroom.po("again").exists()
    assert not newsroom.po("same/harvest").exists()

    (sources / "circle.txt").symlink_to("circle.txt")
    (sources / "dead.txt").symlink_to("nothing.txt")
    os.mkfifo(sources / "pipe.txt")
    result = newsroom("run")
    assert 1 == result.code
    assert "circle.txt: it is a link that leads nowhere" in result.err
    assert "dead.txt: it is a link that leads nowhere" in result.err
    assert "pipe.txt: it is no regular file" in result.err


def test_nothing_is_written_through_links_to_elsewhere(newsroom: Newsroom) -> None:
    """
    A link in the place of a template or an export is replaced; what it leads to stays.
    """
    mine = newsroom.root.parent / "mine"
    mine.write_text("not yours")
    for name in ("locales/floods.pot", "build/drafts/vi/floods.txt"):
        (newsroom.root / name).parent.mkdir(parents=True, exist_ok=True)
        (newsroom.root / name).symlink_to(mine)

    assert 0 == newsroom("run").code
    assert "not yours" == mine.read_text()
    assert (newsroom.root / "build/drafts/vi/floods.txt").read_text().startswith("vi: FLOODS")


def test_a_catalogue_behind_a_link_is_kept_there(newsroom: Newsroom) -> None:
    """
    A team may keep its catalogues elsewhere: the file behind the link is the one that is saved.
    """
    newsroom("run")
    elsewhere = newsroom.root.parent / "theirs.po"
    newsroom.po("floods").rename(elsewhere)
    newsroom.po("floods").symlink_to(elsewhere)
    newsroom.write("floods.txt", "Another flood came.\n")

    assert 0 == newsroom("run").code
    assert newsroom.po("floods").is_symlink()
    assert "Another flood came." in elsewhere.read_text()
