"""Record what translators' tools make of our catalogue: run by hand, by name or all of them.

    python -m tests.tools.record [--python PYTHON_WITH_TRANSLATE_TOOLKIT] [TOOL ...]

Needs gettext, OmegaT 3.6 and Poedit 3 (with Xvfb and xdotool) from the distribution, and
translate-toolkit in some Python. Each tool gets the sample catalogue (tests/catalogues/sample.py)
and does what a translator does with it; what it saved goes to tests/cases/catalogues/tools/.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.catalogues import sample
from tests.catalogues.desk import Desk

TO = Path(__file__).parents[1] / "cases/catalogues/tools"

_EDITED = "Dan-thong-bao."  # one word of letters that any keyboard has
_TRANSLATED = "Đội cứu hộ đã tới ngôi làng cuối cùng hôm thứ Ba."

_TOOLKIT = f"""
import sys
from translate.storage import pypo

store = pypo.pofile.parsefile(sys.argv[1])
store.wrapper.width = 77
for unit in store.units:
    if unit.source.startswith("Rescuers"):
        unit.target = {_TRANSLATED!r}
        unit.markfuzzy(False)
        unit.addnote("kiểm tra lại", origin="translator")
    elif unit.source.startswith("A notice"):
        unit.markfuzzy(False)
store.updateheader(
    add=True, last_translator="An <an@example.org>", x_generator="Weblate 5.9",
    po_revision_date="2024-05-02 08:30+0000", language_team="Vietnamese <https://example.org/vi/>",
)
sys.stdout.buffer.write(bytes(store))
"""

_OMEGAT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>VI</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""

_OMEGAT_WORK = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" creationtoolversion="3.6" o-tmf="OmegaT TMX"
adminlang="EN-US" datatype="plaintext" segtype="paragraph" srclang="EN"/><body><tu>
<tuv lang="EN"><seg>Rescuers reached the last village on Tuesday.</seg></tuv>
<tuv lang="VI" changeid="an" changedate="20240502T083000Z"><seg>{_TRANSLATED}</seg></tuv>
</tu></body></tmx>
"""


def msgmerge(folder: Path, _: str) -> bytes:
    """Bring the catalogue in line with the template of a later article, as a developer does."""
    return _run("msgmerge", "--quiet", "--previous", folder / "ours.po", folder / "later.pot")


def msgattrib(folder: Path, _: str) -> bytes:
    """Clear every fuzzy flag; the date stays."""
    return _run("msgattrib", "--clear-fuzzy", folder / "ours.po")


def msgcat(folder: Path, _: str) -> bytes:
    """Sort and wrap."""
    return _run("msgcat", "--sort-output", "--width=60", folder / "ours.po")


def msgconv(folder: Path, _: str) -> bytes:
    """Convert a Russian catalogue to the encoding of old Windows programs."""
    return _run("msgconv", "--to-code=CP1251", folder / "russian.po")


def toolkit(folder: Path, python: str) -> bytes:
    """Save as Weblate and Virtaal do: their writer is translate-toolkit's."""
    return _run(python, "-c", _TOOLKIT, folder / "ours.po")


def omegat(folder: Path, _: str) -> bytes:
    """Let OmegaT create the target file of a project in which one segment is translated."""
    for name in ("source", "target", "omegat", "tm", "glossary", "dictionary"):
        (folder / "project" / name).mkdir(parents=True)
    shutil.copy(folder / "ours.po", folder / "project/source/harbour.po")
    (folder / "project/omegat.project").write_text(_OMEGAT, encoding="utf-8")
    (folder / "project/omegat/project_save.tmx").write_text(_OMEGAT_WORK, encoding="utf-8")
    mode = ("--mode=console-translate", f"--config-dir={folder / 'settings'}")
    _run("omegat", folder / "project", *mode)
    return (folder / "project/target/harbour.po").read_bytes()


def poedit(folder: Path, _: str) -> bytes:
    """Type over one draft, approve another as it is, make a reviewed one need work, and save."""
    settings = folder / "home/.config/poedit"
    settings.mkdir(parents=True)
    (settings / "config").write_text("translator_name=An\ncheck_for_updates=0\n")
    edited = folder / "harbour.po"
    shutil.copy(folder / "ours.po", edited)
    screen = {
        **os.environ,
        "DISPLAY": ":77",
        "HOME": str(folder / "home"),
        "XDG_CONFIG_HOME": str(folder / "home/.config"),
    }

    def press(*steps: str) -> None:
        for step in steps:
            time.sleep(0.7)
            subprocess.run(["xdotool", *step.split()], env=screen, check=True)

    with _beside(["Xvfb", ":77", "-screen", "0", "1200x800x24"], screen):
        time.sleep(2)
        with _beside(["poedit", str(edited)], screen):
            time.sleep(8)
            press("search --onlyvisible --name Poedit windowmove 0 0 windowfocus")
            # The box for the translation is at the bottom; entries stand in the file's order.
            press("mousemove 200 600", "click 1", "key ctrl+Down", "key ctrl+Down", "key ctrl+a")
            press(f"type {_EDITED}")
            press("key ctrl+Down", "key ctrl+u", *["key ctrl+Down"] * 4, "key ctrl+u", "key ctrl+s")
            time.sleep(4)
    return edited.read_bytes()


TOOLS: dict[str, Callable[[Path, str], bytes]] = {
    tool.__name__: tool for tool in (msgmerge, msgattrib, msgcat, msgconv, toolkit, omegat, poedit)
}


def main() -> None:
    """Make the sample, and have the tools at it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--python", default=sys.executable)
    arguments.add_argument("tools", nargs="*", metavar="TOOL", help=", ".join(TOOLS))
    chosen = arguments.parse_args()
    TO.mkdir(exist_ok=True)
    for name in chosen.tools or TOOLS:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            _make(folder)
            shutil.copy(folder / "ours.po", TO)
            data = TOOLS[name](folder, chosen.python)
        # The only thing in such a file that is not the same each time.
        date = rb"PO-Revision-Date: 2024-05-02 08:30+0000\\n"
        data = re.sub(rb"PO-Revision-Date: (?!2024)[^\\]*\\n", date, data)
        (TO / f"{name}.po").write_bytes(data)
        sys.stdout.write(f"{name}: {len(data)} bytes\n")


def _make(folder: Path) -> None:
    desk = Desk(folder / "newsroom")
    sample.make(desk)
    shutil.copy(desk.po(sample.NAME), folder / "ours.po")
    sample.go_on(desk)
    shutil.copy(desk.pot(sample.NAME), folder / "later.pot")
    russian = Desk(folder / "russian", language="ru")
    sample.make_russian(russian)
    shutil.copy(russian.po(sample.NAME), folder / "russian.po")


def _run(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


@contextmanager
def _beside(command: list[str], screen: dict[str, str]) -> Iterator[None]:
    """Keep a program running in the meantime."""
    quiet = subprocess.DEVNULL
    program = subprocess.Popen(command, env=screen, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        program.terminate()
        program.wait(10)


if __name__ == "__main__":
    main()
