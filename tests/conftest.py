"""What all tests share: with PIPELINE_NO_SKIPS set, a skip counts as a failure.

`--hypothesis-profile=thorough` looks at twenty times as many histories.
"""

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.catalogues import sample
from tests.catalogues.desk import Desk

settings.register_profile("thorough", max_examples=2_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where everything but optional models must be there."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("PIPELINE_NO_SKIPS"):
        reason = str(report.longrepr)
        if "optional model" not in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped: {reason}"
    return report


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A newsroom where the sample has been made, to be copied."""
    desk = Desk(tmp_path_factory.mktemp("made"))
    sample.make(desk)
    return desk


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    """A newsroom where the sample has been made."""
    shutil.copytree(made.root, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path, now=made.now)
