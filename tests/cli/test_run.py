"""`pipeline run`, `segment` and `translate`: the main story through the real command."""

import json
import shutil
import sqlite3
import subprocess
import sys

import polib
import pytest

from pipeline import files
from tests.cli.conftest import FLOODS, HARVEST, Newsroom

MSGFMT = shutil.which("msgfmt")


def test_articles_become_catalogues_and_drafts(newsroom: Newsroom) -> None:
    """
    A run leaves templates, catalogues full of marked drafts, and draft exports.
    """
    result = newsroom("run")

    assert 0 == result.code
    assert {
        "locales/floods.pot",
        "locales/fields/harvest.pot",
        "locales/vi/LC_MESSAGES/floods.po",
        "locales/ru/LC_MESSAGES/fields/harvest.po",
        "build/drafts/vi/floods.txt",
        "build/drafts/ru/fields/harvest.txt",
    } <= set(newsroom.bytes())
    assert not (newsroom.root / "build" / "vi").exists()
    entry = polib.pofile(newsroom.po("fields/harvest"))[0]
    assert ("The harvest was good.", "vi: THE HARVEST WAS GOOD.") == (entry.msgid, entry.msgstr)
    assert ["fuzzy"] == entry.flags
    assert "· shout 1.0 · 0.50" in entry.tcomment


def test_the_last_line_has_counts_and_seconds(newsroom: Newsroom) -> None:
    """
    A run ends with what it did, in one line, on stderr.
    """
    last = newsroom("run").err.splitlines()[-1]

    assert last.startswith("2 articles, 18 segments: 18 drafted now, 0 reviewed, 18 to review")
    assert last.endswith(" s")


def test_a_second_run_asks_nothing_and_writes_nothing(newsroom: Newsroom) -> None:
    """
    With nothing changed, no engine is asked, no file is written, and no article is named.
    """
    newsroom("run")
    before = {path: files.stamp(path) for path in newsroom.root.rglob("*.p*") if path.is_file()}
    assert newsroom.asked

    result = newsroom("run")

    assert "" == result.out
    assert [] == newsroom.asked
    assert before == {path: files.stamp(path) for path in before}


def test_without_its_memory_a_run_changes_nothing_either(newsroom: Newsroom) -> None:
    """
    The state may be deleted at any time: catalogues are read again, and stay as they are.
    """
    newsroom("run")
    before = newsroom.bytes()
    shutil.rmtree(newsroom.root / ".pipeline")

    assert 0 == newsroom("run").code
    assert before == newsroom.bytes()


def test_reviewed_articles_are_exported_apart_from_drafts(newsroom: Newsroom) -> None:
    """
    A fully reviewed article goes to build/<language>/ and its draft goes away.
    """
    newsroom("run")
    newsroom.review("fields/harvest")

    result = newsroom("run")

    assert "fields/harvest  vi: 2 of 2 reviewed -> build/vi/fields/harvest.txt" in result.out
    assert (
        "vi: THE HARVEST WAS GOOD. vi: FARMERS SOLD MOST OF THE RICE ABROAD.\n"
        == (newsroom.root / "build/vi/fields/harvest.txt").read_text()
    )
    assert not (newsroom.root / "build/drafts/vi/fields/harvest.txt").exists()
    assert "draft" not in newsroom.po("fields/harvest").read_text()


def test_a_changed_sentence_keeps_its_old_translation_beside_it(newsroom: Newsroom) -> None:
    """
    A reviewed translation of a changed sentence stays as fuzzy, with the old sentence; and the
    reviewed article that was exported before is not replaced by a draft.
    """
    newsroom("run")
    newsroom.review("fields/harvest")
    newsroom("run")
    assert newsroom.asked
    newsroom.write("fields/harvest.txt", HARVEST.replace("was good", "was very good"))

    result = newsroom("run", "--language", "vi")

    entry = polib.pofile(newsroom.po("fields/harvest"))[0]
    assert "The harvest was very good." == entry.msgid
    assert "The harvest was good." == entry.previous_msgid
    assert "vi: THE HARVEST WAS GOOD." == entry.msgstr
    assert "1 changed" in result.out
    assert [] == newsroom.asked
    assert (newsroom.root / "build/vi/fields/harvest.txt").exists()
    assert (newsroom.root / "build/drafts/vi/fields/harvest.txt").exists()


def test_a_renamed_article_takes_its_catalogues_along(newsroom: Newsroom) -> None:
    """
    Reviewed work follows its article to another name, and that is said.
    """
    newsroom("run")
    newsroom.review("floods")
    old = newsroom.root / "source_texts" / "floods.txt"
    old.rename(newsroom.root / "source_texts" / "water.txt")

    result = newsroom("run")

    assert "floods is now called water; its catalogues came along" in result.err
    assert not newsroom.po("floods").exists()
    assert not (newsroom.root / "locales" / "floods.pot").exists()
    assert all("fuzzy" not in entry.flags for entry in polib.pofile(newsroom.po("water")))


def test_an_orphan_is_reported_and_kept(newsroom: Newsroom) -> None:
    """
    A catalogue whose article is gone is named by run and status, and never deleted.
    """
    newsroom("run")
    (newsroom.root / "source_texts" / "floods.txt").unlink()

    assert "the catalogues of floods have no article any more" in newsroom("run").err
    assert newsroom.po("floods").exists()
    assert "The catalogues of floods have no article any more." in newsroom("status").err
    assert ["floods"] == json.loads(newsroom("status", "--json").out)["orphans"]


def test_segment_needs_no_engine(newsroom: Newsroom) -> None:
    """
    Catalogues are brought up to date with empty entries, and nothing is exported.
    """
    result = newsroom("segment")

    assert 0 == result.code
    assert [] == newsroom.asked
    assert [""] * 2 == [entry.msgstr for entry in polib.pofile(newsroom.po("fields/harvest"))]
    assert not (newsroom.root / "build").exists()


def test_translate_fills_what_is_empty_and_exports_nothing(newsroom: Newsroom) -> None:
    """
    Drafts go where a translation is missing, never over what a person wrote.
    """
    newsroom("segment")

    def write(file: polib.POFile) -> None:
        file[0].msgstr = "Vụ mùa bội thu."
        file[1].tcomment = "ask the desk"

    newsroom.edit("fields/harvest", "vi", write)

    assert 0 == newsroom("translate", "--article", "fields/*").code
    first, second = polib.pofile(newsroom.po("fields/harvest"))
    assert "Vụ mùa bội thu." == first.msgstr
    assert second.msgstr.startswith("vi: FARMERS")
    assert "ask the desk" in second.tcomment
    assert not (newsroom.root / "build").exists()
    assert not newsroom.po("floods").exists() or "FLOODS" not in newsroom.po("floods").read_text()


def test_refresh_redoes_untouched_drafts_of_another_package_only(newsroom: Newsroom) -> None:
    """
    With a newer package, drafts stay until asked for, and people's texts stay for good.
    """
    newsroom("run", "--language", "vi")

    def write(file: polib.POFile) -> None:
        file[0].msgstr = "Vụ mùa bội thu."

    newsroom.edit("fields/harvest", "vi", write)
    newsroom.engine("vi").origin = "shout 2.0"
    assert newsroom.asked

    assert 0 == newsroom("run", "--language", "vi").code
    assert [] == newsroom.asked
    assert 8 == sum(
        row["outdated"]
        for row in json.loads(newsroom("status", "--language", "vi", "--json").out)["catalogues"]
    )

    newsroom("run", "--language", "vi", "--refresh")
    first, second = polib.pofile(newsroom.po("fields/harvest"))
    assert "Vụ mùa bội thu." == first.msgstr
    assert "shout 2.0" in second.tcomment


def test_a_dry_run_writes_nothing(newsroom: Newsroom) -> None:
    """
    What would be drafted is counted; the folder stays as it is.
    """
    before = newsroom.bytes()

    result = newsroom("run", "--dry-run")

    assert before == newsroom.bytes()
    assert not (newsroom.root / ".pipeline").exists()
    assert "18 would be drafted" in result.err


def test_json_has_a_stable_shape(newsroom: Newsroom) -> None:
    """
    Programs get one object with a list of catalogues, and nothing else on stdout.
    """
    result = json.loads(newsroom("run", "--json").out)

    assert 4 == len(result["catalogues"])
    first = next(row for row in result["catalogues"] if row["article"] == "fields/harvest")
    assert {"article", "language", "segments", "words", "reviewed", "drafts"} <= set(first)
    assert "build/drafts/vi/fields/harvest.txt" == first["exported"]
    assert [] == result["failures"]


def test_a_killed_run_goes_on_where_it_was(newsroom: Newsroom) -> None:
    """
    Ctrl-C ends with one line; what was drafted is kept, and only the rest is drafted next time.
    """
    stopped: list[str] = []

    def stop(text: str) -> None:
        stopped.append(text)
        if len(stopped) == 5:
            raise KeyboardInterrupt

    newsroom.engine("vi").before_each = stop
    result = newsroom("run", "--language", "vi")
    assert 130 == result.code
    assert result.err.splitlines()[-1].startswith("Stopped. What was finished is kept")
    first = newsroom.asked
    newsroom.engine("vi").before_each = lambda _: None

    assert 0 == newsroom("run", "--language", "vi").code
    assert 4 == len(first)
    assert set(first).isdisjoint(newsroom.asked)


def test_kinds_can_stay_english_or_go(newsroom: Newsroom) -> None:
    """
    Kinds left out of the translation keep an article from nothing; others leave the export.
    """
    (newsroom.root / "pipeline.toml").write_text(
        'languages = ["vi"]\n[translation]\nleave_out = ["headline"]\n'
        '[export]\nleave_out = ["credit"]\n'
    )
    newsroom("run")
    assert "Floods cut off three villages" not in newsroom.asked
    newsroom.review("floods")

    assert 0 == newsroom("run").code
    text = (newsroom.root / "build/vi/floods.txt").read_text()
    assert text.startswith("Floods cut off three villages\n\nvi: HANOI")
    assert "PHOTO" not in text.upper()


def test_a_translator_can_leave_an_entry_out(newsroom: Newsroom) -> None:
    """
    The comment `# pipeline: skip` keeps the source and does not block the export.
    """
    newsroom("segment", "--language", "vi")

    def skip(file: polib.POFile) -> None:
        file[0].tcomment = "pipeline: skip"

    newsroom.edit("fields/harvest", "vi", skip)
    newsroom("run", "--language", "vi")
    assert "The harvest was good." not in newsroom.asked
    newsroom.review("fields/harvest")
    newsroom("run", "--language", "vi")

    text = (newsroom.root / "build/vi/fields/harvest.txt").read_text()
    assert text.startswith("The harvest was good. vi: FARMERS")


def test_flags_that_all_vanished_approve_nothing(newsroom: Newsroom) -> None:
    """
    A tool that strips every fuzzy flag without touching the date has reviewed nothing.
    """
    newsroom("run")
    path = newsroom.po("floods")
    path.write_text(path.read_text().replace("#, fuzzy\n", ""))

    newsroom("run")

    assert not (newsroom.root / "build" / "vi").exists()
    assert "#, fuzzy\n" in path.read_text()


def test_a_wrapped_file_is_unwrapped_and_that_is_said_once(newsroom: Newsroom) -> None:
    """
    A catalogue that a tool has wrapped comes back with a text a line, which is told.
    """
    newsroom("run", "--language", "vi")
    path = newsroom.po("floods")
    file = polib.pofile(str(path), wrapwidth=40)
    file[0].msgstr = "Lũ lụt"
    file.save()

    assert "floods.po had its long lines broken" in newsroom("run", "--language", "vi").err
    assert 'msgid "Rescuers reach a village by boat."\n' in path.read_text()
    assert "Note" not in newsroom("run", "--language", "vi").err


@pytest.mark.skipif(MSGFMT is None, reason="needs gettext's msgfmt (Debian: apt install gettext)")
def test_gettext_accepts_every_file(newsroom: Newsroom) -> None:
    """
    `msgfmt --check` passes on all templates and catalogues, whatever state they are in.
    """
    newsroom("run")
    newsroom.review("floods", skip=["Rivers rose above their banks."])
    newsroom.write("floods.txt", FLOODS.replace("two days", "three days"))
    newsroom("run")

    for path in [*newsroom.root.rglob("*.po"), *newsroom.root.rglob("*.pot")]:
        options = ["--check"] if path.suffix == ".po" else ["--check-format"]
        subprocess.run([str(MSGFMT), *options, "-o", "/dev/null", path], check=True)


def test_drafts_are_stored_with_all_that_made_them(newsroom: Newsroom) -> None:
    """
    The draft store holds source, text, confidence, origin, and the engine's key.
    """
    newsroom("run", "--language", "vi")

    db = sqlite3.connect(newsroom.root / ".pipeline" / "state.db")
    rows = db.execute(
        "SELECT source, text, confidence, origin, key FROM drafts JOIN engines ON engine = id"
    ).fetchall()
    db.close()
    assert (
        "Nobody was hurt.",
        "vi: NOBODY WAS HURT.",
        0.5,
        "shout 1.0",
        newsroom.engine("vi").key,
    ) in rows


def test_a_rehearsal_speaks_of_what_would_be(newsroom: Newsroom) -> None:
    """
    A dry run says what would be drafted and written, and that an article was renamed.
    """
    assert "2 to draft" in newsroom("run", "--dry-run", "--article", "fields/*").out
    newsroom("run")
    (newsroom.root / "source_texts/floods.txt").rename(newsroom.root / "source_texts/water.txt")
    before = newsroom.bytes()

    result = newsroom("run", "--dry-run")

    assert "its catalogues would come along" in result.err
    assert "0 would be drafted" in result.err
    assert "would go -> build/drafts/vi/water.txt" in result.out
    assert before == newsroom.bytes()


def test_a_rehearsal_knows_what_the_last_run_left(newsroom: Newsroom) -> None:
    """
    With nothing changed a dry run has nothing to do, and stripped flags fool it no more than a run.
    """
    newsroom("run")

    assert "" == newsroom("run", "--dry-run").out

    path = newsroom.po("fields/harvest")
    path.write_text(path.read_text().replace("#, fuzzy\n", ""))
    assert "0 of 2 reviewed would go -> build/drafts" in newsroom("run", "--dry-run").out


def test_another_output_folder_is_filled(newsroom: Newsroom) -> None:
    """
    A changed output folder, in the settings or for once, is written to though nothing changed.
    """
    newsroom("run")
    settings = newsroom.root / "pipeline.toml"
    settings.write_text(settings.read_text() + '[folders]\noutput = "out"\n')

    newsroom("run")
    newsroom("run", "--output", "elsewhere")

    for folder in ("out", "elsewhere"):
        assert (newsroom.root / folder / "drafts/vi/floods.txt").exists()


def test_kinds_left_out_later_do_not_block_either(newsroom: Newsroom) -> None:
    """
    A kind that already has drafts when it is left out is not missed in the export.
    """
    newsroom("run", "--language", "vi")
    (newsroom.root / "pipeline.toml").write_text(
        'languages = ["vi"]\n[translation]\nleave_out = ["headline"]\n'
    )
    newsroom.review("floods", skip=["Floods cut off three villages"])

    assert 0 == newsroom("export", "--article", "floods").code
    text = (newsroom.root / "build/vi/floods.txt").read_text()
    assert text.startswith("Floods cut off three villages\n")


def test_exports_of_articles_that_are_gone_are_named(newsroom: Newsroom) -> None:
    """
    What was exported of an article that is gone stays, and is named.
    """
    newsroom("run")
    (newsroom.root / "source_texts/floods.txt").unlink()

    err = newsroom("run").err

    assert "2 exported files belong to no article, such as build/drafts/ru/floods.txt" in err


def test_lines_are_counted_as_editors_do(newsroom: Newsroom) -> None:
    """
    References and refusals name the right line whatever ends the lines.
    """
    newsroom.write("mac.txt", "One came home.\r\rTwo went away.\r")

    newsroom("run", "--language", "vi")

    assert "#: source_texts/mac.txt:3\n" in newsroom.po("mac").read_text()
    assert "mac.txt:3: vi: " in newsroom("export", "--article", "mac").out


def test_a_reviewed_project_needs_no_package(newsroom: Newsroom) -> None:
    """
    With nothing left to draft, a missing package is no failure.
    """
    newsroom("run", "--language", "vi")
    newsroom.review("floods")
    newsroom.review("fields/harvest")
    (newsroom.root / "pipeline.toml").write_text(
        'languages = ["vi"]\n[translation]\nargos_packages = false\nbundled_packages = false\n'
    )
    newsroom.engines.clear()

    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "run"],
        cwd=newsroom.root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert (newsroom.root / "build/vi/floods.txt").exists()
