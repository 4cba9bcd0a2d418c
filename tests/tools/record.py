"""Record what translators' tools make of our catalogue: run by hand, by name or all of them.

    python -m tests.tools.record [--tags] [TOOL ...]

Needs gettext, po4a, OmegaT 3.6, and with Xvfb, xdotool and dbus Poedit 3, Lokalize 22 and
gtranslator 42, all from the distribution. Each tool gets the sample catalogue
(tests/catalogues/sample.py), as PO or as XLIFF, and does what a translator does with it; what it
saved goes to tests/cases/catalogues/tools/. With --tags it is the one whose texts have tags
(tests/catalogues/tagged_sample.py), and goes to the folder `tagged` there.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.exchange import xliff
from tests.catalogues import sample, tagged_sample
from tests.catalogues.desk import Desk

TO = Path(__file__).parents[1] / "cases/catalogues/tools"

_DATE = rb"PO-Revision-Date: 2024-05-02 08:30+0000\\n"
_EDITED = "Dan-thong-bao."  # one word of letters that any keyboard has
_TRANSLATED = {
    "Rescuers reached the last village on Tuesday.": (
        "Đội cứu hộ đã tới ngôi làng cuối cùng hôm thứ Ba."
    ),
    tagged_sample.RESCUERS: tagged_sample.TRANSLATED,
}

_PO4A = """
use Locale::Po4a::Po;
my $po = Locale::Po4a::Po->new();
$po->read($ARGV[0]);
$po->write($ARGV[1]);
"""

_TOOLKIT = f"""
import sys
from translate.storage import pypo

store = pypo.pofile.parsefile(sys.argv[1])
store.wrapper.width = 77
for unit in store.units:
    if unit.source.startswith("Rescuers"):
        unit.target = {_TRANSLATED!r}[unit.source]
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

# With tags as Weblate has them, which gives the library elements for them.
_TOOLKIT_XLIFF = f"""
import re
import sys
from translate.storage import xliff
from translate.storage.placeables.lisa import parse_xliff

store = xliff.xlifffile.parsefile(sys.argv[1])
for unit in store.units:
    if unit.source.startswith("Rescuers"):
        plain, tagged = {[*_TRANSLATED.values()]!r}
        tagged = re.sub("<([0-9])>", r'<g id="\\1">', tagged).replace("</1>", "</g>")
        unit.rich_target = [parse_xliff(tagged if len(unit.source_dom) else plain)]
        unit.markfuzzy(False)
        unit.addnote("kiểm tra lại", origin="translator")
    elif unit.source.startswith("A notice"):
        unit.markfuzzy(False)
    elif unit.source.startswith("“We"):
        unit.markfuzzy(True)
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

_OMEGAT_WORK = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" creationtoolversion="3.6" o-tmf="OmegaT TMX"
adminlang="EN-US" datatype="plaintext" segtype="paragraph" srclang="EN"/><body>{}</body></tmx>
"""

_OMEGAT_UNIT = """
<tu><tuv lang="EN"><seg>{}</seg></tuv>
<tuv lang="VI" changeid="an" changedate="20240502T083000Z"><seg>{}</seg></tuv></tu>
"""


def msgmerge(folder: Path) -> bytes:
    """Bring the catalogue in line with the template of a later article, as a developer does."""
    return _run("msgmerge", "--quiet", "--previous", folder / "ours.po", folder / "later.pot")


def msgattrib(folder: Path) -> bytes:
    """Clear every fuzzy flag; the date stays."""
    return _run("msgattrib", "--clear-fuzzy", folder / "ours.po")


def msgcat(folder: Path) -> bytes:
    """Sort and wrap."""
    return _run("msgcat", "--sort-output", "--width=60", folder / "ours.po")


def msgconv(folder: Path) -> bytes:
    """Convert a Russian catalogue to the encoding of old Windows programs."""
    return _run("msgconv", "--to-code=CP1251", folder / "russian.po")


def po4a(folder: Path) -> bytes:
    """Read and write as po4a does."""
    _run("perl", "-e", _PO4A, folder / "ours.po", folder / "theirs.po")
    return (folder / "theirs.po").read_bytes()


def toolkit(folder: Path) -> bytes:
    """Save as Weblate and Virtaal do: their writer is translate-toolkit's."""
    return _run(sys.executable, "-c", _TOOLKIT, folder / "ours.po")


def toolkit_xliff(folder: Path) -> bytes:
    """Save as Weblate and Virtaal do."""
    return _run(sys.executable, "-c", _TOOLKIT_XLIFF, folder / "ours.xlf")


def omegat(folder: Path) -> bytes:
    """Let OmegaT create the target file of a project in which one segment is translated."""
    return _omegat(folder / "ours.po", _TRANSLATED)


def omegat_xliff(folder: Path) -> bytes:
    """Do the same with XLIFF, where OmegaT 3 takes the target for what is to be translated."""
    shouted = {f"vi: {source.upper()}": target for source, target in _TRANSLATED.items()}
    return _omegat(folder / "ours.xlf", shouted)


def _omegat(ours: Path, translated: Mapping[str, str]) -> bytes:
    project = ours.parent / "project"
    for name in ("source", "target", "omegat", "tm", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    shutil.copy(ours, project / "source")
    (project / "omegat.project").write_text(_OMEGAT, encoding="utf-8")
    units = (_OMEGAT_UNIT.format(*map(escape, pair)) for pair in translated.items())
    work = _OMEGAT_WORK.format("".join(units))
    (project / "omegat/project_save.tmx").write_text(work, encoding="utf-8")
    settings = ours.parent / "settings"
    _run("omegat", project, "--mode=console-translate", f"--config-dir={settings}")
    return (project / "target" / ours.name).read_bytes()


def poedit(folder: Path) -> bytes:
    """Type over one draft, approve another as it is, make a reviewed one need work, and save."""
    return _poedit(folder / "ours.po", 4)


def poedit_xliff(folder: Path) -> bytes:
    """Type over one draft, make two others need work, and save."""
    return _poedit(folder / "ours.xlf", 1)


def _poedit(edited: Path, further: int) -> bytes:
    _settings(edited, "poedit/config", "translator_name=An\ncheck_for_updates=0\n")
    with _window("poedit", edited) as press:
        press("search --onlyvisible --name Poedit windowmove 0 0 windowfocus")
        # The box for the translation is at the bottom; what it warns of comes first.
        press("mousemove 200 600", "click 1", "key ctrl+Down", "key ctrl+Down", "key ctrl+a")
        press(f"type {_EDITED}", "key ctrl+Down", "key ctrl+u")
        press(*["key ctrl+Down"] * further, "key ctrl+u", "key ctrl+s")
    return edited.read_bytes()


def lokalize(folder: Path) -> bytes:
    """Type over one draft, approve a suggestion and another draft, and save."""
    return _lokalize(folder / "ours.po")


def lokalize_xliff(folder: Path) -> bytes:
    """Do the same with XLIFF."""
    return _lokalize(folder / "ours.xlf")


def _lokalize(edited: Path) -> bytes:
    settings = "[Identity]\nauthorName=An\nauthorEmail=an@example.org\ndefaultLangCode=vi\n"
    _settings(edited, "lokalizerc", settings)
    with _window("lokalize", edited) as press:
        press("search --onlyvisible --name Lokalize windowfocus")
        # The second text has an older sentence beside it: would one like to see that? No.
        press("mousemove 400 250 click 1", "key ctrl+Next", "sleep 1", "mousemove 539 310 click 1")
        press("mousemove 400 250 click 1", "key ctrl+Next", "key ctrl+a", f"type {_EDITED}")
        press("key ctrl+Next", "key ctrl+u", *["key ctrl+Next"] * 4, "key ctrl+u", "key ctrl+s")
    return edited.read_bytes()


def gtranslator(folder: Path) -> bytes:
    """Type over one draft, approve a suggestion, and save."""
    edited = folder / "ours.po"
    with _window("gtranslator", edited) as press:
        # First it asks who one is, and complains that its server is not to be seen.
        press("search --onlyvisible --name Assistant windowfocus", "key Escape", "sleep 1")
        press("mousemove 395 360 click 1", "sleep 1", "mousemove 352 284 click 1", "sleep 1")
        press("search --onlyvisible --name Editor windowfocus", "mousemove 200 590 click 1")
        press("key alt+Next", "key alt+Next", "key ctrl+a", f"type {_EDITED}")
        press("key alt+Next", "key ctrl+u", "key ctrl+s")
    return edited.read_bytes()


TOOLS: tuple[Callable[[Path], bytes], ...] = (
    msgmerge,
    msgattrib,
    msgcat,
    msgconv,
    po4a,
    toolkit,
    toolkit_xliff,
    omegat,
    omegat_xliff,
    poedit,
    poedit_xliff,
    lokalize,
    lokalize_xliff,
    gtranslator,
)


def main() -> None:
    """Make the sample, and have the tools at it."""
    tools = {tool.__name__: tool for tool in TOOLS}
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tags", action="store_true", help="the sample with tags")
    arguments.add_argument("tools", nargs="*", metavar="TOOL", help=", ".join(tools))
    asked = arguments.parse_args()
    to = TO / "tagged" if asked.tags else TO
    to.mkdir(exist_ok=True)
    for name in asked.tools or tools:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (_make_tagged if asked.tags else _make)(folder)
            for ours in ("ours.po", "ours.xlf"):
                shutil.copy(folder / ours, to)
            data = tools[name](folder)
        # The only things in such files that are not the same each time.
        data = re.sub(rb"PO-Revision-Date: (?!2024)[^\\]*\\n", _DATE, data)
        data = re.sub(rb"(<phase [^>]*date=)\"[^\"]*\"", rb'\1"2024-05-02"', data)
        data = re.sub(rb"(# A[^\n]*,) 20\d\d\.", rb"\1 2024.", data)
        target = to / f"{name}{'.xlf' if name.endswith('_xliff') else '.po'}"
        target.write_bytes(data)
        sys.stdout.write(f"{name}: {len(data)} bytes\n")


def _make(folder: Path) -> None:
    desk = Desk(folder / "newsroom")
    sample.make(desk)
    shutil.copy(desk.po(sample.NAME), folder / "ours.po")
    (folder / "ours.xlf").write_bytes(xliff.write(desk.read(sample.NAME)))
    sample.go_on(desk)
    shutil.copy(desk.pot(sample.NAME), folder / "later.pot")
    russian = Desk(folder / "russian", language="ru")
    sample.make_russian(russian)
    shutil.copy(russian.po(sample.NAME), folder / "russian.po")


def _make_tagged(folder: Path) -> None:
    desk = Desk(folder / "newsroom")
    tagged_sample.make(desk)
    shutil.copy(desk.po(tagged_sample.NAME), folder / "ours.po")
    (folder / "ours.xlf").write_bytes(xliff.write(desk.read(tagged_sample.NAME)))
    tagged_sample.go_on(desk)
    shutil.copy(desk.pot(tagged_sample.NAME), folder / "later.pot")


def _run(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def _settings(edited: Path, name: str, text: str) -> None:
    path = edited.parent / "home/.config" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@contextmanager
def _window(program: str, edited: Path) -> Iterator[Callable[..., None]]:
    """Open a file in a program on a screen that nobody sees; gives what presses its keys."""
    home = edited.parent / "home"
    (home / "run").mkdir(mode=0o700, parents=True)
    screen = {
        **os.environ,
        "DISPLAY": ":77",
        "GDK_BACKEND": "x11",
        "GSETTINGS_BACKEND": "memory",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_RUNTIME_DIR": str(home / "run"),
    }

    def press(*steps: str) -> None:
        for step in steps:
            time.sleep(0.7)
            subprocess.run(["xdotool", *step.split()], env=screen, check=False)

    with _beside(["Xvfb", ":77", "-screen", "0", "1200x800x24"], screen):
        time.sleep(2)
        with _beside(["dbus-run-session", program, str(edited)], screen):
            time.sleep(8)
            yield press
            time.sleep(4)
    # What GNOME's programs leave behind, in the way of whoever removes the folder.
    subprocess.run(["umount", home / "run/doc"], stderr=subprocess.DEVNULL, check=False)


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
