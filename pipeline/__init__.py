"""Segment English articles, draft translations offline, keep them as gettext catalogues.

The names below are the interface for Python, which docs/reference/python.md describes: what the
commands call. Each is imported when it is first asked for, so that `import pipeline` costs nothing.
"""

__version__ = "0.1.0"

_HOMES = {
    "catalogues.counts": ("Counts",),
    "checks.risk": ("Risk",),
    "errors": ("PipelineError",),
    "export.choose": ("Unfit",),
    "model": ("Draft", "Entry", "Finding", "Kind", "Place", "Severity", "Span", "State"),
    "workflow.check": ("Totals", "check"),
    "workflow.export": ("Edition", "Exports", "Refusal", "export_articles"),
    "workflow.looked": ("Checked", "Looked"),
    "workflow.project": ("Project", "Selection", "open_project"),
    "workflow.report": ("Failure", "Observer", "Outcome", "Report"),
    "workflow.run": ("run",),
    "workflow.status": ("Row", "Status", "status"),
    "workflow.translate": ("translate",),
    "workflow.work": ("Steps",),
}

# For type checkers, which know the name; importing it from typing would take some milliseconds.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pipeline.catalogues.counts import Counts as Counts
    from pipeline.checks.risk import Risk as Risk
    from pipeline.errors import PipelineError as PipelineError
    from pipeline.export.choose import Unfit as Unfit
    from pipeline.model import Draft as Draft
    from pipeline.model import Entry as Entry
    from pipeline.model import Finding as Finding
    from pipeline.model import Kind as Kind
    from pipeline.model import Place as Place
    from pipeline.model import Severity as Severity
    from pipeline.model import Span as Span
    from pipeline.model import State as State
    from pipeline.workflow.check import Totals as Totals
    from pipeline.workflow.check import check as check
    from pipeline.workflow.export import Edition as Edition
    from pipeline.workflow.export import Exports as Exports
    from pipeline.workflow.export import Refusal as Refusal
    from pipeline.workflow.export import export_articles as export_articles
    from pipeline.workflow.looked import Checked as Checked
    from pipeline.workflow.looked import Looked as Looked
    from pipeline.workflow.project import Project as Project
    from pipeline.workflow.project import Selection as Selection
    from pipeline.workflow.project import open_project as open_project
    from pipeline.workflow.report import Failure as Failure
    from pipeline.workflow.report import Observer as Observer
    from pipeline.workflow.report import Outcome as Outcome
    from pipeline.workflow.report import Report as Report
    from pipeline.workflow.run import run as run
    from pipeline.workflow.status import Row as Row
    from pipeline.workflow.status import Status as Status
    from pipeline.workflow.status import status as status
    from pipeline.workflow.translate import translate as translate
    from pipeline.workflow.work import Steps as Steps
else:

    def __getattr__(name: str) -> object:
        """Import a name of the interface."""
        import importlib

        for home, names in _HOMES.items():
            if name in names:
                return getattr(importlib.import_module(f"{__name__}.{home}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
