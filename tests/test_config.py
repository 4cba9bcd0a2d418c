"""pipeline.toml: what it gives, and how it complains."""

from pathlib import Path, PurePosixPath

import pytest

from pipeline import config
from pipeline.articles import ReadOptions
from pipeline.checks.options import Switch
from pipeline.errors import ConfigError, UsageError
from pipeline.model import Kind
from pipeline.workflow.init import SETTINGS

PATH = Path("pipeline.toml")


def test_an_empty_file_gives_the_defaults() -> None:
    """
    Everything has a working default but the languages, which a project names.
    """
    read = config.parse(b"", PATH)

    assert () == read.languages
    assert "source_texts" == read.folders.articles
    assert read.articles.check_language


def test_every_table_reaches_its_room(tmp_path: Path) -> None:
    """
    What the file says arrives in the options of the room that it is about.
    """
    text = """
    languages = ["vi"]
    [folders]
    output = "out"
    [articles]
    encoding = "latin-1"
    [articles.files."old/*.txt"]
    encoding = "cp1252"
    [articles.files."verse.txt"]
    check_language = false
    [segmentation]
    abbreviations = ["Brig."]
    [translation]
    leave_out = ["related", "source"]
    [memory]
    path = "../all.db"
    least = 0.8
    trust_exact = true
    [engine]
    beam = 1
    [checks]
    numbers = "warning"
    """
    settings = config.settings(config.parse(text.encode(), PATH), tmp_path)

    assert tmp_path / "out" == settings.output
    assert ReadOptions("cp1252") == settings.read_options(PurePosixPath("old/a.txt"))
    assert ReadOptions("latin-1") == settings.read_options(PurePosixPath("new/a.txt"))
    assert ReadOptions("latin-1", False) == settings.read_options(PurePosixPath("verse.txt"))
    assert ("Brig.",) == settings.segmentation.abbreviations
    assert (Kind.RELATED, Kind.SOURCE) == settings.translation.leave_out
    assert str(tmp_path / "../all.db") == settings.memory.path
    assert (0.8, True, True) == (
        settings.memory.least,
        settings.memory.trust_exact,
        settings.memory.use,
    )
    assert 1 == settings.engine.beam
    assert {"numbers": Switch.WARNING} == settings.checks.switches


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ('languages = ["vi"]\nlangauges = ["ru"]', 2, "langauges. Did you mean languages?"),
        ('[articles]\nencodign = "utf-8"', 2, "articles.encodign. Did you mean encoding?"),
        ("[articles]\n\n[article]\n", 3, "article. Did you mean articles?"),
        ("[articles]\ncheck_language = 'yes'", 2, "articles.check_language: expected `bool`"),
        ("[engine]\nbeam = 'two'", 2, "engine.beam: expected `int`"),
        ("[translation]\nleave_out = ['headlin']", 2, "translation.leave_out: invalid enum"),
        ("[translation]\nleave_out = ['headlin']", 2, "There are: headline, subheading"),
        ("[translation]\nlow_confidence = 7", 2, "low_confidence is 7"),
        ("[memory]\nleast = 0", 2, "least is 0"),
        ("[memory]\nsimilar = 1.5", 2, "similar is 1.5"),
        ("[memory]\nmost = 0", 2, "most is 0"),
        ("[articles]\nencoding = 'cp1251x'", 2, "there is no encoding 'cp1251x'"),
        ("[articles.files.'a*']\nencoding = 'x'", 2, "there is no encoding 'x'"),
        ("[engine]\n\nbeam = 0", 3, "beam is 0; it goes from 1 to 64"),
        ("[segmentation]\njoin = ['(']", 2, "join"),
        ("languages = ['vi'", 1, "this is not TOML"),
        ("languages = ['vi', 'vi']", 1, "'vi' cannot be a target language"),
        ("languages = ['en']", 1, "'en' cannot be a target language"),
        ("languages = ['../x']", 1, "'../x' cannot be a target language"),
        ("articles.encodign = 'x'", 1, "articles.encodign. Did you mean encoding?"),
        ("[articles.files.'a*']\nencode = 'x'", 2, "a*.encode. Did you mean encoding?"),
        ("[checks]\n\nnumbrs = 'off'", 3, "there is no check numbrs. Did you mean numbers?"),
        ("[checks]\nnumbers = 'of'", 2, "There are: error, warning, note, off"),
        ("[checks]\nnumbers = 3", 2, "checks.numbers: 3 is no severity"),
        ("colour = 3", 1, "There are: articles, checks, downloads"),
    ],
)
def test_a_complaint_names_the_line(text: str, line: int, complaint: str) -> None:
    """
    A key that does not exist or a value of the wrong type is named with its line.
    """
    with pytest.raises(ConfigError) as caught:
        config.parse(text.encode(), PATH)

    assert complaint in str(caught.value)
    assert str(caught.value).startswith(f"pipeline.toml:{line}: ")


def test_a_project_is_found_upwards(tmp_path: Path) -> None:
    """
    A command works in any folder of a project, and says so where there is none.
    """
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    with pytest.raises(UsageError, match="pipeline init"):
        config.find_project(below)
    (tmp_path / "pipeline.toml").touch()

    assert tmp_path == config.find_project(below)


def test_settings_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    """
    A settings file in another encoding is named with the line.
    """
    (tmp_path / "pipeline.toml").write_bytes("\n# caf\u00e9".encode("latin-1"))

    with pytest.raises(ConfigError, match=r"pipeline\.toml:2: this is not UTF-8"):
        config.load(tmp_path)


def test_the_settings_of_a_new_project_can_be_uncommented() -> None:
    """
    What `init` writes is read, also with every suggestion in it switched on.
    """
    text = SETTINGS.format(languages='"vi"')
    switched_on = "\n".join(
        line.removeprefix("# ") if " = " in line or line.startswith("# [") else line
        for line in text.splitlines()[2:]
    )

    assert ("vi",) == config.parse(text.encode(), PATH).languages
    assert (
        "cp1252"
        == config.parse(switched_on.encode(), PATH).articles.files["archive/*.txt"].encoding
    )


def test_places_to_fetch_from_may_be_paths_of_the_project(tmp_path: Path) -> None:
    """
    A relative path is taken from the project's folder, a URL as it is; an empty one is refused.
    """
    path = tmp_path / "pipeline.toml"
    path.write_text('[downloads]\nindex = "copy/index.json"\nfirefox = "https://example.org/v1"\n')
    found = config.load(tmp_path).downloads

    assert str(tmp_path / "copy" / "index.json") == found.index
    assert "https://example.org/v1" == found.firefox
    path.write_text('[downloads]\nindex = ""\n')
    with pytest.raises(ConfigError, match=r"pipeline\.toml:2: index is empty"):
        config.load(tmp_path)
