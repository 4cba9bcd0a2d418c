"""`pipeline memory`: what goes in, what comes out, what is found."""

import json
from pathlib import Path

import pytest

from pipeline.memory import Unit
from pipeline.memory.store import Memory
from tests.cli.conftest import Newsroom

RAIN = Unit(
    *("Heavy rain fell.", "Mưa lớn.", "vi"),
    article="floods",
    origin="locales/vi/LC_MESSAGES/floods.po",
    when="2024-05-15",
)
RAIN_RU = Unit("Heavy rain fell.", "Шёл сильный дождь.", "ru", origin="old.tmx", when="2020-01-01")

TMX = """<tmx version="1.4"><header srclang="en"/><body>
<tu><tuv xml:lang="en-US"><seg>Rivers rose.</seg></tuv>
<tuv xml:lang="vi-VN"><seg>Nước sông dâng.</seg></tuv>
<tuv xml:lang="ru-RU"><seg>Реки вышли из берегов.</seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>Alone</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def memory(newsroom: Newsroom) -> Path:
    """Give the newsroom a memory of two units."""
    path = newsroom.root / ".pipeline" / "memory.db"
    with Memory(path) as opened:
        opened.add([RAIN_RU, RAIN])
    return path


def units(path: Path) -> list[Unit]:
    """List what a memory holds."""
    with Memory(path, only_look=True) as opened:
        return list(opened.units())


def test_a_tmx_is_taken_in_once(newsroom: Newsroom, memory: Path) -> None:
    """
    What is known is no news; a file that cannot be read keeps none of the others off.
    """
    (newsroom.root / "a.tmx").write_text(TMX, encoding="utf-8")
    (newsroom.root / "b.tmx").write_text("<html/>", encoding="utf-8")

    first = newsroom("memory", "import", "b.tmx", "a.tmx")
    again = newsroom("memory", "import", "a.tmx", "--language", "vi", "--json")

    assert (1, "a.tmx: units: 2 new, 0 known; 1 lack a language\n") == (first.code, first.out)
    assert "b.tmx is no TMX" in first.err
    assert {
        "files": [{"file": "a.tmx", "new": 0, "known": 1, "without": 1}],
        "failures": [],
    } == json.loads(again.out)
    assert 4 == len(units(memory))


def test_what_is_exported_is_a_memory_again(newsroom: Newsroom, memory: Path) -> None:
    """
    All units with all that is known of them, or those of a language.
    """
    assert 0 == newsroom("memory", "export", "all.tmx").code
    assert 0 == newsroom("memory", "export", "again.tmx").code
    assert 0 == newsroom("memory", "export", "new/vi.tmx", "--language", "vi").code
    assert newsroom.bytes()["all.tmx"] == newsroom.bytes()["again.tmx"]
    memory.unlink()

    assert "1 new" in newsroom("memory", "import", "new/vi.tmx").out
    assert [RAIN] == units(memory)
    assert "1 new, 1 known" in newsroom("memory", "import", "all.tmx").out
    assert {RAIN, RAIN_RU} == set(units(memory))


@pytest.mark.usefixtures("memory")
def test_words_are_shown_with_what_they_became(newsroom: Newsroom) -> None:
    """
    In a table, or with the places where they stand; nothing found is exit code 1.
    """
    shown = newsroom("memory", "search", "mua lon")
    as_json = newsroom("memory", "search", "RAIN", "--language", "ru", "--json")
    none = newsroom("memory", "search", "snow")

    row = " ".join(shown.out.splitlines()[1].split())
    assert (0, "vi Heavy rain fell. Mưa lớn. floods 2024-05-15") == (shown.code, row)
    (found,) = json.loads(as_json.out)
    assert (RAIN_RU.target, [[6, 10]], []) == (
        *(found["target"], found["in_source"], found["in_target"]),
    )
    assert (1, "", "Nothing in the memory has 'snow'.\n") == none


def test_words_stand_out_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What was asked for is bright, and what would move the cursor is shown.
    """
    from pipeline.cli.memory.search import _marked

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    text = _marked("Mưa lớn\x1b, mưa nhỏ", "mua")

    assert not isinstance(text, str)
    assert "Mưa lớn\\x1b, mưa nhỏ" == text.plain
    assert ["Mưa", "mưa"] == [text.plain[span.start : span.end] for span in text.spans]


@pytest.mark.usefixtures("memory")
def test_the_memory_is_counted(newsroom: Newsroom) -> None:
    """
    By language and origin, for people and for programs.
    """
    assert "from 2020-01-01 to 2024-05-15" in newsroom("memory", "stats").out
    found = json.loads(newsroom("memory", "stats", "--json").out)
    assert ({"ru": 1, "vi": 1}, 2) == (found["units"], found["sources"])


def test_what_is_pruned_is_named_first(newsroom: Newsroom, memory: Path) -> None:
    """
    Without a condition, and without anybody to ask, nothing goes.
    """
    old = ["--before", "2021-01-01"]

    assert "say what is to go" in newsroom("memory", "prune").err
    assert "nobody is there to be asked" in newsroom("memory", "prune", *old).err
    assert "units that would go: 1\n" == newsroom("memory", "prune", *old, "--dry-run").out
    assert {RAIN, RAIN_RU} == set(units(memory))
    assert "units taken out: 1\n" == newsroom("memory", "prune", *old, "--yes").out
    assert [RAIN] == units(memory)
    assert "units that would go: 0\n" == newsroom("memory", "prune", *old, "--yes").out


@pytest.mark.parametrize(
    "args",
    [["stats"], ["search", "rain"], ["export", "a.tmx"], ["prune", "--language", "vi"]],
    ids=lambda args: str(args[0]),
)
def test_looking_makes_no_memory(newsroom: Newsroom, args: list[str]) -> None:
    """
    Where there is none, there is nothing to show, and nothing is made.
    """
    assert newsroom("memory", *args).code in (0, 1)
    assert not (newsroom.root / ".pipeline").exists()


def test_damage_is_told(newsroom: Newsroom, memory: Path) -> None:
    """
    Looking leaves a damaged memory where it is; writing moves it aside.
    """
    memory.write_bytes(b"no database " * 100)
    (newsroom.root / "a.tmx").write_text(TMX, encoding="utf-8")

    assert "memory.db is damaged; move it away" in newsroom("memory", "stats").err
    assert "was moved to .pipeline/memory.db.unusable" in newsroom("memory", "import", "a.tmx").err
    assert 2 == len(units(memory))


def test_a_part_of_a_damaged_memory_takes_no_place(newsroom: Newsroom, memory: Path) -> None:
    """
    What was exported before stays.
    """
    newsroom("memory", "export", "all.tmx")
    before = newsroom.bytes()["all.tmx"]
    memory.write_bytes(b"no database " * 100)

    result = newsroom("memory", "export", "all.tmx")

    assert 2 == result.code
    assert "memory.db is damaged; all.tmx is not written" in result.err
    assert before == newsroom.bytes()["all.tmx"]


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["export", "a.tmx", "--language", "de"], "'de' is no language of this project"),
        (["import", "nowhere.tmx"], "does not exist"),
        (["prune", "--before", "yesterday"], "does not match the format"),
        (["serch", "x"], "Did you mean search?"),
        (["export", "pipeline.toml/a.tmx"], "cannot be written"),
    ],
)
def test_wrong_usage_is_answered(newsroom: Newsroom, args: list[str], complaint: str) -> None:
    """
    With one sentence, and exit code 2.
    """
    result = newsroom("memory", *args)

    assert 2 == result.code
    assert complaint in result.err
