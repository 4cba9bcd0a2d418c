"""`/article`, and what its script asks for: what stands beside, findings, saving, dismissing."""

from typing import Any, TypeVar

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from pipeline.languages import Language
from pipeline.review import article as articles
from pipeline.review import beside as besides
from pipeline.review import saving
from pipeline.review.pages import desk
from pipeline.review.saving import Asked, Conflict, NotSaved, Saved

blueprint = Blueprint("article", __name__)

_T = TypeVar("_T")


@blueprint.get("/article/<language>/<path:article>")
def show(language: str, article: str) -> str:
    """Show an article with its translation."""
    return render_template("article.html", page=articles.read(desk(), article, language))


@blueprint.get("/beside/<language>/<path:article>")
def beside(language: str, article: str) -> str:
    """Show what helps with one segment."""
    found = besides.beside(desk(), article, language, request.args.get("segment", ""))
    return render_template("beside.html", beside=found, language=_language(language, article))


@blueprint.post("/look/<language>/<path:article>")
def look(language: str, article: str) -> ResponseReturnValue:
    """Show what the checks find in a text as it is typed."""
    body = _body()
    key, target = _get(body, "segment", str), _get(body, "target", str)
    seen = saving.look(desk(), article, language, key, target)
    return jsonify(html=render_template("findings.html", seen=seen))


@blueprint.post("/save/<language>/<path:article>")
def save(language: str, article: str) -> ResponseReturnValue:
    """Save a segment."""
    body = _body()
    seconds, keystrokes = body.get("seconds"), body.get("keystrokes")
    asked = Asked(
        _get(body, "segment", str),
        _get(body, "target", str),
        _get(body, "reviewed", bool),
        _get(body, "expected", str),
        None if seconds is None else float(_get(body, "seconds", (int, float))),
        None if keystrokes is None else _get(body, "keystrokes", int),
        is_undo=body.get("undo") is True,
    )
    return _answer(saving.save(desk(), article, language, asked), language, article)


@blueprint.post("/dismiss/<language>/<path:article>")
def dismiss(language: str, article: str) -> ResponseReturnValue:
    """Dismiss a finding."""
    body = _body()
    names = ("segment", "check", "reason", "expected")
    key, check, reason, expected = (_get(body, name, str) for name in names)
    done = saving.dismiss(desk(), article, language, key, check, reason, expected)
    return _answer(done, language, article)


@blueprint.errorhandler(NotSaved)
def refuse(error: NotSaved) -> ResponseReturnValue:
    """Say why nothing was saved."""
    return jsonify(message=error.message, hint=error.hint), 422


def _answer(done: Saved | Conflict, language: str, article: str) -> ResponseReturnValue:
    if isinstance(done, Conflict):
        shown = render_template(
            "conflict.html", conflict=done, language=_language(language, article)
        )
        return jsonify(html=shown), 409
    return jsonify(line=render_template("line.html", line=done.line), notice=done.notice)


def _language(code: str, article: str) -> Language:
    return desk().shelf.open(article, code).language


def _body() -> dict[str, Any]:
    body = request.get_json()
    if not isinstance(body, dict):
        abort(400, "An object is wanted.")
    return body


def _get(body: dict[str, Any], name: str, kind: type[_T] | tuple[type[_T], ...]) -> _T:
    value = body.get(name)
    # To Python a bool is an int.
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        abort(400, f"{name} is missing, or of another kind.")
    return value
