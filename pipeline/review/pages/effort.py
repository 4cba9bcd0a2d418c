"""`/effort`: what reviewing the drafts has taken."""

from datetime import date

from flask import Blueprint, render_template, request

from pipeline.errors import UsageError
from pipeline.evaluation.hours import LEAST, LEAST_SECONDS, MOST_SECONDS
from pipeline.review import effort, plots
from pipeline.review.pages import desk

blueprint = Blueprint("effort", __name__)


@blueprint.get("/effort")
def page() -> str:
    """Show the page, of one language or all, of the record since a day or all of it."""
    language = request.args.get("language", "")
    found = effort.look(desk(), language, _day(request.args.get("since", "")))
    return render_template(
        "effort.html",
        found=found,
        worked=found.worked,
        language=language,
        codes=desk().project.settings.languages,
        effort=effort,
        plots=plots,
        least=LEAST,
        least_minutes=LEAST_SECONDS // 60,
        most_minutes=MOST_SECONDS // 60,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text!r} is no day", "Such as 2026-11-23") from error
