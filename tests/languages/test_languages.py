"""Language files: the bundled ones, a project's own, and what is wrong with one."""

import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, FileError, UsageError
from pipeline.languages import DEFAULT_PLURAL_FORMS, Quotes, available, load
from pipeline.languages.cldr import knows, plural_forms

CASES = Path(__file__).parent.parent / "cases" / "languages"


def test_vietnamese_and_russian_are_bundled() -> None:
    """
    Both languages of the tool are there without any setting.
    """
    assert ("ru", "vi") == available()
    assert ("Vietnamese", "Tiếng Việt") == (load("vi").name, load("vi").native_name)
    assert ("Russian", "Русский") == (load("ru").name, load("ru").native_name)


@pytest.mark.parametrize(("code", "label"), [("vi", "Ảnh"), ("ru", "Фото")])
def test_credit_labels_are_those_of_newspapers(code: str, label: str) -> None:
    """
    “(Photo: VNA)” becomes what a newspaper in the language prints.
    """
    assert label == load(code).labels["photo"]


def test_bundled_languages_know_the_same_labels() -> None:
    """
    A label that one language has and the other lacks would stay English there.
    """
    vietnamese, russian = load("vi").labels, load("ru").labels

    assert vietnamese.keys() == russian.keys()
    assert all(each == each.casefold() for each in vietnamese)


@pytest.mark.parametrize("code", available())
def test_bundled_files_leave_nothing_to_be_asked(code: str) -> None:
    """
    Their plural rules stand in the file, equal to those of gettext's table, so that loading
    one imports no Babel; their locale is one that CLDR knows.
    """
    language = load(code)

    assert knows(language.locale)
    table, ours = plural_rule(plural_forms(language.locale)), plural_rule(language.plural_forms)
    assert table == ours


def plural_rule(forms: str) -> list[int]:
    """Say which form each of the first thousand numbers takes."""
    expression = re.fullmatch(r"nplurals=\d+; plural=(.*);", forms)
    assert expression
    choose = gettext.c2py(expression[1])
    return [choose(number) for number in range(1000)]


def test_loading_a_bundled_language_is_light() -> None:
    """
    A run with nothing to format does not pay for Babel.
    """
    program = (
        "import sys; from pipeline.languages import load; load('ru'); load('vi'); "
        "print('babel' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "False\n" == result.stdout


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="Debian's gettext is not installed")
@pytest.mark.parametrize("code", available(CASES))
def test_msgfmt_takes_the_plural_forms(code: str, tmp_path: Path) -> None:
    """
    A catalogue with the header of any language passes gettext's own check.
    """
    language = load(code, CASES)
    fields = {
        "Project-Id-Version": "articles",
        "PO-Revision-Date": "2024-05-15 09:00+0700",
        "Last-Translator": "Nobody <nobody@example.org>",
        "Language-Team": "Nobody <nobody@example.org>",
        "Language": language.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plural_forms,
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    catalogue = tmp_path / "a.po"
    catalogue.write_text(f'msgid ""\nmsgstr ""\n{lines}', encoding="utf-8")

    result = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", str(catalogue)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ("", 0) == (result.stderr, result.returncode)


def test_a_further_language_needs_its_name_only() -> None:
    """
    With nothing but a name there are defaults for all the rest.
    """
    language = load("xx", CASES)

    assert ("xx", "Xish", "Xish", "") == (
        language.code,
        language.name,
        language.native_name,
        language.locale,
    )
    assert DEFAULT_PLURAL_FORMS == language.plural_forms
    assert {} == language.labels


def test_a_file_can_say_everything_itself() -> None:
    """
    A language that CLDR does not know has its own marks, labels and plural rules.
    """
    language = load("yy", CASES)

    assert Quotes("‹", "›", "[", "]") == language.quotes
    assert "nplurals=2; plural=(n > 1);" == language.plural_forms
    assert "Pyyto" == language.labels["photo"]


def test_a_locale_brings_its_plural_rules(tmp_path: Path) -> None:
    """
    A file with a locale and no rules gets those of gettext's table.
    """
    (tmp_path / "pl.toml").write_text('name = "Polish"\nlocale = "pl"', encoding="utf-8")

    assert plural_forms("pl") == load("pl", tmp_path).plural_forms


def test_a_project_can_replace_a_bundled_language(tmp_path: Path) -> None:
    """
    The project's own file for a language comes before the bundled one.
    """
    (tmp_path / "vi.toml").write_text('name = "Our Vietnamese"\nlocale = "vi"', encoding="utf-8")

    assert "Our Vietnamese" == load("vi", tmp_path).name
    assert "Russian" == load("ru", tmp_path).name


@pytest.mark.parametrize("code", ["tlh", "", "../languages/vi", "vi.toml"])
def test_a_missing_language_says_what_there_is(code: str, tmp_path: Path) -> None:
    """
    The message names the code, the hint the languages there are and the file to write.
    """
    with pytest.raises(UsageError, match=f"there is no language file for “{code}”") as error:
        load(code, tmp_path)

    assert "There are: ru, vi." in error.value.hint
    assert str(tmp_path) in error.value.hint


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ('name = "X"\nlocale "x"', 2, "is not TOML"),
        ("name = 5", 1, "name: expected `str`, got `int`"),
        ('locale = "de"', 0, "object missing required field `name`"),
        ('name = "X"\n\nlabel = "Y"', 3, "there is no setting label"),
        ('name = "X"\ncode = "y"', 2, "there is no setting code"),
        ('name = "X"\n[number]\ndecimal = ","', 2, "there is no setting number"),
        (
            'name = "X"\n[numbers]\ngroup = "."\ndecimals = ","',
            4,
            "there is no setting numbers.decimals",
        ),
        ('name = "X"\n[dates]\non = "{date}"\n[numbers]\ngroup = 5', 5, "numbers.group"),
        ('name = "X"\n[labels]\nphoto = 5', 2, "labels"),
        ('name = "X"\nquotes = ["a", "b"]', 2, "quotes"),
        ('name = "X"\nlocale = "de"\n[dates]\nday_month = "{dy}"', 4, "is no pattern of [dates]"),
        ('name = "X"\n[dateline]\ndate = "on {day}"', 3, "is no pattern of [dateline]"),
        ('name = "X"\n[dates]\non = "{"', 3, "is no pattern of [dates]"),
        ('name = "X"\n[dates]\nmonths = ["Jan"]', 3, "twelve months"),
        ('name = "X"\n[prose.tones]\nold = ["òa"]', 2, "not equally many"),
        ('name = "X"\n[words]\npattern = "("', 3, "is no regular expression"),
        ('name = "X"\n[names]\nown = "("', 3, "is no regular expression"),
        ('name = "X"\n[dates.month_words]\n13 = ["x"]', 2, "the numbers from 1 to 12"),
        ('name = "X"\n[dates.weekday_words]\n"Monday" = ["x"]', 2, "the numbers from 1 to 7"),
        ('name = "X"\n[number_words]\ntwo = ["x"]', 2, "number_words has numbers"),
        ('name = "X"\n[currencies]\neuro = { pattern = "{figure} e", words = [] }', 2, "ISO"),
        ('name = "X"\n[typography]\nno_break = ["№ [0"]', 3, "is no regular expression"),
        ('name = "X"\n[typography]\nquotes = ["«"]', 3, "has two signs"),
        (
            'name = "X"\n[currencies]\nUSD = { pattern = "$", words = [] }',
            3,
            "is no pattern of [currencies]",
        ),
        ('name = "X"\nplural_forms = "nplurals=2"', 2, "not what gettext understands"),
        ('name = "X"\nplural_forms = "nplurals=2; plural=n=1;"', 2, "not what gettext understands"),
        ('name = "X"\nplural_forms = "nplurals=1; plural=(n>1);"', 2, "not what gettext"),
        ('name = "X"\nplural_forms = "nplurals=2; plural=n/0;"', 2, "not what gettext"),
        ('name = "X"\nlocale = "xx"', 2, "CLDR knows no locale “xx”"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_by_line(
    text: str, line: int, expected: str, tmp_path: Path
) -> None:
    """
    Whatever is wrong, the message has the path, the line if there is one, and the reason.
    """
    path = tmp_path / "xy.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as error:
        load("xy", tmp_path)

    assert error.value.message.startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert expected in error.value.message


def test_a_slip_of_the_pen_is_guessed(tmp_path: Path) -> None:
    """
    An unknown key is answered with the nearest known one.
    """
    (tmp_path / "xy.toml").write_text('name = "X"\nqoutes = []', encoding="utf-8")

    with pytest.raises(ConfigError, match=r"Did you mean quotes\?"):
        load("xy", tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """
    A file saved in another encoding is named as that.
    """
    (tmp_path / "xy.toml").write_bytes('name = "Tiếng"'.encode("utf-16"))

    with pytest.raises(ConfigError, match="this is not UTF-8"):
        load("xy", tmp_path)


def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What the operating system refuses is told with the path.
    """
    path = tmp_path / "xy.toml"
    path.write_text('name = "X"', encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileError, match=r"xy\.toml cannot be read: permission denied"):
        load("xy", tmp_path)
