"""HTML on its way through the commands."""

from pathlib import Path

import polib

from tests.cli.conftest import Newsroom

RIVER = """\
<!doctype html>
<html lang="en">
<meta charset="windows-1252">
<title>The river</title>
<h1>The river</h1>
<p>It <em>rose</em> by 4&nbsp;m at the caf\u00e9.
   See <a href="map.png">the map</a>.</p>
<p><img src="boat.png" alt="A boat"></p>
<script>if (1 < 2) go();</script>
"""
TEXTS = {
    "The river": "D\u00f2ng s\u00f4ng",
    "It <1>rose</1> by 4\u00a0m at the caf\u00e9.": "N\u00f3 <1>d\u00e2ng</1> 4 m < 5 m.",
    "See <1>the map</1>.": "Xem <1>b\u1ea3n \u0111\u1ed3</1>.",
    "A boat": 'Thuy\u1ec1n "nh\u1ecf"',
}
MADE = """\
<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>D\u00f2ng s\u00f4ng</title>
<h1>D\u00f2ng s\u00f4ng</h1>
<p>N\u00f3 <em>d\u00e2ng</em> 4 m &lt; 5 m.
Xem <a href="map.png">b\u1ea3n \u0111\u1ed3</a>.</p>
<p><img src="boat.png" alt="Thuy\u1ec1n &quot;nh\u1ecf&quot;"></p>
<script>if (1 < 2) go();</script>
"""


def review(file: polib.POFile) -> None:
    """Translate each text."""
    for each in file:
        each.msgstr = TEXTS[each.msgid]
        each.flags = []
    file.metadata["PO-Revision-Date"] = "2030-01-01 10:00+0000"


def test_html_goes_all_the_way(newsroom: Newsroom) -> None:
    """
    Into a catalogue with its tags and places, back into a page that says what it is in.
    """
    newsroom.write("river.html", RIVER.encode("cp1252"))
    newsroom("segment", "--article", "river.html")

    (entry,) = [
        each for each in polib.pofile(str(newsroom.po("river.html"))) if "map" in each.msgid
    ]
    assert ("body\n<1> link to map.png", [("source_texts/river.html", "7")]) == (
        entry.comment,
        entry.occurrences,
    )
    newsroom.edit("river.html", "vi", review)
    assert 0 == newsroom("run", "--article", "river.html", "--language", "vi").code
    assert MADE == Path("build/vi/river.html").read_text("utf-8")


def test_what_stays_english_stays_as_it_was(newsroom: Newsroom) -> None:
    """
    A page of which nothing is translated is exported byte for byte, in its own encoding.
    """
    newsroom.write("river.html", RIVER.encode("cp1252"))
    newsroom("segment", "--article", "river.html")
    newsroom("export", "--article", "river.html", "--allow-drafts", "--language", "vi")

    assert RIVER.encode("cp1252") == Path("build/drafts/vi/river.html").read_bytes()
