"""Finding packages: every place, in order, whatever else lies there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import PackageError
from pipeline.packages import Origin, PackageOptions, TokenizerKind
from pipeline.packages.choose import choose
from pipeline.packages.find import BUNDLED, find
from tests.packages import tiny


def only(*folders: Path) -> PackageOptions:
    """Look in these folders alone."""
    return PackageOptions(folders=folders, argos=False, bundled=False)


def reason(path: Path) -> str:
    """Say why the package at `path` is not used."""
    found = find(only(path))
    assert found.packages == ()
    return " ".join(each.reason for each in found.problems)


def test_the_bundled_packages_translate_into_vietnamese_and_russian() -> None:
    """
    Without any setting there are packages for both languages, read where they lie.
    """
    found = find(PackageOptions(argos=False))

    assert ["en_ru", "en_vi"] == [each.name for each in found.packages]
    assert {BUNDLED} == {each.path.parent for each in found.packages}
    assert () == found.problems


def test_a_package_says_what_its_metadata_says(tmp_path: Path) -> None:
    """
    Codes, names, version and prefix come from the package; its size counts what it needs.
    """
    path = tiny.build(tmp_path, "en", "xx", version="1.10", target_prefix="__xx__")

    package = find(only(tmp_path)).packages[0]

    assert ("en", "En", "xx", "Xx", "__xx__") == (
        package.from_code,
        package.from_name,
        package.to_code,
        package.to_name,
        package.target_prefix,
    )
    assert "en_xx 1.10" == package.label
    assert TokenizerKind.SENTENCEPIECE is package.tokenizer.kind
    assert path / "sentencepiece.model" == package.tokenizer.path
    assert package.size > (path / "model" / "model.bin").stat().st_size


def test_a_package_without_names_goes_by_its_codes(tmp_path: Path) -> None:
    """
    Names and version may be missing; the codes stand in.
    """
    tiny.build(tmp_path, from_name=None, to_name=None, package_version=None)

    package = find(only(tmp_path)).packages[0]

    assert ("en", "xx", "en_xx") == (package.from_name, package.to_name, package.label)


def test_a_named_folder_may_be_the_package_itself(tmp_path: Path) -> None:
    """
    The folder of a package and the folder that holds it are both understood.
    """
    path = tiny.build(tmp_path)

    assert [path] == [each.path for each in find(only(path)).packages]
    assert [path] == [each.path for each in find(only(tmp_path)).packages]


def test_places_are_preferred_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A named folder comes before the project's, that before Argos's own, that before the bundled.
    """
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    for name in ("setting", "project", "argos"):
        tiny.build(
            tmp_path / name, "en", "vi", version={"argos": "9", "project": "8"}.get(name, "1")
        )

    options = PackageOptions(folders=(tmp_path / "setting",), project=tmp_path / "project")
    found = [each for each in find(options).packages if each.to_code == "vi"]

    assert list(Origin) == [each.origin for each in found]


def test_the_newer_version_is_preferred(tmp_path: Path) -> None:
    """
    Versions are compared as numbers: 1.10 is newer than 1.9, and any is newer than none.
    """
    for place, version in (("a", "1.9"), ("b", None), ("c", "1.10"), ("d", "1.9.1")):
        tiny.build(tmp_path, version="").rename(tmp_path / place)
        meta = tmp_path / place / "metadata.json"
        known = json.loads(meta.read_text(encoding="utf-8"))
        meta.write_text(json.dumps({**known, "package_version": version or ""}), encoding="utf-8")

    found = find(only(tmp_path))

    assert ["1.10", "1.9.1", "1.9", ""] == [each.version for each in found.packages]


def test_a_package_found_twice_is_listed_once(tmp_path: Path) -> None:
    """
    Naming a package that also lies in the project's folder makes it no two packages.
    """
    path = tiny.build(tmp_path)
    options = PackageOptions(folders=(path,), project=tmp_path, argos=False, bundled=False)

    assert [Origin.SETTING] == [each.origin for each in find(options).packages]


def test_a_broken_package_does_not_hide_a_good_one(tmp_path: Path) -> None:
    """
    Beside a folder that is no package the others are found, and it is named with the reason.
    """
    good = tiny.build(tmp_path)
    (tmp_path / "half").mkdir()

    found = find(only(tmp_path))

    assert [good] == [each.path for each in found.packages]
    assert [(tmp_path / "half", "has no metadata.json")] == [
        (each.path, each.reason) for each in found.problems
    ]


# Python reads no number of so many digits.
_LONG = b"9" * 5_000


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (b"{", "metadata.json, line 1"),
        (b"", "metadata.json, line 1"),
        (b"[]", "does not hold what"),
        (b"null", "does not hold what"),
        (b'{"from_code": "en", "to_code": "vi", "languages": 5}', "does not hold what"),
        (b'{"from_code": "en", "source_languages": "en"}', "does not hold what"),
        (b'{"to_code": "vi"}', "has no from_code"),
        (b'{"from_code": "en"}', "has no to_code"),
        (b'{"from_code": "en", "to_code": 7}', "to_code is no text"),
        (b'{"from_code": "en", "to_code": "../vi"}', "no language code"),
        (b'{"from_code": "en", "to_code": ""}', "no language code"),
        (b'{"from_code": "en", "to_code": "vi", "package_version": 1.9}', "package_version"),
        (b'{"from_code": "en", "to_code": "vi", "package_version": "1\\n2"}', "no version: “1"),
        (b'{"from_code": "en", "to_code": "vi", "package_version": "%s"}' % _LONG, "no version"),
        (b'{"from_code": "en", "to_code": "vi", "size": %s}' % _LONG, "does not hold what"),
        (b'{"from_code": "en", "to_code": "vi", "type": []}', "type is no text"),
        (b'{"from_name": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "does not hold what"),
    ],
)
def test_metadata_that_cannot_be_used_is_refused(
    tmp_path: Path, metadata: bytes, expected: str
) -> None:
    """
    Metadata that is no JSON, has other types than Argos writes, or lacks a code is named so.
    """
    path = tiny.build(tmp_path)
    (path / "metadata.json").write_bytes(metadata)

    assert expected in reason(path)


def test_packages_for_other_purposes_are_passed_over(tmp_path: Path) -> None:
    """
    Argos also installs sentence splitters as packages; they are no problem and no translation.
    """
    path = tiny.build(tmp_path)
    (path / "metadata.json").write_text('{"type": "sbd", "from_codes": ["en"]}', encoding="utf-8")

    found = find(only(tmp_path))

    assert ((), ()) == (found.packages, found.problems)


def test_a_packed_package_is_named_with_what_to_do(tmp_path: Path) -> None:
    """
    An .argosmodel file that somebody has put there is not passed over in silence.
    """
    packed = tmp_path / "translate-en_vi-1_9.argosmodel"
    packed.write_bytes(b"PK")

    assert "packages install FILE" in reason(tmp_path)
    assert "packages install FILE" in reason(packed)


def test_a_named_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """
    A slip in the settings is told; the project's own folder need not exist.
    """
    assert "there is no such folder" == reason(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert "holds no package" == reason(tmp_path / "empty")
    nothing = PackageOptions(project=tmp_path / "nowhere", argos=False, bundled=False)
    assert () == find(nothing).problems


def test_a_place_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What the operating system refuses, for a whole place or one file, is told as a reason.
    """
    tiny.build(tmp_path)

    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert "cannot be read: not a directory" == reason(tmp_path / "file")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.packages.find.layout", lambda *_: refuse(tmp_path))
        assert "cannot be read: permission denied" == reason(tmp_path)
    monkeypatch.setattr(Path, "is_file", refuse)
    assert "cannot be read: permission denied" == reason(tmp_path)


def test_no_older_package_stands_in_for_a_broken_one_that_was_named(tmp_path: Path) -> None:
    """
    Who names a package and gets another one would not notice; so that is refused.
    """
    path = tiny.build(tmp_path, "en", "vi")
    (path / "model" / "model.bin").unlink()

    found = find(PackageOptions(folders=(path,), argos=False))

    with pytest.raises(PackageError, match="named in the settings cannot be used") as error:
        choose(found, "en", "vi")
    assert "has no model/model.bin" in str(error.value)


PROGRAM = """
import json, os, sys
before = dict(os.environ)
from pipeline.packages import PackageOptions
from pipeline.packages.find import find
found = find(PackageOptions())
assert dict(os.environ) == before
assert not {"stanza", "spacy", "torch", "ctranslate2"} & set(sys.modules)
print(json.dumps([[str(each.path), each.origin] for each in found.packages]))
"""


def run(**environment: str) -> list[list[str]]:
    """Find packages in a fresh process with nothing else in its environment."""
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("", 0) == (result.stderr, result.returncode)
    found: list[list[str]] = json.loads(result.stdout)
    return found


def test_looking_leaves_home_and_environment_as_they_were(tmp_path: Path) -> None:
    """
    Argos makes folders and sets variables when it is imported; nothing of it remains.
    """
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()

    assert 2 == len(run(HOME=str(home), TMPDIR=str(scratch), ARGOS_INTER_THREADS="many"))
    assert [] == [*home.iterdir(), *scratch.iterdir()]


def test_no_home_folder_is_needed(tmp_path: Path) -> None:
    """
    In a container without a home folder, or with one that nobody can write, packages are there.
    """
    assert 2 == len(run(HOME=str(tmp_path / "nowhere")))
    # Not even the superuser can make a folder below a device.
    assert 2 == len(run(HOME="/dev/null", XDG_DATA_HOME="/dev/null/data"))
    assert 2 == len(run(XDG_DATA_HOME="/dev/null/data"))


def test_what_argos_has_installed_is_found(tmp_path: Path) -> None:
    """
    The user's own packages are found where Argos puts them, and come first.
    """
    path = tiny.build(tmp_path / ".local/share/argos-translate/packages", "en", "vi")

    assert [str(path), "argos"] == run(HOME=str(tmp_path))[0]
