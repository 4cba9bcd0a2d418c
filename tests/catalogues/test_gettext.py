"""Our files in the hands of gettext's own tools."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.catalogues import po
from pipeline.catalogues.drafting import fill
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.catalogues.template import template
from pipeline.model import Catalogue, Draft, Entry, Place, State
from tests.catalogues.building import CREATED, NOW, catalogue, found, merged, read
from tests.catalogues.test_laws import catalogues

pytestmark = pytest.mark.skipif(
    shutil.which("msgfmt") is None, reason="gettext's tools are not installed"
)

ROSE = "Exports rose 5 percent in May, the ministry said."
FELL = "Exports fell 7 percent in May, the ministry said."
RAIN = "More rain is expected."


def run(tool: str, *arguments: str | Path, data: bytes) -> bytes:
    """Run one of the tools on these bytes; a complaint fails the test."""
    done = subprocess.run([tool, *arguments], input=data, capture_output=True, check=False)
    assert (0, b"") == (done.returncode, done.stderr if done.returncode else b"")
    return done.stdout


def drafted(*sentences: str) -> Catalogue:
    """A catalogue with a draft for each sentence."""
    drafts = {text: Draft(f"Bản dịch: {text}", 0.5, "en_vi 0.2") for text in sentences}
    return fill(merged(catalogue(), sentences), drafts, now=NOW)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(catalogues())
def test_msgfmt_accepts_all_that_we_write(old: Catalogue) -> None:
    """
    With its strictest checks, whatever the texts.
    """
    run("msgfmt", "--check", "-o", "/dev/null", "-", data=po.render(old))


def test_msgfmt_accepts_templates() -> None:
    """
    Warnings about their placeholders aside.
    """
    data = template("harbour", found(ROSE, RAIN), None, NOW).data

    run("msgfmt", "--check", "-o", "/dev/null", "-", data=data)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(catalogues())
def test_our_form_is_that_of_msgcat(old: Catalogue) -> None:
    """
    Poedit saves through msgcat, so an edit there changes the lines of that entry only.

    Kept out: several references, which msgcat joins, flags of others, which it drops, and
    retired entries without a translation, which it drops too.
    """
    kept = [
        replace(entry, places=(), flags=())
        for entry in old.entries
        if entry.target or entry.state is not State.RETIRED
    ]
    data = po.render(replace(old, entries=tuple(kept)))

    assert data == run("msgcat", "--no-wrap", "--force-po", "-", data=data)


def test_a_catalogue_saved_by_msgcat_is_the_same_to_us() -> None:
    """
    Wrapped, with joined references.
    """
    old = drafted(ROSE, RAIN)
    places = tuple(Place("a b.txt", line) for line in range(1, 30))
    old = replace(old, entries=(replace(old.entries[0], places=places), *old.entries[1:]))
    data = run("msgcat", "-", data=po.render(old))

    assert data != po.render(old)
    assert po.render(old) == po.render(read(data))


def test_msgattrib_approves_what_it_is_told_to() -> None:
    """
    Clearing fuzzy is approval, with any tool, if the file says that it was revised.
    """
    data = run("msgattrib", "--clear-fuzzy", "--no-wrap", "-", data=po.render(drafted(ROSE)))

    assert State.REVIEWED is read(data).entries[0].state
    assert State.DRAFT is read(data, before=Fuzzy(CREATED)).entries[0].state


def test_a_draft_that_msgmerge_carries_over_is_no_untouched_draft(tmp_path: Path) -> None:
    """
    It stands under another sentence with its mark whole, and must not be taken for ours.
    """
    (tmp_path / "new.pot").write_bytes(template("harbour", found(FELL), None, NOW).data)
    (tmp_path / "old.po").write_bytes(po.render(drafted(ROSE)))
    data = run("msgmerge", "-q", tmp_path / "old.po", tmp_path / "new.pot", data=b"")
    (entry, *_) = read(data).entries

    assert b"# draft " in data
    assert (FELL, f"Bản dịch: {ROSE}", State.SUGGESTED) == (entry.source, entry.target, entry.state)


def test_a_persons_words_survive_the_tools(tmp_path: Path) -> None:
    """
    Law 4 with the real ones: reviewed, edited, noted; then merged, sorted and wrapped.
    """
    old = drafted(ROSE, RAIN)
    rose = replace(old.entries[0], state=State.REVIEWED, target="Xuất khẩu tăng.", origin="")
    rain = replace(old.entries[1], note=("hỏi An", "", "và Bình"))
    data = po.render(replace(old, entries=(rose, rain)))
    (tmp_path / "new.pot").write_bytes(template("harbour", found(FELL), None, NOW).data)
    (tmp_path / "old.po").write_bytes(data)

    data = run("msgmerge", "--previous", "-q", tmp_path / "old.po", tmp_path / "new.pot", data=b"")
    data = run("msgcat", "--sort-output", "--width=40", "-", data=data)
    now = merged(read(data), [FELL, RAIN])
    fell, back = now.entries

    assert ("Xuất khẩu tăng.", State.SUGGESTED, ROSE) == (fell.target, fell.state, fell.previous)
    assert (("hỏi An", "", "và Bình"), State.DRAFT) == (back.note, back.state)


def test_no_line_of_ours_stands_for_two_messages() -> None:
    """
    Twins in a file are fatal to the tools; after one save they are one.
    """
    data = (
        po.render(catalogue(Entry("a", "A", State.REVIEWED))) + b'\n#~ msgid "a"\n#~ msgstr "B"\n'
    )

    run("msgfmt", "--check", "-o", "/dev/null", "-", data=po.render(read(data)))
