"""Reading article files: nothing lost, and every refusal says what to do."""

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.articles import ReadOptions, article_id, discover, read
from pipeline.articles.decoding import decode
from pipeline.errors import ArticleError, FileError, UsageError
from pipeline.model import Article
from tests.tools.odf_file import odf_file, p

ANY_LANGUAGE = ReadOptions(check_language=False)
ENGLISH = "The talks ended. They will resume on Monday.\n"


def read_bytes(folder: Path, data: bytes, encoding: str = "utf-8") -> Article:
    """Read some bytes as an article."""
    path = folder / "a.txt"
    path.write_bytes(data)
    return read(path, "a", ReadOptions(encoding, check_language=False))


def written(article: Article) -> bytes:
    """Give the bytes of an article's file, as an export would start from them."""
    mark = "\ufeff".encode(article.encoding) if article.bom else b""
    return mark + article.text.encode(article.encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"One line",
        b"One line\n",
        b"\n\n\nA\n\n\n\nB\n\n",
        b"A\r\nB\r\n\r\nC",
        b"A\rB\r\rC\r",
        b"A\nB\r\nC\rD",
        b"\xef\xbb\xbfA line with a mark\n",
        b"\xef\xbb\xbf\xef\xbb\xbfTwo marks\n",
        b"  A\t\tline \xc2\xa0 with\xe2\x80\x89odd \xe3\x80\x80spaces  \n",
        "Phan Anh So\u031bn, e\u0301, \u200bzero, \u2028 and \x0c, \x85.".encode(),
    ],
)
def test_reading_loses_no_byte(tmp_path: Path, data: bytes) -> None:
    """
    Marks, line ends, blank lines, odd spaces and combining marks come back as they were.
    """
    assert data == written(read_bytes(tmp_path, data))


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_any_text_comes_back(text: str) -> None:
    """
    Whatever is decoded encodes to the same bytes, and is refused otherwise.
    """
    data = text.encode("utf-8", "surrogatepass")
    try:
        decoded = decode(data, Path("a.txt"), "utf-8")
    except ArticleError:
        return
    mark = b"\xef\xbb\xbf" if decoded.bom else b""
    assert data == mark + decoded.text.encode(decoded.encoding)


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        ("caf\u00e9 \u2019 \u2014\n".encode("cp1252"), "cp1252", ("cp1252", False)),
        (ENGLISH.encode("utf-16"), "utf-16", ("utf-16-le", True)),
        (b"\xfe\xff" + ENGLISH.encode("utf-16-be"), "utf-16", ("utf-16-be", True)),
        (ENGLISH.encode("utf-16-le"), "utf-16", ("utf-16-le", False)),
        (ENGLISH.encode("utf-16-be"), "utf-16-be", ("utf-16-be", False)),
        (b"\xef\xbb\xbfA mark", "utf-8-sig", ("utf-8", True)),
        (b"ASCII only", "utf-8-sig", ("utf-8", False)),
        (b"ASCII only", "latin-1", ("iso8859-1", False)),
    ],
)
def test_other_encodings_are_read_when_asked_for(
    tmp_path: Path, data: bytes, encoding: str, expected: tuple[str, bool]
) -> None:
    """
    With the right setting a file in another encoding is read, and comes back byte for byte.
    """
    article = read_bytes(tmp_path, data, encoding)

    assert expected == (article.encoding, article.bom)
    assert data == written(article)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b" \n\r\n\t\xc2\xa0\n", "only white space"),
        (b"text \x00\x01\x02 more", "binary file: byte 5 is zero"),
        (b"\x01\x02\x03\x04 text", "full of control characters"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"%PDF-1.7 \n", "a PDF file"),
        (b"PK\x03\x04 ...", "a ZIP archive"),
        (b"PK\x03\x04 ... word/document.xml", "a Word file"),
        (b"\n<!DOCTYPE html><p>Text.", "HTML"),
        (b"<html><body>Text.", "HTML"),
        (b'# A\nmsgid ""\nmsgstr ""\n"Language: vi\\n"\n', "PO catalogue"),
        (b'#: a:1\r\nmsgid "A."\r\nmsgstr "B."\r\n', "PO catalogue"),
        ("Phan Anh S\u01a1n ".encode() + b"\xe9 fin", r"byte 14 \(0xe9\) is no UTF-8"),
        (b"\xef\xbb\xbfcut \xe1\xbb", r"byte 7 \(0xe1\) is no UTF-8"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    """
    Empty, binary and damaged files, and files of other formats, are told apart.
    """
    with pytest.raises(ArticleError, match=message) as refused:
        read_bytes(tmp_path, data)

    assert str(tmp_path / "a.txt") in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("data", "suffix"),
    [(b"PK\x03\x04 ... word/document.xml", ".docx"), (odf_file(p("Rain.")), ".odt")],
)
def test_a_file_of_a_word_processor_is_told_its_suffix(
    tmp_path: Path, data: bytes, suffix: str
) -> None:
    """
    Who has named a Word file .txt hears of .docx, which has a reader.
    """
    with pytest.raises(ArticleError) as refused:
        read_bytes(tmp_path, data)

    assert f"Name it {suffix}" == refused.value.hint


@pytest.mark.parametrize(
    ("data", "encoding", "setting"),
    [
        (ENGLISH.encode("utf-16"), "utf-8", "utf-16"),
        (ENGLISH.encode("utf-16-le"), "utf-8", "utf-16-le"),
        (ENGLISH.encode("utf-16-be"), "utf-8", "utf-16-be"),
        (ENGLISH.encode("utf-32"), "utf-8", "utf-32"),
        ("It\u2019s caf\u00e9 time".encode("cp1252"), "utf-8", "cp1252"),
        ("It\u2019s caf\u00e9 time".encode(), "cp1252", "utf-8"),
        (b"\xef\xbb\xbfA mark", "cp1252", "utf-8"),
        (ENGLISH.encode("utf-16"), "cp1252", "utf-16"),
    ],
)
def test_another_encoding_is_refused_with_the_setting_that_reads_it(
    tmp_path: Path, data: bytes, encoding: str, setting: str
) -> None:
    """
    The hint names the setting, and with it the file is read.
    """
    with pytest.raises(ArticleError) as refused:
        read_bytes(tmp_path, data, encoding)

    assert f'encoding = "{setting}" under [articles]' in refused.value.hint
    assert data == written(read_bytes(tmp_path, data, setting))


def test_windows_text_is_refused_at_its_byte(tmp_path: Path) -> None:
    """
    The offset leads to the first byte that is no UTF-8.
    """
    with pytest.raises(ArticleError, match=r"Windows-1252.*byte 2 \(0x92\)"):
        read_bytes(tmp_path, b"It\x92s late")


@pytest.mark.parametrize("encoding", ["utf-9", "base64", "a\x00b", ""])
def test_an_unknown_encoding_is_a_mistake_in_the_settings(tmp_path: Path, encoding: str) -> None:
    """
    An encoding that Python does not know, or that is none of text, is refused as such.
    """
    with pytest.raises(UsageError, match="no encoding"):
        read_bytes(tmp_path, b"Text", encoding)


def test_an_encoding_that_loses_bytes_is_refused(tmp_path: Path) -> None:
    """
    Where several byte sequences stand for one text, the file could not be given back.
    """
    with pytest.raises(ArticleError, match="same bytes back"):
        read_bytes(tmp_path, b"\x1b(BText", "iso2022_jp")


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    """
    Missing files, folders, pipes and files of unknown formats are one sentence each.
    """
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path, message in [
        (tmp_path / "none.txt", "no such file"),
        (folder / "a.txt" / "b.txt", "no such file"),
        (folder, "no regular file"),
        (pipe, "no regular file"),
        (tmp_path / "a.doc", r"no reader for \.doc"),
    ]:
        with pytest.raises(ArticleError, match=message):
            read(path, "a", ANY_LANGUAGE)


def test_a_refusal_of_the_system_is_a_refusal_of_the_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What the operating system refuses is named with its reason.
    """

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(ENGLISH)
    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(ArticleError, match=r"a\.txt: it cannot be read: permission denied"):
        read(tmp_path / "a.txt", "a", ANY_LANGUAGE)


@pytest.mark.parametrize(
    ("relative", "expected"),
    [
        ("floods.txt", "floods"),
        ("world/a b.txt", "world/a b"),
        ("a.md", "a.md"),
        ("a.TXT", "a.TXT"),
    ],
)
def test_ids(relative: str, expected: str) -> None:
    """
    An id is the path without `.txt`; another suffix stays.
    """
    assert expected == article_id(PurePosixPath(relative))


def test_discover_lists_what_can_be_read(tmp_path: Path) -> None:
    """
    Articles of all folders are listed by id; hidden ones and other files are not.
    """
    others = [".hidden.txt", ".git/x.txt", "~$river.docx", "notes.log", "txt"]
    for name in ["b.txt", "a/z.txt", "a/b/c.TXT", *others]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ENGLISH)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert [
        ("a/b/c.TXT", tmp_path / "a/b/c.TXT", None),
        ("a/z", tmp_path / "a/z.txt", None),
        ("b", tmp_path / "b.txt", None),
    ] == discover(tmp_path)


@pytest.mark.parametrize("suffix", [".doc", ".docm", ".OTT", ".rtf"])
def test_other_files_with_articles_in_them_are_named(tmp_path: Path, suffix: str) -> None:
    """
    Somebody who puts one among the articles expects to see it translated.
    """
    path = tmp_path / f"river{suffix}"
    path.write_bytes(b"no matter")

    [(_, listed, problem)] = discover(tmp_path)

    assert path == listed
    assert problem
    assert f"{suffix.lower()} files cannot be read" in problem.message
    assert "Save it as .docx or .odt, or move it away" == problem.hint


def test_discover_says_which_folder_is_missing(tmp_path: Path) -> None:
    """
    A folder that cannot be listed is an error with its name.
    """
    with pytest.raises(FileError, match="none cannot be listed"):
        discover(tmp_path / "none")


def test_the_room_imports_nothing_heavy() -> None:
    """
    Langdetect is loaded when a language is in doubt, not before.
    """
    code = "import sys, pipeline.articles; sys.exit('langdetect' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
