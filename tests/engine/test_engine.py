import subprocess
import sys
from dataclasses import replace

import pytest

from pipeline.engine import EngineOptions, open_engine
from pipeline.errors import UsageError
from pipeline.languages import load
from pipeline.packages import Package, PackageOptions
from pipeline.packages.find import find

PACKAGES = find(PackageOptions(argos=False)).packages


def named(*labels: str) -> list[Package]:
    """Make packages of other languages, to be looked at only."""
    made = []
    for label in labels:
        pair, version = label.split()
        start, end = pair.split("_")
        made.append(replace(PACKAGES[0], from_code=start, to_code=end, version=version))
    return made


def test_origin_names_the_chain() -> None:
    """
    A draft over a pivot says so.
    """
    chain = named("en_es 1.9", "es_vi 1.0")

    engine = open_engine(chain, ["a", "b"], load("vi"), EngineOptions())

    assert engine.origin == "en_es 1.9 + es_vi 1.0"


def test_key_changes_with_whatever_changes_drafts() -> None:
    """
    Another package, option or language file means other drafts; more threads do not.
    """
    chain, vi = named("en_vi 1.0"), load("vi")

    def key(digest: str = "a", options: EngineOptions = EngineOptions(), **changes: str) -> str:  # noqa: B008
        return open_engine(chain, [digest], replace(vi, **changes), options).key  # type: ignore[arg-type]

    different = {
        key(),
        key(digest="b"),
        key(options=EngineOptions(beam=5)),
        key(options=EngineOptions(retries=0)),
        key(native_name="Việt"),
    }
    assert len(different) == 5
    assert key() == key(options=EngineOptions(threads=3))


@pytest.mark.parametrize("option", [{"beam": 0}, {"retries": 9}, {"longest": 1_000}])
def test_options_out_of_range_are_refused(option: dict[str, int]) -> None:
    """
    A number that cannot be is named before any model is loaded.
    """
    with pytest.raises(UsageError, match=next(iter(option))):
        EngineOptions(**option)  # type: ignore[arg-type]


def test_an_unknown_compute_type_is_refused_with_those_there_are() -> None:
    """
    A wrong word is answered with the right ones.
    """
    with pytest.raises(UsageError, match="int8"):
        EngineOptions(compute_type="int9")


def test_opening_imports_no_model_library() -> None:
    """
    A run with nothing to translate pays for no CTranslate2.
    """
    code = (
        "import sys; import pipeline.engine; "
        "assert not {'ctranslate2', 'sentencepiece', 'babel'} & set(sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
