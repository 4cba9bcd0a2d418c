"""The laws of catalogues, on histories that nobody would think of."""

import codecs
from dataclasses import replace
from operator import methodcaller

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogues import marks, po
from pipeline.catalogues.drafting import fill
from pipeline.errors import CatalogueBroken
from pipeline.model import Catalogue, Draft, Entry, Kind, Place, State
from tests.catalogues.building import LATER, catalogue, merged, read, reread

# Two passages in forms that are each other's edits, halves and sums, so that between any two
# articles sentences stay, change, split, join, go and return.
FORMS = [
    [
        (),
        (f"{one}, and {two}.",),
        (f"{one}.", f"{two.capitalize()}."),
        (f"{one}, and {two}.".replace("Monday", "Tuesday").replace("five", "six"),),
        (f"{one}.".replace("Monday", "Tuesday").replace("five", "six"), "Read more"),
    ]
    for one, two in [
        ("The port of Hai Phong was closed on Monday morning", "forty ships had to wait outside"),
        ("Exports of rice rose by five percent in May", "imports of steel fell to a new low"),
    ]
]
articles = st.tuples(*map(st.sampled_from, FORMS)).map(
    lambda forms: list(dict.fromkeys(sentence for form in forms for sentence in form))
)
POOL = [sentence for passage in FORMS for form in passage for sentence in form]
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
# NUL ends a text in C, and EOT parts a message from its context: gettext can hold neither.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"), max_size=20)
comments = st.lists(
    texts.map(lambda text: text.replace("\n", "").rstrip("\r")).filter(
        lambda text: not text.rstrip().endswith("\\")
    ),
    max_size=3,
).map(tuple)


shown = st.lists(st.builds(marks.similar, st.floats(0, 1), texts, texts), max_size=2).map(tuple)


@st.composite
def entries(draw: st.DrawFn, source: str) -> Entry:
    """An entry as it may stand in a catalogue, in any state."""
    target = draw(texts.filter(lambda text: not text.isspace())).strip("\r\n")
    states = st.sampled_from([state for state in State if state is not State.EMPTY])
    state = draw(states) if target else State.EMPTY
    fuzzy = state is State.RETIRED and draw(st.booleans())
    is_draft = state is State.DRAFT or (fuzzy and draw(st.booleans()))
    is_suggested = state is State.SUGGESTED or (fuzzy and not is_draft)
    is_match = is_suggested and draw(st.booleans())
    is_ours = is_draft or is_match
    active = state is not State.RETIRED
    return Entry(
        source,
        target,
        state,
        tuple(draw(st.lists(st.builds(Place, words.filter(bool), st.integers(0, 99))))) * active,
        tuple(draw(st.lists(st.sampled_from(Kind), unique=True))) * active,
        draw(texts.filter(bool)) if is_suggested and draw(st.booleans()) else None,
        draw(comments),
        tuple(draw(st.lists(st.sampled_from(["no-wrap", "x-own"]), unique=True))),
        fuzzy,
        "en_vi 0.2" if is_ours else "",
        draw(st.sampled_from([None, 0.0, 0.71, 1.0])) if is_ours else None,
        ("numbers differ: 5",) if is_ours and draw(st.booleans()) else (),
        ("error[dates] May",) if is_ours and draw(st.booleans()) else (),
        is_match=is_match,
        similar=draw(shown) if is_ours or not target else (),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """A catalogue of any entries, in the order that a file has them."""
    sources = draw(st.lists(texts.filter(bool) | st.sampled_from(POOL), unique=True, max_size=6))
    found = [draw(entries(source)) for source in sources]
    found.sort(key=lambda entry: entry.state is State.RETIRED)
    return replace(catalogue(*found), header_comment=draw(comments))


@settings(deadline=None)
@given(catalogues())
def test_a_catalogue_is_read_back_from_its_file(old: Catalogue) -> None:
    """
    Nothing that a catalogue holds is missing in its file, whatever the texts.
    """
    assert old == replace(reread(old), fingerprint="")


@settings(deadline=None)
@given(catalogues())
def test_saving_what_was_loaded_gives_the_same_bytes(old: Catalogue) -> None:
    """
    Law 3, its second half.
    """
    data = po.render(old)

    assert data == po.render(read(data))


@settings(deadline=None)
@given(catalogues(), articles)
def test_merging_twice_changes_nothing(old: Catalogue, sentences: list[str]) -> None:
    """
    Law 3, its first half, in memory and through the file.
    """
    once = merged(old, sentences)

    assert once == merged(once, sentences)
    assert po.render(once) == po.render(merged(reread(once), sentences))


@settings(deadline=None)
@given(catalogues(), articles)
def test_an_article_and_its_catalogue_are_in_line(old: Catalogue, sentences: list[str]) -> None:
    """
    After a merge the active entries are the article's sentences, in their order.
    """
    active = [e.source for e in merged(old, sentences).entries if e.state is not State.RETIRED]

    assert sentences == active


class History:
    """A file that the tool, people and their editors save in turn, and what people wrote in it."""

    def __init__(self) -> None:
        self.data = po.render(catalogue())
        self.written: set[str] = set()
        self.count = 0

    def article(self, sentences: list[str]) -> None:
        """The article has become these sentences, and drafts come for all of them."""
        now = merged(read(self.data), sentences)
        drafts = {text: Draft(f"({text})", 0.5, "en_vi 0.2") for text in sentences}
        self.data = po.render(fill(now, drafts, now=LATER, refresh=sentences))

    def person(self, at: int, what: str, width: int) -> None:
        """A person changes one entry with another program, which saves in its own form."""
        file = polib.pofile(self.data.decode(), wrapwidth=width)
        active = [entry for entry in file if not entry.obsolete]
        if not active:
            return
        entry, word = active[at % len(active)], self.word()
        if what == "approve":
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        elif what == "note":
            entry.tcomment = f"{entry.tcomment}\n{word}".strip("\n")
        elif what == "flag":
            entry.flags.append(word)
        else:
            self.written = {old for old in self.written if old not in entry.msgstr}
            entry.msgstr = word
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.flags += ["fuzzy"] * (what == "suggest")
        if what != "approve":
            self.written.add(word)
        # polib drops `#~|` lines, as editors do that know no previous texts.
        self.data = str(file).encode()

    def on_windows(self) -> None:
        """An editor saves with CRLF."""
        self.data = self.data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")

    def with_bom(self) -> None:
        """An editor puts a byte order mark first."""
        self.data = codecs.BOM_UTF8 + self.data.removeprefix(codecs.BOM_UTF8)

    def tidied(self) -> None:
        """The tool saves the file without an article."""
        self.data = po.render(read(self.data))

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.count += 1
        return f"word{self.count}x"

    def lost(self) -> set[str]:
        """What people wrote and nobody took away, but is not in the file."""
        text = self.data.decode()
        return {word for word in self.written if word not in text}


steps = st.one_of(
    st.builds(methodcaller, st.just("article"), articles),
    st.builds(
        methodcaller,
        st.just("person"),
        st.integers(0, 9),
        st.sampled_from(["approve", "note", "flag", "suggest", "translate"]),
        st.sampled_from([0, 20, 78]),
    ),
    st.sampled_from(["on_windows", "with_bom", "tidied"]).map(methodcaller),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=14))
def test_what_a_person_wrote_never_disappears(history: list[methodcaller]) -> None:
    """
    Law 4: whatever happens to article and file, in whatever order.
    """
    file = History()
    file.article([sentence for passage in FORMS for sentence in passage[1]])
    for step in history:
        step(file)
    file.article([])

    assert set() == file.lost()


LINES = [
    "# {}",
    "#{}",
    "#. {}",
    "#, fuzzy",
    '#| msgid "old"',
    '#~| msgid "old"',
    'msgid "{}"',
    'msgid "same"',
    'msgid ""',
    'msgctxt "{}"',
    'msgid_plural "{}"',
    'msgstr "{}"',
    'msgstr ""',
    'msgstr[0] "{}"',
    '"{}"',
    '#~ msgid "{}"',
    '#~ msgid "same"',
    '#~ msgstr "{}"',
    "#~ # {}",
    "",
]
MESSAGES = [
    ["# {}", 'msgid "{}"', 'msgstr "{}"'],
    ["#, fuzzy", 'msgid "same"', 'msgstr "{}"'],
    ['msgid "same"', 'msgstr "{}"'],
    ['#~ msgid "same"', '#~ msgstr "{}"'],
    ['msgid "same"', 'msgid_plural "{}"', 'msgstr[0] "{}"'],
    ['msgctxt "menu"', 'msgid "same"', 'msgstr "{}"'],
]
soups = st.lists(
    st.sampled_from(LINES).map(lambda line: [line]) | st.sampled_from(MESSAGES), max_size=8
).map(lambda parts: [line for part in parts for line in part])


@settings(max_examples=400, deadline=None)
@given(soups)
def test_a_file_is_refused_or_read_in_full(lines: list[str]) -> None:
    """
    Every word of a file that is not refused stands in what we save, and saves the same again.
    """
    lines = [line.format(f"word{at}x") for at, line in enumerate(lines)]
    try:
        old = read("\n".join(lines).encode())
    except CatalogueBroken:
        return
    data = po.render(old)

    assert [] == [
        at
        for at in range(len(lines))
        if f"word{at}x" in lines[at] and f"word{at}x" not in data.decode()
    ]
    assert data == po.render(read(data))
