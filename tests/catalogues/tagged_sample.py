"""A catalogue with tags in its texts, as an article in Markdown makes them.

A translator has approved one text, the others are drafts: what lies on disk then is what
translators' tools were given (see tests/tools/record.py).
"""

import polib

from tests.catalogues.desk import Desk

NAME = "harbour.md"

ARTICLE = """\
# Storm shuts the *port* of Da Nang

Captains read [the notice](https://example.org/notice) on **the pier**. **Waves of *six metres*
were measured** at noon[^noon]. Rescuers reached [the last village](village.html) on Tuesday. Type
`tide --now` and wait. Some write <3> for a heart. Nobody was hurt.

[^noon]: By the *harbour master*.
"""

LATER = ARTICLE.replace("the last village", "the last two villages")

RESCUERS = "Rescuers reached <1>the last village</1> on Tuesday."
TRANSLATED = "Đội cứu hộ đã tới <1>ngôi làng cuối cùng</1> hôm thứ Ba."


def make(desk: Desk) -> None:
    """Tell the story in a project; the article is called `NAME`."""

    def approve(file: polib.POFile) -> None:
        file[0].msgstr, file[0].flags = "Bão đóng <1>cảng</1> Đà Nẵng", []

    desk.write(NAME, ARTICLE)
    desk.run()
    desk.edit(NAME, approve)
    desk.run()


def go_on(desk: Desk) -> None:
    """Let the article change: words within a pair."""
    desk.write(NAME, LATER)
    desk.run(draft=False)
