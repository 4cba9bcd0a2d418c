"""The command line itself: help, mistakes, settings, new projects, packages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from tests.cli.conftest import Newsroom
from tests.packages import tiny

README = Path(__file__).parents[2] / "README.md"


def test_help_names_every_command(newsroom: Newsroom) -> None:
    """
    --help lists the commands with their lines.
    """
    shown = newsroom("--help").out

    for name, line in COMMANDS.items():
        assert name in shown
        assert line.split(",")[0].split(":")[0] in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_place_in_the_readme(newsroom: Newsroom, name: str) -> None:
    """
    A command explains itself, and README mentions it.
    """
    result = newsroom(name, "--help")

    assert 0 == result.code
    assert "Usage: pipeline" in result.out
    assert f"pipeline {name}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["rnu"], "No such command 'rnu'. Did you mean run?"),
        (["run", "--langauge", "vi"], "No such option"),
        (["run", "--article", "flods"], "no article fits 'flods'"),
        (["run", "--article", "flods"], "Did you mean floods?"),
        (["run", "--language", "de"], "'de' is no language of this project"),
        (["run", "--project", "nowhere"], "nowhere"),
        (["init"], "pipeline.toml exists already"),
    ],
)
def test_wrong_usage_is_answered(newsroom: Newsroom, args: list[str], complaint: str) -> None:
    """
    A mistake on the command line is one sentence, and exit code 2.
    """
    result = newsroom(*args)

    assert 2 == result.code
    assert complaint in result.err
    assert "Traceback" not in result.err


def test_settings_that_cannot_be_used_are_refused(newsroom: Newsroom) -> None:
    """
    A mistake in pipeline.toml is named with its line before anything is done.
    """
    (newsroom.root / "pipeline.toml").write_text('languages = ["vi"]\n[exprot]\n')

    result = newsroom("run")

    assert 2 == result.code
    assert "pipeline.toml:2: there is no setting exprot" in result.err
    assert "Did you mean export?" in result.err


def test_an_empty_folder_becomes_a_project(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    After `init` the first `run` works, from any folder of the project.
    """
    folder = tmp_path / "new"

    assert 0 == newsroom("init", folder, "--language", "vi").code
    monkeypatch.chdir(folder / "source_texts")
    result = newsroom("run")

    assert 0 == result.code
    assert (folder / "build/drafts/vi/first-article.txt").exists()
    assert "/.pipeline/" in (folder / ".gitignore").read_text()


def test_init_overwrites_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    What lies in the folder already stays as it is.
    """
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / ".gitignore").write_text("mine\n")

    newsroom("init", folder, "--no-first-article")

    assert "mine\n" == (folder / ".gitignore").read_text()
    assert [] == list((folder / "source_texts").iterdir())


def test_config_show_gives_the_defaults_too(newsroom: Newsroom) -> None:
    """
    Every setting in force is shown under its key, whether it was written or not.
    """
    assert 'folders.articles = "source_texts"' in newsroom("config", "show").out
    settings = json.loads(newsroom("config", "show", "--json").out)["settings"]
    assert ["vi", "ru"] == settings["languages"]


def test_a_further_language_is_a_file_and_a_line(newsroom: Newsroom) -> None:
    """
    With a package, a language file and its code in the settings, a language is translated.
    """
    tiny.build(newsroom.root / "packages")
    (newsroom.root / "languages").mkdir()
    (newsroom.root / "languages" / "xx.toml").write_text('name = "Made up"\n')
    (newsroom.root / "pipeline.toml").write_text('languages = ["xx"]\n')

    process = subprocess.run(
        [sys.executable, "-m", "pipeline", "run"],
        cwd=newsroom.root,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "fields/harvest  xx: 2 new, 2 drafted" in process.stdout
    exported = (newsroom.root / "build/drafts/xx/fields/harvest.txt").read_text()
    assert tiny.translation("The harvest was good.") in exported


def test_a_language_without_package_does_not_stop_the_others(newsroom: Newsroom) -> None:
    """
    A pair that no package serves is named with what to do; the others are finished.
    """
    tiny.build(newsroom.root / "packages")
    (newsroom.root / "languages").mkdir()
    for code in ("xx", "yy"):
        (newsroom.root / "languages" / f"{code}.toml").write_text('name = "Made up"\n')
    settings = newsroom.root / "pipeline.toml"
    settings.write_text('languages = ["xx", "yy"]\n')

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipeline", "run"],
            cwd=newsroom.root,
            capture_output=True,
            text=True,
            check=False,
        )

    done = run()
    assert 1 == done.returncode
    assert "no package translates from “en” into “yy”" in done.stderr
    assert (newsroom.root / "build/drafts/xx/floods.txt").exists()

    settings.write_text('languages = ["yy"]\n')
    done = run()
    assert 1 == done.returncode
    assert "no package translates from “en” into “yy”" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_loads_nothing_heavy() -> None:
    """
    `pipeline --help` imports no model library, no PO library, and no progress bar.
    """
    program = (
        "import sys\nfrom pipeline.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'ctranslate2', 'sentencepiece', 'argostranslate', 'polib', 'rich', 'babel',"
        " 'msgspec', 'rapidfuzz', 'nupunkt', 'langdetect', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "[]\n" == done.stderr


@pytest.mark.parametrize(
    ("settings", "args"),
    [
        ('[folders]\noutput = "source_texts"', []),
        ('[folders]\ncatalogues = "build"', []),
        ('[folders]\noutput = "locales/out"', []),
        ("", ["--output", "source_texts/out"]),
    ],
)
def test_folders_in_each_other_are_refused(
    newsroom: Newsroom, settings: str, args: list[str]
) -> None:
    """
    What is exported must not be read as an article, nor catalogues lie among exports.
    """
    path = newsroom.root / "pipeline.toml"
    path.write_text(path.read_text() + settings)

    result = newsroom("run", *args)

    assert 2 == result.code
    assert "lies in that of" in result.err
    assert not newsroom.po("floods").exists()
