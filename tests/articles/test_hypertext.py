"""The tokens of HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles.hypertext import What, attributes, tokens


def cut(raw: str, *, xml: bool = False) -> list[tuple[str, str]]:
    """Give the tokens of a text: what they are, and their text."""
    return [(token.what.name, raw[token.start : token.end]) for token in tokens(raw, xml=xml)]


@given(st.text("<>/!-?=\"' \nabsvgcript[]&;", max_size=60), st.booleans())
def test_tokens_are_the_file(raw: str, xml: bool) -> None:
    """
    Put together, tokens are what they were cut from; none is empty.
    """
    found = cut(raw, xml=xml)

    assert raw == "".join(text for _, text in found)
    assert all(text for _, text in found)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a<b>c</b>", ["TEXT a", "OPEN <b>", "TEXT c", "CLOSE </b>"]),
        ("<b a='>' c=\">\" d=/>e", ["OPEN <b a='>' c=\">\" d=/>", "TEXT e"]),
        ("<b a=>c", ["OPEN <b a=>", "TEXT c"]),
        ('<b a"b>c', ['OPEN <b a"b>', "TEXT c"]),
        ("1 < 2 <3 </ >", ["TEXT 1 < 2 <3 ", "OTHER </ >"]),
        ("<!--><!--a--!><!--b-->", ["OTHER <!-->", "OTHER <!--a--!>", "OTHER <!--b-->"]),
        ("<!-- a", ["OTHER <!-- a"]),
        ("<b c='", ["OTHER <b c='"]),
        ("<![CDATA[a>b]]>", ["OTHER <![CDATA[a>", "TEXT b]]>"]),
        ("<svg><![CDATA[a>b]]>", ["OPEN <svg>", "OTHER <![CDATA[a>b]]>"]),
        ("<title>a<b></TITLE >", ["OPEN <title>", "TEXT a<b>", "CLOSE </TITLE >"]),
        ("<script>a</script", ["OPEN <script>", "RAW a</script"]),
        ("<script/>a</script>", ["OPEN <script/>", "RAW a", "CLOSE </script>"]),
        ("<svg><script/>a", ["OPEN <svg>", "OPEN <script/>", "TEXT a"]),
        ("<plaintext></plaintext>", ["OPEN <plaintext>", "RAW </plaintext>"]),
    ],
)  # fmt: skip
def test_html_is_cut_as_browsers_do(raw: str, expected: list[str]) -> None:
    """
    By the rules of the HTML standard, odd ones among them.
    """
    assert expected == [" ".join(pair) for pair in cut(raw)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<script/>a", ["OPEN <script/>", "TEXT a"]),
        ("<?a > b?>c", ["OTHER <?a > b?>", "TEXT c"]),
        ('<!DOCTYPE a [<!ENTITY b "c">]>d', ['OTHER <!DOCTYPE a [<!ENTITY b "c">]>', "TEXT d"]),
        ("<![CDATA[a>b]]>", ["OTHER <![CDATA[a>b]]>"]),
    ],
)
def test_xhtml_is_cut_as_xml(raw: str, expected: list[str]) -> None:
    """
    Elements may close themselves, and declarations may hold others.
    """
    assert expected == [" ".join(pair) for pair in cut(raw, xml=True)]


def test_attributes_know_their_places() -> None:
    """
    Values are without quotation marks and references; of two with one name, the first counts.
    """
    raw = "<a A=\"1&amp;2\" b='&lt' c=d/e F g= 'h' a=3 i=&copy=1&copyright>"
    (token,) = tokens(raw)

    found = attributes(raw, token)

    assert {"a": "1&2", "b": "<", "c": "d/e", "f": "", "g": "h", "i": "&copy=1&copyright"} == {
        name: attribute.value for name, attribute in found.items()
    }
    assert ["1&amp;2", "&lt", "d/e", "", "h", "&copy=1&copyright"] == [
        raw[slice(*attribute.span)] for attribute in found.values()
    ]
    assert ['"', "'", "", "", "'", ""] == [attribute.quote for attribute in found.values()]


def test_names_may_grow_in_lower_case() -> None:
    """
    A letter that is two in lower case moves no attribute.
    """
    (token,) = tokens("<aİ b=c>")

    assert (What.OPEN, "c") == (token.what, attributes("<aİ b=c>", token)["b"].value)
