"""`/preview`: an article as its readers will see it; `/export`: the same as a file."""

import io

from flask import Blueprint, Response, render_template, send_file

from pipeline.review import preview as previews
from pipeline.review.pages import desk
from pipeline.review.preview import Standing

blueprint = Blueprint("preview", __name__)


@blueprint.get("/preview/<language>/<path:article>")
def page(language: str, article: str) -> str:
    """Show an article in a language."""
    found = previews.preview(desk(), article, language)
    drafts, english = found.count(Standing.DRAFT), found.count(Standing.ENGLISH)
    return render_template("preview.html", preview=found, drafts=drafts, english=english)


@blueprint.get("/export/<language>/<path:article>")
def file(language: str, article: str) -> Response:
    """Give an article in a language as a file."""
    made = previews.download(desk(), article, language)
    # Never a page of ours, whatever the article holds.
    kind = "application/octet-stream"
    return send_file(io.BytesIO(made.data), kind, as_attachment=True, download_name=made.name)
