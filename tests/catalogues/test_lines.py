"""Where translations stand in a file that was written rather than read."""

from pathlib import Path

from pipeline.catalogues import po

TEXT = """\
# a head
msgid ""
msgstr ""
"Language: vi\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# a note
#. body
#: a.txt:1
#, fuzzy
#| msgid "Older."
msgid "One."
msgstr "Một."

msgid "Two."
msgstr ""
"Hai\\n"
"dòng."

msgctxt "other"
msgid "Three."
msgstr "Ba."

# msgstr in a comment
#~ msgid "Four."
#~ msgstr "Bốn."
"""


def test_lines_are_those_of_the_file() -> None:
    """
    With texts of several lines, those that are not ours, and retired ones.
    """
    read = po.parse(TEXT.encode(), Path("a.po"), "a", "vi")
    written = po.parse(po.render(read), Path("a.po"), "a", "vi")

    assert {entry.source: entry.line for entry in written.entries} == po.lines(read)
