"""Bring the catalogues of the review page's own words up to date: run by hand.

    python -m tests.tools.interface

The texts of templates and code are collected. What a catalogue in pipeline/review/locale lacks is
drafted by the tool itself, as an article with a text a paragraph, and marked fuzzy: correct it and
clear the mark. Texts that are gone go there, too.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import jinja2
import polib

import pipeline
from pipeline import languages
from pipeline.review import wording

ROOM = Path(pipeline.__file__).parent / "review"
CODES = ("vi", "ru")


class Text(NamedTuple):
    """A text of the page; `many` is its plural, if it has one."""

    one: str
    many: str = ""


def texts() -> dict[Text, list[str]]:
    """Collect all texts, each with the files that it stands in."""
    found: dict[Text, list[str]] = {}
    paths = [*sorted((ROOM / "templates").glob("*.html")), *sorted(ROOM.rglob("*.py"))]
    for path in paths:
        source = path.read_text(encoding="utf-8")
        inside = _in_template(source) if path.suffix == ".html" else _in_code(source)
        for text in inside:
            files = found.setdefault(text, [])
            name = path.relative_to(ROOM).as_posix()
            files += [name] if name not in files else []
    return found


def _in_template(source: str) -> Iterator[Text]:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    for _, _, said in environment.extract_translations(source):  # type: ignore[attr-defined]
        # What is not known before the page is made has its text elsewhere.
        if said is not None:
            yield Text(said) if isinstance(said, str) else Text(*filter(None, said))


def _in_code(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
            (said,) = node.args
            assert isinstance(said, ast.Constant)
            assert isinstance(said.value, str)
            yield Text(said.value)


def main() -> None:
    """Bring all catalogues up to date."""
    there = texts()
    for code in CODES:
        path = wording.FOLDER / f"{code}.po"
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        known = {Text(entry.msgid, entry.msgid_plural): entry for entry in old}
        lacking = [text for text in there if text not in known]
        drafts = dict(zip(lacking, drafted(lacking, code), strict=True))
        new = polib.POFile(wrapwidth=99)
        new.metadata = _header(code)
        for text, files in there.items():
            entry = known.get(text) or _entry(text, drafts[text], code)
            entry.occurrences = [(name, "") for name in files]
            new.append(entry)
        path.parent.mkdir(exist_ok=True)
        new.save(str(path))
        print(f"{path.name}: {len(new)} texts, {len(lacking)} of them new")  # noqa: T201


def drafted(wanted: Sequence[Text], code: str) -> list[str]:
    """Let the tool draft texts; of those with a plural, that."""
    if not wanted:
        return []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "pipeline.toml").write_text(f'languages = ["{code}"]\n', encoding="utf-8")
        article = root / "source_texts" / "interface.txt"
        article.parent.mkdir()
        article.write_text("\n\n".join(text.many or text.one for text in wanted), encoding="utf-8")
        command = [sys.executable, "-m", "pipeline", "run", "-q", "--project", folder]
        subprocess.run(command, check=True)
        exported = root / "build" / "drafts" / code / "interface.txt"
        return exported.read_text(encoding="utf-8").split("\n\n")


def _entry(text: Text, draft: str, code: str) -> polib.POEntry:
    if not text.many:
        return polib.POEntry(msgid=text.one, msgstr=draft, flags=["fuzzy"])
    forms = int(_plural_forms(code).split(";")[0].removeprefix("nplurals="))
    return polib.POEntry(
        msgid=text.one,
        msgid_plural=text.many,
        msgstr_plural=dict.fromkeys(range(forms), draft),
        flags=["fuzzy"],
    )


def _header(code: str) -> dict[str, str]:
    return {
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _plural_forms(code),
    }


def _plural_forms(code: str) -> str:
    return languages.load(code).plural_forms


if __name__ == "__main__":
    main()
