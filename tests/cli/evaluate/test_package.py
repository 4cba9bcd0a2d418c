"""`pipeline evaluate package`: scores of what an engine makes of translated sentences."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import sacrebleu

from pipeline.cli import main
from pipeline.cli.app import App
from tests.cli.conftest import Newsroom, Result
from tests.packages import tiny

ENGLISH = ["Rain fell for two days.", "Nobody was hurt.", "Boats reach the village by noon."]
PEOPLE = [
    "vi: RAIN FELL FOR TWO DAYS.",
    "vi: ALL ARE SAFE.",
    "vi: BOATS COME TO THE VILLAGE AT NOON.",
]


@pytest.fixture
def files(newsroom: Newsroom) -> tuple[Path, Path]:
    """Sentences, and what people made of them."""
    return write(newsroom, "en.txt", ENGLISH), write(newsroom, "vi.txt", PEOPLE)


def write(newsroom: Newsroom, name: str, lines: list[str]) -> Path:
    """Write a file with a sentence a line."""
    path = newsroom.root / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def measured(newsroom: Newsroom, *args: str | Path) -> dict[str, Any]:
    """Give the result as programs get it."""
    found = newsroom("evaluate", "package", *args, "--json")
    assert (0, "") == (found.code, found.err)
    result: dict[str, Any] = json.loads(found.out)
    return result


def with_packages(newsroom: Newsroom, *args: str | Path) -> Result:
    """Evaluate packages as they lie on the disk, without the shouting engine."""
    newsroom.capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "package", *map(str, args)], App())
    return Result(int(ended.value.code or 0), *newsroom.capsys.readouterr())


def test_the_scores_are_those_of_the_drafts(newsroom: Newsroom, files: tuple[Path, Path]) -> None:
    """
    BLEU, chrF and TER are what sacreBLEU gives the engine's drafts, with its signatures.
    """
    drafts = [f"vi: {sentence.upper()}" for sentence in ENGLISH]
    direct = [
        each(drafts, [PEOPLE]).score
        for each in (sacrebleu.corpus_bleu, sacrebleu.corpus_chrf, sacrebleu.corpus_ter)
    ]

    found = measured(newsroom, *files, "--language", "vi")

    (system,) = found["systems"]
    assert direct == [score["value"] for score in system["scores"]]
    assert all("version:" in score["signature"] for score in system["scores"])
    assert (3, 0, []) == (found["pairs"], found["skipped"], found["differences"])
    assert ("shout 1.0", 14) == (system["package"], system["words"])
    assert system["words_per_second"] == pytest.approx(14 / system["seconds"])
    assert system["peak_mb"] > 0


def test_people_get_the_same_as_a_table(newsroom: Newsroom, files: tuple[Path, Path]) -> None:
    """
    Figures, then signatures, then the worst sentences with all that is known of each.
    """
    lines = newsroom("evaluate", "package", *files, "--language", "vi", "--worst", "1").out
    rows = [line.split() for line in lines.splitlines()]

    assert ["3", "sentences", "shout", "1.0"] == rows[0]
    assert ["BLEU", "chrF2", "TER", "words/s", "peak"] == [row[0] for row in rows[1:6]]
    assert ["no", "draft", "0"] == rows[6]
    assert any(row[:1] == ["BLEU:"] and "tok:13a" in row[1] for row in rows)
    worst = lines.partition("worst 1 of shout 1.0")[2].splitlines()
    assert worst[2].startswith("line 2, chrF ")
    assert worst[2].endswith(", confidence 0.50")
    assert ["source     Nobody was hurt.", "reference  vi: ALL ARE SAFE."] == [
        line.strip() for line in worst[3:5]
    ]
    assert "output     vi: NOBODY WAS HURT." == worst[5].strip()


def test_the_worst_sentences_come_first(newsroom: Newsroom, files: tuple[Path, Path]) -> None:
    """
    They are ordered by their own chrF, as many as are asked for.
    """
    (system,) = measured(newsroom, *files, "--language", "vi", "--worst", "2")["systems"]

    assert [2, 3] == [sentence["line"] for sentence in system["worst"]]
    assert system["worst"][0]["chrf"] <= system["worst"][1]["chrf"] < 100


def test_a_sentence_is_drafted_once(newsroom: Newsroom) -> None:
    """
    However often it stands in the file; it is scored each time.
    """
    source = write(newsroom, "en.txt", ["Rain fell.", "Boats came.", "Rain fell."])
    reference = write(newsroom, "vi.txt", ["vi: RAIN FELL.", "vi: BOATS CAME.", "vi: RAIN FELL."])

    found = measured(newsroom, source, reference, "--language", "vi")

    # The first sentence of all is there to load the models.
    assert ["Boats came.", "Rain fell."] == sorted(newsroom.asked[1:])
    assert (3, 4) == (found["pairs"], found["systems"][0]["words"])


def test_one_file_may_hold_both_sides(newsroom: Newsroom, files: tuple[Path, Path]) -> None:
    """
    A table of two columns gives what two files give.
    """
    rows = [f"{left}\t{right}" for left, right in zip(ENGLISH, PEOPLE, strict=True)]
    table = write(newsroom, "pairs.tsv", rows)

    two, one = (
        measured(newsroom, *paths, "--language", "vi")["systems"][0] for paths in (files, (table,))
    )

    assert two["scores"] == one["scores"]
    assert two["worst"] == one["worst"]


def test_pairs_without_a_side_are_left_out_and_said(newsroom: Newsroom) -> None:
    """
    Whoever reads the figures knows how many lines they are about.
    """
    source = write(newsroom, "en.txt", [*ENGLISH, "", "More."])
    reference = write(newsroom, "vi.txt", [*PEOPLE, "vi: THERE", ""])

    assert (
        "2 lines with an empty side left out."
        in newsroom("evaluate", "package", source, reference, "--language", "vi").err
    )
    assert 2 == measured(newsroom, source, reference, "--language", "vi")["skipped"]


def test_letters_with_marks_of_their_own_are_the_same(newsroom: Newsroom) -> None:
    """
    A reference in Unicode's other form costs no point.
    """
    source = write(newsroom, "en.txt", ["Đà Nẵng is a port."])
    apart = unicodedata.normalize("NFD", "vi: ĐÀ NẴNG IS A PORT.")
    reference = write(newsroom, "vi.txt", [apart])

    (system,) = measured(newsroom, source, reference, "--language", "vi")["systems"]

    assert 0 == next(each["value"] for each in system["scores"] if each["name"] == "TER")


def test_two_packages_are_set_side_by_side(newsroom: Newsroom, files: tuple[Path, Path]) -> None:
    """
    Each has its figures; differences say what may be chance, the same way each time.
    """
    args = (*files, "--package", "vi", "--compare", "a louder one")

    first, second = measured(newsroom, *args), measured(newsroom, *args)

    assert first["differences"] == second["differences"]
    one, two = (
        {score["name"]: score["value"] for score in system["scores"]} for system in first["systems"]
    )
    for each in first["differences"]:
        assert each["difference"] == pytest.approx(two[each["name"]] - one[each["name"]])
        assert 0 < each["p"] <= 1


def test_a_comparison_is_explained(newsroom: Newsroom, files: tuple[Path, Path]) -> None:
    """
    People read beside each difference whether it may be chance, and what p is.
    """
    many = [write(newsroom, path.name, path.read_text().splitlines() * 20) for path in files]

    result = newsroom("evaluate", "package", *many, "--package", "vi", "--compare", "x", "-q").out
    rows = [line.split() for line in result.splitlines()]

    assert ["difference", "p", "verdict"] == rows[0][-3:]
    assert ["0.001", "hardly", "chance"] == rows[1][-3:]
    assert "<=" in rows[5]
    assert "p: how often chance alone makes a difference as large" in result
    assert "bs:1000|seed:12345" in result
    assert 2 == result.count("worst 20 of shout 1.0")


def test_a_package_beside_itself_is_the_same(newsroom: Newsroom, files: tuple[Path, Path]) -> None:
    """
    No test of chance is needed to see that.
    """
    result = newsroom("evaluate", "package", *files, "--package", "vi", "--compare", "vi")

    assert 3 == result.out.count("the same")


def test_packages_are_found_by_name_and_by_folder(newsroom: Newsroom, tmp_path: Path) -> None:
    """
    A package of the project by its pair and version, one anywhere else by its folder.
    """
    tiny.build(newsroom.root / "packages", "en", "vi", version="7.1")
    other = tiny.build(tmp_path / "elsewhere", "en", "vi", version="7.2")
    source = write(newsroom, "en.txt", ENGLISH)
    reference = write(newsroom, "vi.txt", [tiny.translation(each) for each in ENGLISH])

    for name in ("en_vi", "en_vi 7.1"):
        result = with_packages(
            newsroom, source, reference, "--package", name, "--compare", other, "--json"
        )
        assert 0 == result.code, result.err
        assert ["en_vi 7.1", "en_vi 7.2"] == [
            system["package"] for system in json.loads(result.out)["systems"]
        ]


def test_a_language_is_served_by_the_package_that_a_run_would_use(newsroom: Newsroom) -> None:
    """
    The project's own comes before the bundled one; its only language need not be named.
    """
    (newsroom.root / "pipeline.toml").write_text('languages = ["vi"]\n')
    tiny.build(newsroom.root / "packages", "en", "vi", version="7.1")
    source, reference = write(newsroom, "en.txt", ENGLISH), write(newsroom, "vi.txt", PEOPLE)

    result = with_packages(newsroom, source, reference, "--worst", "0")

    assert "en_vi 7.1" in result.out.splitlines()[0]


def test_broken_packages_are_told(newsroom: Newsroom) -> None:
    """
    Whoever measures what serves a language learns that a package of the project does not.
    """
    broken = newsroom.root / "packages" / "broken"
    broken.mkdir(parents=True)
    (broken / "metadata.json").write_text("{")
    source, reference = write(newsroom, "en.txt", ENGLISH), write(newsroom, "vi.txt", PEOPLE)
    package = tiny.build(newsroom.root / "elsewhere", "en", "vi")

    result = with_packages(newsroom, source, reference, "--package", package)

    assert 0 == result.code
    assert "broken is passed over: metadata.json, line 1" in result.err


def test_no_project_is_needed(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Outside of any the packages at hand are measured with the usual settings.
    """
    package = tiny.build(tmp_path, "en", "vi", version="7.1")
    source, reference = write(newsroom, "en.txt", ENGLISH), write(newsroom, "vi.txt", PEOPLE)
    monkeypatch.chdir(tmp_path)

    assert 0 == with_packages(newsroom, source, reference, "--package", package).code


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["en.txt", "vi.txt"], "which language"),
        (["en.txt", "vi.txt", "--language", "de"], "no package translates from “en” into “de”"),
        (["en.txt", "vi.txt", "--package", "en_zz"], "there is no package 'en_zz'"),
        (
            ["en.txt", "vi.txt", "--package", "en_ru", "--language", "vi"],
            "en_ru does not translate",
        ),
        (
            ["en.txt", "vi.txt", "--language", "vi", "--compare", "en_ru"],
            "en_ru does not translate",
        ),
        (["en.txt", "vi.txt", "--package", "packages"], "metadata.json, line 1"),
        (["en.txt", "short.txt", "--language", "vi"], "en.txt has 3 lines, but short.txt has 1"),
        (["en.txt", "--language", "vi"], "en.txt:1: this line has 0 tabs instead of one"),
        (["en.txt", "latin.txt", "--language", "vi"], "latin.txt:1: this line is not UTF-8"),
        (["empty.txt", "empty.txt", "--language", "vi"], "no sentence with a translation"),
        (["en.txt", "nowhere.txt", "--language", "vi"], "nowhere.txt"),
        (["en.txt", "vi.txt", "--language", "vi", "--worst", "-1"], "--worst"),
    ],
)
@pytest.mark.usefixtures("files")
def test_what_cannot_be_measured_is_one_sentence(
    newsroom: Newsroom, args: list[str], complaint: str
) -> None:
    """
    It says what is wrong and where, before anything is drafted; the exit code is 2.
    """
    write(newsroom, "short.txt", ["vi: RAIN"])
    write(newsroom, "empty.txt", [])
    (newsroom.root / "latin.txt").write_bytes("Đà\nNẵng\nlà\n".encode("cp1258", "replace"))
    broken = newsroom.root / "packages" / "broken"
    broken.mkdir(parents=True)
    (broken / "metadata.json").write_text("{")

    result = with_packages(newsroom, *args)

    assert 2 == result.code
    assert complaint in result.err
    assert "Traceback" not in result.err
    assert "" == result.out


def test_settings_that_cannot_be_used_are_not_passed_over(
    newsroom: Newsroom, files: tuple[Path, Path]
) -> None:
    """
    A project with a mistake in its settings is not taken for none.
    """
    (newsroom.root / "pipeline.toml").write_text("beam = 3\n")

    result = with_packages(newsroom, *files, "--language", "vi")

    assert 2 == result.code
    assert "pipeline.toml:1" in result.err


def test_a_folder_of_several_packages_needs_a_language(
    newsroom: Newsroom, files: tuple[Path, Path], tmp_path: Path
) -> None:
    """
    Otherwise it is anybody's guess which of them is meant.
    """
    for code in ("vi", "ru"):
        tiny.build(tmp_path / "two", "en", code)

    result = with_packages(newsroom, *files, "--package", tmp_path / "two")

    assert 2 == result.code
    assert "several languages: ru, vi" in result.err
    assert (
        0 == with_packages(newsroom, *files, "--package", tmp_path / "two", "--language", "ru").code
    )


def test_the_glossary_of_the_project_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    What is evaluated is what a run would draft, terms and all.
    """
    tiny.build(tmp_path / "packages", "en", "xx")
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "xx.toml").write_text('name = "Made up"\n', encoding="utf-8")
    (tmp_path / "pipeline.toml").write_text('languages = ["xx"]\n', encoding="utf-8")
    (tmp_path / "glossary.csv").write_text("term,xx,do not translate\nVinFast,,yes\n")
    (tmp_path / "pairs.tsv").write_text("VinFast sold boats.\tVinFast fbyq obngf.\n")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit):
        main(["evaluate", "package", "pairs.tsv", "--json"], App())

    (system,) = json.loads(capsys.readouterr().out)["systems"]
    assert "VinFast fbyq obngf." == system["worst"][0]["output"]
