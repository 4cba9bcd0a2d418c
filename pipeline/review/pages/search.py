"""Search over all texts of the project."""

from flask import Blueprint, render_template, request

from pipeline.review.overview import spoken
from pipeline.review.pages import desk
from pipeline.review.search import LONGEST, MOST, Where, search

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def page() -> str:
    """Show where words stand, with their sentence and its translation."""
    asked = request.args.get("q", "").strip()
    language, where = request.args.get("language", ""), request.args.get("in", "")
    place = Where(where) if where in list(Where) else Where.BOTH
    found = search(desk().index.all(), asked, language=language, where=place) if asked else None
    return render_template(
        "search.html",
        asked=asked,
        found=found,
        most=MOST,
        longest=LONGEST,
        names={each.code: each.native_name for each in spoken(desk().project)},
        language=language,
        where=place,
    )
