"""Examples of the documentation that are run, and print what is shown below them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import Newsroom, newsroom
from tests.docs.reading import ROOT, Example, blocks, examples

__all__ = ["newsroom"]

# Of the tutorial: what sets the tool up, which the tests have done.
SET_UP = ("git clone", "make run", "source ", "cd ~")

# What machines may do otherwise: seconds, and the model's doubts about its drafts.
_VARIES = re.compile(r"\d+\.\d s$|, \d+ (?:doubtful|with errors|with warnings)")
_ROW = re.compile(r"(\S+ +(?:vi|ru) +\d+ +\d+ +\d+%(?: +\d+){4}) .*")


@pytest.mark.model
def test_the_tutorial_holds(tmp_path: Path) -> None:
    """
    Every command of it prints what is shown, from an empty folder to a second edition.
    """
    here, visits = tmp_path, 0
    for example in examples(ROOT / "docs/tutorial.md"):
        if example.command.startswith(SET_UP):
            continue
        if example.command.startswith("cd "):
            here /= example.command.removeprefix("cd ")
        elif example.command.startswith("poedit "):
            visits += 1
            work_in_poedit(here / example.command.removeprefix("poedit "), visits)
        else:
            compare(example, run(example.command, here))

    assert "325 passengers" in run("git show HEAD:source_texts/first-article.txt", here)


@pytest.mark.model
def test_the_first_example_of_readme_holds(tmp_path: Path) -> None:
    """
    The two articles from nothing, as `make run` drafts them.
    """
    for name in ("pipeline.toml", "glossary.csv"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "source_texts", tmp_path / "source_texts")

    shown = [each for each in examples(ROOT / "README.md") if each.command.startswith("pipeline")]
    for example in shown[:2]:
        assert example.output
        compare(example, run(example.command, tmp_path))


@pytest.mark.model
def test_the_nightly_script_holds(tmp_path: Path) -> None:
    """
    It commits and pushes catalogues, publishes nothing unreviewed, and has nothing to do twice.
    """
    run("git init --quiet --bare remote && git clone --quiet remote news", tmp_path)
    run("pipeline init . --language vi && git add . && git commit -m First", tmp_path / "news")
    run("git push --set-upstream origin HEAD", tmp_path / "news")
    (script,) = blocks(ROOT / "docs/how-to/nightly.md", "bash")
    (tmp_path / "rsync").write_text('#!/bin/sh\necho "$@"; ls build\n', encoding="utf-8")
    (tmp_path / "rsync").chmod(0o755)
    (tmp_path / "nightly.sh").write_text(script, encoding="utf-8")
    night = "mv ../nightly.sh . 2>/dev/null; PATH=..:$PATH bash nightly.sh; echo $?"

    first, second = run(night, tmp_path / "news"), run(night, tmp_path / "news")

    assert "--archive build/vi/ /var/www/vi/\ndrafts\nvi\n0\n" == first == second
    log = run("git --git-dir remote log --format=%s --all", tmp_path).splitlines()
    assert ["Catalogues of", "First"] == [subject[:13] for subject in log]


@pytest.mark.model
def test_the_first_program_runs(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The one that the page on Python begins with.
    """
    monkeypatch.chdir(newsroom.root.parent)

    exec(blocks(ROOT / "docs/reference/python.md", "python")[0], {})

    out = newsroom.capsys.readouterr().out

    assert out.startswith("9 sentences drafted\n")
    assert out.endswith(" is not: a machine draft that nobody has reviewed\n")


@pytest.mark.parametrize("page", ["nightly", "omegat"])
def test_a_how_to_can_be_followed(newsroom: Newsroom, page: str) -> None:
    """
    Its commands do what they say, one after the other.
    """
    newsroom("run")

    for example in examples(ROOT / f"docs/how-to/{page}.md"):
        result = newsroom(*example.command.split(" > ")[0].split()[1:])
        assert result.code <= 1, result.err


def run(command: str, here: Path) -> str:
    """Run a command as a shell does; gives all that it says."""
    person = {"NAME": "An", "EMAIL": "an@example.org"}
    return subprocess.run(
        ["bash", "-c", command],
        cwd=here,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            **{
                f"GIT_{who}_{key}": person[key] for who in ("AUTHOR", "COMMITTER") for key in person
            },
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    ).stdout


def compare(example: Example, printed: str) -> None:
    """See that what is shown is printed.

    The page may leave lines out, and which article is finished first may differ.
    """
    lines = [same(line) for line in printed.splitlines()]
    for line in filter(None, example.output):
        assert same(line) in lines, f"$ {example.command} does not print {line!r}, but:\n{printed}"


def same(line: str) -> str:
    """Leave out of a line what differs from machine to machine."""
    return _ROW.sub(r"\1", _VARIES.sub("", line))


def work_in_poedit(path: Path, visit: int) -> None:
    """Do what the tutorial asks for: all is approved, with a mistake that is mended later."""
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in file:
        if "fuzzy" in entry.flags:
            entry.flags.remove("fuzzy")
        entry.msgstr = REVIEWED.get(entry.msgid, entry.msgstr)
        if visit == 1:
            entry.msgstr = entry.msgstr.replace("85.000", "58.000")
    file.metadata["PO-Revision-Date"] = f"2030-01-0{visit} 10:00+0000"
    file.save(str(path))


# As the tutorial has them; what the model makes may differ a little on another processor.
REVIEWED = {
    "Two cities open a new railway line": "Hai thành phố mở tuyến đường sắt mới",
    "HANOI - The first train left the capital on Monday morning with 320 passengers on board.": (
        "HÀ NỘI - Chuyến tàu đầu tiên rời khỏi thủ đô vào sáng thứ Hai với 320 hành khách trên tàu."
    ),
    "It arrived in the port city of Hai Phong two hours later.": (
        "Nó đến thành phố cảng Hải Phòng hai giờ sau đó."
    ),
    "The minister of transport opens the new station.": "Bộ trưởng giao thông mở nhà ga mới.",
    '"The line will bring the two cities closer together," the minister said.': (
        "Bộ trưởng cho biết: “Tuyến đường sẽ đưa hai thành phố lại gần nhau hơn”."
    ),
    "She added that tickets cost 85,000 dong until the end of the year.": (
        "Bà nói thêm rằng vé có giá 85.000 đồng cho đến cuối năm."
    ),
}
