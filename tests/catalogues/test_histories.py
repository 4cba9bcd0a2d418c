"""Law 4 through the whole path: articles, runs, people and their tools, in any order."""

import codecs
import os
import re
import shutil
import subprocess
import tempfile
from datetime import timedelta
from operator import methodcaller
from pathlib import Path
from typing import Any

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogues import header
from pipeline.catalogues.template import template
from pipeline.model import Entry, State
from tests.catalogues.building import found
from tests.catalogues.desk import Desk
from tests.catalogues.test_laws import FORMS

NAMES = ["harbour", "fields/harvest"]
HAS_GETTEXT = shutil.which("msgcat") is not None
# A disk in memory makes a run five times as fast.
FAST = next((folder for folder in ("/dev/shm",) if os.access(folder, os.W_OK)), None)

forms = st.tuples(*map(st.sampled_from, FORMS), st.booleans()).map(
    lambda drawn: [" ".join(form) for form in (drawn[1::-1] if drawn[2] else drawn[:2]) if form]
)


class History:
    """A newsroom, and what people wrote and approved in it."""

    def __init__(self, root: Path) -> None:
        self.desk = Desk(root)
        self.desk.engine.dumb = "steel"
        self.written: set[str] = set()
        self.approved: set[tuple[str, str]] = set()
        self.older: dict[str, tuple[str, set[tuple[str, str]]]] = {}
        self.touched: set[str] = set()
        self.count = 0

    # Articles

    def article(self, name: str, paragraphs: list[str], how: str) -> None:
        """An article is written, changed, or there again, and mostly that is brought in."""
        self.desk.write(name, "\n\n".join(paragraphs) + "\n")
        if how:
            self.run(how)

    def delete(self, name: str) -> None:
        """An article goes."""
        self.desk.article(name).unlink(missing_ok=True)

    def rename(self, name: str, other: str) -> None:
        """An article gets another name, if that is free."""
        old, new = self.desk.article(name), self.desk.article(other)
        if old.exists() and not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)

    # Runs

    def run(self, how: str, *, stays: bool = True) -> None:
        """Everything is brought together; nothing of a person's may be lost or change."""
        before = {name: self.reviewed(name) for name in NAMES if stays}
        self.touched.clear()
        if how == "refresh":
            self.count += 1
            self.desk.engine.origin = f"shout {self.count}"
        report = self.desk.run(refresh=how == "refresh", draft=how != "segment")
        assert [] == [failure for failure in report.failures if ".po" in failure.message]
        everything = "".join(
            path.read_text(encoding="utf-8") for path in self.desk.root.rglob("*.po")
        )
        assert set() == {word for word in self.written if word not in everything}
        for name in NAMES:
            after = self.reviewed(name)
            assert set() == after - self.approved
            # A translation may have gone over to what its sentence has become.
            still = {entry.source for entry in self.entries(name)}
            gone = (before.get(name, set()) & self.approved) - after
            assert set() == ({source for source, _ in gone} & still) - self.touched

    def run_while(self, name: str, at: int, whats: list[str]) -> None:
        """A person saves while the engine works."""

        def once(_: str) -> None:
            self.desk.engine.before_each = lambda _: None
            self.person(name, at, whats, 0, dated=True)

        self.desk.engine.before_each = once
        self.run("refresh")
        self.desk.engine.before_each = lambda _: None

    def forget(self) -> None:
        """What runs remember is deleted."""
        shutil.rmtree(self.desk.root / ".pipeline", ignore_errors=True)

    # People

    def person(self, name: str, at: int, whats: list[str], width: int, *, dated: bool) -> None:
        """A person changes entries, with a program that sets the date or one that does not."""
        if not self.desk.po(name).exists():
            return
        file = self.open(self.desk.po(name).read_bytes(), width)
        self.older[name] = (str(file), set(self.approved))
        before = "".join(entry.msgstr for entry in file)
        self.work(name, file, at, whats)
        after = "".join(entry.msgstr for entry in file)
        self.written -= {word for word in self.written if word in before and word not in after}
        if not any("fuzzy" in entry.flags for entry in file if not entry.obsolete):
            dated = True
        if dated or not self.is_there(name):
            self.desk.now += timedelta(minutes=1)
            file.metadata[header.REVISED] = header.date(self.desk.now)
        self.save(name, str(file).encode())
        if not dated:  # Else the next change might look as if a program had dropped all flags.
            self.run("run")

    def colleague(self, name: str, at: int, whats: list[str]) -> None:
        """Another person has worked on an older version, and git puts both into one file."""
        if name in self.older and self.desk.po(name).exists():
            text, approved = self.older[name]
            self.approved |= approved
            file = self.open(text.encode(), 0)
            self.work("", file, at, whats)
            theirs = str(file).partition("\n\n")[2]
            self.written |= set(re.findall(r"(?:x-)?word\d+x", theirs))
            self.save(name, self.desk.po(name).read_bytes() + b"\n" + theirs.encode())

    def work(self, name: str, file: polib.POFile, at: int, whats: list[str]) -> None:
        """Change some entries that follow each other."""
        active = [entry for entry in file if not entry.obsolete]
        for entry, what in zip(active[at % max(1, len(active)) :], whats, strict=False):
            self.count += 1
            word = f"word{self.count}x"
            if what == "note":
                entry.tcomment = f"{entry.tcomment}\n{word}".strip("\n")
            elif what == "flag":
                word = f"x-{word}"
                entry.flags.append(word)
            else:
                word = {"approve": entry.msgstr, "doubt": entry.msgstr, "empty": ""}.get(what, word)
                self.translate(name, file, entry, word, fuzzy=what in {"suggest", "doubt"})
            self.written |= {word} if "word" in word else set()

    def translate(
        self, name: str, file: polib.POFile, entry: polib.POEntry, text: str, *, fuzzy: bool
    ) -> None:
        """Put a text in, take it out, approve or doubt it."""
        pair = (entry.msgid, entry.msgstr)
        elsewhere = any(pair in self.reviewed(other) for other in NAMES if other != name)
        if not elsewhere and sum(other.msgid == entry.msgid for other in file) == 1:
            self.approved.discard(pair)
        self.touched.add(entry.msgid)
        entry.msgstr = text
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"] + ["fuzzy"] * fuzzy
        entry.previous_msgid = None
        if text and not fuzzy:
            self.approved.add((entry.msgid, text))

    # Tools

    def tool(self, name: str, what: str, sentences: list[str]) -> None:
        """A program saves a catalogue in its own way."""
        path = self.desk.po(name)
        if path.exists():
            data = getattr(self, f"as_{what}")(path.read_bytes(), name, sentences)
            # These two drop what has no translation, with its comments.
            self.save(name, data, drops="" if what in {"msgmerge", "obsolete"} else "x-")

    def as_windows(self, data: bytes, *_: object) -> bytes:
        """CRLF, as editors on Windows have it."""
        return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")

    def as_notepad(self, data: bytes, *_: object) -> bytes:
        """With a byte order mark."""
        return codecs.BOM_UTF8 + data.removeprefix(codecs.BOM_UTF8)

    def as_msgcat(self, data: bytes, *_: object) -> bytes:
        """Sorted, wrapped, without flags that gettext does not know."""
        return self.gettext(data, "msgcat", "--sort-output", "--width=40", "-")

    def as_poedit(self, data: bytes, *_: object) -> bytes:
        """Poedit trims comments and saves through msgcat."""
        trimmed = re.sub(rb"(?m)^(# .*?)[ \t]+$", rb"\1", data)
        return self.gettext(trimmed, "msgcat", "--no-wrap", "--force-po", "-")

    def as_msgmerge(self, data: bytes, name: str, sentences: list[str]) -> bytes:
        """In line with the template of some state of the article."""
        pot, old = self.desk.root / "some.pot", self.desk.root / "old"
        pot.write_bytes(template(name, found(*sentences), None, self.desk.now).data)
        old.write_bytes(data)
        return self.gettext(b"", "msgmerge", "--quiet", "--previous", old, pot)

    def as_obsolete(self, data: bytes, *_: object) -> bytes:
        """All retired."""
        return self.gettext(data, "msgattrib", "--set-obsolete", "-")

    def as_revived(self, data: bytes, *_: object) -> bytes:
        """All alive."""
        return self.gettext(data, "msgattrib", "--clear-obsolete", "-")

    def strip(self, name: str, what: str, other: str) -> None:
        """A program drops fuzzy flags of what a run has left, and the next run looks at it."""
        self.run("run")
        if not self.is_there(name):
            return
        text = self.desk.po(name).read_text(encoding="utf-8")
        if what == "omegat":
            text = re.sub(r'(#, fuzzy.*\n(?:#\| .*\n)*msgid ".*\nmsgstr) ".*', r'\1 ""', text)
        if what in {"flags", "omegat"}:
            text = text.replace("#, fuzzy", "#, ")
        else:
            text = re.sub(r"(?m)^#(~\||\.|:).*\n", "", text)
            drafts = r"(?<=# draft )(.*\n(?:# .*\n)*)#, fuzzy(?=.*\n#~)"
            text = re.sub(drafts if what == "drafts" else "()#, fuzzy(?=.*\n#~)", r"\1#, ", text)
        text = re.sub(r"(?m)^#, (?:, )?", "#, ", text).replace("#, \n", "")
        self.save(name, text.encode())
        if what == "drafts":  # They need no memory, for their marks tell.
            self.forget()
        elif other and not self.desk.po(other).exists():
            self.rename(name, other)
        self.run("run", stays=False)

    def end(self) -> None:
        """At the end another run finds nothing to do, and gettext nothing to complain about."""
        self.run("run")
        names = [name for name in NAMES if self.is_there(name)]
        # An empty entry may meet a match that the memory has learnt since it was last looked at.
        full = [name for name in names if all(entry.target for entry in self.entries(name))]
        before = [self.desk.po(name).read_bytes() for name in full]
        self.forget()
        self.run("run")
        assert before == [self.desk.po(name).read_bytes() for name in full]
        for path in map(self.desk.po, names):
            assert self.gettext(b"", "msgfmt", "--check", "-o", "-", path) or not HAS_GETTEXT

    # What is known

    def reviewed(self, name: str) -> set[tuple[str, str]]:
        """What counts as reviewed in a catalogue, or will when its sentence returns."""
        return {
            (entry.source, entry.target)
            for entry in self.entries(name)
            if entry.state is State.REVIEWED
            or (entry.state is State.RETIRED and entry.target and not entry.fuzzy)
        }

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The entries of a catalogue, if there is one."""
        return self.desk.read(name).entries if self.desk.po(name).exists() else ()

    def is_there(self, name: str) -> bool:
        """Say whether runs look at a catalogue."""
        article = self.desk.article(name)
        return (
            self.desk.po(name).exists() and article.exists() and bool(article.read_text().strip())
        )

    def open(self, data: bytes, width: int) -> polib.POFile:
        """Open a catalogue with polib, as a script does."""
        return polib.pofile(data.decode("utf-8-sig").replace("\r\n", "\n"), wrapwidth=width)

    def save(self, name: str, data: bytes, *, drops: str = "x-") -> None:
        """Save a catalogue; a program may drop words that start like this, flags mostly."""
        if data:
            held, saved = self.desk.po(name).read_bytes().decode(), data.decode()
            self.written -= {
                word
                for word in self.written
                if word.startswith(drops) and word in held and word not in saved
            }
            self.desk.po(name).write_bytes(data)

    def gettext(self, data: bytes, tool: str, *arguments: str | Path) -> bytes:
        """Run one of gettext's tools; where it refuses, nothing is saved."""
        done = subprocess.run([tool, *arguments], input=data, capture_output=True, check=False)
        return b"" if done.returncode else done.stdout


names = st.sampled_from([NAMES[0], *NAMES])
ats = st.integers(0, 3)
whats = st.lists(
    st.sampled_from(["approve", "doubt", "suggest", "translate", "empty", "note", "flag"]),
    min_size=1,
    max_size=4,
)
gettexts = ["msgcat", "poedit", "msgmerge", "obsolete", "revived"] if HAS_GETTEXT else []
STEPS: dict[str, list[st.SearchStrategy[Any]]] = {
    "article": [names, forms, st.sampled_from(["run", "run", "segment", ""])],
    "run": [st.sampled_from(["run", "refresh", "segment"])],
    "person": [names, ats, whats, st.sampled_from([0, 78])],
    "tool": [
        names,
        st.sampled_from(["windows", "notepad", *gettexts]),
        st.sampled_from(FORMS).map(lambda passage: [text for form in passage for text in form]),
    ],
    "strip": [
        names,
        st.sampled_from(["flags", "omegat", "converter", "drafts"]),
        st.sampled_from(["", *NAMES]),
    ],
    "run_while": [names, ats, whats],
    "colleague": [names, ats, whats],
    "rename": [names, names],
    "delete": [names],
    "forget": [],
}
# Most of what happens is that articles change and people work.
OFTEN = ["article", "article", "article", "person", "person", "person", "tool", "tool", "run"]


@st.composite
def steps(draw: st.DrawFn) -> methodcaller:
    """Something that happens."""
    what = draw(st.sampled_from([*STEPS, *OFTEN]))
    dated = {"dated": draw(st.booleans())} if what == "person" else {}
    return methodcaller(what, *[draw(part) for part in STEPS[what]], **dated)


# Half of what the profile in use has: 50 by default.
@settings(deadline=None, max_examples=settings().max_examples // 2)
@given(st.lists(steps(), min_size=5, max_size=20))
def test_no_history_loses_a_persons_work(history: list[methodcaller]) -> None:
    """
    Nor does a draft become reviewed that nobody approved, nor a reviewed text another one.
    """
    with tempfile.TemporaryDirectory(dir=FAST) as root:
        newsroom = History(Path(root))
        for name, paragraphs in zip(NAMES, (FORMS[0][1], FORMS[1][2]), strict=False):
            newsroom.article(name, list(paragraphs), "run")
        for step in history:
            step(newsroom)
        newsroom.end()
