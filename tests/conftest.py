"""What all tests share: with PIPELINE_NO_SKIPS set, a skip counts as a failure.

`--hypothesis-profile=thorough` looks at twenty times as many histories.
"""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

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
