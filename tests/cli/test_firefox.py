"""A model of Firefox from a server's copy to a drafted article, with nothing faked."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Newsroom, environment
from tests.packages import tiny_firefox
from tests.packages.mozilla import Mozilla


def pipeline(folder: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a person does, with the engine that the packages need."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, args)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_model_of_firefox_drafts_an_article_and_comes_again_from_the_lock_file(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    """
    Installed from a copy, it is verified, listed and used; a colleague gets the same bytes.
    """
    mozilla = Mozilla()
    mozilla.add("en-xx")
    copy = mozilla.copy(tmp_path / "copy")
    (newsroom.root / "pipeline.toml").write_text('languages = ["xx"]\n')
    (newsroom.root / "languages").mkdir()
    (newsroom.root / "languages" / "xx.toml").write_text('name = "Made up"\n')
    shutil.rmtree(newsroom.root / "source_texts" / "fields")
    newsroom.write("harvest.txt", "Farmers sold rice.\n")

    installed = pipeline(
        newsroom.root, "packages", "install", "--from", "firefox", "--mirror", copy, "en-xx"
    )
    run = pipeline(newsroom.root, "run", "--article", "harvest")
    verified = pipeline(newsroom.root, "packages", "verify", "firefox-en_xx-3_0")
    (listed,) = [
        row
        for row in json.loads(pipeline(newsroom.root, "packages", "list", "--json").stdout)[
            "packages"
        ]
        if row["format"] == "firefox"
    ]
    exported = newsroom.root / "build" / "drafts" / "xx" / "harvest.txt"
    before = (newsroom.root / "packages.lock").read_bytes()
    shutil.rmtree(newsroom.root / "packages")
    elsewhere = copy.rename(tmp_path / "elsewhere")
    again = pipeline(
        newsroom.root, "packages", "install", "--from", "firefox", "--mirror", elsewhere
    )

    assert [0, 0, 0, 0] == [each.returncode for each in (installed, run, verified, again)], run
    assert "xx is now translated by en_xx 3.0 (project)" in installed.stdout
    assert tiny_firefox.translation("Farmers sold rice.") in exported.read_text()
    assert "as locked" in verified.stdout
    assert ("MPL-2.0", ["xx"]) == (listed["licence"], listed["serves"])
    assert before == (newsroom.root / "packages.lock").read_bytes()
    assert (newsroom.root / "packages" / "firefox-en_xx-3_0" / "model").is_dir()


def test_a_copy_with_other_files_than_the_locked_ones_is_refused(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    """
    A newer model is no model that packages.lock names.
    """
    mozilla = Mozilla()
    mozilla.add("en-xx")
    newer = Mozilla()
    newer.add("en-xx", "3.1", split=True)
    one, other = mozilla.copy(tmp_path / "one"), newer.copy(tmp_path / "other")
    assert 0 == newsroom("packages", "install", "--from", "firefox", "--mirror", one, "en-xx").code
    shutil.rmtree(newsroom.root / "packages")

    result = newsroom("packages", "install", "--from", "firefox", "--mirror", other)

    assert 1 == result.code
    assert f"{other} serves other files for it than packages.lock names" in result.err
    assert not list((newsroom.root / "packages").glob("*"))
