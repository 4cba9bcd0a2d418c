"""Record what OmegaT keeps of a project that we hand over: run by hand.

    python -m tests.tools.omegat_project

Needs OmegaT 3.6, Xvfb and xdotool from the distribution. On a screen that nobody sees, a draft is
put in and confirmed as it is, the next text is typed, the rest is left alone; then all is saved,
and the target files are made. What OmegaT then holds goes to
tests/cases/catalogues/tools/omegat_project/.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import polib

from pipeline.workflow.omegat_projects import hand_over
from pipeline.workflow.project import Selection
from pipeline.workflow.report import Observer
from tests.catalogues.desk import Desk

TO = Path(__file__).parents[1] / "cases/catalogues/tools/omegat_project"
KEPT = ("omegat/project_save.tmx", "target/world/harbour.po")

NAME = "world/harbour"
TYPED = "Doi-cuu-ho-da-toi-noi."  # one word of letters that any keyboard has

_ARTICLE = """\
Storm shuts the port

Forty ships wait outside the harbour. Rescuers reached the last village. Waves of six metres \
were measured. Nobody was hurt in the storm. Fishermen had been warned in time.
"""
_DISPLAY = ":78"


def make(desk: Desk) -> Path:
    """Hand an article over in which one text is approved, one suggested, and the rest drafted."""

    def work(file: polib.POFile) -> None:
        file[0].msgstr, file[0].flags = "Bão đóng cảng", []
        file[3].msgstr = "Sóng sáu mét?"

    desk.write(NAME, _ARTICLE)
    desk.run()
    desk.edit(NAME, work)
    desk.run()
    (desk.root / "glossary.csv").write_text("term,vi,note\nvillage,làng,not xã\n", encoding="utf-8")
    folder = desk.root / "handed-over"
    hand_over(desk.project, Selection(), folder, Observer(), dry_run=False)
    return folder


def main() -> None:
    """Make the project, work in it, and keep what there is then."""
    with tempfile.TemporaryDirectory() as made:
        folder = make(Desk(Path(made) / "newsroom"))
        _work(folder, Path(made) / "home")
        TO.mkdir(exist_ok=True)
        for name in KEPT:
            text = (folder / name).read_text(encoding="utf-8")
            # Who and when differ each time.
            text = re.sub(r'id="[^"]*"', 'id="an"', text)
            text = re.sub(r'date="[^"]*"', 'date="20240502T083000Z"', text)
            (TO / Path(name).name).write_text(text, encoding="utf-8")


def _work(folder: Path, home: Path) -> None:
    home.mkdir()
    screen = {**os.environ, "DISPLAY": _DISPLAY, "HOME": str(home), "LANG": "C.UTF-8"}
    quiet = subprocess.DEVNULL

    def start(*command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=screen, stdout=quiet, stderr=quiet)

    def press(*steps: str) -> None:
        for step in steps:
            subprocess.run(["xdotool", *step.split()], env=screen, check=True)
            time.sleep(1.5)

    programs = [start("Xvfb", _DISPLAY, "-screen", "0", "1200x800x24")]
    try:
        time.sleep(2)
        programs.append(start("omegat", str(folder), f"--config-dir={home / 'settings'}"))
        time.sleep(12)
        press("search --onlyvisible --name OmegaT windowmove 0 0 windowsize 1200 800 windowfocus")
        # A list of the files stands before the editor, whose second line is the first text.
        press("mousemove 802 577 click 1", "mousemove 150 86 click 1", "key ctrl+u")
        press("key ctrl+r", "key Return", "key ctrl+a", f"type {TYPED}", "key Return")
        press("key ctrl+s", "key ctrl+d")
        time.sleep(4)
    finally:
        for program in reversed(programs):
            program.terminate()
            program.wait(10)


if __name__ == "__main__":
    shutil.rmtree(TO, ignore_errors=True)
    main()
