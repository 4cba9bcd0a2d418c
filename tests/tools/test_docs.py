"""docs/tools.md names the tests that prove it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_the_page_names_is_there() -> None:
    """
    And every program with a recorded file has a row.
    """
    page = (ROOT / "docs/tools.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/*/test_*.py"))
    named = re.findall(r"`(test_\w+)(?:\[(\w+)\])?`", page)
    recorded = {path.stem for path in (ROOT / "tests/cases/catalogues/tools").glob("*.[px]*")}

    assert [] == [test for test, _ in named if f"def {test}(" not in sources]
    assert recorded - {"ours", "msgconv"} == {tool for _, tool in named if tool}
