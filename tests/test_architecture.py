"""The rooms and their arrows, as CONTRIBUTING draws them."""

import ast
from pathlib import Path

import pytest

import pipeline

ROOT = Path(pipeline.__file__).parent

LEVELS: dict[str, int] = {
    "__init__": 0,
    "errors": 0,
    "model": 0,
    "files": 1,
    "tags": 1,
    "sqlite": 1,
    "toml": 1,
    "xml": 1,
    "languages": 2,
    "articles": 2,
    "segmentation": 2,
    "packages": 2,
    "state": 2,
    "catalogues": 2,
    "reading": 3,
    "checks": 4,
    "engine": 4,
    "exchange": 4,
    "export": 4,
    "glossary": 4,
    "memory": 4,
    "evaluation": 5,
    "config": 6,
    "workflow": 7,
    "review": 8,
    "cli": 9,
    "__main__": 10,
}

PAGES = ("__init__", "article", "effort", "overview", "preview", "search")

# Library -> the only files that may import it: heavy ones stay behind light doors.
ONE_DOOR: dict[str, set[str]] = {
    "argostranslate": {"packages/find.py", "engine/tokenizers.py"},
    "babel": {"languages/cldr.py"},
    "ctranslate2": {"engine/argos.py", "engine/convert.py"},
    "dask": {"engine/cluster.py"},
    "distributed": {"engine/cluster.py"},
    "filelock": {"files.py"},
    "fxtranslate": {"engine/firefox.py"},
    "flask": {"review/app.py", *(f"review/pages/{page}.py" for page in PAGES)},
    "langdetect": {"articles/language.py"},
    "lxml": {"memory/tmx.py"},
    "markdown_it": {"articles/commonmark.py"},
    "mdit_py_plugins": {"articles/commonmark.py"},
    "msgspec": {"toml.py"},
    "nupunkt": {"segmentation/sentences.py"},
    "numpy": {"engine/convert.py"},
    "polib": {"catalogues/po.py"},
    "pymorphy3": {"checks/russian.py"},
    "rapidfuzz": {"catalogues/matching.py", "evaluation/effort.py", "memory/near.py"},
    "requests": {"packages/download.py"},
    "sacrebleu": {"evaluation/scores.py"},
    "sentencepiece": {"engine/tokenizers.py"},
    "sqlite3": {"memory/store.py", "sqlite.py", "state.py"},
    "translate": {"exchange/xliff.py"},
    "urllib3": {"packages/download.py"},
    "waitress": {"review/server.py"},
    "yaml": {"articles/front_matter.py", "engine/convert.py"},
}

FILES = sorted(ROOT.rglob("*.py"))
# Hands on names of the stories, which it imports when it is asked for them; see test_interface.py.
FRONT_DOOR = ROOT / "__init__.py"


def imports(path: Path) -> list[str]:
    """Name every module that a file imports, wherever in the file it does."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} imports relatively"
            found += (
                [f"pipeline.{alias.name}" for alias in node.names]
                if node.module == "pipeline"
                else [node.module]
            )
    return found


def room(module: str) -> str:
    """Say which room a module of ours lies in."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in LEVELS else "__init__"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_down(path: Path) -> None:
    """
    A room imports itself and rooms below it, never its equals.
    """
    own = path.relative_to(ROOT).parts[0].removesuffix(".py")

    for module in imports(path) if path != FRONT_DOOR else ():
        if module.split(".")[0] == "pipeline":
            other = room(module)
            assert own == other or LEVELS[other] < LEVELS[own], f"{own} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_libraries_have_one_door(path: Path) -> None:
    """
    A library is imported in the files named for it, so that it can be swapped there.
    """
    here = path.relative_to(ROOT).as_posix()

    for module in imports(path):
        allowed = ONE_DOOR.get(module.split(".")[0])
        assert allowed is None or here in allowed, f"{here} imports {module}"


def test_every_room_has_a_level() -> None:
    """
    The table above names what there is, and nothing more.
    """
    rooms = {p.relative_to(ROOT).parts[0].removesuffix(".py") for p in FILES}

    assert rooms == set(LEVELS)
