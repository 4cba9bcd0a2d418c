"""Subtitles, read into a flow and written again."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles import lines, subtitles
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions
from pipeline.errors import ArticleError
from pipeline.model import Article
from pipeline.segmentation import split


def read(text: str, name: str = "river.srt") -> Article:
    """Read subtitles."""
    return subtitles.read(text.encode(), Path(name), name, ReadOptions())


def texts(text: str, name: str = "river.srt") -> list[str]:
    """Give the texts of the blocks, each on one line."""
    article = read(text, name)
    return [" ".join(own_text(article, block).split()) for block in article.blocks]


def written(text: str, *others: str | None, name: str = "river.srt") -> str:
    """Write subtitles with other texts."""
    return subtitles.write(read(text, name), others, "vi").decode()


def srt(*cues: str | tuple[float, float, str]) -> str:
    """Write cues of a second each, or of the times given."""
    made = []
    for at, cue in enumerate(cues, 1):
        start, end, text = (at, at + 1, cue) if isinstance(cue, str) else cue
        made.append(f"{at}\n{time(start)} --> {time(end)}\n{text}\n")
    return "\n".join(made)


def time(seconds: float) -> str:
    """Write a time as SRT has it."""
    hours, rest = divmod(round(seconds * 1000), 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02},{rest % 1000:03}"


def shown(text: str) -> list[str]:
    """Give what stands in the cues of SRT."""
    return re.findall(r"-->[^\n]*\n((?:.+\n)*)", text)


PIECES = st.sampled_from(
    [
        *(
            "Rain fell",
            "and rose.",
            "<i>",
            "</i>",
            "- Yes",
            "<1>",
            "{\\an8}",
            "♪ la ♪",
            "-",
            "7",
            "\n",
        ),
        *(
            "\n\n",
            "\r\n",
            "\n2",
            "\n00:00:02,000 --> 00:00:03,000\n",
            "\n0:1:2.3 --> 0:1:4.5 X1:3\n",
        ),
    ]
)


@given(st.lists(PIECES, max_size=14).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_subtitles_in_which_nothing_changes_stay_as_they_are(text: str) -> None:
    """
    With its own texts, a file of subtitles is written byte for byte.
    """
    whole = srt("It began.") + text
    article = read(whole)
    own = [own_text(article, block) for block in article.blocks]

    assert whole == subtitles.write(article, own, "vi").decode()


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        (["When the river", "rose, we", "left."], ["When the river rose, we left."]),
        (["It rose. We", "left. They"], ["It rose. We left. They"]),
        (["It rose.", "We left."], ["It rose.", "We left."]),
        (["Two\nlines"], ["Two lines"]),
        (["- Sure?\n- Yes.\nI am."], ["Sure?", "Yes. I am."]),
        (["It rose", "- Sure?"], ["It rose", "Sure?"]),
        (["-5 degrees"], ["-5 degrees"]),
        (["♪ La la", "♪ la"], ["♪ La la", "♪ la"]),
        (["It rose", "TU: Yes"], ["It rose", "TU: Yes"]),
        (["It rose", "<b>MAN 2:</b> Yes"], ["It rose", "<1>MAN 2:</1> Yes"]),
        ([">> Sure?\n>> Yes.", ">> It rose"], ["Sure?", "Yes.", "It rose"]),
        (["He <b>said</b>: <i>No.</i>", "We left"], ["He <1>said</1>: <2>No.</2>", "We left"]),
        (['He said: "No!"', "We left"], ['He said: "No!"', "We left"]),
        ([" \nIt rose\n ", "and fell."], ["It rose and fell."]),
        (["{\\an8}<i>It rose", "and fell.</i>"], ["It rose and fell."]),
        (["<i>It</i> rose", "<i>and fell.</i>"], ["<1>It</1> rose and fell."]),
        (["<font color='red'>It</font> fell"], ["<1>It</1> fell"]),
        (["It<br>fell"], ["It<1/>fell"]),
        (["<wow> <3> words"], ["<wow> <1/> words"]),
        ([(1, 2, "We fell"), (20, 21, "and rose")], ["We fell", "and rose"]),
        ([(1, 9, "We fell"), (2, 3, "and rose")], ["We fell", "and rose"]),
        ([(5, 6, "We fell"), (1, 2, "and rose")], ["We fell", "and rose"]),
        (["word"] * 9, ["word " * 7 + "word", "word"]),
    ],
)
def test_a_sentence_over_several_cues_is_one(
    cues: list[str | tuple[float, float, str]], expected: list[str]
) -> None:
    """
    Cues go on in the next one until a sentence ends, another speaks, or time has passed; those
    that overlap, or are out of order, stand alone.
    """
    assert expected == texts(srt(*cues))


@pytest.mark.parametrize(
    ("cues", "other", "expected"),
    [
        (["When the river", "rose, we", "left."], "A b c d e f", ["A b c", "d e", "f"]),
        (["It rose and", "we left it"], "Nước lên, và ta đi rồi", ["Nước lên, ", "và ta đi rồi"]),
        (["It rose", "and fell."], "Да", ["Да", ""]),
        (["<i>It rose", "and fell</i>"], "A b", ["<i>A", "b</i>"]),
        (["It <i>rose</i>", "now"], "<1>A b</1>", ["<i>A</i>", "<i>b</i>"]),
        (["Two\nlines"], "A b c d", ["A b\nc d"]),
        (["One line"], "Rivers " * 8, ["Rivers Rivers Rivers Rivers\n" * 2]),
        (["- Sure?\n- Yes."], "A", ["- A\n- Yes."]),
    ],
)
def test_a_translation_is_put_back_by_length(
    cues: list[str], other: str, expected: list[str]
) -> None:
    """
    Each cue gets its share of a translation, parted at spaces; pairs close and open with it.
    """
    data = srt(*cues)
    rest = texts(data)[1:]

    made = shown(written(data, other, *rest))

    assert [each.strip() for each in expected] == [each.strip() for each in made]


def test_times_numbers_and_settings_stay() -> None:
    """
    Everything but the words of cues is kept, with the line ends of the file.
    """
    data = "\ufeff7\r\n00:00:01,000 --> 00:00:02,5 X1:10 X2:20\r\nIt rose\r\nand fell.\r\n\r\n"

    assert data.replace("It rose\r\nand fell.", "A\r\nb.") == written(data, "A b.")


VTT = """WEBVTT - River
Kind: captions
Language: en

NOTE
A --> B is no cue

STYLE
::cue(b) { color: lime }

intro
00:01.000 --> 00:03.000 align:start position:10%
<v Hoa>Fish &amp; <c.loud>rice</c>

00:03.000 --> 01:00:04.000
<00:03.500>were lost.
"""


def test_webvtt_is_read_and_written() -> None:
    """
    Voices, classes and entities of WebVTT are known; notes, styles and settings stay, and the
    header says the language.
    """
    assert ["Fish & <1>rice</1> were lost."] == texts(VTT, "river.vtt")

    made = written(VTT, "Cá < <1>gạo</1> đã mất.", name="river.vtt")

    expected = VTT.replace("Language: en", "Language: vi")
    expected = expected.replace("Fish &amp; <c.loud>rice</c>", "Cá &lt; <c.loud>gạo</c>")
    assert expected.replace("were lost.", "đã mất.") == made


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=25),
    st.sampled_from(["river.srt", "river.vtt"]),
)
@settings(max_examples=150, deadline=None)
def test_no_text_becomes_mark_up(text: str, name: str) -> None:
    """
    Whatever a translation holds, there are as many cues as before, and no new mark-up.
    """
    data = ("WEBVTT\n\n" if name.endswith("vtt") else "") + srt("Rain.", "End.").replace(",", ".")

    article = read(written(data, f"x {text} <i>-->.", "End.", name=name), name)

    assert ["End."] == [own_text(article, block) for block in article.blocks][1:]
    assert not any(tag.opening == "<i>" != tag.note for tag in article.blocks[0].tags)


def test_a_segment_knows_its_line() -> None:
    """
    A sentence that starts in a later cue of its block has the line that it has in the file.
    """
    data = srt("It rose. We", "left. They\nstayed. Why", "so?")
    article = read(data)
    line = lines.of(article)

    assert [3, 3, 7, 8] == [line(segment.span.start) for segment in split(article)]
    assert ["It rose.", "We left.", "They stayed.", "Why so?"] == [
        segment.text for segment in split(article)
    ]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("Rain fell.", "a.srt", "it has no cue"),
        ("1\n00:01 --> later\nRain", "a.srt", 'line 2 has no times that can be read: "00:01 --> l'),
        ("00:01.0 --> 00:02.0\nRain", "a.vtt", "it does not begin with WEBVTT"),
    ],
)
def test_what_is_no_subtitles_is_refused(text: str, name: str, message: str) -> None:
    """
    A file without cues or with times that nobody can read is refused in a sentence.
    """
    with pytest.raises(ArticleError) as refused:
        read(text, name)

    assert message in refused.value.message


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (srt("It rose", "and fell.").replace("and", "\nand"), "a.srt", [8]),
        ("WEBVTT\n\nintro\n00:01.0 --> 00:02.0\nIt rose\n\nand fell.\n", "a.vtt", [7]),
    ],
)
def test_words_outside_of_cues_are_told(text: str, name: str, expected: list[int]) -> None:
    """
    A line behind a blank one in a cue's text is shown by no player, and not translated.
    """
    assert expected == [remark.line for remark in read(text, name).remarks]


def test_two_voices_in_a_cue_are_a_talk() -> None:
    """
    What another voice says is a text of its own, and keeps its mark.
    """
    data = "WEBVTT\n\n00:01.0 --> 00:02.0\n<v Tu>You know him\n<v Hoa>I never <i>saw</i> him</v>\n"
    assert ["You know him", "I never <1>saw</1> him"] == texts(data, "river.vtt")

    made = written(data, "А", "Б <1>в</1>", name="river.vtt")

    assert "<v Tu>А\n<v Hoa>Б <i>в</i></v>" in made


def test_entities_end_sentences_as_their_letters_do() -> None:
    """
    A quotation mark that WebVTT has as an entity ends a sentence like any other.
    """
    data = "WEBVTT\n\n00:01.0 --> 00:02.0\n&quot;It rose.&quot;\n\n00:02.0 --> 00:03.0\nWe left.\n"

    assert ['"It rose."', "We left."] == texts(data, "river.vtt")
