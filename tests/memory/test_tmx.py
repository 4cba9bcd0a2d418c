"""TMX as other programs write it, and as they read ours."""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tmx import tmxfile

from pipeline.errors import FileError
from pipeline.memory import Unit, tmx

BODY = """<tmx version="1.4"><header srclang="en-US"/><body>
<tu changedate="20240515T101500Z">
 <tuv xml:lang="en-GB"><seg>Colour of the river</seg></tuv>
 <tuv xml:lang="en-US"><seg>Color of the river</seg></tuv>
 <tuv xml:lang="vi-VN"><seg>Màu của
   dòng sông</seg></tuv>
 <tuv xml:lang="RU" changedate="20250101T000000Z"><seg>Цвет реки</seg></tuv>
 <tuv xml:lang="fr"><seg>Couleur</seg></tuv>
</tu>
<!-- a remark -->
<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu>
</body></tmx>"""
RIVER = (
    Unit("Color of the river", "Màu của dòng sông", "vi", origin="a.tmx", when="2024-05-15"),
    Unit("Color of the river", "Цвет реки", "ru", origin="a.tmx", when="2025-01-01"),
)


def read(folder: Path, data: bytes | str) -> list[tuple[Unit, ...]]:
    """Read a file with this content."""
    path = folder / "a.tmx"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(tmx.read(path, "en", ("vi", "ru")))


def seg(folder: Path, inside: str) -> str:
    """Read what a `seg` holds."""
    data = BODY.replace("Цвет реки", inside)
    return read(folder, data)[0][1].target


@pytest.mark.parametrize(
    "data",
    [
        BODY.encode(),
        b"\xef\xbb\xbf" + BODY.encode(),
        BODY.encode("utf-16"),
        f'<?xml version="1.0" encoding="UTF-16"?>{BODY}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="UTF-16"?>{BODY}'.encode("utf-16-be"),
        f'<!DOCTYPE tmx SYSTEM "tmx14.dtd">{BODY}'.encode(),
        BODY.replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ').encode(),
        BODY.replace("xml:lang", "lang").encode(),
    ],
    ids=["plain", "bom", "utf-16", "utf-16-declared", "utf-16-be", "dtd", "namespace", "tmx-1.1"],
)
def test_units_are_read_in_any_encoding(tmp_path: Path, data: bytes) -> None:
    """
    Regions of languages are no matter, several translations are units, a lone side is none.
    """
    assert [RIVER, ()] == read(tmp_path, data)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('a <bpt i="1">&lt;b></bpt>bold<ept i="1">&lt;/b></ept> word', "a bold word"),
        ('<bpt i="1">&lt;b></bpt>W<ept i="1">&lt;/b></ept>ord', "Word"),
        ("one<ph>&lt;br/></ph>two", "one two"),
        ("one <ph>&lt;img/></ph> two", "one two"),
        ("end<it pos='end'>&lt;/i></it>.", "end."),
        ("a <hi type='x'>marked <hi>word</hi></hi>", "a marked word"),
        ("a<ph>&lt;a title='<sub>not text</sub>'></ph> b", "a b"),
        ("two  spaces\u00a0stay", "two  spaces\u00a0stay"),
        ("&lt;b> &amp; c", "<b> & c"),
    ],
)
def test_tags_go_and_their_text_stays(tmp_path: Path, inside: str, expected: str) -> None:
    """
    What stands for code is left out; words do not grow together where a piece of it was.
    """
    assert expected == seg(tmp_path, inside)


GROWING = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcde", "bcdef", strict=True))


@pytest.mark.parametrize(
    "dtd",
    [
        f'<!DOCTYPE tmx [<!ENTITY a "ha">{GROWING}]>',
        '<!DOCTYPE tmx [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE tmx [<!ENTITY % f SYSTEM "file:///etc/passwd"> %f;]>',
    ],
    ids=["growing", "external", "parameter"],
)
def test_entities_are_refused(tmp_path: Path, dtd: str) -> None:
    """
    Neither an entity that grows nor one that names a file is ever looked at.
    """
    with pytest.raises(FileError, match=r"a\.tmx declares entities of its own"):
        read(tmp_path, dtd + BODY.replace("alone", "&f;"))


def test_an_entity_of_a_dtd_that_is_elsewhere_is_a_gap(tmp_path: Path) -> None:
    """
    A DTD that is only named is not looked for, so what it declares is nothing.
    """
    data = f'<!DOCTYPE tmx SYSTEM "tmx14.dtd">{BODY}'.replace("Цвет реки", "Цвет&nbsp;реки")

    assert "Цвет реки" == read(tmp_path, data)[0][1].target


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (BODY[:-40], r"a\.tmx:\d+: this is no TMX that can be read: "),
        ("", r"a\.tmx: this is no TMX that can be read"),
        (BODY.replace("alone", "&nbsp;"), r"a\.tmx:\d+: .* Entity 'nbsp' not defined\. "),
        ("\x00\x00", "this is no TMX that can be read"),
        ("msgid ", "this is no TMX that can be read"),
        ("<xliff/>", r"is no TMX: it begins with <xliff>"),
        (BODY.encode() + b"\xff\xfe<", "this is no TMX that can be read"),
    ],
)
def test_what_is_no_tmx_is_one_sentence(tmp_path: Path, data: str | bytes, complaint: str) -> None:
    """
    Damage is told with its line.
    """
    with pytest.raises(FileError, match=complaint):
        read(tmp_path, data)


def test_what_stands_before_damage_is_given(tmp_path: Path) -> None:
    """
    Units are given one by one, before what follows is read.
    """
    path = tmp_path / "a.tmx"
    path.write_text(BODY.replace("alone", "<alone>") + " " * 100_000, encoding="utf-8")
    units = tmx.read(path, "en", ("vi", "ru"))

    assert RIVER == next(units)
    with pytest.raises(FileError):
        next(units)


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("vi-VN", "vi", True),
        ("VI", "vi", True),
        ("pt_BR", "pt-BR", True),
        ("pt", "pt_BR", True),
        ("pt-PT", "pt_BR", False),
        ("vie", "vi", False),
        ("", "vi", False),
    ],
)
def test_codes_of_languages_are_matched(code: str, language: str, expected: bool) -> None:
    """
    A region that only one side names is no difference.
    """
    assert expected == tmx.fits(code, language)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@settings(max_examples=50)
@given(
    st.lists(st.builds(Unit, TEXT, TEXT, st.just("vi"), TEXT, TEXT, TEXT, st.just("2024-05-15")))
)
def test_what_is_written_is_read_again(units: list[Unit]) -> None:
    """
    A memory that went through TMX is the same, whatever its texts.
    """
    out = io.BytesIO()

    assert len(units) == tmx.write(out, "en", units)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.tmx"
        path.write_bytes(out.getvalue())
        assert units == [unit for each in tmx.read(path, "en", ["vi"]) for unit in each]


def test_other_programs_read_what_is_written(tmp_path: Path) -> None:
    """
    translate-toolkit finds the units; characters that XML cannot hold become spaces.
    """
    path = tmp_path / "a.tmx"
    with path.open("wb") as out:
        tmx.write(out, "en", [Unit("One & <two>\x01", "Một & <hai>", "vi")])

    (unit,) = tmxfile.parsefile(str(path)).units  # type: ignore[no-untyped-call]
    assert ("One & <two> ", "Một & <hai>") == (unit.source, unit.target)
    header = etree.parse(path).find("header")
    assert {
        *("creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang"),
        "datatype",
    } == set(header.attrib)


def test_what_omegat_writes_is_read() -> None:
    """
    The file is what OmegaT 3.6.0 has made of one of ours that it was given as its memory.
    """
    path = Path(__file__).parents[1] / "cases" / "memory" / "omegat-3.6.0.tmx"

    assert [
        Unit("Heavy rain fell.", "Mưa lớn.", "vi", origin=path.name, when="2024-05-15"),
        Unit("Rivers & lakes <rose>.", "Sông & hồ <dâng>.", "vi", origin=path.name),
    ] == [unit for each in tmx.read(path, "en", ["vi"]) for unit in each]


FLAT = """
import io, resource, sys
from pathlib import Path
from pipeline.memory import Unit, tmx

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

path = Path(sys.argv[1])
with path.open("wb") as out:
    tmx.write(out, "en", (Unit(f"{n} " + "word " * 200, "t " * 300, "vi") for n in range(12_000)))
units = tmx.read(path, "en", ["vi"])
for _ in range(500):
    next(units)
before = peak()
many = sum(1 for _ in units)
print(many, round(peak() - before))
"""


def test_a_large_file_takes_no_memory(tmp_path: Path) -> None:
    """
    However many units a file has, only one is held.
    """
    path = tmp_path / "a.tmx"
    done = subprocess.run(
        [sys.executable, "-c", FLAT, str(path)], capture_output=True, text=True, check=True
    )

    many, grown = map(int, done.stdout.split())
    assert 11_500 == many
    assert grown < 10 < path.stat().st_size / 1e6
