"""What a reader sees of a text with tags."""

import pytest

from pipeline.export import seen
from pipeline.model import Tag

KNOWN = {
    1: Tag(1, "*", "*", "emphasis"),
    2: Tag(2, "**", "**", "strong emphasis"),
    3: Tag(3, "[", "](…)", 'link to https://example.org/?a=1&b="2"'),
    4: Tag(4, "`ls`", None, "code ls", "ls <b>"),
    5: Tag(5, "\\\n", None, "line break", "\n"),
    6: Tag(6, "[^1]", None, "footnote 1"),
    7: Tag(7, "[", "](javascript:alert())", "link to javascript:alert()"),
    10: Tag(10, "<w:r>", "</w:r>", "bold, another size, italic"),
    11: Tag(11, "<w:r>", "</w:r>", "not bold, style Strong"),
    8: Tag(8, '<font onclick="alert()">', "</font>", 'HTML <font onclick="alert()">'),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<2>Mưa & <1>gió</1></2>.", "<strong>Mưa &amp; <em>gió</em></strong>."),
        (
            "<3>Bão</3>",
            '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;" rel="noreferrer">Bão</a>',
        ),
        ("Gõ <4/>,<5/> rồi<6/> chờ.", "Gõ ls &lt;b&gt;,<br> rồi chờ."),
        ("<7>Bão</7> <8>đến</8>", "Bão đến"),
        ("<10>Mưa</10> <11>to</11>", "<strong><em>Mưa</em></strong> <strong>to</strong>"),
        ("<1>Mưa <2>to</1></2>", "Mưa to"),
        ("<1>Mưa", "Mưa"),
        ("<9>Mưa</9> <b>", "&lt;9&gt;Mưa&lt;/9&gt; &lt;b&gt;"),
    ],
)
def test_tags_are_shown_as_what_they_stand_for(text: str, expected: str) -> None:
    """
    Emphasis, links into the web and what stands for itself; nothing that could run.
    """
    assert expected == seen.html(text, KNOWN)


def test_a_pair_may_go_over_several_texts() -> None:
    """
    As emphasis around sentences does, of which each is written by itself.
    """
    assert ["<em>", "", "</em> <br>"] == seen.htmls(["<1>", "", "</1> <5/>"], KNOWN)
    assert ["", ""] == seen.htmls(["<1>", "<2>"], KNOWN)


def test_as_plain_text_tags_are_left_out() -> None:
    """
    But for what stands for itself; a tag that is not known is text, as it is in HTML.
    """
    assert "Mưa ls <b>" == seen.plain("<1>Mưa</1> <4/><6/>", KNOWN)
    assert "<9>Mưa</9> to" == seen.plain("<9>Mưa</9> <2>to</2>", KNOWN)
    assert "<1>Mưa" == seen.plain("<1>Mưa", {})
