"""A catalogue as XLIFF 1.2, and what comes back of it."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.catalogues import marks
from pipeline.catalogues.returned import Answer, Returned
from pipeline.errors import CatalogueBroken
from pipeline.exchange import xliff
from pipeline.model import Catalogue, Entry, Kind, Place, State

PATH = Path("back.xlf")
NAME = f"{{{xliff.NAMESPACE}}}"

STORM = Entry("A storm came.", "Bão đến.", State.REVIEWED, kinds=(Kind.HEADLINE,))
SHIPS = Entry("Ships wait.", "TÀU ĐỢI.", State.DRAFT, origin="en_vi 0.2", confidence=0.7)
NETS = Entry("Two nets are lost.", "Mất một lưới.", State.SUGGESTED, previous="A net is lost.")
QUIET = Entry("All is quiet.", note=("hỏi An", " hai dòng"), places=(Place("a b.txt", 3),))
TAGGED = Entry("<1>All <2>nets</2></1> dry<3/>.", "<3/><1><2>Lưới</2></1> khô.", State.DRAFT)
GONE = Entry("Rain.", "Mưa.", State.RETIRED)
DATE = "2024-05-01 11:05+0700"
HEADER = (("PO-Revision-Date", DATE),)
HARBOUR = Catalogue("port news/harbour", "vi", (STORM, SHIPS, NETS, QUIET, GONE), HEADER)

# Of the specification: what may stand in a trans-unit and its target, as far as we write it.
CHILDREN = ["source", "target", "note", "context-group", "alt-trans"]
ATTRIBUTES = {
    "xliff": {"version"},
    "file": {"original", "source-language", "target-language", "datatype", "date"},
    "body": set(),
    "trans-unit": {"id", "approved", "{http://www.w3.org/XML/1998/namespace}space"},
    "source": set(),
    "g": {"id"},
    "x": {"id"},
    "target": {"state", "state-qualifier"},
    "note": {"from"},
    "context-group": {"purpose"},
    "context": {"context-type"},
    "alt-trans": {"alttranstype", "{http://www.w3.org/XML/1998/namespace}space"},
}
VALUES = {
    "approved": {"yes", "no"},
    "state": {"needs-translation", "needs-review-translation", "signed-off"},
    "state-qualifier": {"mt-suggestion"},
    "purpose": {"location"},
    "context-type": {"sourcefile", "linenumber"},
    "alttranstype": {"previous-version"},
}


def answer(target: str, approved: str = "", note: str = "") -> Answer:
    """Read a file with one unit, as a program has saved it."""
    text = (
        f'<xliff version="1.2" xmlns="{xliff.NAMESPACE}"><file original="a" source-language="en"'
        ' target-language="vi" datatype="plaintext"><body><trans-unit id="1" '
        f"{approved and f'approved={approved!r}'}><source>Rain fell.</source>{target}{note}"
        "</trans-unit></body></file></xliff>"
    )
    return xliff.read(text.encode(), PATH)[0].answers[0]


def test_what_is_written_is_xliff_1_2() -> None:
    """
    Elements, their order, attributes and values are those of the specification.
    """
    harbour = replace(HARBOUR, entries=(*HARBOUR.entries, TAGGED))
    root = ElementTree.fromstring(xliff.write(harbour))

    assert (f"{NAME}xliff", "1.2") == (root.tag, root.get("version"))
    assert [f"{NAME}file"] == [child.tag for child in root]
    assert [f"{NAME}body"] == [child.tag for child in root[0]]
    for element in root.iter():
        name = element.tag.removeprefix(NAME)
        assert set(element.attrib) <= ATTRIBUTES[name]
        for attribute, value in element.attrib.items():
            assert value in VALUES.get(attribute, {value})
    units = list(root.iter(f"{NAME}trans-unit"))
    for each in units:
        names = [child.tag.removeprefix(NAME) for child in each]
        assert sorted(names, key=CHILDREN.index) == names
        assert ["source", "target"] == names[:2]
    ids = [each.get("id") for each in units]
    assert len(harbour.entries) - 1 == len(set(ids))


def test_each_state_is_said() -> None:
    """
    As CAT tools know them; what is retired stays here.
    """
    root = ElementTree.fromstring(xliff.write(HARBOUR))
    found = {}
    for each in root.iter(f"{NAME}trans-unit"):
        target = each.find(f"{NAME}target")
        assert target is not None
        said = (each.get("approved"), target.get("state"), target.get("state-qualifier"))
        found[each.findtext(f"{NAME}source")] = said

    assert {
        STORM.source: ("yes", "signed-off", None),
        SHIPS.source: ("no", "needs-review-translation", "mt-suggestion"),
        NETS.source: ("no", "needs-review-translation", None),
        QUIET.source: (None, "needs-translation", None),
    } == found


def test_a_translator_sees_what_stands_beside_an_entry() -> None:
    """
    Kinds and our mark as notes of developers, people's comments as theirs, the old sentence
    beside its translation, and where a sentence stands.
    """
    written = xliff.write(HARBOUR).decode()

    assert '<note from="developer">headline</note>' in written
    assert f'<note from="developer">{marks.line(SHIPS)}</note>' in written
    assert '<note from="translator"> hai dòng</note>' in written
    assert "<source>A net is lost.</source>" in written
    assert '<context context-type="sourcefile">a b.txt</context>' in written


def test_an_id_belongs_to_its_sentence() -> None:
    """
    It is the same wherever the sentence stands, in every export.
    """
    first = xliff.write(HARBOUR).decode()
    other = xliff.write(Catalogue("other", "ru", (SHIPS,))).decode()

    found = re.search(r'id="([0-9a-f]{16})" approved="no">\s*<source>Ships', first)
    assert found
    assert f'id="{found[1]}"' in other


def test_what_comes_back_untouched_says_what_was_sent() -> None:
    """
    An approval for what is reviewed, none for drafts, and nothing for what is empty.
    """
    assert (
        Returned(
            "port news/harbour",
            "vi",
            (
                Answer(STORM.source, STORM.target, is_approved=True),
                Answer(SHIPS.source, SHIPS.target, is_approved=False, is_draft=True),
                Answer(NETS.source, NETS.target, is_approved=False),
                Answer(QUIET.source, "", is_approved=False, note=QUIET.note),
            ),
            revised=DATE,
        ),
    ) == xliff.read(xliff.write(HARBOUR), PATH)


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20
).filter(lambda text: text.strip(" ") == text and "\ufffe" not in text and "\uffff" not in text)


@given(st.lists(st.tuples(texts, texts), max_size=4, unique_by=lambda pair: pair[0]), texts)
def test_any_text_comes_back_as_it_was(pairs: list[tuple[str, str]], article: str) -> None:
    """
    Signs of XML, blanks and all; and the same catalogue gives the same bytes.
    """
    entries = tuple(Entry(source, target, State.REVIEWED) for source, target in pairs)
    catalogue = Catalogue(article, "zh_TW", entries)
    written = xliff.write(catalogue)
    back = [
        (each.article, each.language, entry.source, entry.target)
        for each in xliff.read(written, PATH)
        for entry in each.answers
    ]

    assert [(article, "zh_TW", *pair) for pair in pairs] == back
    assert xliff.write(catalogue) == written


def test_tags_are_elements() -> None:
    """
    Pairs go around words, others stand for themselves; on the way back they are tags again.
    """
    written = xliff.write(Catalogue("a", "vi", (TAGGED,)))

    assert (
        '<source><g id="1">All <g id="2">nets</g></g> dry<x id="3"/>.</source>'
    ) in written.decode()
    assert '><x id="3"/><g id="1"><g id="2">Lưới</g></g> khô.</target>' in written.decode()
    assert (Answer(TAGGED.source, TAGGED.target, is_approved=False),) == xliff.read(written, PATH)[
        0
    ].answers


pieces = st.lists(
    st.sampled_from(["<1>", "</1>", "<2>", "</2>", "<3/>", "<3>", "<4/>", "a", " & ", "b."]),
    min_size=1,
    max_size=8,
).map(lambda found: "".join(found).strip())


@given(pieces, pieces)
def test_any_tags_come_back_as_they_were(source: str, target: str) -> None:
    """
    Doubled, crossed, or none of the source's, too: those are text.
    """
    assume(source and source != target)
    written = xliff.write(Catalogue("a", "vi", (Entry(source, target, State.REVIEWED),)))

    (back,) = xliff.read(written, PATH)[0].answers
    assert (source, target) == (back.source, back.target)


def test_tags_typed_as_text_are_tags() -> None:
    """
    For programs in which one cannot put in elements.
    """
    source = '<source>Rain <g id="1">fell</g>.</source><target>Mưa &lt;1&gt;rơi&lt;/1&gt;.</target>'
    unit = f'<body><trans-unit id="1">{source}</trans-unit></body>'
    text = f'<xliff version="1.2"><file original="a" target-language="vi">{unit}</file></xliff>'

    (back,) = xliff.read(text.encode(), PATH)[0].answers
    assert ("Rain <1>fell</1>.", "Mưa <1>rơi</1>.") == (back.source, back.target)


def test_what_xml_cannot_hold_is_replaced() -> None:
    """
    Rather than no file at all.
    """
    odd = Catalogue("a\udcff\x01", "vi", (Entry("One\x0btwo", note=("\x1b",)),))

    assert b"One\xef\xbf\xbdtwo" in xliff.write(odd)


@pytest.mark.parametrize(
    ("approved", "state", "expected"),
    [
        ("yes", "signed-off", True),
        ("no", "translated", True),  # as Poedit leaves it
        ("yes", "needs-l10n", False),  # so, too
        ("no", "signed-off", False),
        ("", "final", True),
        ("yes", "needs-review-translation", False),
        ("", "new", False),
        ("", "x-of-some-program", False),
        ("yes", "", True),
        ("no", "", False),
        ("", "", None),
    ],
)
def test_an_approval_is_what_programs_mean_by_it(
    approved: str, state: str, expected: bool | None
) -> None:
    """
    By the state if there is one, else by the attribute; else nobody knows.
    """
    said = state and f'state="{state}"'

    assert expected is answer(f"<target {said}>Mưa rơi.</target>", approved).is_approved


def test_our_drafts_are_told_by_their_marks() -> None:
    """
    Whatever the state; a text that a person has typed is none, though the state still says so.
    """
    mark = marks.line(Entry("Rain fell.", "MƯA RƠI.", State.DRAFT, origin="en_vi 0.2"))
    note = f'<note from="developer">{mark}</note>'
    target = '<target state="needs-review-translation" state-qualifier="mt-suggestion">{}</target>'

    assert answer(target.format("MƯA RƠI."), note=note).is_draft
    assert not answer(target.format("Mưa rơi."), note=note).is_draft
    assert not answer(target.format("MƯA RƠI.")).is_draft


@pytest.mark.parametrize("target", ["", "<target/>", "<target> \n </target>"])
def test_an_empty_target_is_an_empty_answer(target: str) -> None:
    """
    Whatever white space a program has put there.
    """
    assert "" == answer(target).target


def test_the_sentence_itself_is_no_translation_of_it() -> None:
    """
    Some programs fill it in where there is none; but a person may approve it.
    """
    target = '<target state="{}">Rain fell.</target>'

    assert "" == answer(target.format("needs-translation")).target
    assert "Rain fell." == answer(target.format("translated")).target


def test_elements_that_are_no_tags_of_the_sentence_are_flattened() -> None:
    """
    What they enclose stays, the codes of a format go, and so do line breaks and comments.
    """
    target = """<target>
      <mrk mtype="seg" mid="0">Mưa <g id="1">to</g></mrk><ph id="2">&lt;br/&gt;</ph><!-- ? -->
      đã <bpt id="3">[b]</bpt>rơi<ept id="3">[/b]</ept><x id="4"/>.
    </target>"""

    assert "Mưa to đã rơi." == answer(target).target


def test_only_peoples_notes_come_back() -> None:
    """
    Line by line; ours go, wherever a program has put them.
    """
    note = (
        '<note from="developer">headline</note><note from="translator">hỏi An\nhôm nay</note>'
        "<note>draft 0123abcd · en_vi 0.2 · 0.70</note><note>xong</note>"
    )

    assert ("hỏi An", "hôm nay", "xong") == answer("<target>Mưa.</target>", note=note).note


def test_a_file_may_hold_several_articles() -> None:
    """
    And groups in them.
    """
    file = (
        '<file original="{0}" source-language="en" target-language="pt-BR" datatype="x-po"><body>'
        '<group><trans-unit id="1"><source>{0}!</source></trans-unit></group></body></file>'
    )
    text = f'<xliff version="1.1">{file.format("One")}{file.format("Two")}</xliff>'

    assert (
        Returned("One", "pt_BR", (Answer("One!", ""),)),
        Returned("Two", "pt_BR", (Answer("Two!", ""),)),
    ) == xliff.read(text.encode("utf-16"), PATH)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><xliff version="1.2">&b;</xliff>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff version="1.2">&a;</xliff>'
DTD = '\n<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/xliff.dtd"><xliff version="1.2"/>'
DEEP = '<xliff version="1.2"><file original="a"><body>' + "<group>" * 9_000 + "</group>" * 9_000
NO_TYPE = "it declares a document type, which XLIFF 1.2 has none of"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LAUGHS, f"back.xlf:1: {NO_TYPE}"),
        (OUTSIDE, f"back.xlf:1: {NO_TYPE}"),
        (DTD, f"back.xlf:2: {NO_TYPE}"),
        ("", "back.xlf:1: this is no XML that can be read: no element found"),
        ('msgid ""\n', "back.xlf:1: this is no XML that can be read: syntax error"),
        ("<xliff>\n<file>", "back.xlf:2: this is no XML that can be read: no element found"),
        ("<tmx/>", "back.xlf:1: this is no XLIFF: its first element is <tmx>"),
        ('<xliff version="2.1"/>', "back.xlf:1: this is XLIFF 2.1"),
        ('<xliff version="1.2"/>', "back.xlf: this is no XLIFF 1.2"),
        (DEEP + "</body></file></xliff>", "back.xlf: this is no XLIFF 1.2"),
        ('<?xml version="1.0" encoding="x-no"?><xliff/>', "back.xlf: this is no XML that can"),
    ],
)
def test_what_is_no_xliff_is_refused_in_one_sentence(text: str, said: str) -> None:
    """
    Nothing is expanded and nothing fetched.
    """
    with pytest.raises(CatalogueBroken) as caught:
        xliff.read(text.encode(), PATH)

    assert caught.value.message.startswith(said)
    assert "Have the program that made it save it as XLIFF 1.2" in caught.value.hint
