"""The first page: articles by languages, what needs a person most first."""

from flask import Blueprint, render_template, request

from pipeline.review import overview
from pipeline.review.overview import LABELS, Shown
from pipeline.review.pages import desk

blueprint = Blueprint("overview", __name__)


@blueprint.get("/")
def page() -> str:
    """Show how far every article is in every language."""
    asked = request.args
    language, name, order = (asked.get(key, "") for key in ("language", "name", "order"))
    state = asked.get("state", "")
    shown = Shown(state) if state in list(Shown) else Shown.ALL
    # Whoever has been told that this takes its time may ask for it.
    rows = desk().tally.rows(seconds=None if asked.get("count") else overview.ENOUGH)
    # The next page may be an article, which asks for the same sentence in others.
    desk().index.warm()
    targets = overview.spoken(desk().project)
    some = overview.picked(rows, language=language, shown=shown, name=name)
    return render_template(
        "overview.html",
        rows=some if order == "name" else overview.by_need(some),
        all=rows,
        uncounted=sum(row.is_uncounted for row in rows),
        totals=overview.totals(rows, targets),
        names={each.code: each.native_name for each in targets},
        labels=LABELS,
        language=language,
        shown=shown,
        name=name,
        order=order,
    )
