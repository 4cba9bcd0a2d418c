"""Templates."""

from dataclasses import replace

from pipeline.catalogues.template import template
from pipeline.model import Place
from tests.catalogues.building import LATER, NOW, found

FOUND = found("Ships wait.", "Rain.")
OLD = template("harbour", FOUND, None, NOW)


def test_a_template_holds_the_sentences_without_translations() -> None:
    """
    With kinds and places, and a header that msginit and Poedit fill in.
    """
    expected = """msgid ""
msgstr ""
"Project-Id-Version: harbour\\n"
"Report-Msgid-Bugs-To: \\n"
"POT-Creation-Date: 2024-05-01 10:00+0000\\n"
"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"
"Last-Translator: FULL NAME <EMAIL@ADDRESS>\\n"
"Language-Team: LANGUAGE <LL@li.org>\\n"
"Language: \\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Generator: pipeline\\n"

#. body
#: harbour.txt:1
msgid "Ships wait."
msgstr ""

#. body
#: harbour.txt:2
msgid "Rain."
msgstr ""
"""

    assert (expected, "2024-05-01 10:00+0000") == (OLD.data.decode(), OLD.created)


def test_an_unchanged_article_gives_the_same_bytes() -> None:
    """
    Law 5: no date moves without a reason.
    """
    assert OLD == template("harbour", FOUND, OLD.data, LATER)


def test_lines_may_move_without_a_new_date() -> None:
    """
    A blank line is no message.
    """
    moved = [replace(entry, places=(Place("harbour.txt", 7),)) for entry in FOUND]

    assert OLD.created == template("harbour", moved, OLD.data, LATER).created


def test_another_order_of_sentences_gets_a_new_date() -> None:
    """
    The messages have changed.
    """
    assert "2024-06-01 10:00+0000" == template("harbour", FOUND[::-1], OLD.data, LATER).created


def test_a_template_that_cannot_be_read_is_made_anew() -> None:
    """
    Nobody works in it, so nothing is lost.
    """
    expected = template("harbour", FOUND, None, LATER)

    assert expected == template("harbour", FOUND, b"<<<<<<< HEAD\n", LATER)
