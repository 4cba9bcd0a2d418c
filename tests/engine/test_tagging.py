"""Tags taken out of a text for its model, and put around the right words of the draft."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import languages, tags
from pipeline.engine import Engine, EngineOptions, open_engine, tagging
from pipeline.engine.tagging import Heard, Taken
from pipeline.packages import PackageOptions
from pipeline.packages.choose import choose
from pipeline.packages.digest import digest
from pipeline.packages.find import find

PLACED = json.loads((Path(__file__).parent.parent / "cases/tags/placed.json").read_text("utf-8"))


def put(source: str, draft: str, *links: tuple[int, int]) -> str:
    """Put the tags of a text into a draft, in which words are linked, by number, to those of it."""
    untagged = tagging.take(source)
    width = len(untagged.text.split())
    rows = [[0.0] * width for _ in draft.split()]
    for row, column in links:
        rows[row][column] = 1.0
    heard = Heard(untagged.text, draft, rows) if links else None
    return tagging.put(untagged, draft, heard)[0]


def test_pairs_and_marks_are_taken_out() -> None:
    """
    Tags that stand for words stay, to be masked; wider pairs come first.
    """
    untagged = tagging.take("A <1>big <2>storm</2></1> hit<3/> <4/>.")

    assert "A big storm hit <4/>." == untagged.text
    assert untagged.taken == (
        Taken(1, 2, 11, is_pair=True),
        Taken(2, 6, 11, is_pair=True),
        Taken(3, 15, 15, is_pair=False),
    )
    assert ["<4/>"] == [each.shown for each in tagging.hidden(untagged.text)]


@pytest.mark.parametrize("text", ["no tags", "Part <1> of two", "<1>a <2>b</1></2>"])
def test_what_is_no_mark_up_stays(text: str) -> None:
    """
    Plain text may hold what looks like half a pair.
    """
    assert tagging.Untagged(text) == tagging.take(text)


@pytest.mark.parametrize(
    ("source", "draft", "links", "expected"),
    [
        ("<1>Rain</1> fell.", "ROI MUA.", [(0, 1), (1, 0)], "ROI <1>MUA</1>."),
        ("<1>Rain fell.</1> So", "SO MUA ROI.", [(0, 2), (1, 0), (2, 1)], "SO <1>MUA ROI.</1>"),
        ("(<1>a</1>) b", "X (Y)", [(0, 1), (1, 0)], "X (<1>Y</1>)"),
        ("<1>a</1> <2>b</2>", "Y X", [(0, 1), (1, 0)], "<2>Y</2> <1>X</1>"),
        ("<1>a <2>b</2></1> c", "Z Y X", [(0, 2), (1, 1), (2, 0)], "Z <1><2>Y</2> X</1>"),
        ("a<1/> b c", "Y X Z", [(0, 1), (1, 0), (2, 2)], "Y X<1/> Z"),
        ("a b<1/>.", "Y X.", [(0, 1), (1, 0)], "Y X<1/>."),
        ("a,<1/> b", "X, Y", [(0, 0), (1, 1)], "X,<1/> Y"),
        ("<1><2>a</2></1> b", "X Y", [(0, 0), (1, 1)], "<1><2>X</2></1> Y"),
        ("<1>a</1> b", "A Y", [], "<1>A</1> Y"),
        ("9 m<1>2</1>, CO<2>2</2>.", "CO2, 9 м2.", [(0, 2), (1, 0), (2, 1)],
         "CO<2>2</2>, 9 м<1>2</1>."),
        ("<1>un</1>do a", "X Y", [(0, 0), (1, 1)], "<1>X</1> Y"),
        ("<1><2>a</2></1> <3><4>b</4></3>", "X", [], "<3><4></4></3><1><2>X</2></1>"),
    ],
)  # fmt: skip
def test_tags_stand_around_what_comes_of_their_words(
    source: str, draft: str, links: list[tuple[int, int]], expected: str
) -> None:
    """
    In whatever order that is, without the signs and letters that are not within them in the source.
    """
    assert expected == put(source, draft, *links)


@pytest.mark.parametrize(
    ("source", "draft", "alone", "links", "expected"),
    [
        ("<1>a</1> b", "X Y Z.", ["x Y"], [(0, 0), (2, 1)], "<1>X Y</1> Z."),
        ("a<1/> b", "X Y Z.", ["x y"], [(0, 0), (2, 1)], "X Y<1/> Z."),
        ("<1>a</1> b", "Y Z X Y", ["W", "X Y"], [(2, 0)], "Y Z <1>X Y</1>"),
        ("<1>a</1> b", "Y Z Y", ["Y"], [(2, 0)], "Y Z <1>Y</1>"),
        ("<1>a</1> b", "Y Z", ["Y"], [(0, 1), (1, 0)], "Y <1>Z</1>"),
        ("<1>a</1> b", "X, Y", ["…", ""], [(0, 0)], "<1>X</1>, Y"),
    ],
)
def test_tags_stand_around_what_their_words_become_alone(
    source: str, draft: str, alone: list[str], links: list[tuple[int, int]], expected: str
) -> None:
    """
    As many words as that has; where it is not there, or comes of others, links tell.
    """
    untagged = tagging.take(source)
    rows = [
        [float((at, column) in links) for column in range(2)] for at in range(len(draft.split()))
    ]
    heard = Heard(untagged.text, draft, rows)

    assert ["a"] == list(tagging.alone(untagged))
    assert expected == tagging.put(untagged, draft, heard, {"a": alone})[0]


@pytest.mark.parametrize(
    "text",
    [
        f"x <1>{'a ' * 9}</1>",
        "a<1/>.",
        "<1>Use <2/></1> now",
        "".join(f"a <{number}>b</{number}> " for number in range(1, 2000)),
    ],
)
def test_what_does_not_help_is_not_asked_for(text: str) -> None:
    """
    Long pairs, which come out otherwise alone, marks at the end, tags, and texts full of tags.
    """
    assert [] == list(tagging.alone(tagging.take(text)))


def test_what_stands_around_nothing_is_told() -> None:
    """
    Where no word is left for a tag, it is there all the same.
    """
    untagged = tagging.take("<1>a</1> <2>b</2>")
    text, warnings = tagging.put(untagged, "X", None)

    assert [] == list(tags.troubles("<1>a</1> <2>b</2>", text))
    assert 1 == len(warnings)
    assert "stands around nothing" in warnings[0]


def test_a_tag_for_a_word_stands_once() -> None:
    """
    One that the model has lost is put at the end; others that it has made go.
    """
    assert "X <1/>." == put("Use <1/>.", "X.")
    assert "X <1/> Y" == put("Use <1/> now", "X <1/> Y<1/>")


def numbered(shape: str) -> str:
    """Make tags of brackets, and of marks."""
    parts: list[str] = []
    opened: list[int] = []
    number = 0
    for sign in shape:
        number += sign in "[*"
        if sign == "[":
            opened.append(number)
        tag = {"[": f"<{number}>", "*": f"<{number}/>"}.get(sign, sign)
        parts.append(f"</{opened.pop()}>" if sign == "]" else tag)
    return "".join(parts)


MARKED = (
    st.recursive(
        st.sampled_from(["a", "b ", " c", ". ", "(", ")", "*", " * "]),
        lambda inner: st.lists(inner, max_size=4).map("".join) | inner.map("[{}]".format),
        max_leaves=12,
    )
    .map(numbered)
    .filter(tags.find)
)
DRAFTS = st.lists(st.sampled_from(["X", "Y ", " Z", ". ", "«", "» ", " <4/> "]), max_size=10)


@given(MARKED, DRAFTS, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_every_tag_stands_once_and_well_nested(
    source: str, parts: list[str], random: Random
) -> None:
    """
    Whatever the draft is, and whatever the links say.
    """
    untagged = tagging.take(source)
    draft = "".join(parts)
    width, height = len(untagged.text.split()), len(draft.split())
    rows = [[random.random() for _ in range(width)] for _ in range(height)]
    heard = Heard(untagged.text, draft, rows) if width and height else None

    said = {each: [random.choice(["X", "Y Z", "X. Y"])] for each in tagging.alone(untagged)}

    text, _ = tagging.put(untagged, draft, heard, said)

    assert [] == list(tags.troubles(source, text))
    bare = tags.TAG.sub(lambda tag: tag[0] if tag[0] in untagged.text else "", text)
    assert [] == list(tags.troubles(source, tagging._in_order(untagged, bare)))


def test_a_text_full_of_tags_takes_no_time() -> None:
    """
    Where words are too many to compare, tags go to their places in the source, which is told.
    """
    source = "".join(f"a<{number}>b</{number}> " for number in range(1, 2000))
    text, warnings = tagging.put(tagging.take(source), "X " * 1000, None)

    assert [] == list(tags.troubles(source, text))
    assert ("too long to find the places of its tags",) == warnings


@pytest.fixture(scope="module")
def engines() -> Iterator[Mapping[str, Engine]]:
    """Open the bundled packages."""
    found = find(PackageOptions(folders=(), project=Path("none"), argos=False, bundled=True))
    opened = {}
    for code in ("vi", "ru"):
        chain = choose(found, "en", code)
        language = languages.load(code, Path("none"))
        opened[code] = open_engine(
            chain, [digest(each) for each in chain], language, EngineOptions()
        )
    yield opened
    for engine in opened.values():
        engine.close()


@pytest.mark.model
@pytest.mark.parametrize(("code", "least"), [("vi", 0.75), ("ru", 0.75)])
def test_most_tags_of_the_bundled_packages_stand_where_a_person_puts_them(
    engines: Mapping[str, Engine], code: str, least: float
) -> None:
    """
    By what it makes of their words alone, and what it looked at. A draft that comes out otherwise
    here tells nothing.
    """
    placed = [case for case in PLACED if code in case]
    drafts = dict(engines[code].translate([case["source"] for case in placed]))
    pairs = [
        (case[code], drafts[at].text)
        for at, case in enumerate(placed)
        if tags.TAG.sub("", case[code]) == tags.TAG.sub("", drafts[at].text)
    ]

    assert len(pairs) > len(placed) / 2
    assert sum(wanted == text for wanted, text in pairs) >= least * len(pairs)
