"""Reading glossaries as spreadsheets write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import GlossaryError
from pipeline.glossary.sheet import load, read

CODES = ("vi", "ru")
PLAIN = """\
term,part of speech,vi,vi forbidden,ru,do not translate,case sensitive,note
sea lock|ship lock,noun,âu tàu|âu thuyền,khóa biển,шлюз,,,of a canal
moor,verb,neo đậu,,швартовать,,,
HMS Otter,,,,,yes,yes,
"""


def test_all_columns_are_read() -> None:
    """
    Spellings and forms stand between bars, yes and no in many words, a note as it is.
    """
    lock, moor, otter = load(PLAIN.encode(), Path("g.csv"), CODES).rows

    assert ("sea lock", "ship lock") == lock.sources
    assert {"vi": ("âu tàu", "âu thuyền"), "ru": ("шлюз",)} == lock.targets
    assert {"vi": ("khóa biển",)} == {
        code: forms for code, forms in lock.forbidden.items() if forms
    }
    assert ("noun", "of a canal", False) == (lock.part_of_speech, lock.note, lock.keep)
    assert "verb" == moor.part_of_speech
    assert (True, True, 4) == (otter.keep, otter.case_sensitive, otter.line)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffterm;vi;ru\r\nquay;bến;причал\r\n",
        "term\tvi\tru\nquay\tbến\tпричал\n",
        "English,VI,ru\nquay,bến,причал",
        '"Source term","vi","ru"\n"quay","bến","причал"\n',
        "ru,note,vi,term\nпричал,,bến,quay\n,,,\n",
        "term,fr,vi,ru\nquay,quai,bến,причал\n",
    ],
)
def test_spreadsheets_differ(text: str) -> None:
    """
    A BOM, semicolons or tabs, quotes, capitals, order, empty lines, and a language of others.
    """
    (term,) = load(text.encode(), Path("g.csv"), CODES).terms("vi")
    assert ("quay", ("bến",)) == (term.source, term.targets)


@pytest.mark.parametrize(
    ("text", "line", "says", "advises"),
    [
        ("", 1, "the glossary is empty", "such as term,ru,vi"),
        ("\n\n", 1, "the glossary is empty", "names the columns"),
        ("vi,ru\nbến,причал\n", 1, "no column 'term'", "Call the column"),
        ("term,vi,vj\nquay,bến,x\n", 1, "no column 'vj'", "Did you mean 'vi'?"),
        ("term,vi,vi forbiden\nquay,bến,x\n", 1, "'vi forbiden'", "'vi forbidden'"),
        ("term,vi,vi\nquay,bến,x\n", 1, "two columns are called 'vi'", "Leave one"),
        ("term,vi\nquay,\n", 2, "“quay” has no translation", "Write one"),
        ("term,vi\n,bến\n", 2, "the term is empty", "remove the line"),
        ("term,vi\n?!,bến\n", 2, "“?!” has no letter", "Write a word"),
        ("term,vi\nquay,bến\nQuay,bến\n", 3, "“Quay” stands in line 2 already", "Remove one"),
        ("term,vi\nquay,bến\nquay,kè\n", 3, "another translation in line 2", "Keep one line"),
        ("term,vi,vi forbidden\nquay,bến,Bến\n", 2, "allowed and forbidden", "Remove it"),
        ("term,vi,do not translate\nquay,bến,yes\n", 2, "is not to be translated", "Empty one"),
        ("term,vi,case sensitive\nquay,bến,maybe\n", 2, "case sensitive is 'maybe'", "Write yes"),
        ("term,vi\nquay,bến,cảng\n", 2, "3 cells stand under 2 columns", "Put quotes"),
        ('term,vi\n"a\nb",x\n"q"uay,bến\n', 4, "cannot be read as CSV", "stands in quotes"),
        (f"term,vi\n{'a' * 201},x\n", 2, "longer than 200 characters", "shorter"),
        ("term,vi\nqu\x07ay,bến\n", 2, "a control character ('\\x07')", "Remove it"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_line(
    text: str, line: int, says: str, advises: str
) -> None:
    """
    A glossary with one mistake is refused, with the line, what is wrong, and what to do.
    """
    with pytest.raises(GlossaryError, match=rf"^g\.csv:{line}: ") as raised:
        load(text.encode(), Path("g.csv"), CODES)
    assert says in raised.value.message
    assert advises in raised.value.hint


def test_other_encodings_are_refused() -> None:
    """
    What old spreadsheets save is not guessed at.
    """
    (problem,) = read("term,ru\nquay,причал\n".encode("cp1251"), CODES).problems
    assert (2, "this is no UTF-8") == (problem.line, problem.message)


def test_all_problems_are_listed_in_order() -> None:
    """
    One mistake hides no other, and what is right is still read.
    """
    rows, problems = read(b"term,vi\nquay,x\n,y\nlock,\nquay,x\n", CODES)
    assert [3, 4, 5] == [problem.line for problem in problems]
    assert ["quay", "quay"] == [row.sources[0] for row in rows]


def test_capitals_part_two_terms_only_where_they_matter() -> None:
    """
    March and march may both be terms if capitals matter in one of them.
    """
    text = "term,vi,case sensitive\nmarch,hành quân,\nMarch,tháng Ba,yes\n"
    assert () == read(text.encode(), CODES).problems


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
)
def test_no_file_brings_the_reader_down(data: bytes) -> None:
    """
    Whatever stands in a file, it is read or told of.
    """
    read(b"term,vi\n" + data, CODES)
    read(data, CODES)
