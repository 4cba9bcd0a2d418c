"""Who may talk to the review page: the browser that was sent by this start, and no site but ours.

Other programs of the machine reach the port, and any website can make a browser ask it. So a
request has to name this server as its host (a name that is bent to this machine afterwards does
not), to bring the cookie that was given for the token of the address, and, to change anything,
to come from a page of this server.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.review.wording import N_

# Browsers say so of what a person has typed, or another program has opened.
_OUR_OWN = (None, "same-origin", "none")
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Access:
    """The secrets of one start. The cookie's name carries the port, since cookies know none.

    The ticket is a token that lets in once: it goes to the browser on a command line, which all
    users of a machine can read.
    """

    port: int
    token: str = field(default_factory=secrets.token_urlsafe, repr=False)
    ticket: str = field(default_factory=secrets.token_urlsafe, repr=False)
    session: str = field(default_factory=secrets.token_urlsafe, repr=False)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which this server may be called, the one of its address first."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def origin(self) -> str:
        """The address of every page, without its path."""
        return f"http://{self.hosts[0]}"

    @property
    def url(self) -> str:
        """The address that lets a browser in."""
        return f"{self.origin}/?token={self.token}"

    @property
    def url_for_once(self) -> str:
        """The address that does so the first time it is opened."""
        return f"{self.origin}/?token={self.ticket}"

    @property
    def cookie(self) -> str:
        """The cookie's name."""
        return f"pipeline-review-{self.port}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says of itself; `site` is its Sec-Fetch-Site."""

    method: str
    host: str | None
    origin: str | None
    site: str | None
    token: str | None
    cookie: str | None


class Refusal(StrEnum):
    """Why a request is turned away, as the person reads it."""

    HOST = N_("This server answers to its own address only.")
    ELSEWHERE = N_("Another website has sent this request; nothing was done.")
    STRANGER = N_("This page belongs to whoever has started it.")


def refusal(access: Access, asked: Asked) -> Refusal | None:
    """Say why a request is to be turned away; None lets it in."""
    if asked.host not in access.hosts:
        return Refusal.HOST
    if asked.token is not None:
        if asked.site not in _OUR_OWN:
            return Refusal.ELSEWHERE
        known = _same(asked.token, access.token) or _same(asked.token, access.ticket)
        return None if known else Refusal.STRANGER
    if not _same(asked.cookie or "", access.session):
        return Refusal.STRANGER
    if asked.method not in _SAFE and (
        asked.origin != f"http://{asked.host}" or asked.site not in (None, "same-origin")
    ):
        return Refusal.ELSEWHERE
    return None


def _same(given: str, secret: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(given.encode(errors="replace"), secret.encode())
