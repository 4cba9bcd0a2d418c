"""The web application: guards before every request, headers behind it, errors as a page or JSON."""

import hashlib
from collections.abc import Callable
from gettext import NullTranslations
from html import escape

from flask import Flask, Response, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, UnsupportedMediaType

from pipeline import tags
from pipeline.errors import PipelineError, UsageError
from pipeline.model import Finding
from pipeline.review import wording
from pipeline.review.access import Access, Asked, Refusal, refusal
from pipeline.review.desk import Desk
from pipeline.review.pages import article, effort, overview, preview, search
from pipeline.review.wording import N_
from pipeline.workflow.dismiss import keeps_from_export

# A segment of a megabyte may come with three bytes a letter, and twice.
LARGEST_BODY = 8 * 2**20

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_PAGES = (article, effort, overview, preview, search)

_TITLES = {
    400: N_("This request cannot be understood"),
    403: N_("Closed"),
    404: N_("There is no such page"),
    405: N_("This request cannot be understood"),
    413: N_("This is too much at once"),
    415: N_("This request cannot be understood"),
    500: N_("This did not work"),
}
_MESSAGES = {
    404: N_("Maybe an article was renamed; the overview lists what there is."),
    413: N_("One request may bring 8 MB. Nothing was saved."),
    415: N_("Changes come as JSON. Nothing was saved."),
    500: N_("This is a defect of the program; the terminal it was started in says more."),
}
_COME_IN = N_("Open the address that `pipeline review` has printed.")


def create_app(desk: Desk, access: Access) -> Flask:
    """Make the application of one start."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    # What is not there is not there: no second address for a page.
    app.url_map.merge_slashes = False
    app.extensions["desk"] = desk
    _speak(app, desk)
    app.before_request(_guard(access))
    app.after_request(_with_headers)
    for page in _PAGES:
        app.register_blueprint(page.blueprint)
    app.register_error_handler(PipelineError, _failed)
    app.register_error_handler(HTTPException, _http_failed)
    return app


def _guard(access: Access) -> Callable[[], ResponseReturnValue | None]:
    tickets = [access.ticket]

    def guard() -> ResponseReturnValue | None:
        asked = Asked(
            method=request.method,
            host=request.headers.get("Host"),
            origin=request.headers.get("Origin"),
            site=request.headers.get("Sec-Fetch-Site"),
            token=request.args.get("token") if request.path == "/" else None,
            cookie=request.cookies.get(access.cookie),
        )
        refused = refusal(access, asked)
        if not refused and asked.token == access.ticket:
            refused = _spend(tickets)
        # The styles say nothing of the project, and a page that says no needs them.
        is_open = refused is Refusal.STRANGER and request.endpoint == "static"
        if refused and not is_open:
            return _answer(403, refused, _COME_IN, project="pipeline", project_key="")
        if asked.token is not None:
            return _let_in(access)
        # No form of another site can send JSON, and no page without asking first.
        if request.method == "POST" and request.mimetype != "application/json":
            raise UnsupportedMediaType
        return None

    return guard


def _spend(tickets: list[str]) -> Refusal | None:
    """Take the ticket; of two who bring it at the same time, one is too late."""
    try:
        tickets.pop()
    except IndexError:
        return Refusal.STRANGER
    return None


def _let_in(access: Access) -> ResponseReturnValue:
    """Take the token out of the address bar and out of the history."""
    answer = redirect("/")
    answer.set_cookie(access.cookie, access.session, httponly=True, samesite="Strict")
    return answer


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    is_static = request.endpoint == "static" and response.status_code < 400
    # The script and the styles of another version are seen at once; pages are not kept at all.
    response.headers["Cache-Control"] = "no-cache" if is_static else "no-store"
    return response


def _failed(error: PipelineError) -> ResponseReturnValue:
    # What the address names and the project has not; all else is trouble with a file.
    return _answer(404 if type(error) is UsageError else 500, error.message, error.hint)


def _http_failed(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    return _answer(code, _MESSAGES.get(code, error.description or ""))


def _answer(status: int, message: str, hint: str = "", **shown: str) -> ResponseReturnValue:
    """Say what went wrong: to the script as JSON, to a person as a page."""
    said = {"message": _words().gettext(message), "hint": hint and _words().gettext(hint)}
    if request.method == "POST" or request.headers.get("Sec-Fetch-Dest") == "empty":
        return jsonify(said), status
    title = _words().gettext(_TITLES.get(status, _TITLES[500]))
    return render_template("error.html", status=status, title=title, **said, **shown), status


def _speak(app: Flask, desk: Desk) -> None:
    """Let templates speak the language of the browser, and name the project."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _words().gettext(text),
        lambda one, many, number: _words().ngettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.filters["tagged"] = _tagged
    app.jinja_env.tests["dismissible"] = _is_dismissible
    root = desk.project.settings.root.resolve()
    # What a browser keeps is kept by address; two projects may have had the same one.
    key = hashlib.blake2b(str(root).encode(errors="surrogateescape"), digest_size=6).hexdigest()

    def shared() -> dict[str, str]:
        return {"project": root.name, "project_key": key, "interface": _language()}

    app.context_processor(shared)


def _is_dismissible(finding: Finding) -> bool:
    """Say whether dismissing a finding in the article of this page would be of use."""
    return not keeps_from_export(finding.check, (request.view_args or {}).get("article", ""))


def _tagged(text: str) -> str:
    """Write a text as HTML, its tags set off from the words around them."""
    parts: list[str] = []
    at = 0
    for start, end, *_ in tags.find(text):
        parts += escape(text[at:start]), f'<i class="tag">{escape(text[start:end])}</i>'
        at = end
    return "".join([*parts, escape(text[at:])])


def _language() -> str:
    # werkzeug's own choice puts `en` before `ru-RU` where there is but `ru`.
    asked = (code.partition("-")[0].lower() for code in request.accept_languages.values())
    return next((code for code in asked if code in wording.languages()), "en")


def _words() -> NullTranslations:
    if "words" not in g:
        g.words = wording.wording(_language())
    found: NullTranslations = g.words
    return found
