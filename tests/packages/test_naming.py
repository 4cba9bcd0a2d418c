"""What people call packages."""

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.packages import Found, PackageOptions
from pipeline.packages.find import find
from pipeline.packages.naming import named, pair
from tests.packages import tiny


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en-vi", ("en", "vi")),
        ("en_vi", ("en", "vi")),
        ("en→vi", ("en", "vi")),
        ("en -> vi", ("en", "vi")),
        ("en:ast", ("en", "ast")),
        ("en-zh-Hans", ("en", "zh-Hans")),
        ("zh_Hans_en", ("zh_Hans", "en")),
        ("pt-BR-en", ("pt-BR", "en")),
        ("en", None),
        ("english-vietnamese", None),
        ("en_vi 0.2", None),
        ("./en_vi", None),
        ("en-vi.argosmodel", None),
    ],
)
def test_a_pair_is_written_in_several_ways(text: str, expected: tuple[str, str] | None) -> None:
    """
    With a line, an arrow or a colon between two codes, which may have a script or a region.
    """
    assert expected == pair(text)


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Two packages for one pair, one for another."""
    tiny.build(tmp_path / "packages", "en", "ru")
    for version in ("0.1", "0.2"):
        path = tiny.build(tmp_path / "packages", "en", "vi", version=version)
        path.rename(path.with_name(f"translate-en_vi-{version}"))
    return find(PackageOptions(project=tmp_path / "packages", argos=False, bundled=False))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("en-vi", ["en_vi 0.2", "en_vi 0.1"]),
        ("en_vi", ["en_vi 0.2", "en_vi 0.1"]),
        ("en_vi 0.1", ["en_vi 0.1"]),
        ("translate-en_vi-0.1", ["en_vi 0.1"]),
        ("packages/translate-en_vi-0.2/", ["en_vi 0.2"]),
        ("packages/../packages/en_ru", ["en_ru 0.1"]),
    ],
)
def test_a_name_fits_one_package_or_several(
    found: Found,
    name: str,
    expected: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    A pair fits all versions, the preferred one first; a label, a folder or a path just one.
    """
    monkeypatch.chdir(tmp_path)

    assert expected == [package.label for package in named(found, name)]


def test_an_unknown_name_is_answered_with_those_there_are(found: Found) -> None:
    """
    Also where there is none at all.
    """
    with pytest.raises(UsageError, match=r"no package 'en-xx'. There are: en_ru, en_vi$"):
        named(found, "en-xx")
    with pytest.raises(UsageError, match="There are: none"):
        named(Found((), (), ()), "en-vi")
