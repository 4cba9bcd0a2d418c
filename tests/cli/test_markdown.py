"""Markdown on its way through the commands."""

import json
from pathlib import Path

import polib

from tests.cli.conftest import Newsroom

RIVER = """\
---
title: The river
date: 2026-05-14
---

# The river

It *rose*. See [the map](map.png).[^1]

| Place | Height |
|-------|-------:|
| Hue   | 4 m    |

```
code
```

[^1]: From `level.txt`.
"""


def entry(newsroom: Newsroom, text: str) -> polib.POEntry:
    """Find an entry of the river's Vietnamese catalogue."""
    (found,) = [each for each in polib.pofile(str(newsroom.po("river.md"))) if each.msgid == text]
    return found


def translate(newsroom: Newsroom, **other: str) -> None:
    """Review the river's Vietnamese catalogue, with the source for a translation, but for some."""

    def change(file: polib.POFile) -> None:
        for each in file:
            each.msgstr = other.get("see", each.msgid) if "See" in each.msgid else each.msgid
            if "rose" in each.msgid:
                each.msgstr = "Nó <1>dâng</1>."
            if "fuzzy" in each.flags:
                each.flags.remove("fuzzy")
        file.metadata["PO-Revision-Date"] = "2030-01-01 10:00+0000"

    newsroom.edit("river.md", "vi", change)


def test_markdown_goes_all_the_way(newsroom: Newsroom) -> None:
    """
    Into a catalogue with its tags, back into a file of the same name with its mark-up.
    """
    newsroom.write("river.md", RIVER)
    newsroom("segment", "--article", "river.md")

    found = entry(newsroom, "See <1>the map</1>.")
    assert ("body\n<1> link to map.png", [("source_texts/river.md", "8")]) == (
        found.comment,
        found.occurrences,
    )
    translate(newsroom)
    assert 0 == newsroom("run", "--article", "river.md", "--language", "vi").code
    assert RIVER.replace("It *rose*", "Nó *dâng*") == Path("build/vi/river.md").read_text("utf-8")


def test_a_second_run_changes_nothing(newsroom: Newsroom) -> None:
    """
    Not a byte, as with plain text.
    """
    newsroom.write("river.md", RIVER)
    newsroom("segment", "--article", "river.md")
    translate(newsroom)
    newsroom("run", "--article", "river.md", "--language", "vi")
    before = newsroom.bytes()

    newsroom("run", "--article", "river.md", "--language", "vi")

    assert before == newsroom.bytes()


def test_a_run_refuses_wrong_tags(newsroom: Newsroom) -> None:
    """
    It says which segment, exports nothing of the article, and goes on.
    """
    newsroom.write("river.md", RIVER)
    newsroom("segment", "--article", "river.md")
    translate(newsroom, see="Xem bản đồ.")

    result = newsroom("run", "--article", "river.md", "--article", "floods", "--language", "vi")

    assert 1 == result.code
    reason = "it is not exported in vi: in its translation <1>…</1> is missing: See <1>the map</1>."
    assert f"source_texts/river.md:8: {reason}" in result.err
    assert not Path("build/vi/river.md").exists()
    assert not Path("build/drafts/vi/river.md").exists()
    assert Path("build/drafts/vi/floods.txt").exists()


def test_an_import_names_wrong_tags(newsroom: Newsroom) -> None:
    """
    Three of them, and how many there are. They come in, for a person's words are never lost; plain
    text has no tags.
    """
    newsroom.write("river.md", RIVER + "\nIt *fell*. It *stood*.\n")
    newsroom.write("plain.txt", "Part <1> of two fell in Hanoi.\n")
    newsroom("segment")
    for name in ("river.md", "plain"):
        back = newsroom.root.parent / f"{name}.po"
        sent = polib.pofile(str(newsroom.po(name)), wrapwidth=0)
        for each in sent:
            if "<" in each.msgid:
                each.msgstr = "Xem bản đồ."
        sent.metadata["PO-Revision-Date"] = "2030-01-01 10:00+0000"
        sent.save(str(back))

    dry = newsroom("import", newsroom.root.parent / "river.md.po", "--dry-run", "--json")
    result = newsroom("import", *(newsroom.root.parent.glob("*.po")))

    assert 0 == dry.code == result.code
    source = "It <1>rose</1>."
    lines = newsroom.po("river.md").read_text(encoding="utf-8").splitlines()
    number = lines.index(f'msgid "{source}"') + 2
    place = f"locales/vi/LC_MESSAGES/river.md.po:{number}"
    notes = [line for line in result.err.splitlines() if line.startswith("Note: ")]
    assert (4, f"Note: {place}: <1>…</1> is missing: {source}") == (len(notes), notes[0])
    assert notes[-1].startswith("Note: 5 texts have wrong tags in ")
    assert notes[-1].endswith(": until then river.md is not exported in vi")
    assert "plain" not in result.err
    damaged = json.loads(dry.out)["files"][0]["damaged"]
    assert {"place": place, "source": source, "message": "<1>…</1> is missing"} in damaged
    assert "Xem bản đồ." == entry(newsroom, source).msgstr


def test_an_export_refuses_wrong_tags_as_a_draft_too(newsroom: Newsroom) -> None:
    """
    With the segment, and a finding of the check beside.
    """
    newsroom.write("river.md", RIVER)
    newsroom("segment", "--article", "river.md")
    translate(newsroom, see="Xem <1>bản <2/>đồ</1>.")

    result = newsroom("export", "--article", "river.md", "--language", "vi", "--allow-drafts")

    assert 1 == result.code
    assert "in its translation <2/> is not in the source" in result.out + result.err
    assert "error[tags]" in newsroom("check", "--language", "vi").out


def test_wrong_tags_are_not_dismissed(newsroom: Newsroom) -> None:
    """
    For the article would not be exported anyway; in plain text they may be what an author wrote.
    """
    newsroom.write("river.md", "See [the map](map.png).\n")
    newsroom.write("plain.txt", "Part <1> of two fell in Hanoi.\n")
    newsroom("segment")
    codes = {}
    for name in ("river.md", "plain"):
        newsroom.edit(name, "vi", _mistranslate)
        line = newsroom.po(name).read_text(encoding="utf-8").splitlines().index(f'msgstr "{SEEN}"')
        place = f"{newsroom.po(name)}:{line + 1}"
        result = newsroom("check", "--dismiss", "tags", "--at", place, "--reason", "fine")
        codes[name] = (result.code, "no article is exported while its tags are" in result.err)

    assert {"river.md": (2, True), "plain": (0, False)} == codes


SEEN = "Xem phần này ở Hà Nội."


def _mistranslate(file: polib.POFile) -> None:
    for each in file:
        each.msgstr = SEEN


def test_a_page_beside_the_source_has_a_name_of_its_own(newsroom: Newsroom) -> None:
    """
    No other article's page, and none that is taken for a stray.
    """
    newsroom.write("river.md", RIVER)
    newsroom.write("river.txt", "The river rose. It fell again in May.\n")
    newsroom.write("river.html", "<p>The river rose. It fell again in May.</p>\n")
    newsroom("segment")
    newsroom("export", "--language", "vi", "--allow-drafts", "--format", "bilingual-html")

    assert Path("build/drafts/vi/river.md.html").exists()
    assert Path("build/drafts/vi/river.txt.html").exists()
    assert Path("build/drafts/vi/river.html.html").exists()
    assert not Path("build/drafts/vi/river.html").exists()
    assert "belong to no article" not in newsroom("run", "--language", "vi").err


def test_front_matter_that_is_no_yaml_stops_its_article_only(newsroom: Newsroom) -> None:
    """
    With the line.
    """
    newsroom.write("river.md", RIVER.replace("title: The river", "title: The: river"))

    result = newsroom("run", "--language", "vi")

    assert 1 == result.code
    assert "source_texts/river.md: its front matter is no YAML: line 2" in result.err
    assert Path("build/drafts/vi/floods.txt").exists()


def test_a_fence_that_nothing_closes_is_told(newsroom: Newsroom) -> None:
    """
    What follows is code to every program, so it stays English.
    """
    newsroom.write("river.md", RIVER.replace("code\n```\n", "code\n"))

    result = newsroom("segment", "--article", "river.md", "--language", "vi")

    assert 0 == result.code
    assert "source_texts/river.md:14: a block of code begins here that nothing closes" in result.err


def test_other_keys_of_front_matter_are_a_setting(newsroom: Newsroom) -> None:
    """
    Only those that are named are translated.
    """
    Path("pipeline.toml").write_text(
        'languages = ["vi"]\n[articles]\nfront_matter = ["summary"]\n', encoding="utf-8"
    )
    newsroom.write("river.md", "---\ntitle: River\nsummary: It rose.\n---\n\nIt fell again.\n")
    newsroom("segment", "--article", "river.md")

    assert ["It rose.", "It fell again."] == [
        each.msgid for each in polib.pofile(str(newsroom.po("river.md")))
    ]
