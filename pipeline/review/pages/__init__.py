"""What the browser asks for: a file a page, each a blueprint of Flask."""

from flask import current_app

from pipeline.review.desk import Desk


def desk() -> Desk:
    """Give the desk that this server was started with."""
    found: Desk = current_app.extensions["desk"]
    return found
